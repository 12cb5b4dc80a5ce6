"""Asking vendors again because staff want to know, on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from domain.payments import PaymentStatus
from domain.requerying import NothingToAsk, Requeries
from storage.database import Database
from storage.tables import payment_states
from tests.builders import NOON, Bank, opened
from tests.storage.test_stats import sold

LATER = NOON + timedelta(hours=1)


async def due_at_noon(database: Database) -> set[str]:
    async with database.look() as books:
        wanted = select(payment_states.c.payment_id).where(payment_states.c.requery_at == NOON)
        return set((await books.connection.execute(wanted)).scalars())


class TestRequeries:
    async def test_ask_about_what_is_in_doubt_and_nothing_else(self, database_url: str) -> None:
        async with opened(database_url) as database:
            first = await sold(database, PaymentStatus.UNRESOLVED)
            second = await sold(database, PaymentStatus.UNRESOLVED)
            sent = await sold(database, PaymentStatus.SUBMITTED)
            done = await sold(database, PaymentStatus.DELIVERED)
            async with database.begin() as books:
                later = update(payment_states).where(payment_states.c.payment_id != done)
                await books.connection.execute(later.values(requery_at=LATER))
            requeries, bank = Requeries(database), Bank(database)

            await requeries.one(await bank.payment(first), now=NOON)

            assert await due_at_noon(database) == {first}
            for decided in (sent, done):
                with pytest.raises(NothingToAsk):
                    await requeries.one(await bank.payment(decided), now=NOON)
            assert await requeries.all("dstv", now=NOON) == ()
            assert await requeries.all("glo", now=NOON) == (second,)
            assert await due_at_noon(database) == {first, second}
            assert await requeries.all(now=NOON) == ()
