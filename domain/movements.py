"""What moved on a customer's accounts in a time, as the ledger has it: opening + in − out = closing.

The wallet is told with what is held of it: money that waits for a bill is still hers. Cashback stands apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Protocol

from domain.ledger import EntryKind
from domain.money import ZERO, Money


class Flow(StrEnum):
    """For what money moves, as a customer would say it."""

    ADDED = "added"
    BILLS = "bills"
    REFUNDED = "refunded"
    RECEIVED = "received"
    SENT = "sent"
    SENT_BACK = "sent-back"  # to the sender, by a recall or because nobody claimed it
    WITHDRAWN = "withdrawn"
    WITHDRAWAL_BACK = "withdrawal-back"
    SET_ASIDE = "set-aside"  # a processor may take it back
    SET_ASIDE_BACK = "set-aside-back"
    DEBT_PAID = "debt-paid"
    CORRECTED = "corrected"  # by a person of ours
    CASHBACK_USED = "cashback-used"
    CASHBACK = "cashback"
    CASHBACK_BACK = "cashback-back"  # taken back with a refund
    APOLOGY = "apology"
    PROMO = "promo"
    REFERRAL = "referral"


# What each entry is for whoever's accounts it moves. Where nothing moves in sum, nothing is said.
FLOWS: Mapping[EntryKind, Flow] = MappingProxyType(
    {
        EntryKind.TOP_UP: Flow.ADDED,
        EntryKind.INFLOW: Flow.ADDED,
        EntryKind.HOLD: Flow.CASHBACK_USED,  # what of it was cashback becomes the wallet's
        EntryKind.RELEASE: Flow.CASHBACK_USED,
        EntryKind.SETTLE: Flow.BILLS,
        EntryKind.REFUND: Flow.REFUNDED,
        EntryKind.CASHBACK: Flow.CASHBACK,
        EntryKind.CLAWBACK: Flow.CASHBACK_BACK,
        EntryKind.APOLOGY: Flow.APOLOGY,
        EntryKind.PROMO: Flow.PROMO,
        EntryKind.REFERRAL: Flow.REFERRAL,
        EntryKind.WITHDRAWAL: Flow.WITHDRAWN,
        EntryKind.WITHDRAWAL_REFUND: Flow.WITHDRAWAL_BACK,
        EntryKind.TRANSFER: Flow.SENT,  # or received, by its sign
        EntryKind.TRANSFER_HOLD: Flow.SENT,
        EntryKind.TRANSFER_RELEASE: Flow.SENT,
        EntryKind.CLAIM_PARK: Flow.SENT,
        EntryKind.CLAIM: Flow.RECEIVED,
        EntryKind.CLAIM_RETURN: Flow.SENT_BACK,
        EntryKind.RECALL_HOLD: Flow.SENT_BACK,
        EntryKind.RECALL_RELEASE: Flow.SENT_BACK,
        EntryKind.RECALL: Flow.SENT_BACK,
        EntryKind.CHARGEBACK: Flow.SET_ASIDE,
        EntryKind.CHARGEBACK_LOST: Flow.SET_ASIDE,
        EntryKind.CHARGEBACK_WON: Flow.SET_ASIDE_BACK,
        EntryKind.RECOVERY: Flow.DEBT_PAID,
        EntryKind.STAFF_REFUND: Flow.CORRECTED,
        EntryKind.STAFF_CREDIT: Flow.CORRECTED,
        EntryKind.STAFF_DEBIT: Flow.CORRECTED,
        EntryKind.RECONCILIATION: Flow.CORRECTED,  # which moves nothing of a customer's
        EntryKind.SETTLEMENT: Flow.CORRECTED,  # nor does that
    }
)

# What a statement names line by line. Bills and money added have lines of their own, with more to say.
TOLD_APART = frozenset(
    {
        *(EntryKind.APOLOGY, EntryKind.PROMO, EntryKind.REFERRAL, EntryKind.CLAWBACK),
        *(EntryKind.WITHDRAWAL, EntryKind.WITHDRAWAL_REFUND, EntryKind.TRANSFER, EntryKind.CLAIM_PARK),
        *(EntryKind.CLAIM, EntryKind.CLAIM_RETURN, EntryKind.RECALL),
        *(EntryKind.CHARGEBACK, EntryKind.CHARGEBACK_WON, EntryKind.RECOVERY),
        *(EntryKind.STAFF_REFUND, EntryKind.STAFF_CREDIT, EntryKind.STAFF_DEBIT),
    }
)


@dataclass(frozen=True, slots=True)
class Movement:
    """One journal entry, as far as it moved a customer's accounts."""

    kind: EntryKind
    subject_id: str
    posted_at: datetime
    wallet: Money  # with what is held
    cashback: Money

    @property
    def flow(self) -> Flow:
        """For what it moved."""
        return flow_of(self.kind, self.wallet)

    @property
    def amount(self) -> Money:
        """What moved: of the wallet, or else of the cashback."""
        return self.wallet or self.cashback

    @property
    def reference(self) -> str:
        """By what support finds it; a promo code by itself. Other people's ids are theirs."""
        match self.kind:
            case EntryKind.REFERRAL:
                return ""
            case EntryKind.PROMO:
                return self.subject_id.partition(":")[0]
            case _:
                return self.subject_id


def flow_of(kind: EntryKind, wallet: Money) -> Flow:
    """Return what an entry is for whoever's wallet it moved by so much."""
    return Flow.RECEIVED if kind is EntryKind.TRANSFER and wallet > ZERO else FLOWS[kind]


@dataclass(frozen=True, slots=True)
class Turnover:
    """What moved in a time on one account: what there was, what came and went for what, what there is."""

    opening: Money = ZERO
    flows: tuple[tuple[Flow, Money], ...] = ()  # in the order of `Flow`; a flow both ways is its difference

    @property
    def money_in(self) -> Money:
        """What came."""
        return sum((amount for _, amount in self.flows if amount > ZERO), ZERO)

    @property
    def money_out(self) -> Money:
        """What went, as a positive amount."""
        return -sum((amount for _, amount in self.flows if amount < ZERO), ZERO)

    @property
    def closing(self) -> Money:
        """What there is after it."""
        return self.opening + self.money_in - self.money_out

    def of(self, flow: Flow) -> Money:
        """Return what came (positive) or went (negative) for something."""
        return next((amount for each, amount in self.flows if each is flow), ZERO)


@dataclass(frozen=True, slots=True)
class Turnovers:
    """A customer's two accounts in a time."""

    wallet: Turnover  # with what is held
    cashback: Turnover

    def __bool__(self) -> bool:
        """Return whether there is anything to tell."""
        return any(each.opening or each.flows for each in (self.wallet, self.cashback))


NOTHING_MOVED = Turnovers(Turnover(), Turnover())


@dataclass(frozen=True, slots=True)
class Moved:
    """The sum of some entries of one kind, those that gave to the wallet apart from those that took."""

    kind: EntryKind
    is_before: bool  # before the time that is asked for
    wallet: Money
    cashback: Money


class MovementStore(Protocol):
    """The ledger as it is looked through for one customer."""

    async def sums(self, customer_id: str, *, since: datetime, until: datetime) -> tuple[Moved, ...]:
        """Return what moved before and in a time, all as of one moment."""
        ...

    async def lines(
        self, customer_id: str, *, since: datetime, until: datetime, limit: int
    ) -> tuple[Movement, ...]:
        """Return the entries of a time that statements tell apart, oldest first."""
        ...


def turnovers(moved: Iterable[Moved]) -> Turnovers:
    """Sum up what the ledger has."""
    all_moved = tuple(moved)
    return Turnovers(
        _turnover([(each, each.wallet) for each in all_moved]),
        _turnover([(each, each.cashback) for each in all_moved]),
    )


def _turnover(moved: list[tuple[Moved, Money]]) -> Turnover:
    sums = dict.fromkeys(Flow, ZERO)
    for each, amount in moved:
        if not each.is_before:
            sums[flow_of(each.kind, each.wallet)] += amount
    opening = sum((amount for each, amount in moved if each.is_before), ZERO)
    return Turnover(opening, tuple((flow, amount) for flow, amount in sums.items() if amount))
