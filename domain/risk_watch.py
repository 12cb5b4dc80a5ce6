"""A look at an order before its sheet is drawn: what was done before it, and what that means for the order.

It passes, or wants a one-time code beside the PIN, or is held until a person has looked at it. Nothing is
charged here, and what decides is told apart in `risk`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from domain.errors import Refusal
from domain.limits import CustomerAccounts
from domain.money import ZERO, Money
from domain.phones import Phone
from domain.quotes import Order
from domain.reviews import Hold, ReviewRefused, RiskReview, held
from domain.risk import Assessment, Concern, OrderFacts, Verdict, assess
from domain.rules import RiskRules, Rules
from domain.storage import Storage
from domain.times import LAGOS, lagos_midnight
from domain.vendors import Category

MINUTES = timedelta(minutes=10)  # what the rules call "in minutes"
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)

# What is turned into money elsewhere the quickest, and whose owner nobody is shown before it is paid.
_LINES = frozenset({Category.AIRTIME, Category.DATA})
LINK = "link"  # whom a transfer by a claim link is for, as far as we know


@dataclass(frozen=True, slots=True)
class Outgoing:
    """Money that is about to leave a wallet. `biller_id` None: for another customer, or a claim link."""

    id: str  # of the order or transfer
    customer_id: str
    amount: Money
    to: str  # a reference, a customer's id, or `LINK`
    biller_id: str | None = None
    line: Phone | None = None  # the phone line that it is for
    plan_id: str | None = None

    @classmethod
    def bill(cls, order: Order) -> Outgoing:
        """Return a bill as money that is about to leave."""
        return cls(
            order.id,
            order.customer_id,
            order.amount,
            order.recipient.reference,
            order.biller_id,
            order.recipient.phone if order.category in _LINES else None,
            order.plan.id if order.plan is not None else None,
        )


@dataclass(frozen=True, slots=True)
class Seen:
    """What the books know before an order, read in one go. What came back to the wallet does not count."""

    order_key: str
    recipient_key: str
    in_minutes: int = 0
    in_hour: int = 0
    sum_in_hour: Money = ZERO
    to_recipient_in_minutes: int = 0
    usual_most: Money | None = None  # before today
    is_known: bool = False  # the own line, saved or paid before today, or let through with a code
    payers: int = 0  # other accounts, in a day
    cleared: bool = False  # a person has let just this pass, not long ago
    refused: str | None = None  # the review that did not let just this pass, not long ago
    waiting: tuple[str, datetime] | None = None  # an undecided review of hers, and by when it is decided


class RiskStore(Protocol):
    """Where it is seen what was done before."""

    async def seen(self, outgoing: Outgoing, rules: RiskRules, *, now: datetime) -> Seen:
        """Return what the books know before an order."""
        ...


class RiskBooks(Protocol):
    """What watching needs from one transaction."""

    @property
    def risk(self) -> RiskStore:
        """What was done before."""
        ...


@dataclass(frozen=True)
class RiskWatch:
    """Watching what leaves wallets."""

    storage: Storage[RiskBooks]
    rules: Rules

    async def bill(self, order: Order, accounts: CustomerAccounts, *, now: datetime) -> Concern | None:
        """Return why a bill wants a one-time code; None if the PIN is enough.

        :raises HeldForReview: if a person looks at it first; its case is open
        :raises ReviewRefused: if that person did not let it pass
        """
        outgoing = Outgoing.bill(order)
        seen = await self._seen(outgoing, now)
        is_new = outgoing.line is not None and not seen.is_known
        facts = facts_of(outgoing, seen, accounts, is_new=is_new, is_usual=seen.is_known, now=now)
        found = await self._judge(outgoing, seen, facts, order, now)
        return _concern(found, seen) if found.verdict is Verdict.STEP_UP and not seen.cleared else None

    async def transfer(
        self, outgoing: Outgoing, accounts: CustomerAccounts, *, is_new: bool, wants_code: bool, now: datetime
    ) -> Concern | None:
        """Return why a transfer wants a one-time code; None if the PIN is enough.

        :param wants_code: the rules of transfers want one, whatever else is seen
        :raises HeldForReview, ReviewRefused: as `bill` does
        """
        seen = await self._seen(outgoing, now)
        much_above = self.rules.transfers.code_above
        facts = facts_of(
            outgoing, seen, accounts, is_new=is_new, is_usual=not is_new, much_above=much_above, now=now
        )
        found = await self._judge(outgoing, seen, facts, None, now)
        stepped_up = found.verdict is Verdict.STEP_UP and not seen.cleared
        return _concern(found, seen) if wants_code or stepped_up else None

    async def _seen(self, outgoing: Outgoing, now: datetime) -> Seen:
        async with self.storage.look() as books:
            return await books.risk.seen(outgoing, self.rules.risk, now=now)

    async def _judge(
        self, outgoing: Outgoing, seen: Seen, facts: OrderFacts, order: Order | None, now: datetime
    ) -> Assessment:
        found = assess(facts, self.rules.risk)
        if seen.refused is not None:
            raise ReviewRefused(review_id=seen.refused)
        if found.verdict is Verdict.REVIEW and not seen.cleared:
            raise await self._hold(outgoing, seen, found, order, now)
        return found

    async def _hold(
        self, outgoing: Outgoing, seen: Seen, found: Assessment, order: Order | None, now: datetime
    ) -> Refusal:
        """Let a person look, unless one is looking at an order of hers already."""
        if seen.waiting is not None:
            return held(*seen.waiting)
        review = RiskReview(
            id=outgoing.id,
            customer_id=outgoing.customer_id,
            amount=outgoing.amount,
            score=found.score,
            signs=found.signs,
            order_key=seen.order_key,
            recipient_key=seen.recipient_key,
            made_at=now,
            answer_by=now + self.rules.risk.reviewed_within,
            order=order,
            payee_id=outgoing.to if order is None and outgoing.to != LINK else None,
        )
        kept = await self.storage.money.apply(Hold(review))
        return held(kept.id, kept.answer_by or now)


def facts_of(
    outgoing: Outgoing,
    seen: Seen,
    accounts: CustomerAccounts,
    *,
    is_new: bool,
    is_usual: bool,
    much_above: Money | None = None,
    now: datetime,
) -> OrderFacts:
    """Return what is known of an order as facts to assess."""
    until = accounts.restricted_until
    # A new account is restricted from its beginning; one that changed hands, since that.
    changed_hands = until is not None and now < until and accounts.usage.restricted_since is not None
    return OrderFacts(
        amount=outgoing.amount,
        hour=now.astimezone(LAGOS).hour,
        orders_in_minutes=seen.in_minutes,
        orders_in_hour=seen.in_hour,
        sum_in_hour=seen.sum_in_hour,
        is_new_recipient=is_new,
        to_recipient_in_minutes=seen.to_recipient_in_minutes if outgoing.biller_id is not None else 0,
        usual_most=seen.usual_most,
        payers_of_recipient=seen.payers,
        just_changed_hands=changed_hands,
        is_usual=is_usual,
        much_above=much_above,
    )


def first_of_today(now: datetime) -> datetime:
    """Return the moment before which a recipient was not new and an amount usual."""
    return lagos_midnight(now)


def _concern(found: Assessment, seen: Seen) -> Concern:
    return Concern(found.score, found.signs, seen.order_key, seen.recipient_key)
