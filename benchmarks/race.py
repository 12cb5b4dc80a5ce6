"""Double spending, tried on purpose: many payments at once that each need the whole balance."""

from __future__ import annotations

import asyncio

import uvloop

from benchmarks.bank import Bank, open_bank
from benchmarks.databases import new_database, new_file, sqlite_url
from benchmarks.figures import Figures, note
from domain.ledger import InsufficientFunds
from domain.money import naira
from domain.payments import Payment, PaymentStatus
from storage.checks import problems
from tests.data_servers import start_postgres

AT_ONCE = 32
ROUNDS = 20
_WHOLE = naira(1_000)


async def most_delivered(url: str, *, rounds: int = ROUNDS) -> int:
    """Return how many of the payments were delivered in the worst round.

    They come from two processes' worth of services, so that no memory of one can be what saves us.

    :raises AssertionError: if the books are wrong afterwards
    """
    async with open_bank(url) as here, open_bank(url) as there:
        worst = 0
        for number in range(rounds):
            (customer,) = await here.customers([number], balance=_WHOLE)
            each = (_try_to_pay((here, there)[n % 2], customer, line=n) for n in range(AT_ONCE))
            delivered = sum(await asyncio.gather(*each))
            if delivered == 0:
                raise AssertionError("nobody could pay")
            worst = max(worst, delivered)
        if found := await problems(here.database):
            raise AssertionError(f"the books are wrong: {found}")
    return worst


async def _try_to_pay(bank: Bank, customer: str, *, line: int) -> bool:
    try:
        accepted = await bank.accept(customer, _WHOLE, line=line)
    except InsufficientFunds:
        return False
    await bank.payments.advance(accepted.id)
    paid: Payment = await bank.payments.get(customer, accepted.id)
    return paid.status is PaymentStatus.DELIVERED


def double_spend(figures: Figures, wanted: frozenset[str]) -> None:
    """Race on both databases."""
    with new_file() as path:
        on_sqlite = uvloop.run(most_delivered(sqlite_url(path)))
    note(f"SQLite: {AT_ONCE} at once, {ROUNDS} rounds, at most {on_sqlite} delivered")
    with start_postgres(durable=True) as server:
        on_postgres = uvloop.run(most_delivered(new_database(server, "vision")))
    note(f"PostgreSQL: {AT_ONCE} at once, {ROUNDS} rounds, at most {on_postgres} delivered")
    figures.add(
        "race.double_spend",
        rounds=ROUNDS,
        most_delivered=max(on_sqlite, on_postgres),
        on_sqlite=on_sqlite,
        on_postgres=on_postgres,
    )
