"""Whatever happens to a customer's money, in any order, at once and from two processes: the books add up.

The expectation is worked out from the payments alone, without looking at the ledger.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from domain.customers import Customer
from domain.errors import Refusal
from domain.ledger import HouseAccount
from domain.money import ZERO, Money, naira
from domain.payment_deadlines import MeetDeadline
from domain.payment_outcomes import Resolve
from domain.payment_steps import Accept, Cancel, Submit
from domain.payments import HOLDING, OVER, SETTLED, Payment, PaymentStatus
from domain.quotes import Sheet
from domain.top_up_steps import Credit
from domain.vendors import NotFound, Rejected, RequeryOutcome, Reversed, Unresolved
from storage.database import Database
from tests.builders import (
    NOON,
    RULES,
    Bank,
    a_light_order,
    a_sheet,
    an_order,
    approved,
    delivered,
    paid_for,
)

WORDS: tuple[RequeryOutcome, ...] = (
    delivered(naira(90)),
    delivered(naira(90), token=True),
    delivered(None),
    Rejected("no"),
    Unresolved("ReadTimeout"),
    NotFound(),
    Reversed(),
)
PATIENCE = timedelta(seconds=75)
GIFT, START = naira(300), naira(2_000)


@dataclass(frozen=True)
class Step:
    """One thing that happens; `which` chooses among the sheets that there are."""

    what: str
    which: int
    word: RequeryOutcome
    amount: Money
    again: bool
    elsewhere: bool


STEPS = st.builds(
    Step,
    what=st.sampled_from(
        ("accept", "accept", "submit", "submit", "resolve", "resolve", "cancel", "deadline", "fund")
    ),
    which=st.integers(0, 5),
    word=st.sampled_from(WORDS),
    amount=st.sampled_from([naira(n) for n in (100, 250, 400, 999, 2_000)]),
    again=st.booleans(),
    elsewhere=st.booleans(),
)


@dataclass
class Day:
    """What happens to one customer."""

    bank: Bank
    databases: tuple[Database, Database]
    ada: Customer
    sheets: list[Sheet] = field(default_factory=list)
    accepted: set[str] = field(default_factory=set)
    funded: list[Money] = field(default_factory=list)

    async def happens(self, steps: Sequence[Step]) -> None:
        """Let some steps be taken at once."""
        commands = [(step, await self._command(step)) for step in steps]
        # Two writers at once on SQLite wait for one another by polling: right, but nothing to wait for here.
        together = len(steps) == 1 or self.bank.database.engine.dialect.name == "postgresql"
        await asyncio.gather(
            *(self._apply(command, step.elsewhere and together) for step, command in commands if command)
        )

    async def _apply(self, command: Any, elsewhere: bool) -> None:
        try:
            verdict = await self.databases[elsewhere].money.apply(command)
        except (Refusal, LookupError):
            return
        if isinstance(command, Accept):
            assert isinstance(verdict, Payment)
            self.accepted.add(verdict.id)

    async def _command(self, step: Step) -> Any:
        if step.what == "fund":
            intent = await self.bank.intent(self.ada, step.amount)
            self.funded.append(step.amount)
            return Credit("paystack", paid_for(intent), self.ada.id, RULES, NOON)
        if step.what == "accept" and not (step.again and self.sheets):
            self.sheets.append(self._new_sheet(step))
            return self._accept(self.sheets[-1])
        if not self.sheets:
            return None
        sheet = self.sheets[step.which % len(self.sheets)]
        id_, payer = sheet.order.id, self.ada.id
        late = NOON + timedelta(hours=25)
        match step.what:
            case "accept":
                return self._accept(sheet)
            case "submit":
                return Submit(id_, payer, "vtpass", f"r-{id_}", PATIENCE, NOON)
            case "resolve":
                asked_after = step.which % 2
                return Resolve(id_, payer, 1, asked_after, step.word, PATIENCE, RULES, late)
            case "cancel":
                return Cancel(id_, payer, "cancelled", NOON)
            case _:
                return MeetDeadline(id_, payer, RULES, late)

    def _new_sheet(self, step: Step) -> Sheet:
        number = len(self.sheets)
        cashback = naira(50) if step.which % 2 else ZERO
        if step.which % 3 == 0:
            return a_sheet(
                a_light_order(self.ada, step.amount, meter=f"4501234{number:04}"), cashback=cashback
            )
        return a_sheet(an_order(self.ada, step.amount, to=f"0803111{number:04}"), cashback=cashback)

    def _accept(self, sheet: Sheet) -> Accept:
        return Accept(sheet, approved(sheet), RULES, None, NOON)

    async def adds_up(self) -> None:
        """Check every balance and counter against what became of the payments."""
        async with self.bank.database.begin() as books:
            payments = await books.payments.newest(self.ada.id, limit=1_000)
        assert {payment.id for payment in payments} == self.accepted
        gone = [p for p in payments if p.status in HOLDING | SETTLED]
        settled = [p for p in payments if p.status in SETTLED]
        accounts = await self.bank.accounts(self.ada)
        assert accounts.held == _sum(p.quote.total for p in payments if p.status in HOLDING)
        assert accounts.wallet == START + _sum(self.funded) - _sum(p.quote.from_wallet for p in gone)
        assert accounts.cashback == (
            GIFT
            - _sum(p.quote.cashback_used for p in gone)
            + _sum(p.quote.cashback_earned for p in settled)
            + await self._owed_to_us(payments)
        )
        # What was given back a day later does not make room in the day on which it was spent.
        assert accounts.usage.outflow <= _sum(p.quote.total for p in payments)
        for payment in payments:
            undecided = payment.status not in OVER
            assert not undecided or payment.requery_at is not None, payment.status
            assert (payment.status is PaymentStatus.ACCEPTED) <= (payment.attempt is None)

    async def _owed_to_us(self, payments: Sequence[Payment]) -> Money:
        if not any(payment.status is PaymentStatus.REFUNDED for payment in payments):
            return ZERO
        return -await self.bank.of_the_house(HouseAccount.CUSTOMER_RECEIVABLE) - self._receivable_before

    _receivable_before: Money = ZERO

    async def begins(self) -> None:
        """Note what others owe us already."""
        self._receivable_before = -await self.bank.of_the_house(HouseAccount.CUSTOMER_RECEIVABLE)


def _sum(amounts: Any) -> Money:
    return sum(amounts, start=ZERO)


class TestAnyDay:
    @settings(
        max_examples=25,
        deadline=None,
        phases=(Phase.explicit, Phase.reuse, Phase.generate, Phase.target),
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )
    @given(st.lists(st.lists(STEPS, min_size=1, max_size=6), min_size=1, max_size=8))
    async def test_adds_up(
        self, bank: Bank, database: Database, elsewhere: Database, groups: list[list[Step]]
    ) -> None:
        ada = await bank.customer(wallet=START, cashback=GIFT)
        day = Day(bank, (database, elsewhere), ada)
        await day.begins()

        for steps in groups:
            await day.happens(steps)
            await day.adds_up()

        assert await bank.problems() == []
