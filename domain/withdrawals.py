"""Money that goes to the customer's own bank account: its states, its events, its legal steps."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from domain.banks import BankAccount
from domain.errors import Refusal
from domain.money import Money

# A worker that marked a transfer sends it only this long after the mark; later it is left to asking.
FENCE = timedelta(seconds=30)
# A processor that does not know a reference has certainly not got it this long after the call must be over.
NOT_FOUND_SETTLES_AFTER = timedelta(minutes=5)
NOT_FOUND_NEEDED = 2


class WithdrawalStatus(StrEnum):
    """Where a withdrawal is."""

    AWAITING_APPROVAL = "awaiting-approval"  # held; a person of ours has to agree
    ACCEPTED = "accepted"  # held, not sent
    SUBMITTED = "submitted"  # a transfer is marked; it may have been sent
    UNRESOLVED = "unresolved"  # sent, and not decided
    PAID = "paid"
    RELEASED = "released"  # the hold went back
    REFUNDED = "refunded"  # paid, then sent back by the bank


class WithdrawalEvent(StrEnum):
    """What may happen to a withdrawal."""

    APPROVAL = "approval"
    REFUSAL = "refusal"  # by staff, or because nobody agreed in time
    CANCEL = "cancel"
    SUBMIT = "submit"
    PAYOUT = "payout"
    REJECTION = "rejection"
    REJECTION_WITH_NEXT_TRY = "rejection-with-next-try"
    DOUBT = "doubt"
    DEADLINE_EXTENSION = "deadline-extension"
    RETURN = "return"  # the bank sent it back
    LATE_PAYOUT = "late-payout"


_S, _E = WithdrawalStatus, WithdrawalEvent

# Every legal step. What is not here does not happen: the same event again changes nothing, and an event that
# contradicts the state becomes a case for staff. No rule gives money back in doubt: it may be at the bank.
TRANSITIONS: dict[tuple[WithdrawalStatus, WithdrawalEvent], WithdrawalStatus] = {
    (_S.AWAITING_APPROVAL, _E.APPROVAL): _S.ACCEPTED,
    (_S.AWAITING_APPROVAL, _E.REFUSAL): _S.RELEASED,
    (_S.AWAITING_APPROVAL, _E.CANCEL): _S.RELEASED,
    (_S.ACCEPTED, _E.CANCEL): _S.RELEASED,
    (_S.ACCEPTED, _E.SUBMIT): _S.SUBMITTED,
    (_S.SUBMITTED, _E.PAYOUT): _S.PAID,
    (_S.SUBMITTED, _E.REJECTION): _S.RELEASED,
    (_S.SUBMITTED, _E.REJECTION_WITH_NEXT_TRY): _S.ACCEPTED,
    (_S.SUBMITTED, _E.DOUBT): _S.UNRESOLVED,
    (_S.SUBMITTED, _E.RETURN): _S.RELEASED,
    (_S.SUBMITTED, _E.DEADLINE_EXTENSION): _S.UNRESOLVED,
    (_S.UNRESOLVED, _E.PAYOUT): _S.PAID,
    (_S.UNRESOLVED, _E.REJECTION): _S.RELEASED,
    (_S.UNRESOLVED, _E.REJECTION_WITH_NEXT_TRY): _S.ACCEPTED,
    (_S.UNRESOLVED, _E.DOUBT): _S.UNRESOLVED,
    (_S.UNRESOLVED, _E.RETURN): _S.RELEASED,
    (_S.UNRESOLVED, _E.DEADLINE_EXTENSION): _S.UNRESOLVED,
    (_S.PAID, _E.RETURN): _S.REFUNDED,
    (_S.RELEASED, _E.LATE_PAYOUT): _S.RELEASED,
    (_S.REFUNDED, _E.LATE_PAYOUT): _S.REFUNDED,
}

HOLDING = frozenset({_S.AWAITING_APPROVAL, _S.ACCEPTED, _S.SUBMITTED, _S.UNRESOLVED})
IN_DOUBT = frozenset({_S.SUBMITTED, _S.UNRESOLVED})
# Why money came back, where the customer is told. All other reasons are the processor's own words.
TOLD_REASONS = frozenset({"cancelled", "refused", "not-approved", "frozen", "sent-back"})


class IllegalWithdrawalStep(Exception):
    """A step that the table does not know: a mistake in our code."""


class WithdrawalsOff(Refusal):
    """This installation does not pay out."""

    code = "withdrawals-off"


class WithdrawalTooSmall(Refusal):
    """Less than is paid out."""

    code = "withdrawal-too-small"

    def __init__(self, *, minimum: Money) -> None:
        super().__init__(minimum=minimum)


class WithdrawalTooLarge(Refusal):
    """More than is paid out at once."""

    code = "withdrawal-too-large"

    def __init__(self, *, maximum: Money) -> None:
        super().__init__(maximum=maximum)


class OwnWithdrawal(Refusal):
    """Whoever asked for a withdrawal can't be the one who agrees to it."""

    code = "own-withdrawal"


class WithdrawalDecided(Refusal):
    """It does not wait for anybody's word any more."""

    code = "withdrawal-decided"


@dataclass(frozen=True, slots=True)
class WithdrawalSheet:
    """A withdrawal with its price, as shown with the keypad, until `expires_at`."""

    id: str
    customer_id: str
    to: BankAccount
    amount: Money
    fee: Money
    vat: Money  # on the fee
    stamp_duty: Money
    expires_at: datetime
    account_key: str  # of the bank account, by which it is known again
    account_is_new: bool = True
    wants_code: bool = False  # the PIN alone is not enough
    needs_approval: bool = False  # a second person has to agree

    @property
    def code_is_about(self) -> str:
        """What a one-time code for it is given for: this bank account, this amount."""
        return f"{self.account_key}:{self.amount.kobo}"

    @property
    def total(self) -> Money:
        """What leaves the wallet."""
        return self.amount + self.fee + self.vat + self.stamp_duty

    @property
    def hash(self) -> str:
        """The fingerprint of exactly what is shown. Balances are not part of it."""
        shown = [
            "withdrawal",
            self.id,
            self.customer_id,
            self.to.bank.code,
            self.to.bank.name,
            self.to.number,
            self.to.name,
            self.amount.kobo,
            self.fee.kobo,
            self.vat.kobo,
            self.stamp_duty.kobo,
            self.account_key,
            self.account_is_new,
            self.wants_code,
            self.needs_approval,
            self.expires_at.isoformat(),
        ]
        return hashlib.sha256(json.dumps(shown).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A confirmed withdrawal and what became of it."""

    id: str
    customer_id: str
    processor: str
    to: BankAccount
    amount: Money
    fee: Money
    vat: Money
    stamp_duty: Money
    sheet_hash: str
    accepted_at: datetime
    deadline_at: datetime  # money at the bank, or back, or a word from staff, by then
    status: WithdrawalStatus = WithdrawalStatus.ACCEPTED
    card: int | None = None
    look_at: datetime | None = None  # when it is to be taken on again
    attempt: int = 0  # transfers marked so far; each has a reference of its own
    marked_at: datetime | None = None  # of the newest
    questions: int = 0  # about the newest
    not_found: int = 0
    ended_at: datetime | None = None
    reason: str | None = None
    cost: Money | None = None  # what the processor kept for it
    decided_by: str | None = None  # who of the staff agreed or refused
    extended: bool = False

    @property
    def total(self) -> Money:
        """What is held, or left the wallet."""
        return self.amount + self.fee + self.vat + self.stamp_duty

    @property
    def reference(self) -> str:
        """The newest transfer's reference at the processor."""
        return reference_of(self.id, self.attempt)

    def step(self, event: WithdrawalEvent) -> Withdrawal:
        """Take a legal step.

        :raises IllegalWithdrawalStep: if the table does not have it
        """
        try:
            return replace(self, status=TRANSITIONS[self.status, event])
        except KeyError:
            raise IllegalWithdrawalStep(f"{event} while {self.status}") from None


def reference_of(withdrawal_id: str, attempt: int) -> str:
    """Return the reference of one transfer. The processor takes lowercase letters, digits and "-"."""
    return f"wd-{withdrawal_id}-{attempt}"


def read_reference(reference: str) -> tuple[str, int] | None:
    """Return whose transfer a reference names, and which; None if it is none of ours."""
    kind, _, rest = reference.partition("-")
    withdrawal_id, _, attempt = rest.rpartition("-")
    if kind != "wd" or not withdrawal_id or not (attempt.isascii() and attempt.isdigit()):
        return None
    return withdrawal_id, int(attempt)
