"""Money from one customer to another, on both databases: who has it afterwards, and who was told."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from domain.account_steps import SetFreeze, SwitchTransfers
from domain.approvals import WrongApproval
from domain.controls import AccountFrozen, Freeze, FreezeReason, TransfersOff
from domain.errors import NotAllowed
from domain.ledger import InsufficientFunds
from domain.limits import OverDailyLimit
from domain.money import ZERO, naira
from domain.one_time_codes import Purpose, StepUp, StepUpNeeded
from domain.payments import SheetExpired
from domain.transfers import (
    CannotReceive,
    OwnWallet,
    TooLateToUndo,
    TransferStatus,
    TransferTooLarge,
    TransferTooSmall,
)
from storage.database import Database
from tests.builders import NOON, RULES, Bank
from tests.transfers import Sending, a_sheet, after, consent

PANIC = Freeze(FreezeReason.PANIC, NOON)


@pytest.fixture
def sending(database: Database) -> Sending:
    return Sending(database)


class TestSending:
    async def test_moves_the_money_and_tells_both(self, bank: Bank, sending: Sending) -> None:
        ada, bola = await bank.customer("Ada", wallet=naira(10_000)), await bank.customer("Bola")

        transfer = await sending.send(ada, bola, naira(2_000))

        assert transfer.status is TransferStatus.DELIVERED
        assert (await bank.accounts(ada)).wallet == naira(8_000)
        assert (await bank.accounts(bola)).wallet == naira(2_000)
        assert f"transfer-received:{transfer.id}" in await bank.notices(bola)

    async def test_twice_sends_once(self, bank: Bank, sending: Sending) -> None:
        ada, bola = await bank.customer("Ada", wallet=naira(10_000)), await bank.customer("Bola")
        sheet = a_sheet(ada, bola, naira(2_000))

        await asyncio.gather(
            *(sending.transfers.send(sheet, consent(sheet), card=None, now=NOON) for _ in range(8))
        )

        assert (await bank.accounts(bola)).wallet == naira(2_000)

    async def test_costs_nothing_and_uses_the_day(self, bank: Bank, sending: Sending) -> None:
        ada, bola = await bank.customer("Ada", wallet=naira(60_000), tier=1), await bank.customer("Bola")
        await sending.send(ada, bola, naira(49_000))

        with pytest.raises(OverDailyLimit):
            await sending.send(ada, bola, naira(1_001))

        assert (await bank.accounts(ada)).wallet == naira(11_000)

    @pytest.mark.parametrize(("amount", "refusal"), [(49, TransferTooSmall), (500_001, TransferTooLarge)])
    async def test_keeps_to_its_bounds(
        self, bank: Bank, sending: Sending, amount: int, refusal: type[Exception]
    ) -> None:
        ada, bola = await bank.customer("Ada", wallet=naira(600_000)), await bank.customer("Bola")

        with pytest.raises(refusal):
            await sending.send(ada, bola, naira(amount))

        assert (await bank.accounts(ada)).wallet == naira(600_000)

    async def test_needs_the_money(self, bank: Bank, sending: Sending) -> None:
        ada, bola = await bank.customer("Ada", wallet=naira(100)), await bank.customer("Bola")

        with pytest.raises(InsufficientFunds):
            await sending.send(ada, bola, naira(200))

        assert (await bank.accounts(bola)).wallet == ZERO

    async def test_goes_to_nobody_but_the_one_that_was_shown(self, bank: Bank, sending: Sending) -> None:
        ada, bola = await bank.customer("Ada", wallet=naira(10_000)), await bank.customer("Bola")
        chidi = await bank.customer("Chidi")
        sheet = a_sheet(ada, bola, naira(500))

        with pytest.raises(WrongApproval):
            await sending.transfers.send(
                replace(sheet, receiver_id=chidi.id), consent(sheet), card=None, now=NOON
            )

    async def test_comes_too_late_on_an_old_sheet(self, bank: Bank, sending: Sending) -> None:
        ada, bola = await bank.customer("Ada", wallet=naira(10_000)), await bank.customer("Bola")
        sheet = a_sheet(ada, bola, naira(500))

        with pytest.raises(SheetExpired):
            await sending.transfers.send(sheet, consent(sheet), card=None, now=sheet.expires_at)

    async def test_to_oneself_is_refused(self, bank: Bank, sending: Sending) -> None:
        ada = await bank.customer("Ada", wallet=naira(10_000))

        with pytest.raises(OwnWallet):
            await sending.send(ada, ada, naira(500))
        with pytest.raises(OwnWallet):
            await sending.draw(ada, ada, naira(500))

    async def test_says_nothing_of_why_a_receiver_cannot_get_it(
        self, bank: Bank, sending: Sending, database: Database
    ) -> None:
        ada = await bank.customer("Ada", wallet=naira(10_000))
        full = await bank.customer("Full", wallet=naira(299_900), tier=1)
        frozen = await bank.customer("Frozen")
        await database.money.apply(SetFreeze(frozen.id, PANIC))

        refused = []
        for receiver in (full, frozen):
            with pytest.raises(CannotReceive) as refusal:
                await sending.send(ada, receiver, naira(500))
            with pytest.raises(CannotReceive):
                await sending.draw(ada, receiver, naira(500))
            refused.append(refusal.value.values)

        assert refused == [{}, {}]
        assert (await bank.accounts(ada)).wallet == naira(10_000)

    async def test_stands_still_while_the_sender_is_frozen_or_has_switched_it_off(
        self, bank: Bank, sending: Sending, database: Database
    ) -> None:
        ada, bola = await bank.customer("Ada", wallet=naira(10_000)), await bank.customer("Bola")
        await database.money.apply(SwitchTransfers(ada.id, True))
        with pytest.raises(TransfersOff):
            await sending.send(ada, bola, naira(500))

        await database.money.apply(SetFreeze(ada.id, PANIC))
        with pytest.raises(AccountFrozen):
            await sending.send(ada, bola, naira(500))


class TestSomebodyNew:
    async def test_gets_a_larger_sum_after_a_minute(self, bank: Bank, sending: Sending) -> None:
        ada, bola = await bank.customer("Ada", wallet=naira(10_000)), await bank.customer("Bola")
        sheet = await sending.draw(ada, bola, naira(6_000))
        assert sheet.cools

        await sending.transfers.send(sheet, consent(sheet), card=None, now=NOON)
        await sending.becomes_due(after(seconds=59))
        assert await bank.balances(ada) == (naira(4_000), ZERO, naira(6_000))

        await sending.becomes_due(after(seconds=60))
        await sending.becomes_due(after(seconds=61))

        assert await bank.balances(ada) == (naira(4_000), ZERO, ZERO)
        assert (await bank.accounts(bola)).wallet == naira(6_000)
        assert f"transfer-delivered:{sheet.id}" in await bank.notices(ada)

    async def test_is_known_a_day_after_the_first_transfer(self, bank: Bank, sending: Sending) -> None:
        ada, bola = await bank.customer("Ada", wallet=naira(10_000)), await bank.customer("Bola")
        await sending.send(ada, bola, naira(100))

        assert (await sending.draw(ada, bola, naira(6_000), now=after(hours=23))).cools
        assert not (await sending.draw(ada, bola, naira(6_000), now=after(hours=24))).cools

    async def test_wants_a_code_above_the_threshold(self, bank: Bank, sending: Sending) -> None:
        ada, bola = await bank.customer("Ada", wallet=naira(50_000)), await bank.customer("Bola")
        assert not (await sending.draw(ada, bola, naira(20_000))).wants_code
        sheet = await sending.draw(ada, bola, naira(20_001))
        other = StepUp(ada.id, Purpose.NEW_PAYEE, "somebody else:1", after(minutes=9))

        for step_up in (None, other):
            with pytest.raises(StepUpNeeded):
                await sending.transfers.send(sheet, consent(sheet), step_up=step_up, card=None, now=NOON)
        right = StepUp(ada.id, Purpose.NEW_PAYEE, sheet.code_is_about, after(minutes=9))
        sent = await sending.transfers.send(sheet, consent(sheet), step_up=right, card=None, now=NOON)

        assert sent.status is TransferStatus.COOLING

    async def test_wants_a_code_for_what_small_transfers_come_to(self, bank: Bank, sending: Sending) -> None:
        ada, bola = await bank.customer("Ada", wallet=naira(50_000)), await bank.customer("Bola")
        chidi = await bank.customer("Chidi")
        await sending.send(ada, bola, naira(12_000))
        taken_back = await sending.send(ada, bola, naira(6_000), cools=True)
        await sending.transfers.take_back(ada.id, taken_back.id, now=NOON)

        assert not (await sending.draw(ada, bola, naira(8_000))).wants_code
        assert (await sending.draw(ada, bola, naira(8_001))).wants_code
        assert not (await sending.draw(ada, chidi, naira(8_001))).wants_code
        assert not (await sending.draw(ada, bola, naira(8_001), now=after(hours=24))).wants_code

    async def test_wants_a_code_for_what_small_links_come_to(self, bank: Bank, sending: Sending) -> None:
        ada = await bank.customer("Ada", wallet=naira(50_000))
        await sending.send_link(ada, naira(15_000))

        await sending.send_link(ada, naira(5_000), code="second")
        with pytest.raises(StepUpNeeded):
            await sending.send_link(ada, naira(50), code="third")
        await sending.send_link(ada, naira(50), code="third", now=after(hours=25))


class TestUndoing:
    async def test_brings_all_of_it_back_and_the_day_too(self, bank: Bank, sending: Sending) -> None:
        ada, bola = await bank.customer("Ada", wallet=naira(50_000), tier=1), await bank.customer("Bola")
        transfer = await sending.send(ada, bola, naira(40_000), cools=True)

        for _ in range(2):
            undone = await sending.transfers.take_back(ada.id, transfer.id, now=after(seconds=30))
            assert undone.status is TransferStatus.UNDONE

        await sending.becomes_due(after(minutes=5))
        assert await bank.balances(ada) == (naira(50_000), ZERO, ZERO)
        assert (await bank.accounts(ada)).usage.outflow == ZERO

    async def test_comes_too_late_for_what_arrived(self, bank: Bank, sending: Sending) -> None:
        ada, bola = await bank.customer("Ada", wallet=naira(10_000)), await bank.customer("Bola")
        transfer = await sending.send(ada, bola, naira(6_000), cools=True)
        await sending.becomes_due(after(seconds=60))

        with pytest.raises(TooLateToUndo):
            await sending.transfers.take_back(ada.id, transfer.id, now=after(seconds=61))

    async def test_is_the_senders_alone(self, bank: Bank, sending: Sending) -> None:
        ada, bola = await bank.customer("Ada", wallet=naira(10_000)), await bank.customer("Bola")
        transfer = await sending.send(ada, bola, naira(6_000), cools=True)

        with pytest.raises(NotAllowed):
            await sending.transfers.take_back(bola.id, transfer.id, now=NOON)

    @pytest.mark.parametrize("who", ["sender", "receiver"])
    async def test_happens_by_itself_if_anybody_is_frozen_meanwhile(
        self, bank: Bank, sending: Sending, database: Database, who: str
    ) -> None:
        ada, bola = await bank.customer("Ada", wallet=naira(10_000)), await bank.customer("Bola")
        transfer = await sending.send(ada, bola, naira(6_000), cools=True)
        await database.money.apply(SetFreeze((ada if who == "sender" else bola).id, PANIC))

        await sending.becomes_due(after(seconds=60))

        assert (await sending.transfers.get(ada.id, transfer.id)).status is TransferStatus.RETURNED
        assert await bank.balances(ada) == (naira(10_000), ZERO, ZERO)
        assert f"transfer-returned:{transfer.id}" in await bank.notices(ada)
        assert await bank.notices(bola) == []

    async def test_races_with_the_delivery_and_one_of_them_wins(
        self, bank: Bank, sending: Sending, elsewhere: Database
    ) -> None:
        ada, bola = await bank.customer("Ada", wallet=naira(100_000)), await bank.customer("Bola")
        other = Sending(elsewhere)
        for _ in range(8):
            transfer = await sending.send(ada, bola, naira(6_000), cools=True)
            await asyncio.gather(
                sending.transfers.take_back(ada.id, transfer.id, now=after(seconds=60)),
                other.transfers.take_on(transfer.id, now=after(seconds=60)),
                return_exceptions=True,
            )

        ada_has, bola_has = await bank.balances(ada), await bank.balances(bola)
        assert ada_has[0] + bola_has[0] == naira(100_000)
        assert (ada_has[2], bola_has[2]) == (ZERO, ZERO)


class TestManyAtOnce:
    async def test_in_both_directions_lose_and_make_nothing(
        self, bank: Bank, sending: Sending, elsewhere: Database
    ) -> None:
        ada = await bank.customer("Ada", wallet=naira(20_000))
        bola = await bank.customer("Bola", wallet=naira(20_000))
        other = Sending(elsewhere)

        sent = await asyncio.gather(
            *(
                (sending if n % 3 else other).send(*((ada, bola) if n % 2 else (bola, ada)), naira(100 + n))
                for n in range(64)
            )
        )

        from_ada = sum(transfer.amount.kobo for transfer in sent if transfer.sender_id == ada.id)
        from_bola = sum(transfer.amount.kobo for transfer in sent if transfer.sender_id == bola.id)
        assert len({transfer.id for transfer in sent}) == 64
        assert (await bank.accounts(ada)).wallet.kobo == naira(20_000).kobo - from_ada + from_bola
        assert (await bank.accounts(bola)).wallet.kobo == naira(20_000).kobo + from_ada - from_bola

    async def test_never_spend_more_than_the_day_allows(
        self, bank: Bank, sending: Sending, elsewhere: Database
    ) -> None:
        limit = RULES.tiers[1].daily_outflow
        ada, bola = await bank.customer("Ada", wallet=naira(200_000), tier=1), await bank.customer("Bola")
        other = Sending(elsewhere)

        done = await asyncio.gather(
            *((sending if n % 2 else other).send(ada, bola, naira(15_000)) for n in range(64)),
            return_exceptions=True,
        )

        assert sum(not isinstance(each, BaseException) for each in done) == 3
        assert all(isinstance(each, OverDailyLimit) for each in done if isinstance(each, BaseException))
        assert (await bank.accounts(bola)).wallet == naira(45_000) <= limit
