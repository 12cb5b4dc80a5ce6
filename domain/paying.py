"""Paying bills: the use cases, in the order in which things happen. The decisions are elsewhere.

`payment_steps` and `payment_outcomes` decide, `vendors` says what an answer may be. Nothing here
holds a transaction open while a vendor thinks.
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
from domain.errors import NotAllowed
from domain.money import Money
from domain.payment_outcomes import CallStaff, MeetDeadline, Resolve, needs_a_person
from domain.payment_steps import Accept, Cancel, Submit
from domain.payments import FENCE, Payment, PaymentStatus, QuoteChanged
from domain.quotes import Order, Sheet, check_amount, price
from domain.repeats import LOOKED_AT, LOOKED_BACK, Past, most_likely
from domain.rules import Rules
from domain.storage import Storage
from domain.vendors import RequeryOutcome, Unresolved, VendorGateway, VendRequest
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

    async def past(
        self,
        customer_id: str,
        *,
        since: datetime,
        limit: int,
        choose: Callable[[Sequence[Past]], Sequence[str]],
    ) -> tuple[Payment, ...]:
        """Return those of a customer's newest delivered payments that `choose` names, in its order."""
        ...

    async def like(self, order: Order, *, since: datetime) -> Payment | None:
        """Return the newest payment for the same biller, recipient and amount that was not given back."""
        ...

    async def apology(self, payment_id: str) -> Money | None:
        """Return what was given for a missed deadline of a payment."""
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


@dataclass(frozen=True)
class Payments:
    """From the sheet to the last word."""

    storage: Storage[PaymentBooks]
    vendors: Mapping[str, VendorGateway]
    rules: Rules
    clock: Callable[[], datetime]

    async def draw_sheet(
        self, order: Order, *, use_cashback: bool, validated_minimum: Money | None = None, now: datetime
    ) -> Sheet:
        """Price an order for the pay sheet.

        :raises UnknownBiller: if the biller is not on sale
        :raises UnknownPlan: if what was chosen is not on its list any more, or has another price now
        :raises AmountTooSmall, AmountTooLarge: if the amount is outside the bounds
        """
        async with self.storage.look() as books:
            biller = await books.billers.get(order.biller_id)
            plan = await _chosen(books, order)
            accounts = await books.accounts.of(order.customer_id)
        if biller is None or not biller.on_sale or self._vendor_of(biller, plan) is None:
            raise UnknownBiller
        if not _is_as_chosen(order, plan):
            raise UnknownPlan
        check_amount(self.rules, biller, order.amount, validated_minimum=validated_minimum)
        quote = price(
            self.rules,
            order,
            cashback_available=accounts.cashback,
            use_cashback=use_cashback,
            cashback_earned_this_month=accounts.usage.on(now).cashback,
        )
        return Sheet(order, quote, now + self.rules.sheet_open_for)

    async def accept(self, sheet: Sheet, approval: Approval, *, card: int | None, now: datetime) -> Payment:
        """Accept a confirmed sheet and hold its money. Sent twice, it is held once.

        :raises QuoteChanged: if what was chosen has another price now, or is gone
        :raises Refusal: as `payment_steps.Accept` says; then nothing was held
        """
        if sheet.order.plan is not None:
            async with self.storage.look() as books:
                plan = await _chosen(books, sheet.order)
            if not _is_as_chosen(sheet.order, plan):
                raise QuoteChanged
        return await self.storage.money.apply(Accept(sheet, approval, self.rules, card, now))

    async def cancel(self, customer_id: str, payment_id: str, *, now: datetime) -> Payment:
        """Give the hold back while nothing was sent.

        :raises TooLateToCancel: if it was sent
        """
        payment = await self.get(customer_id, payment_id)
        return await self.storage.money.apply(Cancel(payment.id, customer_id, "cancelled", now))

    async def advance(self, payment_id: str) -> None:
        """Take a payment one step on: send it, requery it, meet its deadline. Safe to repeat."""
        async with self.storage.look() as books:
            payment = await books.payments.get(payment_id)
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
                await self._submit(payment, biller)
        elif payment.requery_at is not None and payment.requery_at <= now:
            await self._requery(payment, biller)

    async def _submit(self, payment: Payment, biller: Biller | None) -> None:
        plan = await self._plan_of(payment)
        vendor = self._vendor_of(biller, plan)
        if biller is None or vendor is None:
            # Nobody sells it any more: nothing was sent, and nothing will be.
            command = Cancel(payment.id, payment.customer_id, "never-sent", self.clock())
            await self.storage.money.apply(command)
            return
        marked_at = self.clock()
        marked = await self.storage.money.apply(
            Submit(
                payment.id,
                payment.customer_id,
                vendor.name,
                vendor.mint_request_id(payment.id, 1, now=marked_at),
                vendor.patience,
                marked_at,
            )
        )
        if marked is None or marked.attempt is None:
            return
        if self.clock() - marked_at >= FENCE:
            return  # Too long since the mark: another worker may already be asking what became of it.
        request = _request(marked, biller, vendor.name, marked.attempt.request_id, plan)
        outcome = await vendor.vend(request)
        await self._resolve(marked, vendor.patience, outcome)

    async def _requery(self, payment: Payment, biller: Biller | None) -> None:
        attempt = payment.attempt
        if attempt is None:
            return
        vendor = self.vendors.get(attempt.vendor)
        if vendor is None:
            # Not among our vendors any more: asked again later, so that it does not stand before the others.
            await self._resolve(payment, timedelta(0), Unresolved("vendor-missing"))
            return
        outcome = await vendor.requery(_request(payment, biller, attempt.vendor, attempt.request_id))
        await self._resolve(payment, vendor.patience, outcome)

    async def _resolve(self, payment: Payment, patience: timedelta, outcome: RequeryOutcome) -> None:
        if payment.attempt is None:
            return
        await self.storage.money.apply(
            Resolve(
                payment.id,
                payment.customer_id,
                payment.attempt.n,
                payment.attempt.requeries,
                outcome,
                patience,
                self.rules,
                self.clock(),
            )
        )

    async def _meet_deadline(self, payment: Payment) -> None:
        now, who = self.clock(), (payment.id, payment.customer_id)
        if needs_a_person(payment, self.rules, now):
            await self.storage.money.apply(CallStaff(*who, self.rules, now))
        if now >= payment.deadline_at:
            met = await self.storage.money.apply(MeetDeadline(*who, self.rules, now))
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

    async def get(self, customer_id: str, payment_id: str) -> Payment:
        """Return one of a customer's own payments.

        :raises NotAllowed: if there is none, or it is somebody else's
        """
        async with self.storage.look() as books:
            payment = await books.payments.get(payment_id)
        if payment is None or payment.customer_id != customer_id:
            raise NotAllowed
        return payment

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
        """Return what the customer will most likely pay next, as she paid it before: what Home offers."""
        async with self.storage.look() as books:
            return await books.payments.past(
                customer_id,
                since=now - LOOKED_BACK,
                limit=LOOKED_AT,
                choose=lambda past: most_likely(past, limit=limit, now=now),
            )

    async def earlier_like(self, order: Order, *, now: datetime) -> Payment | None:
        """Return a recent payment of just this, so that the sheet can warn of paying twice."""
        async with self.storage.look() as books:
            return await books.payments.like(order, since=now - self.rules.duplicate_warning_for)

    @cached_property
    def _billers(self) -> Billers:
        return Billers(self.storage, self.clock)

    async def _plan_of(self, payment: Payment) -> Plan | None:
        if payment.order.plan is None or payment.order.plan.renews:
            return None
        async with self.storage.look() as books:
            return await _chosen(books, payment.order)

    def _vendor_of(self, biller: Biller | None, plan: Plan | None) -> VendorGateway | None:
        names = biller.services if biller is not None else ()
        able = (name for name in names if plan is None or name in plan.codes)
        return next((self.vendors[name] for name in able if name in self.vendors), None)


async def _chosen(books: PaymentBooks, order: Order) -> Plan | None:
    """Return the plan that was chosen, as it is now; None if none was, or if it is gone."""
    if order.plan is None or order.plan.id is None:
        return None
    return await books.plans.get(order.biller_id, order.plan.id)


def _is_as_chosen(order: Order, plan: Plan | None) -> bool:
    if order.plan is None or order.plan.renews:
        return True
    return plan is not None and plan.on_sale and plan.amount in (None, order.amount)


def _request(
    payment: Payment, biller: Biller | None, vendor: str, request_id: str, plan: Plan | None = None
) -> VendRequest:
    order = payment.order
    # A vendor answers a requery by its id alone, also for a biller that it has stopped to sell.
    service = biller.services.get(vendor, "") if biller is not None else ""
    return VendRequest(
        request_id=request_id,
        category=order.category,
        service=service,
        customer_reference=order.recipient.reference,
        meter_kind=order.recipient.meter_kind,
        amount=order.amount,
        phone=order.recipient.phone.national,
        plan=plan.codes.get(vendor) if plan is not None else None,
        renews=order.plan is not None and order.plan.renews,
        owes_voucher=payment.owes_voucher,
    )
