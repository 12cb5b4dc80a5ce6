"""What a run of a recurring payment costs: a fixed amount, today's price of a plan, or what is due.

Here is also drawn what the PIN is asked for: terms at the price of this moment.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from domain.billers import Biller, UnknownBiller, UnknownPlan
from domain.money import ZERO, Money
from domain.order_facts import OrderFacts
from domain.paying import Payments
from domain.quotes import Order, Sheet
from domain.recurrence import Recurrence
from domain.rules import Rules
from domain.schedules import (
    CapTooSmall,
    DueUnknown,
    Mode,
    NothingDue,
    ScheduleOver,
    Terms,
    check_rhythm,
    check_schedule_amount,
    usual_cap,
)
from domain.times import lagos_day
from domain.validating import Validations


@dataclass(frozen=True)
class RunPrices:
    """Asks who knows what a run costs."""

    payments: Payments
    validations: Validations
    rules: Rules
    new_id: Callable[[], str]

    async def sheet(self, terms: Terms, now: datetime, facts: OrderFacts | None = None) -> Sheet:
        """Return the sheet of one run, at the price of this moment.

        :raises NothingDue, DueUnknown: where what is due is to be paid
        :raises Refusal: as `Payments.draw_sheet` and `Validations.reference` say
        """
        order = await self.order(terms, now, facts)
        return await self.payments.draw_sheet(order, use_cashback=False, watched=False, facts=facts, now=now)

    async def order(self, terms: Terms, now: datetime, facts: OrderFacts | None = None) -> Order:
        """Return the order of one run. Where the biller says the price, it is the one of this moment.

        :raises Refusal: as `sheet` says of what is asked of the biller
        """
        order = terms.order(self.new_id(), terms.amount)
        if not terms.is_priced_by_biller:
            return order
        facts = facts or await self.payments.facts((order,), now=now)
        plan, biller = facts.chosen(order), facts.billers.get(order.biller_id)
        if terms.pays_due:
            return replace(order, amount=await self._due(biller, terms, now))
        if plan is not None:
            return replace(order, amount=plan.amount or order.amount)
        if order.renews and biller is not None:
            return replace(order, amount=await self._renewal(biller, terms, now))
        return order

    async def _renewal(self, biller: Biller, terms: Terms, now: datetime) -> Money:
        """Ask the biller what it costs to have once more what the customer has."""
        known = await self.validations.reference(
            biller, terms.recipient.reference, customer_id=terms.customer_id, now=now
        )
        if known.renewal is None or known.renewal.amount is None:
            raise UnknownPlan
        return known.renewal.amount

    async def _due(self, biller: Biller | None, terms: Terms, now: datetime) -> Money:
        """Ask the biller what is due."""
        if biller is None:
            raise UnknownBiller
        known = await self.validations.reference(
            biller, terms.recipient.reference, customer_id=terms.customer_id, now=now
        )
        if known.arrears is None:
            raise DueUnknown(biller=biller.name)
        if known.arrears < max(biller.minimum, known.minimum or ZERO, self.rules.bill_minimum):
            raise NothingDue(biller=biller.name)
        return known.arrears

    async def draw(
        self,
        like: Order,
        recurrence: Recurrence,
        mode: Mode,
        *,
        schedule_id: str,
        cap: Money | None = None,
        pays_due: bool = False,
        catch_up: date | None = None,
        now: datetime,
    ) -> Terms:
        """Return the terms of paying an order again and again, at what it costs now, for the PIN.

        :param cap: the most that a run takes in all; None: what it costs now, and a little more
        :param pays_due: pay what the biller says is due. If nothing is due now, `like` says what is usual
        :param catch_up: an occurrence that was asked about, to begin with
        :raises ScheduleOver: if no occurrence is to come
        :raises BadRhythm: if there are too few or too many days between two of them
        :raises AmountTooSmall, AmountTooLarge: if such an amount is not paid again and again
        :raises CapTooSmall: if it costs more than that already
        :raises Refusal: as `Payments.draw_sheet` and `Validations.reference` say
        """
        rules = self.rules.schedules
        starts_on = catch_up or recurrence.next_after(lagos_day(now))
        if starts_on is None:
            raise ScheduleOver
        check_rhythm(recurrence, rules)
        unpriced = Terms(
            schedule_id=schedule_id,
            customer_id=like.customer_id,
            biller_id=like.biller_id,
            category=like.category,
            recipient=like.recipient,
            amount=like.amount,
            plan=like.plan,
            recurrence=recurrence,
            starts_on=starts_on,
            agreed=ZERO,
            cap=ZERO,
            mode=mode,
            pays_due=pays_due,
            has_own_cap=cap is not None,
        )
        try:
            sheet = await self.sheet(unpriced, now)
        except NothingDue:
            sheet = await self.sheet(replace(unpriced, pays_due=False), now)
        amount, agreed = sheet.order.amount, sheet.quote.total
        check_schedule_amount(amount, rules)
        if cap is not None and cap < agreed and not pays_due:
            raise CapTooSmall(least=agreed)
        cap = usual_cap(agreed, rules) if cap is None else cap
        return replace(unpriced, amount=amount, agreed=agreed, cap=cap)
