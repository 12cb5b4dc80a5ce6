"""Money that a processor takes back of what it took in for us, by a dispute or a refund.

While it is undecided the money is set aside, so that it can't be spent. Decided against us, the
processor's share of it is gone; decided for us, everything goes back to where it came from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.money import ZERO, Money


class ChargebackKind(StrEnum):
    """By which way the money is taken back."""

    DISPUTE = "dispute"  # whoever paid complained to her bank
    REFUND = "refund"  # somebody of ours sent it back at the processor


class ChargebackWord(StrEnum):
    """What the processor says of it."""

    OPENED = "opened"
    REMINDED = "reminded"  # our answer is due
    STUCK = "stuck"  # it needs something of us to go on
    LOST = "lost"  # the money is gone
    WON = "won"  # the money stays


class ChargebackStatus(StrEnum):
    """How far it is."""

    OPEN = "open"
    LOST = "lost"
    WON = "won"


class Step(StrEnum):
    """What a word does to the books."""

    SET_ASIDE = "set-aside"
    SET_ASIDE_AND_LOSE = "set-aside-and-lose"
    LOSE = "lose"
    GIVE_BACK = "give-back"
    NOTE = "note"  # it is over before it was known: nothing moves
    CALL_STAFF = "call-staff"
    NOTHING = "nothing"  # heard before, or late


_W, _S = ChargebackWord, ChargebackStatus

# Every word in every state; None: not known yet. A word that comes late or again changes nothing, one that
# contradicts an earlier end is for a person.
STEPS: Mapping[tuple[ChargebackStatus | None, ChargebackWord], Step] = {
    (None, _W.OPENED): Step.SET_ASIDE,
    (None, _W.REMINDED): Step.SET_ASIDE,
    (None, _W.STUCK): Step.SET_ASIDE,
    (None, _W.LOST): Step.SET_ASIDE_AND_LOSE,
    (None, _W.WON): Step.NOTE,
    (_S.OPEN, _W.OPENED): Step.NOTHING,
    (_S.OPEN, _W.REMINDED): Step.CALL_STAFF,
    (_S.OPEN, _W.STUCK): Step.CALL_STAFF,
    (_S.OPEN, _W.LOST): Step.LOSE,
    (_S.OPEN, _W.WON): Step.GIVE_BACK,
    (_S.LOST, _W.OPENED): Step.NOTHING,
    (_S.LOST, _W.REMINDED): Step.NOTHING,
    (_S.LOST, _W.STUCK): Step.NOTHING,
    (_S.LOST, _W.LOST): Step.NOTHING,
    (_S.LOST, _W.WON): Step.CALL_STAFF,
    (_S.WON, _W.OPENED): Step.NOTHING,
    (_S.WON, _W.REMINDED): Step.NOTHING,
    (_S.WON, _W.STUCK): Step.NOTHING,
    (_S.WON, _W.LOST): Step.CALL_STAFF,
    (_S.WON, _W.WON): Step.NOTHING,
}


@dataclass(frozen=True, slots=True)
class Chargeback:
    """One taking back of one funding, whatever words were heard of it. Its id names it at the processor."""

    id: str
    processor: str
    kind: ChargebackKind
    status: ChargebackStatus
    subject_id: str  # the top-up
    customer_id: str | None  # None: nobody was credited
    amount: Money  # what the processor takes
    opened_at: datetime
    taken: Money = ZERO  # of what was credited, from the wallet
    owed: Money = ZERO  # of what was credited, what the wallet did not have
    ended_at: datetime | None = None

    @property
    def set_aside(self) -> Money:
        """What lies in suspense for it beside what lay there before."""
        return self.taken + self.owed


def chargeback_id(processor: str, kind: ChargebackKind, name: str) -> str:
    """Return the id under which we know it: the same for every word about the same."""
    return f"{processor}:{kind.value}:{name}"
