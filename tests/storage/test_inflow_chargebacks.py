"""What a processor takes back of a transfer to an account number: set aside, lost or given back, once."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import permutations

import pytest

from domain.account_processors import NoTransfer, Transfer
from domain.chargebacks import ChargebackKind, ChargebackWord
from domain.customers import Customer
from domain.funding import StillUnclear
from domain.inflow_contests import InflowContests
from domain.inflows import Inflow, Inflows
from domain.ledger import HouseAccount
from domain.money import ZERO, Money, naira
from domain.processors import FundingContested
from domain.rules import Rules
from storage.database import Database
from tests.account_builders import a_transfer, an_account_of
from tests.builders import NOON, RULES, Bank, a_sheet, an_order, approved, new_id
from tests.storage.fundings import paying
from tests.vendors import FakeAccountGateway

W, K = ChargebackWord, ChargebackKind
SUSPENSE, OWED = HouseAccount.SUSPENSE, HouseAccount.CUSTOMER_RECEIVABLE


@dataclass
class Desk:
    """Who hears what Paystack says of one transfer to Ada's number."""

    bank: Bank
    gateway: FakeAccountGateway
    ada: Customer
    transfer: Transfer
    rules: Rules = RULES

    @property
    def inflows(self) -> Inflows:
        """What comes in."""
        return Inflows(self.bank.database, {"paystack": self.gateway}, self.rules, new_id)

    async def comes_in(self) -> Inflow:
        """Take the transfer in."""
        return await self.inflows.receive("paystack", self.transfer, now=NOON)

    async def hears(
        self, *words: ChargebackWord, kind: ChargebackKind = K.DISPUTE, amount: Money | None = None
    ) -> bool:
        """Take words in, one after the other; refunds name the payment by its reference alone."""
        reference = self.transfer.known_as or ""
        is_dispute = kind is K.DISPUTE
        name, transaction = ("77", self.transfer.transaction_id) if is_dispute else (reference, None)
        taken = False
        for word in words:
            event = FundingContested(kind, word, name, reference, transaction, amount or self.transfer.amount)
            taken = await InflowContests(self.inflows).receive("paystack", event, now=NOON)
        return taken

    async def figures(self) -> tuple[Money, ...]:
        """Return the wallet, suspense, what is owed to us, and what the processor owes us."""
        wallet, _, _ = await self.bank.balances(self.ada)
        house = [await self.bank.of_the_house(place) for place in (SUSPENSE, OWED)]
        collected = await self.bank.of_the_house(HouseAccount.COLLECTED, "paystack")
        return wallet, house[0], -house[1], -collected


@pytest.fixture
async def desk(bank: Bank) -> Desk:
    """A transfer of ₦5,000 to Ada's number that nobody has told of yet."""
    gateway = FakeAccountGateway()
    ada = await bank.customer("Ada")
    account = await an_account_of(ada, bank.database, gateway)
    transfer = replace(a_transfer(account, naira(5_000)), known_as="1520f")
    return Desk(bank, gateway, ada, transfer)


class TestADispute:
    async def test_sets_aside_what_is_there_and_tells_her(self, desk: Desk) -> None:
        inflow = await desk.comes_in()

        assert await desk.hears(W.OPENED, W.REMINDED)

        assert await desk.figures() == (ZERO, naira(5_000), ZERO, naira(5_000))
        assert "chargeback-opened:paystack:dispute:77" in await desk.bank.notices(desk.ada)
        assert (await desk.inflows.get(desk.ada.id, inflow.id)).taken_back == naira(5_000)
        assert await desk.bank.problems() == []

    @pytest.mark.parametrize("words", list(permutations((W.OPENED, W.REMINDED, W.LOST))))
    async def test_that_is_lost_leaves_with_the_processor_in_any_order(
        self, desk: Desk, words: Sequence[ChargebackWord]
    ) -> None:
        await desk.comes_in()

        await desk.hears(*words, *words)

        assert await desk.figures() == (ZERO, ZERO, ZERO, ZERO)
        assert await desk.bank.problems() == []

    async def test_of_what_was_spent_is_owed_and_paid_of_what_comes_in_next(self, desk: Desk) -> None:
        await desk.comes_in()
        sheet = a_sheet(an_order(desk.ada, naira(4_000)))
        await paying(desk.bank.database).accept(sheet, approved(sheet), card=None, now=NOON)
        await desk.hears(W.OPENED, W.LOST)
        assert await desk.figures() == (ZERO, ZERO, naira(4_000), ZERO)

        desk.transfer = replace(desk.transfer, transaction_id="99", known_as="1521f", amount=naira(1_000))
        partly = await desk.comes_in()
        assert await desk.figures() == (ZERO, ZERO, naira(3_000), naira(1_000))
        await desk.bank.top_up(desk.ada, naira(3_500))

        assert await desk.figures() == (naira(500), ZERO, ZERO, naira(4_500))
        assert f"recovery:{partly.id}" in await desk.bank.entries()
        assert await desk.bank.problems() == []

    async def test_that_is_won_gives_back_also_what_was_paid_of_the_debt(self, desk: Desk) -> None:
        await desk.comes_in()
        sheet = a_sheet(an_order(desk.ada, naira(4_000)))
        await paying(desk.bank.database).accept(sheet, approved(sheet), card=None, now=NOON)
        await desk.hears(W.OPENED)
        await desk.bank.top_up(desk.ada, naira(1_500))

        await desk.hears(W.WON, W.WON)

        assert await desk.figures() == (naira(2_500), ZERO, ZERO, naira(6_500))
        assert await desk.bank.problems() == []

    async def test_is_taken_in_once_although_all_tell_it_at_once(
        self, desk: Desk, elsewhere: Database
    ) -> None:
        await desk.comes_in()
        desks = (desk, replace(desk, bank=Bank(elsewhere)))

        await asyncio.gather(*(each.hears(W.OPENED, W.LOST) for each in desks for _ in range(4)))

        assert await desk.figures() == (ZERO, ZERO, ZERO, ZERO)
        assert await desk.bank.problems() == []


class TestARefund:
    async def test_is_found_by_the_reference_of_the_processor(self, desk: Desk) -> None:
        await desk.comes_in()

        assert await desk.hears(W.OPENED, W.LOST, kind=K.REFUND, amount=naira(2_000))

        assert await desk.figures() == (naira(3_000), ZERO, ZERO, naira(3_000))
        assert await desk.bank.problems() == []

    async def test_beside_a_dispute_takes_from_her_once(self, desk: Desk) -> None:
        await desk.bank.top_up(desk.ada, naira(9_000))
        await desk.comes_in()

        await desk.hears(W.OPENED, W.LOST)
        await desk.hears(W.OPENED, W.LOST, kind=K.REFUND)

        assert (await desk.figures())[0] == naira(9_000)
        assert await desk.bank.problems() == []

    async def test_of_what_is_nobodys_leaves_suspense_and_no_wallet(self, desk: Desk) -> None:
        desk.transfer = replace(desk.transfer, account_number="0000000000")
        await desk.comes_in()
        assert await desk.figures() == (ZERO, naira(5_000), ZERO, naira(5_000))

        for kind in (K.REFUND, K.DISPUTE):
            await desk.hears(W.OPENED, W.LOST, kind=kind)

        assert (await desk.figures())[:3] == (ZERO, ZERO, ZERO)
        assert await desk.bank.problems() == []

    async def test_of_more_than_the_wallet_got_costs_the_house_the_rest(self, desk: Desk) -> None:
        borne = replace(RULES.personal_accounts, customer_bears_fee=True)
        desk.rules = replace(RULES, personal_accounts=borne)
        desk.transfer = replace(desk.transfer, fee=naira(50))
        await desk.comes_in()

        await desk.hears(W.LOST, kind=K.REFUND)

        assert await desk.bank.of_the_house(HouseAccount.PROCESSOR_FEES) == -naira(50)
        assert (await desk.figures())[:3] == (ZERO, ZERO, ZERO)
        assert await desk.bank.problems() == []


class TestOfWhatIsNotInTheBooks:
    @pytest.mark.parametrize("kind", list(K))
    async def test_a_transfer_that_was_not_heard_of_is_asked_for_first(
        self, desk: Desk, kind: ChargebackKind
    ) -> None:
        with pytest.raises(StillUnclear):
            await desk.hears(W.OPENED, kind=kind)
        for name in (desk.transfer.transaction_id, str(desk.transfer.known_as)):
            desk.gateway.will_say_of(name, desk.transfer)

        assert await desk.hears(W.OPENED, kind=kind)

        assert await desk.figures() == (ZERO, naira(5_000), ZERO, naira(5_000))

    async def test_what_no_account_got_is_left_to_others(self, desk: Desk) -> None:
        desk.gateway.will_say_of(desk.transfer.transaction_id, NoTransfer(final=True))

        assert not await desk.hears(W.LOST)
        assert await desk.bank.entries() == []

    async def test_foreign_money_that_was_never_booked_is_for_a_person(self, desk: Desk) -> None:
        desk.transfer = replace(desk.transfer, currency="USD")
        await desk.comes_in()

        await desk.hears(W.LOST)

        assert "chargeback-unknown:paystack:dispute:77" in await desk.bank.cases()
        assert await desk.bank.entries() == []
