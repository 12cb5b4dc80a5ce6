"""Asking a transfer back, on both databases: what is unspent waits for the receiver's word, and no longer."""

from __future__ import annotations

import asyncio

import pytest

from domain.account_steps import SetFreeze
from domain.cases import CaseKind
from domain.controls import AccountFrozen, Freeze, FreezeReason
from domain.errors import NotAllowed
from domain.ledger import InsufficientFunds
from domain.money import ZERO, naira
from domain.transfers import TooLateToRecall, TransferStatus
from storage.database import Database
from tests.builders import NOON, Bank
from tests.transfers import CODE, Sending, after


@pytest.fixture
def sending(database: Database) -> Sending:
    return Sending(database)


class TestAskingBack:
    async def test_holds_what_is_unspent_and_gives_it_back_when_she_agrees(
        self, bank: Bank, sending: Sending
    ) -> None:
        ada, bola = await bank.customer("Ada", wallet=naira(10_000)), await bank.customer("Bola")
        sent = await sending.send(ada, bola, naira(4_000))

        await sending.transfers.ask_back(ada.id, sent.id, now=after(hours=1))
        assert await bank.balances(bola) == (ZERO, ZERO, naira(4_000))
        with pytest.raises(InsufficientFunds):
            await sending.send(bola, ada, naira(100))
        answered = await sending.transfers.answer(bola.id, sent.id, agrees=True, now=after(hours=2))

        assert answered.status is TransferStatus.GIVEN_BACK
        assert await bank.balances(bola) == (ZERO, ZERO, ZERO)
        assert (await bank.accounts(ada)).wallet == naira(10_000)
        assert f"recall-asked:{sent.id}" in await bank.notices(bola)
        assert f"recall-answered:{sent.id}" in await bank.notices(ada)

    async def test_can_get_a_part_where_a_part_is_spent(self, bank: Bank, sending: Sending) -> None:
        ada, bola = await bank.customer("Ada", wallet=naira(10_000)), await bank.customer("Bola")
        chidi = await bank.customer("Chidi")
        sent = await sending.send(ada, bola, naira(4_000))
        await sending.send(bola, chidi, naira(3_000))

        asked = await sending.transfers.ask_back(ada.id, sent.id, now=NOON)
        await sending.transfers.answer(bola.id, sent.id, agrees=True, now=NOON)

        assert asked.recalled == naira(1_000)
        assert (await bank.accounts(ada)).wallet == naira(7_000)
        assert (await bank.accounts(chidi)).wallet == naira(3_000)

    async def test_takes_nothing_where_she_says_no(self, bank: Bank, sending: Sending) -> None:
        ada, bola = await bank.customer("Ada", wallet=naira(10_000)), await bank.customer("Bola")
        sent = await sending.send(ada, bola, naira(4_000))
        await sending.transfers.ask_back(ada.id, sent.id, now=NOON)

        kept = await sending.transfers.answer(bola.id, sent.id, agrees=False, now=NOON)
        late = await sending.transfers.answer(bola.id, sent.id, agrees=True, now=NOON)

        assert kept.status is late.status is TransferStatus.KEPT
        assert await bank.balances(bola) == (naira(4_000), ZERO, ZERO)
        with pytest.raises(TooLateToRecall):
            await sending.transfers.ask_back(ada.id, sent.id, now=NOON)

    async def test_lets_go_after_two_days_of_silence(self, bank: Bank, sending: Sending) -> None:
        ada, bola = await bank.customer("Ada", wallet=naira(10_000)), await bank.customer("Bola")
        sent = await sending.send(ada, bola, naira(4_000))
        await sending.transfers.ask_back(ada.id, sent.id, now=NOON)

        await sending.becomes_due(after(hours=47))
        assert (await bank.accounts(bola)).held == naira(4_000)
        await sending.becomes_due(after(hours=48))

        assert await bank.balances(bola) == (naira(4_000), ZERO, ZERO)
        assert f"recall-over:{sent.id}" in await bank.notices(bola)

    async def test_holds_nothing_where_all_is_spent_and_does_not_tell(
        self, bank: Bank, sending: Sending
    ) -> None:
        ada, bola = await bank.customer("Ada", wallet=naira(10_000)), await bank.customer("Bola")
        sent = await sending.send(ada, bola, naira(4_000))
        await sending.send(bola, ada, naira(4_000))

        asked = await sending.transfers.ask_back(ada.id, sent.id, now=NOON)
        await sending.becomes_due(after(hours=48))

        assert asked.status is TransferStatus.RECALLING
        assert (await sending.transfers.get(ada.id, sent.id)).status is TransferStatus.KEPT
        assert await bank.balances(bola) == (ZERO, ZERO, ZERO)

    async def test_has_its_time(self, bank: Bank, sending: Sending) -> None:
        ada, bola = await bank.customer("Ada", wallet=naira(10_000)), await bank.customer("Bola")
        sent = await sending.send(ada, bola, naira(4_000))

        with pytest.raises(TooLateToRecall):
            await sending.transfers.ask_back(ada.id, sent.id, now=after(hours=24))

    async def test_is_the_senders_and_answering_the_receivers(self, bank: Bank, sending: Sending) -> None:
        ada, bola = await bank.customer("Ada", wallet=naira(10_000)), await bank.customer("Bola")
        sent = await sending.send(ada, bola, naira(4_000))

        with pytest.raises(NotAllowed):
            await sending.transfers.ask_back(bola.id, sent.id, now=NOON)
        await sending.transfers.ask_back(ada.id, sent.id, now=NOON)
        with pytest.raises(NotAllowed):
            await sending.transfers.answer(ada.id, sent.id, agrees=True, now=NOON)

    async def test_works_for_what_was_claimed(self, bank: Bank, sending: Sending) -> None:
        ada, bola = await bank.customer("Ada", wallet=naira(10_000)), await bank.customer("Bola")
        sent = await sending.send_link(ada, naira(3_000))
        await sending.transfers.claim(bola, CODE, now=after(hours=70))

        await sending.transfers.ask_back(ada.id, sent.id, now=after(hours=80))
        await sending.transfers.answer(bola.id, sent.id, agrees=True, now=after(hours=81))

        assert (await bank.accounts(ada)).wallet == naira(10_000)

    async def test_waits_while_the_receiver_is_frozen(
        self, bank: Bank, sending: Sending, database: Database
    ) -> None:
        ada, bola = await bank.customer("Ada", wallet=naira(10_000)), await bank.customer("Bola")
        sent = await sending.send(ada, bola, naira(4_000))
        await sending.transfers.ask_back(ada.id, sent.id, now=NOON)
        await database.money.apply(SetFreeze(bola.id, Freeze(FreezeReason.PANIC, NOON)))

        with pytest.raises(AccountFrozen):
            await sending.transfers.answer(bola.id, sent.id, agrees=True, now=NOON)

        assert (await bank.accounts(bola)).held == naira(4_000)

    async def test_races_with_her_spending_and_no_kobo_is_counted_twice(
        self, bank: Bank, sending: Sending, elsewhere: Database
    ) -> None:
        ada, bola = await bank.customer("Ada", wallet=naira(40_000)), await bank.customer("Bola")
        chidi = await bank.customer("Chidi")
        other = Sending(elsewhere)
        for _ in range(8):
            sent = await sending.send(ada, bola, naira(4_000))
            await asyncio.gather(
                sending.transfers.ask_back(ada.id, sent.id, now=NOON),
                other.send(bola, chidi, naira(3_000)),
                return_exceptions=True,
            )
            await asyncio.gather(
                *(
                    each.transfers.answer(bola.id, sent.id, agrees=agrees, now=NOON)
                    for each in (sending, other)
                    for agrees in (True, False)
                )
            )

        wallets = [(await bank.accounts(each)).wallet.kobo for each in (ada, bola, chidi)]
        assert sum(wallets) == naira(40_000).kobo
        assert (await bank.accounts(bola)).held == ZERO


class TestReporting:
    async def test_opens_one_case(self, bank: Bank, sending: Sending) -> None:
        ada, bola = await bank.customer("Ada", wallet=naira(10_000)), await bank.customer("Bola")
        sent = await sending.send(ada, bola, naira(4_000))

        for _ in range(2):
            await sending.transfers.report(bola.id, sent.id, CaseKind.UNKNOWN_SENDER, now=NOON)

        assert await bank.cases() == (f"unknown-sender:{sent.id}",)

    async def test_is_for_who_took_part_alone(self, bank: Bank, sending: Sending) -> None:
        ada, bola = await bank.customer("Ada", wallet=naira(10_000)), await bank.customer("Bola")
        sent = await sending.send(ada, bola, naira(4_000))

        with pytest.raises(NotAllowed):
            await sending.transfers.report(ada.id, sent.id, CaseKind.UNKNOWN_SENDER, now=NOON)
        with pytest.raises(NotAllowed):
            await sending.transfers.report(bola.id, sent.id, CaseKind.RECALL_REFUSED, now=NOON)
