"""What a customer misses is looked for at her numbers' processors, and credited once."""

from __future__ import annotations

import asyncio

from domain.inflows import Inflows
from domain.missing_transfers import MissingTransfers
from domain.money import naira
from domain.personal_accounts import PersonalAccounts
from storage.database import Database
from tests.account_builders import a_transfer, an_account_of
from tests.builders import NOON, RULES, Bank, new_id
from tests.vendors import FakeAccountGateway


def looking(database: Database, gateway: FakeAccountGateway) -> MissingTransfers:
    """Return the service of one process."""
    gateways = {gateway.name: gateway}
    return MissingTransfers(
        PersonalAccounts(database, gateways, RULES), Inflows(database, gateways, RULES, new_id)
    )


async def test_what_was_not_told_is_found_once_however_many_look(
    bank: Bank, database: Database, elsewhere: Database
) -> None:
    gateway = FakeAccountGateway()
    ada, bayo = await bank.customer("Ada"), await bank.customer("Bayo")
    number = await an_account_of(ada, database, gateway)
    for amount in (500, 700):
        transfer = a_transfer(number, naira(amount))
        gateway.will_say_of(transfer.transaction_id, transfer)
    theirs = a_transfer(await an_account_of(bayo, database, gateway), naira(9_000))
    gateway.will_say_of(theirs.transaction_id, theirs)

    await asyncio.gather(
        *(looking(where, gateway).look(ada.id, now=NOON) for where in (database, elsewhere) * 3)
    )
    again = await looking(database, gateway).look(ada.id, now=NOON)

    assert again.found == ()
    assert again.evidence == ("paystack: nothing that is not in",)
    assert (await bank.balances(ada))[0] == naira(1_200)
    assert (await bank.balances(bayo))[0] == naira(0)
    assert await bank.problems() == []


async def test_a_processor_that_can_not_say_is_named(bank: Bank, database: Database) -> None:
    gateway = FakeAccountGateway(lists_nothing=True)
    ada = await bank.customer("Ada")
    await an_account_of(ada, database, gateway)

    searched = await looking(database, gateway).look(ada.id, now=NOON)

    assert searched.silent == {"paystack": "asked-in-vain"}
    assert searched.evidence == ("paystack: asked-in-vain",)


async def test_who_has_no_number_is_looked_for_nowhere(bank: Bank, database: Database) -> None:
    ada = await bank.customer("Ada")

    assert (await looking(database, FakeAccountGateway()).look(ada.id, now=NOON)).accounts == ()
