"""The caps of cashback are never passed by a kobo: in any order, at once, from two processes.

The expectation is worked out from the payments alone, by what the rules say, without looking at counters.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from domain.customers import Customer
from domain.ledger import HouseAccount
from domain.limits import CustomerAccounts
from domain.money import ZERO, Money, naira
from domain.paying import Payments
from domain.payment_outcomes import Resolve
from domain.payment_steps import Submit
from domain.payments import HOLDING, SETTLED, Payment, QuoteChanged
from domain.vendors import Rejected, RequeryOutcome, Reversed
from storage.database import Database
from tests.builders import NOON, RULES, Bank, Clock, a_light_order, an_order, approved, delivered, new_id
from tests.vendors import FakeVendor

# The rules of the business with so little in a month that a few payments use it up.
TIGHT = replace(
    RULES,
    cashback=tuple(
        replace(rule, cap_per_payment=naira(20), cap_per_month=naira("33.33")) for rule in RULES.cashback
    ),
)
CAPS = {rule.name: rule.cap_per_month for rule in TIGHT.cashback}
PATIENCE = timedelta(seconds=75)
NEXT_MONTH = NOON + timedelta(days=14)


@dataclass(frozen=True)
class Bill:
    """One bill, and what becomes of it."""

    kobo: int
    kind: str
    words: tuple[RequeryOutcome, ...]
    elsewhere: bool


BILLS = st.builds(
    Bill,
    kobo=st.integers(100_000, 1_500_000),
    kind=st.sampled_from(("airtime", "mtn", "light")),
    words=st.sampled_from(
        (
            (delivered(naira(90)),),
            (delivered(naira(90)),),
            (delivered(naira(90)), Reversed()),
            (Rejected("no"),),
            (),
        )
    ),
    elsewhere=st.booleans(),
)


@dataclass
class Month:
    """What one customer pays, in two processes."""

    bank: Bank
    databases: tuple[Database, Database]
    ada: Customer

    async def pays(self, bills: Sequence[Bill], *, now: datetime = NOON) -> None:
        """Pay some bills at once."""
        # Two writers at once on SQLite wait for one another by polling: right, but nothing to wait for here.
        both = len(bills) == 1 or self.bank.database.engine.dialect.name == "postgresql"
        await asyncio.gather(
            *(self._pays(bill, self.databases[bill.elsewhere and both], now) for bill in bills)
        )

    async def _pays(self, bill: Bill, database: Database, now: datetime) -> None:
        payment = await self._confirms(bill, database, now)
        if not bill.words:
            return  # It stays held, and so does what it will earn.
        who = (payment.id, self.ada.id)
        await database.money.apply(Submit(*who, "vtpass", f"r-{payment.id}", PATIENCE, now))
        for word in bill.words:
            await database.money.apply(Resolve(*who, 1, 0, word, PATIENCE, TIGHT, now))

    async def _confirms(self, bill: Bill, database: Database, now: datetime) -> Payment:
        """Confirm a sheet; where another payment has taken what it promised, look at a new one."""
        payments = Payments(database, {"vtpass": FakeVendor()}, TIGHT, Clock(now))
        amount, line = Money(bill.kobo), f"0803{int(new_id()[-8:], 16) % 10_000_000:07}"
        order = a_light_order(self.ada, amount, meter=f"4501{line[-7:]}") if bill.kind == "light" else None
        order = order or an_order(self.ada, amount, to=line, biller="mtn" if bill.kind == "mtn" else "glo")
        while True:
            sheet = await payments.draw_sheet(order, use_cashback=False, now=now)
            try:
                return await payments.accept(sheet, approved(sheet), card=None, now=now)
            except QuoteChanged:
                continue

    async def payments(self) -> tuple[Payment, ...]:
        """Return all that was paid."""
        async with self.bank.database.begin() as books:
            return await books.payments.newest(self.ada.id, limit=1_000)

    async def is_as_the_rules_say(self) -> CustomerAccounts:
        """Check the caps, the counters and the balances against what became of the payments."""
        payments = await self.payments()
        earned: dict[str, Money] = {}
        for payment in payments:
            if payment.quote.cashback_rule and payment.status in HOLDING | SETTLED:
                name = payment.quote.cashback_rule
                earned[name] = earned.get(name, ZERO) + payment.quote.cashback_earned
        assert all(total <= CAPS[name] for name, total in earned.items()), earned
        accounts = await self.bank.accounts(self.ada)
        counted = {name: total for name, total in accounts.usage.cashback.items() if total}
        assert counted == {name: total for name, total in earned.items() if total}
        credited = [p.quote.cashback_earned for p in payments if p.status in SETTLED]
        assert accounts.cashback == sum(credited, start=ZERO)
        return accounts


@pytest.fixture
async def month(bank: Bank, database: Database, elsewhere: Database) -> Month:
    """A customer with money for many bills."""
    return Month(bank, (database, elsewhere), await bank.customer(wallet=naira(3_000_000)))


class TestTheCaps:
    @settings(
        max_examples=25,
        deadline=None,
        phases=(Phase.explicit, Phase.reuse, Phase.generate, Phase.target),
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )
    @given(st.lists(st.lists(BILLS, min_size=1, max_size=5), min_size=1, max_size=6))
    async def test_hold_in_any_order(
        self, bank: Bank, database: Database, elsewhere: Database, groups: list[list[Bill]]
    ) -> None:
        ada = await bank.customer(wallet=naira(1_000_000))
        month = Month(bank, (database, elsewhere), ada)

        for bills in groups:
            await month.pays(bills)
            await month.is_as_the_rules_say()

    async def test_hold_against_64_at_once_and_are_used_to_the_last_kobo(self, month: Month) -> None:
        bills = [Bill(123_457, "airtime", (delivered(naira(90)),), bool(n % 2)) for n in range(64)]

        await month.pays(bills)

        accounts = await month.is_as_the_rules_say()
        assert accounts.usage.cashback["base"] == accounts.cashback == naira("33.33")

    async def test_are_those_of_a_month(self, month: Month) -> None:
        bills = [Bill(200_000, "airtime", (delivered(naira(90)),), elsewhere=False) for _ in range(4)]
        await month.pays(bills)
        await month.pays(bills, now=NEXT_MONTH)

        assert (await month.bank.accounts(month.ada)).cashback == naira("66.66")


class TestARefund:
    async def test_takes_back_exactly_what_was_earned(self, bank: Bank, month: Month) -> None:
        before = await bank.of_the_house(HouseAccount.CASHBACK_EXPENSE)
        undone = Bill(150_001, "light", (delivered(naira(90)), Reversed()), elsewhere=False)
        kept = Bill(100_000, "airtime", (delivered(naira(90)),), elsewhere=False)

        await month.pays([undone, kept, undone])

        accounts = await month.is_as_the_rules_say()
        assert accounts.cashback == naira(10)
        assert await bank.of_the_house(HouseAccount.CASHBACK_EXPENSE) - before == -naira(10)
        assert await bank.of_the_house(HouseAccount.CUSTOMER_RECEIVABLE) == ZERO

    async def test_makes_room_in_its_month_again(self, month: Month) -> None:
        undone = Bill(200_000, "airtime", (delivered(naira(90)), Reversed()), elsewhere=False)
        for _ in range(5):
            await month.pays([undone])
        await month.pays([Bill(200_000, "airtime", (delivered(naira(90)),), elsewhere=False)])

        assert (await month.is_as_the_rules_say()).cashback == naira(20)
