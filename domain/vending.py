"""Asking vendors for delivery: the mark, the call, the answer, and the next vendor after a definite no.

No transaction is open while a vendor thinks. What an answer means for the books decides `payment_outcomes`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from domain.billers import Biller, Plan
from domain.catalogue import PlanStore
from domain.data_plans import read_bundle
from domain.payment_outcomes import FailOver, NextVendor, Resolve
from domain.payment_steps import Cancel, Submit
from domain.payments import FENCE, HOLDING, NEVER_SENT, Attempt, Payment, TooLateToCancel
from domain.quotes import Order
from domain.routing import Blocked, Route, To, may_go_elsewhere
from domain.rules import Rules
from domain.schedule_results import PaidRun
from domain.storage import Storage
from domain.vendor_desk import VendorDesk
from domain.vendors import Rejected, RequeryOutcome, Unresolved, VendRequest


class AttemptStore(Protocol):
    """The attempts of payments, as they are read."""

    async def attempts(self, payment_id: str) -> tuple[Attempt, ...]:
        """Return all attempts of a payment, oldest first."""
        ...

    async def end_doubt(self, payment_id: str, n: int, *, now: datetime) -> None:
        """Note that a vendor has given its word on an attempt that was given up for the next one's."""
        ...


class VendingBooks(Protocol):
    """What asking vendors needs from one transaction."""

    @property
    def payments(self) -> AttemptStore:
        """The payments."""
        ...

    @property
    def plans(self) -> PlanStore:
        """What billers have to choose from."""
        ...


@dataclass(frozen=True)
class Vending:
    """From the mark to the answer."""

    storage: Storage[VendingBooks]
    desk: VendorDesk
    rules: Rules
    clock: Callable[[], datetime]

    async def submit(self, payment: Payment, biller: Biller | None) -> None:
        """Send a payment for the first time; give its money back if nobody can deliver what was approved."""
        plan = await self._plan_of(payment)
        way = self._way(payment, biller, plan)
        if biller is None or not isinstance(way, To):
            if way is Blocked.NOT_SOLD or not self._may_wait(payment):
                await self._give_up(payment)
            return
        vendor, marked_at = self.desk.vendors[way.vendor], self.clock()
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
        if marked is not None:
            await self._send(marked, biller, plan)

    def _way(
        self, payment: Payment, biller: Biller | None, plan: Plan | None, asked: Collection[str] = ()
    ) -> Route:
        order = payment.order
        if biller is None or not is_as_chosen(order, plan):
            return Blocked.NOT_SOLD  # At another price it would not be what the PIN approved.
        return self.desk.route(biller, plan, order, asked)

    async def _give_up(self, payment: Payment) -> None:
        """Give the money back: nothing was sent, and nothing will be."""
        try:
            await self.storage.money.apply(Cancel.of(payment, NEVER_SENT, self.rules, self.clock()))
        except TooLateToCancel:
            return  # Another worker knew a way, and has sent it.

    def _may_wait(self, payment: Payment) -> bool:
        """Return whether a vendor may still come up in the time that an order waits for one."""
        return self.clock() - payment.accepted_at < self.rules.health.wait_for_vendor

    async def _send(self, marked: Payment, biller: Biller, plan: Plan | None) -> None:
        """Send an attempt that was just marked here; refused by its vendor, the next vendor's, and so on."""
        ours: Payment | None = marked
        while ours is not None and ours.attempt is not None:
            attempt = ours.attempt
            if self.clock() - attempt.marked_at >= FENCE:
                return  # Too long since the mark: another worker may already be asking what became of it.
            vendor = self.desk.vendors[attempt.vendor]
            request = _request(ours, biller, vendor.name, attempt.request_id, plan, attempt.marked_at + FENCE)
            outcome = await self.desk.vend(vendor, biller, request, customer_id=ours.customer_id)
            ours = await self._resolve(ours, vendor.patience, outcome, biller, plan)

    async def requery(self, payment: Payment, biller: Biller | None) -> None:
        """Ask what became of a payment's newest attempt."""
        attempt = payment.attempt
        if attempt is None:
            return
        if attempt.n > 1:
            await self._ask_about_older_ones(payment, biller)
        vendor = self.desk.vendors.get(attempt.vendor)
        if vendor is None:
            # Not among our vendors any more: asked again later, so that it does not stand before the others.
            await self._resolve(payment, timedelta(0), Unresolved("vendor-missing"), None, None)
            return
        request = _request(payment, biller, attempt.vendor, attempt.request_id)
        # That value which is settled was delivered says nothing of how the vendor does now.
        judged = biller if payment.status in HOLDING else None
        outcome = await self.desk.requery(vendor, judged, request, customer_id=payment.customer_id)
        plan = await self._plan_of(payment) if isinstance(outcome, Rejected) else None
        marked = await self._resolve(payment, vendor.patience, outcome, biller, plan)
        if marked is not None and biller is not None:
            await self._send(marked, biller, plan)

    async def _ask_about_older_ones(self, payment: Payment, biller: Biller | None) -> None:
        """Ask the vendors that were given up and spoke again: value that came all the same is a case."""
        async with self.storage.look() as books:
            attempts = await books.payments.attempts(payment.id)
        for older in attempts[:-1]:
            vendor = self.desk.vendors.get(older.vendor)
            if older.ended_at is not None or vendor is None:
                continue
            word = await vendor.requery(_request(payment, biller, older.vendor, older.request_id))
            if isinstance(word, Unresolved):
                continue  # Asked again with the next requery.
            now = self.clock()
            resolve = Resolve(
                payment.id,
                payment.customer_id,
                older.n,
                older.requeries,
                word,
                vendor.patience,
                self.rules,
                now,
                run=PaidRun.of(payment, self.rules),
            )
            await self.storage.money.apply(resolve)
            async with self.storage.begin() as books:
                await books.payments.end_doubt(payment.id, older.n, now=now)

    async def _resolve(
        self,
        payment: Payment,
        patience: timedelta,
        outcome: RequeryOutcome,
        biller: Biller | None,
        plan: Plan | None,
    ) -> Payment | None:
        """Write down what a vendor said. Returns the payment if the next vendor's attempt was marked here."""
        if payment.attempt is None:
            return None
        now = self.clock()  # of the next mark too: whoever stands still from here on may not send it
        following = await self._next_vendor(payment, outcome, biller, plan, now)
        word = Resolve(
            payment.id,
            payment.customer_id,
            payment.attempt.n,
            payment.attempt.requeries,
            outcome,
            patience,
            self.rules,
            now,
            following,
            PaidRun.of(payment, self.rules),
        )
        if following is None:
            await self.storage.money.apply(word)
            return None
        return await self.storage.money.apply(FailOver(word))

    async def _next_vendor(
        self,
        payment: Payment,
        outcome: RequeryOutcome,
        biller: Biller | None,
        plan: Plan | None,
        now: datetime,
    ) -> NextVendor | None:
        """Return whom to ask after a definite no that was the vendor's own; never while it is in doubt."""
        if biller is None or not isinstance(outcome, Rejected) or not may_go_elsewhere(outcome):
            return None
        if payment.status not in HOLDING or payment.is_past_its_promise(now):
            return None  # What was promised for then is the money; value would come too late.
        async with self.storage.look() as books:
            attempts = await books.payments.attempts(payment.id)
        asked = {attempt.vendor for attempt in attempts}
        way = self._way(payment, biller, plan, asked)
        if not isinstance(way, To):
            return None
        vendor = self.desk.vendors[way.vendor]
        request_id = vendor.mint_request_id(payment.id, attempts[-1].n + 1, now=now)
        return NextVendor(vendor.name, request_id, vendor.patience)

    async def _plan_of(self, payment: Payment) -> Plan | None:
        choice = payment.order.plan
        if choice is None or choice.id is None:
            return None
        async with self.storage.look() as books:
            return await books.plans.get(payment.order.biller_id, choice.id)


def is_as_chosen(order: Order, plan: Plan | None) -> bool:
    """Return whether what was chosen from a list, if anything, is still sold as such at the order's price.

    A vendor may give its code to something else at the same price. A name may change as long as it does not
    say another size or time.
    """
    if order.plan is None or order.renews:
        return True
    if plan is None or not plan.on_sale or plan.amount not in (None, order.amount):
        return False
    chosen, now = read_bundle(order.plan.name), read_bundle(plan.name)
    return (chosen.megabytes, chosen.lasts) == (now.megabytes, now.lasts)


def _request(
    payment: Payment,
    biller: Biller | None,
    vendor: str,
    request_id: str,
    plan: Plan | None = None,
    send_before: datetime | None = None,
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
        renews=order.renews,
        owes_voucher=payment.owes_voucher,
        send_before=send_before,
    )
