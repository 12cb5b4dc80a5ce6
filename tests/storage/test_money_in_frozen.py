"""Transfers for a wallet that is frozen altogether wait for a person."""

from __future__ import annotations

from domain.account_steps import SetFreeze
from domain.controls import Freeze, FreezeReason
from domain.crediting import incoming_key
from domain.inflows import Inflows, InflowStatus
from domain.ledger import HouseAccount
from domain.money import ZERO, naira
from storage.database import Database
from tests.account_builders import a_transfer, an_account_of
from tests.builders import NOON, RULES, Bank, new_id
from tests.vendors import FakeAccountGateway


class TestATransferForAFrozenWallet:
    async def test_is_kept_aside_where_money_in_is_stopped_too(self, bank: Bank, database: Database) -> None:
        gateway = FakeAccountGateway()
        inflows = Inflows(database, {gateway.name: gateway}, RULES, new_id)
        ada = await bank.customer("Ada")
        account = await an_account_of(ada, database, gateway)
        await database.money.apply(SetFreeze(ada.id, Freeze(FreezeReason.STAFF, NOON, money_in=True)))

        inflow = await inflows.receive("paystack", a_transfer(account, naira(500)), now=NOON)

        key = incoming_key("paystack", inflow.transaction_id)
        assert inflow.status is InflowStatus.IN_REVIEW
        assert (await bank.balances(ada))[0] == ZERO
        assert await bank.of_the_house(HouseAccount.SUSPENSE) == naira(500)
        assert await bank.cases() == (f"money-in-frozen:{key}",)
        assert f"inflow-in-review:{inflow.id}" in await bank.notices(ada)

    async def test_is_credited_where_only_money_out_is_stopped(self, bank: Bank, database: Database) -> None:
        gateway = FakeAccountGateway()
        inflows = Inflows(database, {gateway.name: gateway}, RULES, new_id)
        ada = await bank.customer("Ada")
        account = await an_account_of(ada, database, gateway)
        await database.money.apply(SetFreeze(ada.id, Freeze(FreezeReason.PANIC, NOON)))

        await inflows.receive("paystack", a_transfer(account, naira(500)), now=NOON)

        assert (await bank.balances(ada))[0] == naira(500)
