"""Money that a processor takes back: set aside, lost or given back, once, whoever says it in which order."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import permutations

import pytest
from sqlalchemy import text

from domain.chargebacks import Chargeback, ChargebackKind, ChargebackStatus, ChargebackWord
from domain.customers import Customer
from domain.funding import StillUnclear, TopUps
from domain.ledger import HouseAccount
from domain.money import ZERO, Money, naira
from domain.processors import FundingContested, Paid, PaymentReceived, PaymentUnknown, StaffNeeded
from domain.top_ups import TopUp
from storage.database import Database
from tests.builders import NOON, RULES, Bank, a_sheet, an_order, approved, paid_for
from tests.storage.fundings import paying
from tests.vendors import FakeProcessor

W, K = ChargebackWord, ChargebackKind
PLACES = (HouseAccount.SUSPENSE, HouseAccount.CUSTOMER_RECEIVABLE, HouseAccount.PROCESSOR_FEES)


@pytest.fixture
def processor() -> FakeProcessor:
    """The company that took money in for us."""
    return FakeProcessor()


@pytest.fixture
def top_ups(database: Database, processor: FakeProcessor) -> TopUps:
    """Funding, in one process."""
    return TopUps(database, {processor.name: processor}, RULES, "https://vision.example/paid")


@dataclass(frozen=True)
class Desk:
    """Who hears what the processor says of one top-up."""

    bank: Bank
    top_ups: TopUps
    ada: Customer
    top_up: TopUp

    async def hears(
        self,
        *words: ChargebackWord,
        kind: ChargebackKind = K.DISPUTE,
        amount: Money | None = None,
        name: str = "",
    ) -> Chargeback | None:
        """Take the words in, one after the other. Returns what is known then."""
        name = name or ("358950" if kind is K.DISPUTE else self.top_up.id)
        paid = paid_for(self.top_up)
        transaction_id = paid.transaction_id if kind is K.DISPUTE else None
        for word in words:
            event = FundingContested(
                kind, word, name, self.top_up.id, transaction_id, amount or self.top_up.amount
            )
            await self.top_ups.receive("paystack", event, now=NOON)
        async with self.top_ups.storage.look() as books:
            return await books.chargebacks.get(f"paystack:{kind.value}:{name}")

    async def house(self) -> tuple[Money, ...]:
        """Return what lies in suspense, what is owed to us, and what fees cost, as they are signed."""
        return tuple([await self.bank.of_the_house(place) for place in PLACES])

    async def collected(self) -> Money:
        """Return what the processor owes us, as it is signed."""
        return await self.bank.of_the_house(HouseAccount.COLLECTED, "paystack")


@pytest.fixture
async def desk(bank: Bank, top_ups: TopUps) -> Desk:
    """Ada has added ₦2,000."""
    ada = await bank.customer()
    intent = await bank.intent(ada, naira(2_000))
    await top_ups.receive("paystack", PaymentReceived(paid_for(intent)), now=NOON)
    return Desk(bank, top_ups, ada, intent)


async def spend(bank: Bank, database: Database, ada: Customer, amount: Money) -> None:
    """Let her hold that much for a bill."""
    sheet = a_sheet(an_order(ada, amount))
    await paying(database).accept(sheet, approved(sheet), card=None, now=NOON)


class TestADispute:
    async def test_sets_aside_what_is_there(self, desk: Desk, bank: Bank) -> None:
        chargeback = await desk.hears(W.OPENED)

        assert chargeback is not None
        assert (chargeback.taken, chargeback.owed) == (naira(2_000), ZERO)
        assert await bank.balances(desk.ada) == (ZERO, ZERO, ZERO)
        assert await desk.house() == (naira(2_000), ZERO, ZERO)
        assert "chargeback-opened:paystack:dispute:358950" in await bank.notices(desk.ada)
        assert await bank.cases() == ("chargeback:paystack:dispute:358950",)

    async def test_of_what_was_spent_makes_the_customer_owe_the_rest(
        self, desk: Desk, bank: Bank, database: Database
    ) -> None:
        await spend(bank, database, desk.ada, naira(1_500))

        chargeback = await desk.hears(W.OPENED, W.LOST)

        assert chargeback is not None
        assert (chargeback.taken, chargeback.owed) == (naira(500), naira(1_500))
        assert await bank.balances(desk.ada) == (ZERO, ZERO, naira(1_500))
        assert await desk.house() == (ZERO, -naira(1_500), ZERO)
        assert await desk.collected() == ZERO
        assert "chargeback-short:paystack:dispute:358950" in await bank.cases()

    async def test_that_is_lost_leaves_with_the_processor(self, desk: Desk, bank: Bank) -> None:
        chargeback = await desk.hears(W.OPENED, W.REMINDED, W.LOST)

        assert chargeback is not None
        assert chargeback.status is ChargebackStatus.LOST
        assert await bank.balances(desk.ada) == (ZERO, ZERO, ZERO)
        assert await desk.house() == (ZERO, ZERO, ZERO)
        assert await desk.collected() == ZERO

    async def test_that_is_won_gives_everything_back_to_where_it_was(
        self, desk: Desk, bank: Bank, database: Database
    ) -> None:
        await spend(bank, database, desk.ada, naira(1_500))

        chargeback = await desk.hears(W.OPENED, W.WON, W.WON, W.OPENED)

        assert chargeback is not None
        assert chargeback.status is ChargebackStatus.WON
        assert await bank.balances(desk.ada) == (naira(500), ZERO, naira(1_500))
        assert await desk.house() == (ZERO, ZERO, ZERO)
        assert await desk.collected() == -naira(2_000)
        assert "chargeback-won:paystack:dispute:358950" in await bank.notices(desk.ada)

    async def test_of_a_part_takes_that_part(self, desk: Desk, bank: Bank) -> None:
        await desk.hears(W.LOST, amount=naira(600))

        assert await bank.balances(desk.ada) == (naira(1_400), ZERO, ZERO)
        assert await desk.collected() == -naira(1_400)

    async def test_of_more_than_was_credited_costs_the_house_the_rest(self, desk: Desk, bank: Bank) -> None:
        await desk.hears(W.LOST, amount=naira(2_030))

        assert await bank.balances(desk.ada) == (ZERO, ZERO, ZERO)
        assert await desk.house() == (ZERO, ZERO, -naira(30))
        assert await desk.collected() == naira(30)

    @pytest.mark.parametrize("words", list(permutations((W.OPENED, W.REMINDED, W.LOST))))
    async def test_ends_the_same_in_any_order(self, desk: Desk, words: Sequence[ChargebackWord]) -> None:
        chargeback = await desk.hears(*words, *words)

        assert chargeback is not None
        assert chargeback.status is ChargebackStatus.LOST
        assert await desk.collected() == ZERO

    async def test_that_ends_twice_in_two_ways_is_for_a_person(self, desk: Desk, bank: Bank) -> None:
        chargeback = await desk.hears(W.OPENED, W.WON, W.LOST)

        assert chargeback is not None
        assert chargeback.status is ChargebackStatus.WON
        assert await bank.balances(desk.ada) == (naira(2_000), ZERO, ZERO)
        assert "chargeback-unclear:paystack:dispute:358950" in await bank.cases()

    async def test_that_was_over_before_it_was_known_moves_nothing(self, desk: Desk, bank: Bank) -> None:
        await desk.hears(W.WON, W.OPENED)

        assert await bank.balances(desk.ada) == (naira(2_000), ZERO, ZERO)

    async def test_is_taken_in_once_although_all_tell_it_at_once(
        self, desk: Desk, bank: Bank, elsewhere: Database
    ) -> None:
        other = TopUps(elsewhere, desk.top_ups.processors, RULES, "https://vision.example/paid")
        desks = (desk, Desk(bank, other, desk.ada, desk.top_up))

        await asyncio.gather(*(each.hears(W.OPENED, W.LOST) for each in desks for _ in range(4)))

        assert await bank.balances(desk.ada) == (ZERO, ZERO, ZERO)
        assert await desk.collected() == ZERO


class TestARefund:
    async def test_beside_a_dispute_takes_from_the_customer_once(self, desk: Desk, bank: Bank) -> None:
        await bank.top_up(desk.ada, naira(5_000))

        await desk.hears(W.OPENED, W.LOST)
        await desk.hears(W.OPENED, W.LOST, kind=K.REFUND)

        assert await bank.balances(desk.ada) == (naira(5_000), ZERO, ZERO)
        assert await desk.house() == (ZERO, ZERO, -naira(2_000))

    async def test_that_fails_gives_back_what_was_set_aside(self, desk: Desk, bank: Bank) -> None:
        await desk.hears(W.OPENED, W.OPENED, W.STUCK, kind=K.REFUND)
        assert await bank.balances(desk.ada) == (ZERO, ZERO, ZERO)

        await desk.hears(W.WON, kind=K.REFUND)

        assert await bank.balances(desk.ada) == (naira(2_000), ZERO, ZERO)

    async def test_of_another_amount_beside_one_that_is_over_is_for_a_person(
        self, desk: Desk, bank: Bank
    ) -> None:
        await desk.hears(W.OPENED, W.LOST, W.LOST, kind=K.REFUND, amount=naira(500))
        assert not any(case.startswith("chargeback-unclear:") for case in await bank.cases())

        known = await desk.hears(W.LOST, kind=K.REFUND, amount=naira(700))

        assert known is not None
        assert known.amount == naira(500)
        assert any(case.startswith("chargeback-unclear:") for case in await bank.cases())

    async def test_of_money_in_suspense_takes_nothing_from_the_wallet(
        self, bank: Bank, top_ups: TopUps
    ) -> None:
        ada = await bank.customer(wallet=naira(9_000))
        intent = await bank.intent(ada, naira(2_000))
        await top_ups.receive("paystack", PaymentReceived(paid_for(intent, naira(1_000))), now=NOON)
        desk = Desk(bank, top_ups, ada, intent)
        assert await desk.house() == (naira(1_000), ZERO, ZERO)

        await desk.hears(W.OPENED, W.LOST, kind=K.REFUND, amount=naira(1_000))

        assert await bank.balances(ada) == (naira(9_000), ZERO, ZERO)
        assert await desk.house() == (ZERO, ZERO, ZERO)
        assert await desk.collected() == -naira(9_000)


class TestOfWhatIsNotInTheBooks:
    async def test_nothing_moves_and_a_person_looks(self, bank: Bank, top_ups: TopUps) -> None:
        event = FundingContested(K.DISPUTE, W.LOST, "1", "nobodys", "2", naira(500))

        for _ in range(2):
            await top_ups.receive("paystack", event, now=NOON)

        assert await bank.cases() == ("chargeback-unknown:paystack:dispute:1",)
        assert await bank.entries() == []

    async def test_a_payment_that_was_not_heard_of_is_asked_for_first(
        self, bank: Bank, top_ups: TopUps, processor: FakeProcessor
    ) -> None:
        ada = await bank.customer()
        intent = await bank.intent(ada, naira(2_000))
        desk = Desk(bank, top_ups, ada, intent)
        processor.will_verify(PaymentUnknown("ReadTimeout"))
        with pytest.raises(StillUnclear):
            await desk.hears(W.OPENED)
        processor.will_verify(paid_for(intent))

        await desk.hears(W.OPENED)

        assert await bank.balances(ada) == (ZERO, ZERO, ZERO)
        assert await desk.house() == (naira(2_000), ZERO, ZERO)

    async def test_another_currency_moves_nothing(self, desk: Desk, bank: Bank) -> None:
        event = FundingContested(K.REFUND, W.LOST, desk.top_up.id, desk.top_up.id, None, None)

        await desk.top_ups.receive("paystack", event, now=NOON)

        assert await bank.balances(desk.ada) == (naira(2_000), ZERO, ZERO)
        assert await bank.cases() == (f"chargeback-unknown:paystack:refund:{desk.top_up.id}",)

    async def test_an_event_that_only_a_person_can_read_is_one_case(
        self, bank: Bank, top_ups: TopUps
    ) -> None:
        for later in range(2):
            now = NOON + timedelta(minutes=later)
            await top_ups.receive("flutterwave", StaffNeeded("refund.completed", "x"), now=now)

        assert await bank.cases() == ("processor-event:flutterwave:refund.completed:x",)

    async def test_an_event_names_the_customer_and_what_our_books_know_of_it(self, desk: Desk) -> None:
        event = StaffNeeded("refund.completed", desk.top_up.id, "61", "refund 8, says 50000 kobo")

        await desk.top_ups.receive("flutterwave", event, now=NOON)

        async with desk.bank.database.begin() as books:
            rows = await books.connection.execute(text("SELECT customer_id, detail FROM cases"))
        known = f"refund.completed; top-up {desk.top_up.id}, credited; refund 8, says 50000 kobo"
        assert [tuple(row) for row in rows] == [(desk.ada.id, known)]
        assert (await desk.bank.balances(desk.ada))[0] == naira(2_000)


async def test_a_second_payment_that_goes_back_leaves_the_first_alone(bank: Bank, top_ups: TopUps) -> None:
    ada = await bank.customer()
    intent = await bank.intent(ada, naira(2_000))
    twice = (paid_for(intent), paid_for(intent, transaction="t-second"))
    for paid in twice:
        await top_ups.receive("paystack", PaymentReceived(paid), now=NOON)

    event = FundingContested(K.DISPUTE, W.LOST, "1", intent.id, _id(twice[1]), naira(2_000))
    await top_ups.receive("paystack", event, now=NOON)

    assert await bank.balances(ada) == (naira(2_000), ZERO, ZERO)
    assert await bank.of_the_house(HouseAccount.SUSPENSE) == ZERO


def _id(paid: Paid) -> str:
    return paid.transaction_id
