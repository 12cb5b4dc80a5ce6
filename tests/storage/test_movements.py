"""What the ledger moved for a customer in a month: opening + in − out = closing, and nothing is missing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from domain.customers import Customer
from domain.ledger import EntryKind
from domain.money import ZERO, Money, naira
from domain.months import Month
from domain.movements import FLOWS, Flow, Movement, Turnover
from domain.statements import Statement, Statements
from domain.transfer_steps import Send
from domain.transfers import TransferSheet
from storage.database import Database
from storage.tables import journal_entries, postings
from tests.builders import NOON, RULES, Bank, new_id
from tests.transfers import consent
from tests.wallet_walk import ACTS, NUMBERS, Act, Walk, act_of

ACT = st.builds(act_of, st.sampled_from(ACTS), st.integers(0, NUMBERS - 1))
NOVEMBER = Month(2026, 11)


@pytest.fixture
def statements(database: Database) -> Statements:
    """Looking back."""
    return Statements(database)


async def by_hand(database: Database, customer: Customer, account: str, month: Month) -> tuple[int, int, int]:
    """Return what an account had before a month, the sum of the month, and both: from each posting."""
    accounts = {"cashback"} if account == "cashback" else {"wallet", "held"}
    async with database.begin() as books:
        rows = await books.connection.execute(
            select(postings.c.amount, journal_entries.c.posted_at)
            .join(journal_entries, journal_entries.c.key == postings.c.entry_key)
            .where(postings.c.customer_id == customer.id, postings.c.account.in_(accounts))
        )
        found = [(row.amount, row.posted_at) for row in rows if row.posted_at < month.until]
    before = sum(amount for amount, at in found if at < month.since)
    inside = sum(amount for amount, at in found if at >= month.since)
    return before, inside, before + inside


def figures(turnover: Turnover) -> tuple[int, int, int]:
    """Return the same of a statement."""
    moved = turnover.money_in - turnover.money_out
    return turnover.opening.kobo, moved.kobo, turnover.closing.kobo


async def send(database: Database, sender: Customer, receiver: Customer, amount: Money) -> None:
    """Send money at once."""
    sheet = TransferSheet(
        new_id(), sender.id, amount, NOON + timedelta(minutes=5), receiver_id=receiver.id, shown_name="Bola"
    )
    await database.money.apply(Send(sheet, consent(sheet), RULES, None, NOON))


class TestTheFiguresOfAMonth:
    @settings(
        max_examples=25,
        deadline=None,
        phases=(Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    @given(st.lists(ACT, min_size=30, max_size=30))
    async def test_are_those_of_the_postings(self, bank: Bank, elsewhere: Database, acts: list[Act]) -> None:
        walk = await Walk.begin(bank, elsewhere)
        await walk.take(acts)
        months = [NOVEMBER]
        while months[-1] < Month.of(walk.now):
            months.append(months[-1].next)

        for customer in walk.customers:
            told = [await Statements(bank.database).of_month(customer.id, month) for month in months]
            for month, statement in zip(months, told, strict=True):
                for account in ("wallet", "cashback"):
                    expected = await by_hand(bank.database, customer, account, month)
                    assert figures(getattr(statement.turnovers, account)) == expected
            accounts = await bank.accounts(customer)
            assert told[-1].turnovers.wallet.closing == accounts.wallet + accounts.held
            assert told[-1].turnovers.cashback.closing == accounts.cashback

    async def test_tell_who_sent_and_who_received(
        self, bank: Bank, database: Database, statements: Statements
    ) -> None:
        ada, bola = await bank.customer(wallet=naira(10_000)), await bank.customer("Bola")

        await send(database, ada, bola, naira(2_500))
        sent = await statements.of_month(ada.id, NOVEMBER)
        received = await statements.of_month(bola.id, NOVEMBER)

        assert sent.apart == ((Flow.SENT, naira(-2_500)),)
        assert received.apart == ((Flow.RECEIVED, naira(2_500)),)
        assert (sent.added, received.added) == (naira(10_000), ZERO)
        assert [line.flow for line in moved(received)] == [Flow.RECEIVED]
        assert sent.turnovers.wallet.closing == naira(7_500)

    async def test_begin_where_the_month_before_ended(
        self, bank: Bank, database: Database, statements: Statements
    ) -> None:
        ada, bola = await bank.customer(wallet=naira(10_000), cashback=naira(50)), await bank.customer("Bola")
        await send(database, ada, bola, naira(2_500))

        before = await statements.of_month(ada.id, NOVEMBER.before)
        after = await statements.of_month(ada.id, NOVEMBER.next)

        assert before.turnovers.wallet == Turnover()
        assert after.turnovers.wallet == Turnover(naira(7_500))
        assert after.turnovers.cashback == Turnover(naira(50))
        assert after.lines == ()

    async def test_name_what_went_out_beside_bills_in_the_spending(
        self, bank: Bank, database: Database, statements: Statements
    ) -> None:
        ada, bola = await bank.customer(wallet=naira(10_000)), await bank.customer("Bola")
        await send(database, ada, bola, naira(2_500))

        spending = await statements.spending(ada.id, NOVEMBER)

        assert (spending.total, spending.otherwise) == (ZERO, ((Flow.SENT, naira(2_500)),))

    def test_know_every_kind_of_entry(self) -> None:
        assert set(FLOWS) == set(EntryKind)


def moved(statement: Statement) -> list[Movement]:
    """Return the lines that the ledger alone tells."""
    return [line for line in statement.lines if isinstance(line, Movement)]
