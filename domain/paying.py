"""Paying bills: the use cases, in the order in which things happen. The decisions are elsewhere.

`payment_steps`, `payment_outcomes` and `payment_deadlines` decide, `vending` asks the vendors.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Protocol

from domain.apologies import Apologize, is_overdue
from domain.approvals import Approval
from domain.billers import Biller, Plan, UnknownBiller, UnknownPlan
from domain.catalogue import Billers, BillerStore, PlanStore
from domain.errors import NotAllowed, Refusal
from domain.maintenance import MayBegin, always
from domain.money import Money
from domain.one_time_codes import StepUp
from domain.order_facts import OrderFacts, OrderFactStore
from domain.outages import Outages
from domain.payment_deadlines import CallStaff, MeetDeadline, needs_a_person
from domain.payment_steps import Accept, Cancel
from domain.payments import CANCELLED_BY_OWNER, Attempt, Payment, PaymentStatus, QuoteChanged
from domain.quotes import Order, Sheet, check_amount, price
from domain.repeats import LOOKED_AT, LOOKED_BACK, Past, most_likely
from domain.risk_watch import RiskWatch
from domain.rule_book import RuleBook
from domain.rules import Rules
from domain.schedule_results import PaidRun
from domain.storage import Storage
from domain.vending import Vending, is_as_chosen
from domain.vendor_desk import VendorDesk
from domain.vendors import VendorGateway
from domain.wallets import AccountStore


class PaymentStore(Protocol):
    """Payments as they are read. They change through the money path alone."""

    async def get(self, payment_id: str) -> Payment | None:
        """Return a payment."""
        ...

    async def newest(self, customer_id: str, *, limit: int, before: str | None = None) -> tuple[Payment, ...]:
        """Return a customer's payments, newest first, older than the payment `before`."""
        ...

    async def delivered_recently(self, customer_id: str, *, limit: int) -> tuple[Payment, ...]:
        """Return the newest delivered payment of each biller and recipient, newest first."""
        ...

    async def past(self, customer_id: str, *, since: datetime, limit: int) -> tuple[Past, ...]:
        """Return a customer's newest delivered payments as far as ranking needs them."""
        ...

    async def these(self, payment_ids: Sequence[str]) -> tuple[Payment, ...]:
        """Return these payments, in this order, without those that are not there."""
        ...

    async def like(self, order: Order, *, since: datetime) -> Payment | None:
        """Return the newest payment of the same bill (`Order.is_same_bill_as`) that was not given back."""
        ...

    async def apology(self, payment_id: str) -> Money | None:
        """Return what was given for a missed deadline of a payment."""
        ...

    async def attempts(self, payment_id: str) -> tuple[Attempt, ...]:
        """Return all attempts of a payment, oldest first."""
        ...

    async def end_doubt(self, payment_id: str, n: int, *, now: datetime) -> None:
        """Note that a vendor has given its word on an attempt that was given up for the next one's."""
        ...

    async def due(self, *, now: datetime, limit: int) -> tuple[str, ...]:
        """Return payments that were never sent, whose requery is due, or whose deadline is here."""
        ...

    async def make_requery_due(self, request_id: str, *, now: datetime) -> str | None:
        """Let a vendor's hint bring the next requery forward. Returns the payment's id."""
        ...


class PaymentBooks(Protocol):
    """What paying needs from one transaction."""

    @property
    def payments(self) -> PaymentStore:
        """The payments."""
        ...

    @property
    def accounts(self) -> AccountStore:
        """The balances."""
        ...

    @property
    def billers(self) -> BillerStore:
        """The billers."""
        ...

    @property
    def plans(self) -> PlanStore:
        """What they have to choose from."""
        ...

    @property
    def order_facts(self) -> OrderFactStore:
        """What is known around many orders."""
        ...


@dataclass(frozen=True)
class Payments:
    """From the sheet to the last word."""

    storage: Storage[PaymentBooks]
    vendors: Mapping[str, VendorGateway]
    rules: Rules
    clock: Callable[[], datetime]
    outages: Outages | None = None  # None: how vendors do is known to these payments alone
    catalogue: Billers | None = None  # None: these payments remember billers for themselves
    watch: RiskWatch | None = None  # None: nobody looks whether an order is unusual
    book: RuleBook | None = None  # None: fees and cashback are for ever those of `rules`
    may_begin: MayBegin = always

    async def draw_sheet(
        self,
        order: Order,
        *,
        use_cashback: bool,
        validated_minimum: Money | None = None,
        watched: bool = True,
        facts: OrderFacts | None = None,
        now: datetime,
    ) -> Sheet:
        """Price an order for the pay sheet, and look whether it is unusual.

        :param watched: False: it was agreed to before, by a schedule's mandate
        :param facts: what `facts` has looked up for this order and others; None: it is looked up now
        :raises AccountFrozen: if no money may leave the wallet
        :raises UnknownBiller: if the biller is not on sale
        :raises BillerPaused: if nobody delivers for it now, or has enough of our float
        :raises UnknownPlan: if what was chosen is not on its list any more, has another price now, or would
            have to be renewed where nobody does that
        :raises AmountTooSmall, AmountTooLarge: if the amount is outside the bounds
        :raises HeldForReview, ReviewRefused: if a person looks at it first, or did not let it pass
        """
        if facts is not None:
            biller, plan = facts.billers.get(order.biller_id), facts.chosen(order)
            accounts = facts.accounts[order.customer_id]
        else:
            async with self.storage.look() as books:
                biller = await books.billers.get(order.biller_id)
                plan = await _chosen(books, order)
                accounts = await books.accounts.of(order.customer_id)
        accounts.controls.check_money_out(now)
        if biller is None or not biller.on_sale:
            raise UnknownBiller
        if not is_as_chosen(order, plan):
            raise UnknownPlan
        check_amount(self.rules, biller, order.amount, validated_minimum=validated_minimum)
        self.vendor_desk.check(biller, plan, order)
        quote = price(
            self.rules_at(now),
            order,
            cashback_available=accounts.cashback,
            use_cashback=use_cashback,
            cashback_earned_this_month=accounts.usage.on(now).cashback,
            now=now,
        )
        concern = None
        if watched and self.watch is not None:
            concern = await self.watch.bill(order, accounts, now=now)
        # A code needs its time to arrive and to be typed.
        open_for = self.rules.sheet_open_for + (self.rules.codes.good_for if concern else timedelta())
        return Sheet(order, quote, now + open_for, concern, quoted_at=now)

    def rules_at(self, moment: datetime) -> Rules:
        """Return the rules by which bills were priced at a moment, or will be."""
        return self.book.at(moment) if self.book is not None else self.rules

    async def facts(self, orders: Sequence[Order], *, now: datetime) -> OrderFacts:
        """Look up what pricing these orders, and whether they were paid a short while before, depends on."""
        async with self.storage.look() as books:
            return await books.order_facts.of(orders, since=now - self.rules.duplicate_warning_for)

    async def accept(
        self,
        sheet: Sheet,
        approval: Approval,
        *,
        step_up: StepUp | None = None,
        card: int | None,
        now: datetime,
    ) -> Payment:
        """Accept a confirmed sheet and hold its money. Sent twice, it is held once.

        :raises QuoteChanged: if what was chosen has another price now, or is gone
        :raises BillerPaused: if nobody delivers for the biller now, or has enough of our float
        :raises UnderMaintenance: while nothing that takes money may begin
        :raises Refusal: as `payment_steps.Accept` says; then nothing was held
        """
        try:
            self.may_begin()
            await self._check_sale(sheet.order)
        except Refusal:
            # Handed in again, it was accepted when it still could be.
            async with self.storage.look() as books:
                if await books.payments.get(sheet.order.id) is None:
                    raise
        rules = self.rules_at(sheet.quoted_at or now)
        return await self.storage.money.apply(Accept(sheet, approval, rules, card, now, step_up))

    async def _check_sale(self, order: Order) -> None:
        plan = None
        if order.plan is not None:
            async with self.storage.look() as books:
                plan = await _chosen(books, order)
            if not is_as_chosen(order, plan):
                raise QuoteChanged
        self.vendor_desk.check(await self._billers.find(order.biller_id), plan, order)

    async def cancel(self, customer_id: str, payment_id: str, *, now: datetime) -> Payment:
        """Give the hold back while nothing was sent.

        :raises TooLateToCancel: if it was sent
        """
        payment = await self.get(customer_id, payment_id)
        return await self.storage.money.apply(Cancel.of(payment, CANCELLED_BY_OWNER, self.rules, now))

    async def advance(self, payment_id: str) -> None:
        """Take a payment one step on: send it, requery it, meet its deadline. Safe to repeat."""
        payment = await self.find(payment_id)
        if payment is not None:
            await self.take_on(payment)

    async def take_on(self, payment: Payment) -> None:
        """Take a payment one step on, as `advance` does, from what the caller knows of it.

        That may be old: whether the step is still legal is decided on the books.
        """
        try:
            await self._make_up_for_delay(payment)
            await self._send_or_ask(payment, await self._billers.find(payment.order.biller_id))
        finally:
            # Whatever is wrong with a vendor or the catalogue, the promise to the customer is kept.
            await self._meet_deadline(payment)

    async def _send_or_ask(self, payment: Payment, biller: Biller | None) -> None:
        now = self.clock()
        if payment.status is PaymentStatus.ACCEPTED:
            if now < payment.deadline_at:
                await self._vending.submit(payment, biller)
        elif payment.requery_at is not None and payment.requery_at <= now:
            await self._vending.requery(payment, biller)

    async def _meet_deadline(self, payment: Payment) -> None:
        now, who = self.clock(), (payment.id, payment.customer_id)
        if needs_a_person(payment, self.rules, now):
            await self.storage.money.apply(CallStaff(*who, self.rules, now))
        if now >= payment.deadline_at:
            run = PaidRun.of(payment, self.rules)
            met = await self.storage.money.apply(MeetDeadline(*who, self.rules, now, run))
            await self._make_up_for_delay(met)

    async def _make_up_for_delay(self, payment: Payment) -> None:
        """Apologize as long as the payment is open; whoever takes it on next does it if this is lost."""
        now = self.clock()
        if is_overdue(payment, self.rules, now):
            await self.storage.money.apply(Apologize(payment.id, payment.customer_id, self.rules, now))

    async def due(self, *, now: datetime, limit: int) -> tuple[str, ...]:
        """Return the ids of the payments that a worker should advance now."""
        async with self.storage.look() as books:
            return await books.payments.due(now=now, limit=limit)

    async def hinted(self, request_id: str, *, now: datetime) -> str | None:
        """Take a vendor's unsigned word as a hint: the next requery is due now.

        Returns the payment to advance, None if the id is nobody's.
        """
        async with self.storage.begin() as books:
            return await books.payments.make_requery_due(request_id, now=now)

    async def find(self, payment_id: str) -> Payment | None:
        """Return a payment, for whoever works on it."""
        async with self.storage.look() as books:
            return await books.payments.get(payment_id)

    async def get(self, customer_id: str, payment_id: str) -> Payment:
        """Return one of a customer's own payments.

        :raises NotAllowed: if there is none, or it is somebody else's
        """
        payment = await self.find(payment_id)
        if payment is None or payment.customer_id != customer_id:
            raise NotAllowed
        return payment

    async def as_shown(self, payment: Payment, *, now: datetime) -> Payment:
        """Return a payment as its owner may see it now: without tokens and vouchers while she is frozen."""
        if not (payment.delivery.tokens or payment.delivery.vouchers):
            return payment
        async with self.storage.look() as books:
            accounts = await books.accounts.of(payment.customer_id)
        return payment.without_codes() if accounts.controls.stops_money_out(now) else payment

    async def apology(self, payment: Payment) -> Money | None:
        """Return what was given for a missed deadline of a payment."""
        async with self.storage.look() as books:
            return await books.payments.apology(payment.id)

    async def history(
        self, customer_id: str, *, limit: int, before: str | None = None
    ) -> tuple[Payment, ...]:
        """Return a customer's payments, newest first."""
        async with self.storage.look() as books:
            return await books.payments.newest(customer_id, limit=limit, before=before)

    async def repeatable(self, customer_id: str, *, limit: int) -> tuple[Payment, ...]:
        """Return the newest delivered payment for each biller and recipient: what Home and meters offer."""
        async with self.storage.look() as books:
            return await books.payments.delivered_recently(customer_id, limit=limit)

    async def likely(self, customer_id: str, *, limit: int, now: datetime) -> tuple[Payment, ...]:
        """Return what the customer will most likely pay next, as she paid it before."""
        async with self.storage.look() as books:
            past = await books.payments.past(customer_id, since=now - LOOKED_BACK, limit=LOOKED_AT)
            return await books.payments.these(most_likely(past, limit=limit, now=now))

    async def chosen(self, customer_id: str, payment_ids: Sequence[str]) -> tuple[Payment, ...]:
        """Return those of these payments that are the customer's own, in this order."""
        if not payment_ids:
            return ()
        async with self.storage.look() as books:
            found = await books.payments.these(payment_ids)
        return tuple(payment for payment in found if payment.customer_id == customer_id)

    async def earlier_like(self, order: Order, *, now: datetime) -> Payment | None:
        """Return a recent payment of just this, so that the sheet can warn of paying twice."""
        async with self.storage.look() as books:
            return await books.payments.like(order, since=now - self.rules.duplicate_warning_for)

    @cached_property
    def _billers(self) -> Billers:
        return self.catalogue or Billers(self.storage, self.clock)

    @cached_property
    def vendor_desk(self) -> VendorDesk:
        """The vendors, with what is known of them."""
        return VendorDesk(self.vendors, self.rules, self.clock, self.outages)

    @cached_property
    def _vending(self) -> Vending:
        return Vending(self.storage, self.vendor_desk, self.rules, self.clock)


async def _chosen(books: PaymentBooks, order: Order) -> Plan | None:
    """Return the plan that was chosen, as it is now; None if none was, or if it is gone."""
    if order.plan is None or order.plan.id is None:
        return None
    return await books.plans.get(order.biller_id, order.plan.id)
