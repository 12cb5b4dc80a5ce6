"""What comes in on personal account numbers: credited once, whoever tells us and how often."""

from __future__ import annotations

import asyncio
import random
from dataclasses import replace
from datetime import timedelta
from itertools import permutations

import pytest

from domain.account_processors import NoTransfer, Transfer, TransferHint, TransferUnknown
from domain.crediting import incoming_key
from domain.customers import Customer
from domain.errors import NotAllowed
from domain.inflows import Inflow, Inflows, InflowStatus
from domain.ledger import HouseAccount
from domain.money import ZERO, Money, naira
from domain.months import Month
from domain.personal_accounts import PersonalAccount, PersonalAccounts
from domain.processors import Paid
from domain.statements import Statements
from domain.top_up_steps import Credit
from storage.database import Database
from tests.account_builders import a_transfer, an_account_of
from tests.builders import NOON, RULES, Bank, new_id
from tests.vendors import FakeAccountGateway

NINE_SECONDS = timedelta(seconds=9)


@pytest.fixture
def gateway() -> FakeAccountGateway:
    """The processor that gives numbers."""
    return FakeAccountGateway()


def inflows_in(database: Database, gateway: FakeAccountGateway) -> Inflows:
    """Return the service of one process."""
    return Inflows(database, {gateway.name: gateway}, RULES, new_id)


@pytest.fixture
def inflows(database: Database, gateway: FakeAccountGateway) -> Inflows:
    """What comes in, in one process."""
    return inflows_in(database, gateway)


@pytest.fixture
async def account(bank: Bank, database: Database, gateway: FakeAccountGateway) -> PersonalAccount:
    """Ada's number."""
    return await an_account_of(await bank.customer("Ada"), database, gateway)


async def owner(bank: Bank, account: PersonalAccount) -> Customer:
    """Return whose number that is."""
    async with bank.database.begin() as books:
        customer = await books.customers.by_id(account.customer_id)
    assert customer is not None
    return customer


class TestATransfer:
    async def test_is_credited_to_the_owner_of_the_number(
        self, bank: Bank, inflows: Inflows, account: PersonalAccount
    ) -> None:
        ada = await owner(bank, account)
        transfer = a_transfer(account, naira(5_000), fee=naira(50), sender="CHIDI OKAFOR", bank="GTBank")

        inflow = await inflows.receive("paystack", transfer, now=NOON + NINE_SECONDS)

        assert inflow.status is InflowStatus.CREDITED
        assert (inflow.sender, inflow.sender_bank) == ("CHIDI OKAFOR", "GTBank")
        assert inflow.ended_at is not None
        assert inflow.ended_at - transfer.paid_at == NINE_SECONDS
        assert await bank.balances(ada) == (naira(5_000), ZERO, ZERO)
        assert await bank.of_the_house(HouseAccount.COLLECTED, "paystack") == -naira(4_950)
        assert await bank.of_the_house(HouseAccount.PROCESSOR_FEES) == -naira(50)
        assert await bank.notices(ada) == [f"inflow-credited:{inflow.id}"]
        assert await inflows.get(ada.id, inflow.id) == inflow
        assert await bank.problems() == []

    async def test_is_credited_once_however_often_it_is_told(
        self, bank: Bank, inflows: Inflows, account: PersonalAccount
    ) -> None:
        transfer = a_transfer(account, naira(5_000))
        told_again = replace(transfer, reference="another-reference", sender="", paid_at=NOON)

        first = await inflows.receive("paystack", transfer, now=NOON)
        for again in (transfer, told_again, replace(transfer, amount=naira(9_000))):
            assert await inflows.receive("paystack", again, now=NOON + NINE_SECONDS) == first

        assert (await bank.balances(await owner(bank, account)))[0] == naira(5_000)
        assert await bank.problems() == []

    async def test_is_credited_once_when_all_tell_at_once_in_two_processes(
        self,
        bank: Bank,
        inflows: Inflows,
        account: PersonalAccount,
        elsewhere: Database,
        gateway: FakeAccountGateway,
    ) -> None:
        there = inflows_in(elsewhere, gateway)
        for number in range(10):
            transfer = a_transfer(account, naira(1_000), transaction=str(number + 1))

            told = await asyncio.gather(
                *(each.receive("paystack", transfer, now=NOON) for each in (inflows, there) * 8)
            )

            assert {each.status for each in told} == {InflowStatus.CREDITED}
            assert len({each.place for each in told}) == 1

        assert (await bank.balances(await owner(bank, account)))[0] == naira(10_000)
        assert await bank.problems() == []

    async def test_after_another_one_of_the_same_reference_is_credited_too(
        self, bank: Bank, inflows: Inflows, account: PersonalAccount
    ) -> None:
        for transaction in ("1", "2"):
            transfer = replace(a_transfer(account, naira(500), transaction=transaction), reference="same")
            await inflows.receive("paystack", transfer, now=NOON)

        assert (await bank.balances(await owner(bank, account)))[0] == naira(1_000)

    async def test_to_a_number_that_was_given_up_goes_to_her_who_had_it(
        self,
        bank: Bank,
        inflows: Inflows,
        account: PersonalAccount,
        database: Database,
        gateway: FakeAccountGateway,
    ) -> None:
        accounts = PersonalAccounts(database, {gateway.name: gateway}, RULES)
        await accounts.close(account.customer_id, account.id, now=NOON)

        inflow = await inflows.receive("paystack", a_transfer(account, naira(500)), now=NOON)

        assert inflow.status is InflowStatus.CREDITED
        assert (await bank.balances(await owner(bank, account)))[0] == naira(500)

    async def test_counts_as_added_in_the_statement_of_its_month(
        self, inflows: Inflows, account: PersonalAccount, database: Database
    ) -> None:
        inflow = await inflows.receive("paystack", a_transfer(account, naira(500)), now=NOON)
        statements = Statements(database)

        november = await statements.of_month(account.customer_id, Month(2026, 11))
        december = await statements.of_month(account.customer_id, Month(2026, 12))

        assert (november.lines, november.added) == ((inflow,), naira(500))
        assert december.lines == ()

    async def test_is_seen_by_its_owner_alone(
        self, bank: Bank, inflows: Inflows, account: PersonalAccount
    ) -> None:
        inflow = await inflows.receive("paystack", a_transfer(account, naira(500)), now=NOON)
        bayo = await bank.customer("Bayo")

        with pytest.raises(NotAllowed):
            await inflows.get(bayo.id, inflow.id)
        assert await inflows.history(bayo.id, limit=5) == ()
        assert await inflows.history(account.customer_id, limit=5) == (inflow,)


class TestAStormOfEvents:
    async def test_repeated_and_out_of_order_in_two_processes_leaves_right_balances(
        self,
        bank: Bank,
        inflows: Inflows,
        database: Database,
        elsewhere: Database,
        gateway: FakeAccountGateway,
    ) -> None:
        people = [await bank.customer(name) for name in ("Ada", "Bayo", "Chika")]
        accounts = [await an_account_of(person, database, gateway) for person in people]
        transfers = [
            a_transfer(accounts[n % 3], naira(100 + n), transaction=str(7_000 + n), fee=naira(1))
            for n in range(40)
        ]
        told = [transfer for transfer in transfers for _ in range(5)]
        random.Random(4).shuffle(told)
        there = inflows_in(elsewhere, gateway)

        await asyncio.gather(
            *(
                (inflows, there)[n % 2].receive("paystack", transfer, now=NOON)
                for n, transfer in enumerate(told)
            )
        )

        for n, person in enumerate(people):
            expected = sum((each.amount for each in transfers[n::3]), ZERO)
            assert (await bank.balances(person))[0] == expected
        assert await bank.problems() == []


class TestATransferThatMayNotBeCredited:
    async def test_above_the_maximum_balance_is_kept_aside_and_told(
        self, bank: Bank, inflows: Inflows, database: Database, gateway: FakeAccountGateway
    ) -> None:
        ada = await bank.customer("Ada", wallet=naira(299_000), tier=1)
        account = await an_account_of(ada, database, gateway)

        inflow = await inflows.receive("paystack", a_transfer(account, naira(1_001)), now=NOON)

        key = incoming_key("paystack", inflow.transaction_id)
        assert inflow.status is InflowStatus.IN_REVIEW
        assert (await bank.balances(ada))[0] == naira(299_000)
        assert await bank.of_the_house(HouseAccount.SUSPENSE) == naira(1_001)
        assert await bank.cases() == (f"above-maximum-balance:{key}",)
        assert f"inflow-in-review:{inflow.id}" in await bank.notices(ada)
        assert await bank.problems() == []

    async def test_up_to_the_maximum_balance_is_credited(
        self, bank: Bank, inflows: Inflows, database: Database, gateway: FakeAccountGateway
    ) -> None:
        ada = await bank.customer("Ada", wallet=naira(299_000), tier=1)
        account = await an_account_of(ada, database, gateway)

        await inflows.receive("paystack", a_transfer(account, naira(1_000)), now=NOON)

        assert (await bank.balances(ada))[0] == naira(300_000)

    async def test_to_a_number_that_is_nobodys_waits_for_a_person(
        self, bank: Bank, inflows: Inflows, account: PersonalAccount
    ) -> None:
        transfer = replace(a_transfer(account, naira(5_000)), account_number="0000000000")

        told = [await inflows.receive("paystack", transfer, now=NOON) for _ in range(3)]

        inflow = told[-1]
        assert inflow.status is InflowStatus.IN_REVIEW
        assert inflow.customer_id is None
        assert await bank.of_the_house(HouseAccount.SUSPENSE) == naira(5_000)
        assert len(await bank.cases()) == 1
        assert await bank.problems() == []

    async def test_at_another_processor_belongs_to_the_number_there(
        self, bank: Bank, inflows: Inflows, account: PersonalAccount
    ) -> None:
        inflow = await inflows.receive("flutterwave", a_transfer(account, naira(500)), now=NOON)

        assert inflow.customer_id is None

    async def test_in_foreign_money_is_never_booked_in_kobo(
        self, bank: Bank, inflows: Inflows, account: PersonalAccount
    ) -> None:
        transfer = replace(a_transfer(account, naira(5_000)), currency="USD")

        told = [await inflows.receive("paystack", transfer, now=NOON) for _ in range(2)]

        inflow = told[-1]
        assert inflow.status is InflowStatus.IN_REVIEW
        assert await bank.entries() == []
        assert len(await bank.cases()) == 1

    async def test_that_was_taken_in_as_a_payment_pages_is_not_credited_again(
        self, bank: Bank, inflows: Inflows, account: PersonalAccount, database: Database
    ) -> None:
        paid = Paid("77", "nobodys", naira(500), naira(500), ZERO, "NGN")
        await database.money.apply(Credit("paystack", paid, None, RULES, NOON))

        inflow = await inflows.receive(
            "paystack", a_transfer(account, naira(500), transaction="77"), now=NOON
        )

        assert inflow.status is InflowStatus.VOID
        assert (await bank.balances(await owner(bank, account)))[0] == ZERO
        assert await bank.of_the_house(HouseAccount.SUSPENSE) == naira(500)
        assert await bank.problems() == []


class TestAHint:
    @pytest.fixture
    def gateway(self) -> FakeAccountGateway:
        return FakeAccountGateway("flutterwave", can_be_asked=False)

    def hint(self, account: PersonalAccount, transaction: str = "5") -> TransferHint:
        return TransferHint(transaction, account.id)

    async def test_is_believed_only_when_the_processor_says_so(
        self, bank: Bank, inflows: Inflows, account: PersonalAccount, gateway: FakeAccountGateway
    ) -> None:
        gateway.will_say_of("5", TransferUnknown("processor-unreachable"))

        heard = await inflows.hinted("flutterwave", self.hint(account), now=NOON)

        assert heard is not None
        assert heard.status is InflowStatus.HINTED
        assert (await bank.balances(await owner(bank, account)))[0] == ZERO

        gateway.will_say_of("5", self.transfer(account, naira(700)))
        later = NOON + RULES.personal_accounts.ask_after[0]
        assert await inflows.due(now=later, limit=5) == (heard.id,)
        asked = await inflows.ask(heard.id, now=later)

        assert asked is not None
        assert asked.status is InflowStatus.CREDITED
        assert (await bank.balances(await owner(bank, account)))[0] == naira(700)
        assert await inflows.due(now=later + timedelta(days=9), limit=5) == ()
        assert await bank.problems() == []

    async def test_of_the_same_reference_credits_each_transfer_once(
        self, bank: Bank, inflows: Inflows, account: PersonalAccount, gateway: FakeAccountGateway
    ) -> None:
        for transaction in ("5", "6"):
            gateway.will_say_of(transaction, self.transfer(account, naira(700), transaction))

        for order in permutations(("5", "6", "5")):
            for transaction in order:
                await inflows.hinted("flutterwave", self.hint(account, transaction), now=NOON)

        assert (await bank.balances(await owner(bank, account)))[0] == naira(1_400)

    async def test_at_once_credits_once(
        self, bank: Bank, inflows: Inflows, account: PersonalAccount, gateway: FakeAccountGateway
    ) -> None:
        gateway.will_say_of("5", self.transfer(account, naira(700)))

        await asyncio.gather(
            *(inflows.hinted("flutterwave", self.hint(account), now=NOON) for _ in range(16))
        )

        assert (await bank.balances(await owner(bank, account)))[0] == naira(700)
        assert await bank.problems() == []

    @pytest.mark.parametrize(("final", "status"), [(True, InflowStatus.VOID), (False, InflowStatus.HINTED)])
    async def test_of_what_was_not_paid_brings_nothing(
        self,
        bank: Bank,
        inflows: Inflows,
        account: PersonalAccount,
        gateway: FakeAccountGateway,
        *,
        final: bool,
        status: InflowStatus,
    ) -> None:
        gateway.will_say_of("5", NoTransfer(final))

        heard = await inflows.hinted("flutterwave", self.hint(account), now=NOON)

        assert heard is not None
        assert heard.status is status
        assert await bank.entries() == []

    async def test_that_names_anothers_transaction_brings_nothing(
        self,
        bank: Bank,
        inflows: Inflows,
        account: PersonalAccount,
        gateway: FakeAccountGateway,
        database: Database,
    ) -> None:
        bayos = await an_account_of(await bank.customer("Bayo"), database, gateway)
        gateway.will_say_of("5", self.transfer(bayos, naira(700)))

        heard = await inflows.hinted("flutterwave", self.hint(account), now=NOON)

        assert heard is not None
        assert heard.status is InflowStatus.VOID
        assert await bank.entries() == []

    async def test_that_comes_true_after_all_is_credited(
        self, bank: Bank, inflows: Inflows, account: PersonalAccount, gateway: FakeAccountGateway
    ) -> None:
        gateway.will_say_of("5", NoTransfer(final=True))
        await inflows.hinted("flutterwave", self.hint(account), now=NOON)
        gateway.will_say_of("5", self.transfer(account, naira(700)))

        heard = await inflows.hinted("flutterwave", self.hint(account), now=NOON)
        again = await inflows.hinted("flutterwave", self.hint(account), now=NOON)

        assert heard is not None
        assert heard.status is InflowStatus.CREDITED
        assert again == heard
        assert (await bank.balances(await owner(bank, account)))[0] == naira(700)
        assert await bank.problems() == []

    async def test_to_a_wrong_account_does_not_keep_the_right_one_from_its_money(
        self,
        bank: Bank,
        inflows: Inflows,
        account: PersonalAccount,
        gateway: FakeAccountGateway,
        database: Database,
    ) -> None:
        bayos = await an_account_of(await bank.customer("Bayo"), database, gateway)
        gateway.will_say_of("5", self.transfer(bayos, naira(700)))
        await inflows.hinted("flutterwave", self.hint(account), now=NOON)

        heard = await inflows.hinted("flutterwave", self.hint(bayos), now=NOON)

        assert heard is not None
        assert heard.status is InflowStatus.CREDITED
        assert (await bank.balances(await owner(bank, bayos)))[0] == naira(700)
        assert (await bank.balances(await owner(bank, account)))[0] == ZERO
        assert await bank.problems() == []

    async def test_about_no_account_of_ours_is_left_to_others(
        self, inflows: Inflows, gateway: FakeAccountGateway
    ) -> None:
        assert await inflows.hinted("flutterwave", TransferHint("5", "a-top-up"), now=NOON) is None
        assert gateway.looked_for == []

    async def test_that_nobody_ever_confirms_is_given_up(
        self, inflows: Inflows, account: PersonalAccount
    ) -> None:
        heard = await inflows.hinted("flutterwave", self.hint(account), now=NOON)
        assert heard is not None
        now = NOON

        while heard.status is InflowStatus.HINTED:
            assert heard.ask_at is not None
            now = heard.ask_at
            heard = await self.asked(inflows, heard, now)

        assert now - NOON >= RULES.personal_accounts.transfers_asked_for

    async def test_of_a_processor_that_is_switched_off_becomes_a_case_and_is_true_when_it_is_back(
        self, bank: Bank, inflows: Inflows, account: PersonalAccount, gateway: FakeAccountGateway
    ) -> None:
        heard = await inflows.hinted("flutterwave", self.hint(account), now=NOON)
        assert heard is not None
        switched_off = replace(inflows, gateways={})
        much_later = NOON + RULES.personal_accounts.transfers_asked_for

        for _ in range(2):
            heard = await self.asked(switched_off, heard, much_later)

        assert heard.status is InflowStatus.HINTED
        assert await inflows.due(now=much_later, limit=5) == ()
        assert await bank.cases() == (f"processor-event:{incoming_key('flutterwave', '5')}",)
        gateway.will_say_of("5", self.transfer(account, naira(700)))
        assert (await self.asked(inflows, heard, much_later)).status is InflowStatus.CREDITED
        assert await bank.problems() == []

    async def asked(self, inflows: Inflows, heard: Inflow, now: object) -> Inflow:
        asked = await inflows.ask(heard.id, now=now)  # type: ignore[arg-type]
        assert asked is not None
        return asked

    def transfer(self, account: PersonalAccount, amount: Money, transaction: str = "5") -> Transfer:
        by_number = a_transfer(account, amount, transaction=transaction)
        return replace(by_number, account_number=None, reference=account.id)
