"""Asking for account numbers: one at each processor, whatever is repeated, late or lost."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import text

from domain.account_answers import (
    NotABankAccount,
    NotAFullName,
    NotAnIdentityNumber,
    find_banks,
    read_bank_account,
    read_full_name,
    read_identity_number,
)
from domain.account_processors import (
    AccountAssigned,
    AccountDetails,
    AccountFailure,
    AccountNotAssigned,
    AccountOpened,
    AccountRefused,
    AccountUnavailable,
    AccountUnclear,
    AccountUnderWay,
    Bank,
    IdentityKind,
)
from domain.customers import Customer
from domain.errors import NotAllowed
from domain.personal_accounts import (
    AccountsDown,
    AccountsNotOffered,
    AccountStatus,
    PersonalAccount,
    PersonalAccounts,
)
from storage.database import Database
from tests import builders
from tests.account_builders import BVN, an_identity
from tests.builders import NOON, RULES, new_id
from tests.vendors import FakeAccountGateway

DETAILS = AccountDetails("9930000001", "Wema Bank", "VISION / ADA OBI")
OTHERS = AccountDetails("9930000002", "Wema Bank", "VISION / ADA OBI")


@pytest.fixture
def paystack() -> FakeAccountGateway:
    """The preferred processor, which compares a bank account."""
    return FakeAccountGateway(identities=(IdentityKind.BVN,), compares_bank_account=True)


@pytest.fixture
def flutterwave() -> FakeAccountGateway:
    """The other one."""
    return FakeAccountGateway("flutterwave", can_be_asked=False)


@pytest.fixture
def accounts(
    database: Database, paystack: FakeAccountGateway, flutterwave: FakeAccountGateway
) -> PersonalAccounts:
    """Account numbers, in one process."""
    return PersonalAccounts(database, {each.name: each for each in (paystack, flutterwave)}, RULES)


@pytest.fixture
async def ada(bank: builders.Bank) -> Customer:
    """Somebody who wants a number."""
    return await bank.customer("Ada")


async def asks(accounts: PersonalAccounts, customer: Customer, **changes: object) -> PersonalAccount:
    """Ask the preferred processor for a number."""
    return await accounts.ask(new_id(), customer, "paystack", an_identity(**changes), now=NOON)  # type: ignore[arg-type]


def assigned(customer: Customer, details: AccountDetails = DETAILS) -> AccountAssigned:
    """Return the word that a customer has a number."""
    return AccountAssigned(f"Customer-{customer.id}@vision.invalid", details)


class TestAsking:
    async def test_brings_a_number_at_once_where_the_processor_has_one(
        self, accounts: PersonalAccounts, ada: Customer, paystack: FakeAccountGateway
    ) -> None:
        account = await asks(accounts, ada)

        assert account.status is AccountStatus.OPEN
        assert await accounts.open_ones(ada.id) == (account,)
        assert paystack.asked[0].identity.number == BVN

    async def test_keeps_nothing_of_the_identity_but_its_end(
        self, accounts: PersonalAccounts, ada: Customer, database: Database
    ) -> None:
        account = await asks(accounts, ada)

        assert account.identity_ends == BVN[-4:]
        async with database.begin() as books:
            rows = await books.connection.execute(text("SELECT * FROM personal_accounts"))
            kept = repr(rows.all())
        for secret in (BVN, "0123456789", "Obi", account.details.number if account.details else "?"):
            assert secret not in kept
        assert BVN not in repr(an_identity())

    async def test_twice_at_once_is_one(
        self, accounts: PersonalAccounts, ada: Customer, paystack: FakeAccountGateway
    ) -> None:
        paystack.will_answer(AccountUnderWay())

        asked = await asyncio.gather(*(asks(accounts, ada) for _ in range(8)))

        assert len({each.id for each in asked}) == 1
        assert len(paystack.asked) == 1

    async def test_goes_on_to_the_other_where_one_can_not_be_asked(
        self, accounts: PersonalAccounts, ada: Customer, paystack: FakeAccountGateway
    ) -> None:
        paystack.will_answer(AccountUnavailable("processor-unreachable"))

        account = await asks(accounts, ada)

        assert (account.processor, account.status) == ("flutterwave", AccountStatus.OPEN)
        assert (await accounts.demands(ada.id)).processor == "paystack"

    async def test_stays_with_one_that_may_have_heard(
        self,
        accounts: PersonalAccounts,
        ada: Customer,
        paystack: FakeAccountGateway,
        flutterwave: FakeAccountGateway,
    ) -> None:
        paystack.will_answer(AccountUnclear("ReadTimeout"))

        account = await asks(accounts, ada)

        assert account.status is AccountStatus.REQUESTED
        assert flutterwave.asked == []

    async def test_takes_a_definite_no_for_a_no(
        self,
        accounts: PersonalAccounts,
        ada: Customer,
        paystack: FakeAccountGateway,
        flutterwave: FakeAccountGateway,
    ) -> None:
        paystack.will_answer(AccountRefused(AccountFailure.IDENTITY))

        account = await asks(accounts, ada)

        assert (account.status, account.failure) == (AccountStatus.FAILED, AccountFailure.IDENTITY)
        assert flutterwave.asked == []
        paystack.will_answer(AccountOpened(DETAILS))
        assert (await asks(accounts, ada)).details == DETAILS

    async def test_says_so_where_nobody_can_be_asked(
        self,
        accounts: PersonalAccounts,
        ada: Customer,
        paystack: FakeAccountGateway,
        flutterwave: FakeAccountGateway,
    ) -> None:
        paystack.will_answer(AccountUnavailable("processor-unreachable"))
        flutterwave.will_answer(AccountUnclear("ReadTimeout"))

        with pytest.raises(AccountsDown):
            await asks(accounts, ada)

        assert {each.status for each in await accounts.of(ada.id)} == {AccountStatus.FAILED}

    async def test_hands_an_identity_only_to_who_can_use_it(
        self,
        accounts: PersonalAccounts,
        ada: Customer,
        paystack: FakeAccountGateway,
        flutterwave: FakeAccountGateway,
    ) -> None:
        account = await asks(accounts, ada, bank_code=None, bank_account=None)

        assert account.processor == "flutterwave"
        assert paystack.asked == []

    async def test_is_over_when_there_is_a_number_everywhere(
        self, accounts: PersonalAccounts, ada: Customer
    ) -> None:
        await asks(accounts, ada)
        assert (await accounts.demands(ada.id)).processor == "flutterwave"
        await accounts.ask(new_id(), ada, "flutterwave", an_identity(), now=NOON)

        with pytest.raises(AccountsNotOffered):
            await accounts.demands(ada.id)

    async def test_at_a_processor_that_gives_none_is_refused(
        self, accounts: PersonalAccounts, ada: Customer
    ) -> None:
        with pytest.raises(AccountsNotOffered):
            await accounts.ask(new_id(), ada, "nobody", an_identity(), now=NOON)


class TestARequestOnItsWay:
    @pytest.fixture
    async def request_(
        self, accounts: PersonalAccounts, ada: Customer, paystack: FakeAccountGateway
    ) -> PersonalAccount:
        paystack.will_answer(AccountUnderWay())
        return await asks(accounts, ada)

    async def test_ends_with_the_number_however_often_that_is_told(
        self, accounts: PersonalAccounts, ada: Customer, request_: PersonalAccount, bank: builders.Bank
    ) -> None:
        told = [await accounts.receive("paystack", assigned(ada), now=NOON) for _ in range(3)]

        account = told[-1]
        assert account is not None
        assert (account.id, account.details) == (request_.id, DETAILS)
        assert await bank.notices(ada) == [f"account-opened:{request_.id}"]

    async def test_ends_with_a_no_that_is_told_twice_in_two_ways(
        self, accounts: PersonalAccounts, ada: Customer, request_: PersonalAccount, bank: builders.Bank
    ) -> None:
        email = f"customer-{ada.id}@vision.invalid"
        told = [
            await accounts.receive("paystack", AccountNotAssigned(email, failure), now=NOON)
            for failure in (AccountFailure.IDENTITY, AccountFailure.REFUSED)
        ]

        account = told[-1]
        assert account is not None
        assert account.failure is AccountFailure.IDENTITY
        assert await bank.notices(ada) == [f"account-failed:{request_.id}"]

    async def test_believes_a_number_even_after_a_no(
        self, accounts: PersonalAccounts, ada: Customer, request_: PersonalAccount
    ) -> None:
        no = AccountNotAssigned(f"customer-{ada.id}@vision.invalid", AccountFailure.REFUSED)
        await accounts.receive("paystack", no, now=NOON)
        await accounts.receive("paystack", assigned(ada), now=NOON)
        await accounts.receive("paystack", no, now=NOON)

        (account,) = await accounts.open_ones(ada.id)
        assert account.id == request_.id

    async def test_is_asked_about_until_it_is_there(
        self,
        accounts: PersonalAccounts,
        request_: PersonalAccount,
        paystack: FakeAccountGateway,
    ) -> None:
        assert request_.ask_at is not None
        assert await accounts.due(now=request_.ask_at, limit=5) == (request_.id,)
        later = await accounts.ask_again(request_.id, now=request_.ask_at)
        assert later is not None
        assert later.ask_at is not None
        assert later.ask_at > request_.ask_at

        paystack.will_find(AccountOpened(DETAILS))
        found = await accounts.ask_again(request_.id, now=later.ask_at)

        assert found is not None
        assert found.status is AccountStatus.OPEN
        assert await accounts.due(now=NOON + timedelta(days=9), limit=5) == ()

    async def test_is_given_up_after_a_day(
        self, accounts: PersonalAccounts, request_: PersonalAccount, ada: Customer, bank: builders.Bank
    ) -> None:
        over = NOON + RULES.personal_accounts.given_up_after

        account = await accounts.ask_again(request_.id, now=over)

        assert account is not None
        assert account.failure is AccountFailure.NO_ANSWER
        assert await bank.notices(ada) == [f"account-failed:{request_.id}"]
        assert (await accounts.demands(ada.id)).processor == "paystack"

    async def test_of_somebody_unknown_is_left_alone(
        self, accounts: PersonalAccounts, request_: PersonalAccount
    ) -> None:
        for email in ("somebody@else.example", "customer-@vision.invalid", ""):
            assert await accounts.receive("paystack", AccountAssigned(email, DETAILS), now=NOON) is None

        assert await accounts.open_ones(request_.customer_id) == ()

    async def test_is_nobody_elses(
        self, accounts: PersonalAccounts, request_: PersonalAccount, bank: builders.Bank
    ) -> None:
        bayo = await bank.customer("Bayo")

        with pytest.raises(NotAllowed):
            await accounts.get(bayo.id, request_.id)


class TestANumber:
    async def test_gives_way_to_another_one_of_the_same_processor(
        self, accounts: PersonalAccounts, ada: Customer, paystack: FakeAccountGateway
    ) -> None:
        paystack.will_answer(AccountOpened(DETAILS))
        await asks(accounts, ada)

        await accounts.receive("paystack", assigned(ada, OTHERS), now=NOON)

        (account,) = await accounts.open_ones(ada.id)
        assert account.details == OTHERS

    async def test_that_was_given_up_can_be_asked_for_anew(
        self, accounts: PersonalAccounts, ada: Customer
    ) -> None:
        account = await asks(accounts, ada)

        await accounts.close(ada.id, account.id, now=NOON)

        assert await accounts.open_ones(ada.id) == ()
        assert (await accounts.demands(ada.id)).processor == "paystack"

    async def test_that_a_processor_gave_to_somebody_else_is_theirs(
        self, accounts: PersonalAccounts, ada: Customer, paystack: FakeAccountGateway, bank: builders.Bank
    ) -> None:
        paystack.will_answer(AccountOpened(DETAILS))
        await asks(accounts, ada)
        bayo = await bank.customer("Bayo")

        await asks(accounts, bayo)

        assert await accounts.open_ones(ada.id) == ()
        assert len(await accounts.open_ones(bayo.id)) == 1

    async def test_is_never_lost_to_a_question_that_was_under_way(
        self, accounts: PersonalAccounts, ada: Customer, paystack: FakeAccountGateway
    ) -> None:
        paystack.will_answer(AccountUnderWay())
        request = await asks(accounts, ada)
        over = NOON + RULES.personal_accounts.given_up_after

        async def tell_meanwhile() -> None:
            await accounts.receive("paystack", assigned(ada), now=over)

        paystack.while_finding = tell_meanwhile
        asked = await accounts.ask_again(request.id, now=over)

        assert asked is not None
        assert asked.status is AccountStatus.OPEN
        assert [each.details for each in await accounts.open_ones(ada.id)] == [DETAILS]


class TestReading:
    @pytest.mark.parametrize("said", ["22345678901", " 2234 567 8901 ", "223-4567-8901"])
    def test_an_identity_number(self, said: str) -> None:
        assert read_identity_number(said) == BVN

    @pytest.mark.parametrize("said", ["", "2234567890", "223456789012", "2234567890a", "२२३४५६७८९०१"])
    def test_refuses_what_is_no_identity_number(self, said: str) -> None:
        with pytest.raises(NotAnIdentityNumber):
            read_identity_number(said)

    @pytest.mark.parametrize("said", ["", "123456789", "12345678901", "abcdefghij"])
    def test_refuses_what_is_no_bank_account(self, said: str) -> None:
        with pytest.raises(NotABankAccount):
            read_bank_account(said)

    @pytest.mark.parametrize(
        ("said", "name"),
        [
            ("Ada Obi", ("Ada", "Obi")),
            ("  ada   ngozi  obi ", ("ada", "ngozi obi")),
            ("Ọlá-Òjó O'Neill", ("Ọlá-Òjó", "O'Neill")),
        ],
    )
    def test_a_full_name(self, said: str, name: tuple[str, str]) -> None:
        assert read_full_name(said) == name

    @pytest.mark.parametrize("said", ["", "Ada", "Ada 0b1", "Ada @obi", ". .", "a " + "b" * 200])
    def test_refuses_what_is_no_full_name(self, said: str) -> None:
        with pytest.raises(NotAFullName):
            read_full_name(said)

    @pytest.mark.parametrize(
        ("said", "code"), [("gtb", "058"), ("Guaranty", "058"), ("UBA", "033"), ("first", "011")]
    )
    def test_finds_a_bank_as_people_call_it(self, said: str, code: str) -> None:
        banks = (
            Bank("058", "Guaranty Trust Bank"),
            Bank("033", "United Bank For Africa"),
            Bank("011", "First Bank of Nigeria"),
        )

        assert [bank.code for bank in find_banks(banks, said)] == [code]
        assert find_banks(banks, " ") == ()
