"""What Home shows, read in one go for everybody who comes home at once."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from bot.background import Background
from bot.glances import Glances
from domain.money import naira
from domain.paying import Payments
from domain.repeats import LOOKED_AT, LOOKED_BACK
from domain.saved_names import SavedNames
from domain.vendors import Rejected
from storage.tables import saved_names
from tests.builders import Bank, Clock, an_order, new_id
from tests.storage.orders import paid
from tests.vendors import FakeVendor


async def test_everybody_sees_her_own_and_what_came_back_is_not_offered(
    bank: Bank, payments: Payments, vendor: FakeVendor, clock: Clock
) -> None:
    ada, bayo = await bank.customer(wallet=naira(10_000)), await bank.customer(wallet=naira(700))
    delivered = await paid(payments, an_order(ada, naira(500), to="08031110002"))
    vendor.will_answer(Rejected("no"))
    await paid(payments, an_order(ada, naira(900), to="08031110003"))
    await SavedNames(bank.database).save(ada.id, "08031110002", "mtn", "Mum", saved_id=new_id(), now=clock())

    found = await bank.database.talk.glance(
        [ada.id, bayo.id, "nobody"], since=clock() - LOOKED_BACK, limit=LOOKED_AT
    )

    assert set(found) == {ada.id, bayo.id}
    async with bank.database.look() as books:
        assert found[ada.id].accounts == await books.accounts.of(ada.id)
        assert found[ada.id].past == await books.payments.past(
            ada.id, since=clock() - LOOKED_BACK, limit=LOOKED_AT
        )
    assert found[ada.id].likely(limit=5, now=clock()) == (delivered.id,)
    assert found[ada.id].names == {"08031110002": "Mum"}
    assert (found[bayo.id].accounts.wallet, found[bayo.id].past) == (naira(700), ())
    assert found[bayo.id].names == {}


async def test_what_is_long_ago_or_too_much_is_left_out(bank: Bank, payments: Payments, clock: Clock) -> None:
    ada = await bank.customer(wallet=naira(10_000))
    await paid(payments, an_order(ada, naira(500)))
    newest = await paid(payments, an_order(ada, naira(600)))
    talk, long_ago, later = bank.database.talk, clock() - LOOKED_BACK, clock.later(minutes=1)

    assert [each.id for each in (await talk.glance([ada.id], since=long_ago, limit=1))[ada.id].past] == [
        newest.id
    ]
    assert (await talk.glance([ada.id], since=later, limit=9))[ada.id].past == ()


async def test_one_name_that_can_not_be_opened_spoils_nothing(bank: Bank, clock: Clock) -> None:
    ada = await bank.customer(wallet=naira(300))
    names = SavedNames(bank.database)
    await names.save(ada.id, "08031110001", "mtn", "Mum", saved_id=new_id(), now=clock())
    await names.save(ada.id, "08031110002", "mtn", "Shop", saved_id=(broken := new_id()), now=clock())
    async with bank.database.begin() as books:
        await books.connection.execute(
            update(saved_names).where(saved_names.c.id == broken).values(content=b"damaged")
        )

    found = await bank.database.talk.glance([ada.id], since=clock(), limit=9)

    assert found[ada.id].names == {"08031110001": "Mum"}


async def test_a_payment_of_somebody_else_is_never_shown(bank: Bank, payments: Payments) -> None:
    ada, bayo = await bank.customer(wallet=naira(1_000)), await bank.customer(wallet=naira(1_000))
    hers, his = await paid(payments, an_order(ada)), await paid(payments, an_order(bayo))

    assert [each.id for each in await payments.chosen(ada.id, (his.id, hers.id, "gone"))] == [hers.id]


async def test_nobody_is_a_mistake_of_hers_alone(bank: Bank, clock: Clock) -> None:
    ada = await bank.customer(wallet=naira(300))
    glances = Glances(bank.database.talk, Background())

    with pytest.raises(LookupError):
        await glances.of("nobody", now=clock())
    assert (await glances.of(ada.id, now=clock())).accounts.wallet == naira(300)
