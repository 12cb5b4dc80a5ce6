"""What a customer owes is paid of what comes in next, in whatever order and however many tell it at once."""

from __future__ import annotations

import asyncio
import importlib
import random

import pytest
from sqlalchemy import text

from domain.chargeback_steps import Contest
from domain.chargebacks import ChargebackKind, ChargebackWord
from domain.customers import Customer
from domain.deletions import CloseWallet, DebtLeft
from domain.inflows import Inflows
from domain.ledger import HouseAccount
from domain.limits import CustomerAccounts
from domain.money import ZERO, Money, naira
from domain.money_books import MoneyCommand
from domain.processors import FundingContested
from domain.top_up_steps import Credit
from domain.top_ups import TopUp
from domain.transfer_steps import Send
from domain.transfers import TransferSheet
from domain.wallets import Wallets
from storage.database import Database
from tests.account_builders import a_transfer, an_account_of
from tests.builders import NOON, RULES, Bank, new_id, paid_for
from tests.transfers import consent
from tests.vendors import FakeAccountGateway

W = ChargebackWord


def contest(top_up: TopUp, word: ChargebackWord) -> Contest:
    """Return a word about a dispute of a top-up."""
    paid = paid_for(top_up)
    event = FundingContested(
        ChargebackKind.DISPUTE, word, top_up.id, top_up.id, paid.transaction_id, top_up.amount
    )
    return Contest("paystack", event, top_up.customer_id, RULES, NOON)


async def accounts_of(bank: Bank, customer: Customer) -> CustomerAccounts:
    """Return what she has and owes."""
    return await Wallets(bank.database).of(customer.id)


async def owing(bank: Bank, database: Database, amount: Money) -> Customer:
    """Return a customer who owes that much: she sent it on before it was taken back."""
    debtor, friend = await bank.customer("Ada"), await bank.customer("Friend")
    intent = await bank.intent(debtor, amount)
    await database.money.apply(Credit("paystack", paid_for(intent), debtor.id, RULES, NOON))
    await database.money.apply(send(debtor, friend, amount))
    for word in (W.OPENED, W.LOST):
        await database.money.apply(contest(intent, word))
    assert (await accounts_of(bank, debtor)).owes == amount
    return debtor


def send(sender: Customer, receiver: Customer, amount: Money) -> Send:
    """Return a transfer that arrives at once."""
    sheet = TransferSheet(
        id=new_id(),
        sender_id=sender.id,
        amount=amount,
        expires_at=NOON.replace(hour=23),
        receiver_id=receiver.id,
    )
    return Send(sheet, consent(sheet, now=NOON), RULES, None, NOON)


class TestWhatIsOwed:
    async def test_is_paid_of_a_transfer_and_of_an_inflow_and_said(
        self, bank: Bank, database: Database
    ) -> None:
        ada = await owing(bank, database, naira(1_000))
        bayo = await bank.customer("Bayo", wallet=naira(5_000))
        gateway = FakeAccountGateway()
        account = await an_account_of(ada, database, gateway)
        gift = send(bayo, ada, naira(300))

        await database.money.apply(gift)
        inflows = Inflows(database, {gateway.name: gateway}, RULES, new_id)
        inflow = await inflows.receive("paystack", a_transfer(account, naira(900)), now=NOON)

        wallets = Wallets(database)
        assert [await wallets.debt_paid(id_) for id_ in (gift.sheet.id, inflow.id, "none")] == [
            naira(300),
            naira(700),
            ZERO,
        ]
        after = await accounts_of(bank, ada)
        assert (after.wallet, after.owes) == (naira(200), ZERO)
        assert await bank.of_the_house(HouseAccount.CUSTOMER_RECEIVABLE) == ZERO
        assert await bank.problems() == []

    async def test_keeps_the_wallet_open_until_it_is_paid(self, bank: Bank, database: Database) -> None:
        ada = await owing(bank, database, naira(1_000))
        close = CloseWallet(ada.id, RULES, money_in=False, now=NOON)

        with pytest.raises(DebtLeft) as refused:
            await database.money.apply(close)
        intent = await bank.intent(ada, naira(1_000))
        await database.money.apply(Credit("paystack", paid_for(intent), ada.id, RULES, NOON))
        await database.money.apply(close)

        assert refused.value.values == {"owes": naira(1_000)}

    async def test_is_taken_once_although_two_processes_tell_of_the_money_at_once(
        self, bank: Bank, database: Database, elsewhere: Database
    ) -> None:
        ada = await owing(bank, database, naira(1_000))
        intents = [await bank.intent(ada, naira(400)) for _ in range(4)]

        await asyncio.gather(
            *(
                where.money.apply(Credit("paystack", paid_for(intent), ada.id, RULES, NOON))
                for intent in intents
                for where in (database, elsewhere) * 3
            )
        )

        after = await accounts_of(bank, ada)
        assert (after.wallet, after.owes) == (naira(600), ZERO)
        assert await bank.problems() == []

    @pytest.mark.parametrize("seed", range(6))
    async def test_and_the_wallet_are_never_there_both_in_any_order(
        self, bank: Bank, database: Database, elsewhere: Database, seed: int
    ) -> None:
        dice = random.Random(seed)
        ada = await bank.customer("Ada")
        top_ups = [await bank.intent(ada, naira(dice.randint(100, 900))) for _ in range(8)]
        for top_up in top_ups[:4]:
            await database.money.apply(Credit("paystack", paid_for(top_up), ada.id, RULES, NOON))
        friend = await bank.customer("Friend")
        spent = (await accounts_of(bank, ada)).wallet - naira(dice.randint(0, 300))
        await database.money.apply(send(ada, friend, spent))
        ends = {top_up.id: dice.choice((W.LOST, W.WON, W.OPENED)) for top_up in top_ups[:4]}
        commands: list[MoneyCommand[object]] = [
            *(Credit("paystack", paid_for(each), ada.id, RULES, NOON) for each in top_ups[4:]),
            *(contest(each, word) for each in top_ups[:4] for word in (W.OPENED, ends[each.id])),
        ] * 2
        dice.shuffle(commands)

        await asyncio.gather(
            *((database, elsewhere)[n % 2].money.apply(command) for n, command in enumerate(commands))
        )

        after = await accounts_of(bank, ada)
        # A word that ends a dispute may come before the one that opens it: won then, nothing was ever taken.
        gone = sum((each.amount for each in top_ups[:4] if ends[each.id] is not W.WON), ZERO)
        came = sum((each.amount for each in top_ups), ZERO)
        assert after.wallet - after.owes == came - spent - gone
        assert min(after.wallet, after.owes) == ZERO
        assert await bank.problems() == []


async def test_what_the_migration_counts_is_right_whenever_it_is_run(bank: Bank, database: Database) -> None:
    ada = await owing(bank, database, naira(1_000))
    intent = await bank.intent(ada, naira(400))
    await database.money.apply(Credit("paystack", paid_for(intent), ada.id, RULES, NOON))
    revision = importlib.import_module("migrations.versions.0020_know_what_each_customer_owes")
    async with database.begin() as books:
        await books.connection.execute(text("UPDATE customer_accounts SET owes = 0"))
    assert await bank.problems() != []

    for _ in range(2):
        async with database.begin() as books:
            await books.connection.execute(text(revision.OWED))

    assert (await accounts_of(bank, ada)).owes == naira(600)
    assert await bank.problems() == []
