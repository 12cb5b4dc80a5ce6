"""PostgreSQL goes away in the middle: nothing is lost or written twice, and nobody is told wrongly."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Generic, TypeVar

import pytest

from domain.errors import BooksUnreachable
from domain.money import ZERO, naira
from domain.money_books import MoneyBooks, MoneyCommand, Touches
from domain.payment_outcomes import Resolve
from domain.payment_steps import Accept, Submit
from domain.payments import PaymentStatus
from domain.quotes import Sheet
from domain.vendors import NotFound
from storage.database import Database
from tests.builders import NOON, RULES, Bank, a_sheet, an_order, approved, opened
from tests.storage.flaky_line import FlakyLine, a_flaky_line

V = TypeVar("V")
PATIENCE = timedelta(seconds=75)


@dataclass(frozen=True)
class Disturbed(Generic[V]):
    """A command while which something happens, the first time that it decides."""

    command: MoneyCommand[V]
    disturbance: Callable[[], None]
    decided: list[None]

    @property
    def touches(self) -> Touches:
        """What the command touches."""
        return self.command.touches

    def decide(self, books: MoneyBooks) -> V:
        """Let it happen, and decide."""
        self.decided.append(None)
        if len(self.decided) == 1:
            self.disturbance()
        return self.command.decide(books)


def disturbed(command: MoneyCommand[V], disturbance: Callable[[], None]) -> Disturbed[V]:
    """Return a command that meets a disturbance."""
    return Disturbed(command, disturbance, [])


def accepting(sheet: Sheet) -> Accept:
    """Return the command that accepts a sheet."""
    return Accept(sheet, approved(sheet), RULES, None, NOON)


@pytest.fixture
async def line(postgres_url: str) -> AsyncIterator[tuple[str, FlakyLine]]:
    """The line, with the URL at its near end."""
    async with a_flaky_line(postgres_url) as flaky:
        yield flaky


@pytest.fixture
async def bank(postgres_url: str) -> AsyncIterator[Bank]:
    """Whoever looks at the books over a sound line."""
    async with opened(postgres_url) as database:
        yield Bank(database)
        assert await Bank(database).problems() == []


@pytest.fixture
async def database(line: tuple[str, FlakyLine], bank: Bank) -> AsyncIterator[Database]:
    """The database over the line, with every statement known on both of its ends."""
    async with opened(line[0]) as database:
        yield database


class TestACommandWhoseAnswerIsLost:
    async def test_is_found_by_its_key_and_not_written_again(
        self, bank: Bank, database: Database, line: tuple[str, FlakyLine]
    ) -> None:
        ada = await bank.customer(wallet=naira(1_000))
        sheet = a_sheet(an_order(ada, naira(400)))
        command = disturbed(accepting(sheet), line[1].lose_the_next_answer)

        payment = await database.money.apply(command)

        assert line[1].answers_lost == 1
        assert len(command.decided) == 2
        assert payment.id == sheet.order.id
        assert await bank.balances(ada) == (naira(600), ZERO, naira(400))

    async def test_spends_the_whole_balance_and_is_not_refused(
        self, bank: Bank, database: Database, line: tuple[str, FlakyLine]
    ) -> None:
        """Decided again on the books that it has changed, it must see itself and not an empty wallet."""
        ada = await bank.customer(wallet=naira(400))
        command = disturbed(accepting(a_sheet(an_order(ada, naira(400)))), line[1].lose_the_next_answer)

        payment = await database.money.apply(command)

        assert payment.status is PaymentStatus.ACCEPTED
        assert await bank.balances(ada) == (ZERO, ZERO, naira(400))

    async def test_takes_its_whole_batch_with_it_and_brings_it_back(
        self, bank: Bank, database: Database, line: tuple[str, FlakyLine]
    ) -> None:
        people = [await bank.customer(f"Person {n}", wallet=naira(1_000)) for n in range(20)]
        sheets = [a_sheet(an_order(person, naira(400))) for person in people]
        commands: list[Any] = [accepting(sheet) for sheet in sheets]
        commands[7] = disturbed(commands[7], line[1].lose_the_next_answer)

        payments = await asyncio.gather(*(database.money.apply(command) for command in commands))

        assert line[1].answers_lost == 1
        assert [payment.id for payment in payments] == [sheet.order.id for sheet in sheets]
        for person in people:
            assert await bank.balances(person) == (naira(600), ZERO, naira(400))

    async def test_marks_a_payment_for_one_worker_and_never_for_two(
        self, bank: Bank, database: Database, line: tuple[str, FlakyLine]
    ) -> None:
        """Nobody knows any more whose mark it was: it is left to requery."""
        ada = await bank.customer(wallet=naira(1_000))
        sheet = a_sheet(an_order(ada, naira(400)))
        await database.money.apply(accepting(sheet))
        submit = Submit(sheet.order.id, ada.id, "vtpass", "r-1", PATIENCE, NOON)

        marked = await database.money.apply(disturbed(submit, line[1].lose_the_next_answer))

        assert marked is None
        assert (await bank.payment(sheet.order.id)).status is PaymentStatus.SUBMITTED

    async def test_counts_a_doubt_once(
        self, bank: Bank, database: Database, line: tuple[str, FlakyLine]
    ) -> None:
        ada = await bank.customer(wallet=naira(1_000))
        sheet = a_sheet(an_order(ada, naira(400)))
        await database.money.apply(accepting(sheet))
        await database.money.apply(Submit(sheet.order.id, ada.id, "vtpass", "r-1", PATIENCE, NOON))
        late = NOON + timedelta(hours=1)
        word = Resolve(sheet.order.id, ada.id, 1, 0, NotFound(), PATIENCE, RULES, late)

        payment = await database.money.apply(disturbed(word, line[1].lose_the_next_answer))

        assert line[1].answers_lost == 1
        assert payment.status is PaymentStatus.UNRESOLVED
        assert payment.attempt is not None
        assert payment.attempt.not_found == 1


class TestACommandThatNeverArrived:
    async def test_is_written_once_all_the_same(
        self, bank: Bank, database: Database, line: tuple[str, FlakyLine]
    ) -> None:
        ada = await bank.customer(wallet=naira(1_000))
        command = disturbed(accepting(a_sheet(an_order(ada, naira(400)))), line[1].cut)

        await database.money.apply(command)

        assert len(command.decided) == 2
        assert await bank.balances(ada) == (naira(600), ZERO, naira(400))

    async def test_is_said_to_be_unknown_when_the_server_stays_away(
        self, bank: Bank, database: Database, line: tuple[str, FlakyLine]
    ) -> None:
        ada = await bank.customer(wallet=naira(1_000))
        sheet = a_sheet(an_order(ada, naira(400)))

        def goes_away() -> None:
            line[1].down = True
            line[1].cut()

        with pytest.raises(BooksUnreachable):
            await database.money.apply(disturbed(accepting(sheet), goes_away))
        assert await bank.balances(ada) == (naira(1_000), ZERO, ZERO)

        line[1].down = False
        payment = await database.money.apply(accepting(sheet))
        assert payment.id == sheet.order.id

    async def test_leaves_reading_to_the_next_connection(
        self, bank: Bank, database: Database, line: tuple[str, FlakyLine]
    ) -> None:
        ada = await bank.customer(wallet=naira(1_000))
        through_the_line = replace(bank, database=database)
        assert await through_the_line.balances(ada) == (naira(1_000), ZERO, ZERO)

        await line[1].cut_and_noticed()
        await line[1].all_cut()

        assert await through_the_line.balances(ada) == (naira(1_000), ZERO, ZERO)
