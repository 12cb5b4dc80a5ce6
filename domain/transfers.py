"""Money from one customer to another: what was agreed, where it is, and which steps are legal.

A transfer to a customer is delivered at once; the first larger one to somebody waits a minute, in which it
can be undone. One to somebody who is no customer waits behind a claim link. What arrived can be asked back.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from domain.errors import Refusal
from domain.money import ZERO, Money
from domain.phones import Phone
from domain.risk import Concern


class TransferStatus(StrEnum):
    """Where a transfer is."""

    COOLING = "cooling"  # held with the sender, who may undo it
    WAITING = "waiting"  # in escrow, for somebody to claim it
    DELIVERED = "delivered"
    UNDONE = "undone"  # by the sender, before it was delivered
    CANCELLED = "cancelled"  # by the sender, before it was claimed
    RETURNED = "returned"  # not claimed in time, or the receiver's wallet could not take it
    RECALLING = "recalling"  # asked back; what is unspent of it is held with the receiver
    GIVEN_BACK = "given-back"  # by the receiver: what was unspent of it
    KEPT = "kept"  # asked back, and the receiver did not agree


class TransferEvent(StrEnum):
    """What may happen to a transfer."""

    DELIVERY = "delivery"
    UNDO = "undo"
    CLAIM = "claim"
    CANCEL = "cancel"
    RETURN = "return"
    RECALL = "recall"
    AGREEMENT = "agreement"
    REFUSAL = "refusal"
    SILENCE = "silence"  # the receiver said nothing in time


_S, _E = TransferStatus, TransferEvent

# Every legal step. What is not here does not happen: the same event again changes nothing.
TRANSITIONS: dict[tuple[TransferStatus, TransferEvent], TransferStatus] = {
    (_S.COOLING, _E.DELIVERY): _S.DELIVERED,
    (_S.COOLING, _E.UNDO): _S.UNDONE,
    (_S.COOLING, _E.RETURN): _S.RETURNED,
    (_S.WAITING, _E.CLAIM): _S.DELIVERED,
    (_S.WAITING, _E.CANCEL): _S.CANCELLED,
    (_S.WAITING, _E.RETURN): _S.RETURNED,
    (_S.DELIVERED, _E.RECALL): _S.RECALLING,
    (_S.RECALLING, _E.AGREEMENT): _S.GIVEN_BACK,
    (_S.RECALLING, _E.REFUSAL): _S.KEPT,
    (_S.RECALLING, _E.SILENCE): _S.KEPT,
}

# Something happens by itself at `due_at`.
OPEN = frozenset({_S.COOLING, _S.WAITING, _S.RECALLING})
# The receiver has it, or had it.
RECEIVED = frozenset({_S.DELIVERED, _S.RECALLING, _S.GIVEN_BACK, _S.KEPT})


class IllegalTransferStep(Exception):
    """A step that the table does not have: a mistake in our code."""


class TransferTooSmall(Refusal):
    """Less than may be sent."""

    code = "transfer-too-small"

    def __init__(self, *, minimum: Money) -> None:
        super().__init__(minimum=minimum)


class TransferTooLarge(Refusal):
    """More than may be sent at once."""

    code = "transfer-too-large"

    def __init__(self, *, maximum: Money) -> None:
        super().__init__(maximum=maximum)


class CannotReceive(Refusal):
    """The receiver can't get this now. Why is hers to know alone. Nothing was charged."""

    code = "cannot-receive"


class OwnWallet(Refusal):
    """Nobody sends money to herself."""

    code = "own-wallet"


class TooLateToUndo(Refusal):
    """It was delivered, or is over another way."""

    code = "too-late-to-undo"


class NoSuchClaim(Refusal):
    """The link is unknown, over, or claimed already."""

    code = "no-such-claim"


class ClaimForSomebodyElse(Refusal):
    """The link was made for another phone or Telegram account."""

    code = "claim-for-somebody-else"


class ClaimStandsStill(Refusal):
    """It can't be claimed now. Why is for the sender alone to know; it waits, or goes back to her."""

    code = "claim-stands-still"


class NoRoomToClaim(Refusal):
    """The wallet of the one who claims may not hold that much. It waits until there is room."""

    code = "no-room-to-claim"

    def __init__(self, *, maximum: Money) -> None:
        super().__init__(maximum=maximum)


class TooLateToRecall(Refusal):
    """It was asked back before, never arrived, or arrived too long ago."""

    code = "too-late-to-recall"


@dataclass(frozen=True, slots=True)
class MeantFor:
    """Whom a claim link is for, as far as the sender said it. Nothing said: whoever opens it first."""

    phone: Phone | None = None
    telegram_id: int | None = None

    def fits(self, phone: Phone, telegram_id: int) -> bool:
        """Return whether somebody with that number and Telegram account may claim it."""
        return self.phone in (None, phone) and self.telegram_id in (None, telegram_id)


ANYBODY = MeantFor()


@dataclass(frozen=True, slots=True)
class TransferSheet:
    """What a customer says yes to with her PIN. `receiver_id` None: whoever claims it."""

    id: str
    sender_id: str
    amount: Money
    expires_at: datetime
    receiver_id: str | None = None
    shown_name: str | None = None  # the receiver's, as it was shown
    cools: bool = False  # it waits a minute, and can be undone
    wants_code: bool = False  # the PIN alone is not enough
    claim_code: str | None = field(default=None, repr=False)
    meant_for: MeantFor = ANYBODY
    concern: Concern | None = None  # what is kept of why it wants a code

    @property
    def code_is_about(self) -> str:
        """What a one-time code for it is given for: this receiver, this amount."""
        return f"{self.receiver_id or self.claim_code}:{self.amount.kobo}"

    @property
    def hash(self) -> str:
        """The fingerprint of exactly what is shown. Balances are not part of it."""
        for_phone = self.meant_for.phone
        shown = [
            "transfer",
            self.id,
            self.sender_id,
            self.receiver_id,
            self.shown_name,
            self.amount.kobo,
            self.cools,
            self.wants_code,
            self.claim_code,
            for_phone.e164 if for_phone is not None else None,
            self.meant_for.telegram_id,
            self.expires_at.isoformat(),
        ]
        return hashlib.sha256(json.dumps(shown).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Transfer:
    """A confirmed transfer and what became of it."""

    id: str
    sender_id: str
    receiver_id: str | None  # None: nobody has claimed it yet
    amount: Money
    status: TransferStatus
    sent_at: datetime
    due_at: datetime | None = None  # delivered, returned or released by itself then
    delivered_at: datetime | None = None
    ended_at: datetime | None = None
    claim_code: str | None = field(default=None, repr=False)  # it was sent by a link
    meant_for: MeantFor = field(default=ANYBODY, repr=False)
    recalled_at: datetime | None = None
    recalled: Money = ZERO  # what of it was unspent when it was asked back
    card: int | None = None  # the face's own name of the message that shows it

    @property
    def by_link(self) -> bool:
        """Whether it was sent by a claim link."""
        return self.claim_code is not None

    def step(self, event: TransferEvent) -> Transfer:
        """Take a legal step.

        :raises IllegalTransferStep: if the table does not have it
        """
        try:
            return replace(self, status=TRANSITIONS[self.status, event])
        except KeyError:
            raise IllegalTransferStep(f"{event} while {self.status}") from None
