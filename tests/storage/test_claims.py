"""Claim links, on both databases: in escrow until somebody opens the link, or back with the sender."""

from __future__ import annotations

import asyncio

import pytest

from domain.account_steps import SetFreeze
from domain.controls import Freeze, FreezeReason
from domain.ledger import HouseAccount
from domain.money import ZERO, naira
from domain.transfers import (
    ClaimForSomebodyElse,
    ClaimStandsStill,
    MeantFor,
    NoRoomToClaim,
    NoSuchClaim,
    OwnWallet,
    TooLateToUndo,
    TransferStatus,
)
from storage.database import Database
from tests.builders import NOON, Bank
from tests.transfers import CODE, Sending, after


@pytest.fixture
def sending(database: Database) -> Sending:
    return Sending(database)


class TestALink:
    async def test_keeps_the_money_in_escrow_until_it_is_opened(self, bank: Bank, sending: Sending) -> None:
        ada, bola = await bank.customer("Ada", wallet=naira(10_000)), await bank.customer("Bola")
        sent = await sending.send_link(ada, naira(3_000))
        assert sent.status is TransferStatus.WAITING
        assert await bank.balances(ada) == (naira(7_000), ZERO, ZERO)
        assert await bank.of_the_house(HouseAccount.CLAIMS) == naira(3_000)

        claimed = await sending.transfers.claim(bola, CODE, now=after(hours=71))

        assert claimed.receiver_id == bola.id
        assert (await bank.accounts(bola)).wallet == naira(3_000)
        assert await bank.of_the_house(HouseAccount.CLAIMS) == ZERO
        assert f"transfer-delivered:{sent.id}" in await bank.notices(ada)

    async def test_is_claimed_once_by_whoever_is_first(
        self, bank: Bank, sending: Sending, elsewhere: Database
    ) -> None:
        ada = await bank.customer("Ada", wallet=naira(10_000))
        crowd = [await bank.customer(f"Person {n}") for n in range(8)]
        await sending.send_link(ada, naira(3_000))
        other = Sending(elsewhere)

        done = await asyncio.gather(
            *(
                (sending if n % 2 else other).transfers.claim(each, CODE, now=NOON)
                for n, each in enumerate(crowd * 2)
            ),
            return_exceptions=True,
        )

        wallets = [(await bank.accounts(each)).wallet.kobo for each in crowd]
        assert sum(wallets) == naira(3_000).kobo
        assert {type(each) for each in done if isinstance(each, BaseException)} == {NoSuchClaim}

    async def test_is_not_for_the_sender(self, bank: Bank, sending: Sending) -> None:
        ada = await bank.customer("Ada", wallet=naira(10_000))
        await sending.send_link(ada, naira(3_000))

        with pytest.raises(OwnWallet):
            await sending.transfers.claim(ada, CODE, now=NOON)

    async def test_is_only_for_whom_it_was_made(self, bank: Bank, sending: Sending) -> None:
        ada, bola = await bank.customer("Ada", wallet=naira(10_000)), await bank.customer("Bola")
        chidi = await bank.customer("Chidi")
        await sending.send_link(ada, naira(3_000), meant_for=MeantFor(phone=bola.phone))
        await sending.send_link(
            ada, naira(3_000), code="another", meant_for=MeantFor(telegram_id=bola.telegram_id)
        )

        for code in (CODE, "another"):
            with pytest.raises(ClaimForSomebodyElse):
                await sending.transfers.claim(chidi, code, now=NOON)
            await sending.transfers.claim(bola, code, now=NOON)

    async def test_waits_while_a_wallet_is_too_full(self, bank: Bank, sending: Sending) -> None:
        ada = await bank.customer("Ada", wallet=naira(10_000))
        bola = await bank.customer("Bola", wallet=naira(299_000), tier=1)
        sent = await sending.send_link(ada, naira(3_000))

        with pytest.raises(NoRoomToClaim):
            await sending.transfers.claim(bola, CODE, now=NOON)
        assert (await sending.transfers.get(ada.id, sent.id)).status is TransferStatus.WAITING

        await sending.send(bola, ada, naira(2_000))
        await sending.transfers.claim(bola, CODE, now=NOON)
        assert (await bank.accounts(bola)).wallet == naira(300_000)

    async def test_goes_back_by_itself_after_three_days(
        self, bank: Bank, sending: Sending, elsewhere: Database
    ) -> None:
        ada, bola = await bank.customer("Ada", wallet=naira(10_000), tier=1), await bank.customer("Bola")
        sent = await sending.send_link(ada, naira(3_000))
        await sending.becomes_due(after(hours=72) - (after(seconds=1) - NOON))
        assert (await bank.accounts(ada)).wallet == naira(7_000)

        with pytest.raises(NoSuchClaim):  # Over is over, even before the sweep has been.
            await sending.transfers.claim(bola, CODE, now=after(hours=72))
        await asyncio.gather(
            *(each.becomes_due(after(hours=72)) for each in (sending, Sending(elsewhere)) * 4)
        )

        assert (await bank.accounts(ada)).wallet == naira(10_000)
        assert f"transfer-returned:{sent.id}" in await bank.notices(ada)

    async def test_can_be_cancelled_until_it_is_claimed(self, bank: Bank, sending: Sending) -> None:
        ada, bola = await bank.customer("Ada", wallet=naira(10_000)), await bank.customer("Bola")
        first, second = (
            await sending.send_link(ada, naira(3_000)),
            await sending.send_link(ada, naira(2_000), code="second"),
        )

        await sending.transfers.take_back(ada.id, first.id, now=NOON)
        with pytest.raises(NoSuchClaim):
            await sending.transfers.claim(bola, CODE, now=NOON)
        await sending.transfers.claim(bola, "second", now=NOON)
        with pytest.raises(TooLateToUndo):
            await sending.transfers.take_back(ada.id, second.id, now=NOON)

        assert (await bank.accounts(ada)).wallet == naira(8_000)
        assert (await bank.accounts(ada)).usage.outflow == naira(2_000)

    async def test_stands_still_while_its_sender_is_frozen(self, bank: Bank, sending: Sending) -> None:
        ada, bola = await bank.customer("Ada", wallet=naira(10_000)), await bank.customer("Bola")
        sent = await sending.send_link(ada, naira(3_000))
        await sending.database.money.apply(SetFreeze(ada.id, Freeze(FreezeReason.PANIC, NOON)))

        with pytest.raises(ClaimStandsStill):
            await sending.transfers.claim(bola, CODE, now=NOON)
        assert (await bank.accounts(bola)).wallet == ZERO

        await sending.database.money.apply(SetFreeze(ada.id, None))
        assert (await sending.transfers.claim(bola, CODE, now=NOON)).id == sent.id

    async def test_goes_back_to_a_sender_who_is_frozen(self, bank: Bank, sending: Sending) -> None:
        ada = await bank.customer("Ada", wallet=naira(10_000))
        await sending.send_link(ada, naira(3_000))
        await sending.database.money.apply(SetFreeze(ada.id, Freeze(FreezeReason.PANIC, NOON)))

        await sending.becomes_due(after(hours=72))

        assert (await bank.accounts(ada)).wallet == naira(10_000)

    async def test_that_nobody_made_opens_nothing(self, bank: Bank, sending: Sending) -> None:
        bola = await bank.customer("Bola")

        with pytest.raises(NoSuchClaim):
            await sending.transfers.claim(bola, "made-up", now=NOON)
