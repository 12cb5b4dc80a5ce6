"""What staff do, on the books: one person or two, once, on the record."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from domain.audit_log import AuditEntry, AuditHead, AuditLog, Chain
from domain.customers import Customer
from domain.ledger import InsufficientFunds
from domain.maker_checker import (
    MakerLeft,
    NoReason,
    OwnRequest,
    RequestOver,
    RequestStatus,
    StaffRequest,
    WrongStaffApproval,
    about,
    about_approving,
)
from domain.money import Money, naira
from domain.paying import Payments
from domain.payment_outcomes import Resolve
from domain.payments import Payment, PaymentStatus
from domain.request_expiry import RequestExpiry
from domain.staff import NotYourRole, OwnAccount, Role, RoleGrant, StaffPerson
from domain.staff_acts import (
    CreditWallet,
    DebitWallet,
    NothingToRefund,
    OverRefund,
    StaffAct,
    WholeRefundOnly,
)
from domain.staff_people import StaffDesk
from domain.staff_pins import StaffApproval
from domain.staff_role_acts import GiveRole, TakeRole
from domain.vendors import Reversed, Unresolved, VendOutcome
from storage.audit_chain import chain_problems
from storage.checks import problems
from storage.database import Database
from tests.builders import (
    NOON,
    RULES,
    Bank,
    Clock,
    Granted,
    a_sheet,
    an_order,
    approved,
    delivered,
    new_id,
    opened,
)
from tests.vendors import FakeVendor

OWNER, OTHER_OWNER, FATIMA, FEMI, SADE = 1, 2, 11, 12, 13


@dataclass
class Office:
    """Some people of the staff, and a customer."""

    database: Database
    desk: StaffDesk
    bank: Bank
    now: datetime = NOON
    vendor: FakeVendor = field(default_factory=FakeVendor)

    async def has(self, telegram_id: int, *roles: Role) -> None:
        """Somebody has these roles."""
        for role in roles:
            await self.database.money.apply(Granted(RoleGrant(telegram_id, role, self.now, "test")))

    async def person(self, telegram_id: int) -> StaffPerson:
        """Return who that is, as she is known now."""
        duty = await self.desk.on_duty(telegram_id, now=self.now)
        return duty.person if duty is not None else StaffPerson(telegram_id)

    async def asks(
        self, who: int, what: StaffAct, reason: str = "as agreed", *, request_id: str | None = None
    ) -> StaffRequest:
        """Somebody asks, with the right PIN."""
        person, id_ = await self.person(who), request_id or new_id()
        word = StaffApproval(person.name, about(what, reason, id_), self.now)
        return await self.desk.ask(id_, what, reason, person, word, now=self.now)

    async def approves(self, who: int, request: StaffRequest) -> StaffRequest:
        """Somebody agrees, with the right PIN."""
        person = await self.person(who)
        word = StaffApproval(person.name, about_approving(request.id), self.now)
        return await self.desk.approve(request, person, word, now=self.now)

    async def rejects(self, who: int, request: StaffRequest, word: str = "no") -> StaffRequest:
        """Somebody says no."""
        return await self.desk.reject(request, await self.person(who), word, now=self.now)

    async def paid(self, customer: Customer, amount: Money, *, answer: VendOutcome | None = None) -> Payment:
        """A customer has paid a bill."""
        self.vendor.will_answer(answer or delivered(amount))
        payments = Payments(self.database, {"vtpass": self.vendor}, RULES, Clock(self.now))
        sheet = a_sheet(an_order(customer, amount))
        await payments.accept(sheet, approved(sheet), card=None, now=self.now)
        await payments.advance(sheet.order.id)
        return await self.desk.payment(sheet.order.id)

    async def vendor_reverses(self, payment: Payment) -> Payment:
        """The vendor takes a delivery back, and gives us the money."""
        attempt = payment.attempt
        assert attempt is not None
        word = Resolve(
            payment.id,
            payment.customer_id,
            attempt.n,
            attempt.requeries,
            Reversed(),
            timedelta(),
            RULES,
            self.now,
        )
        return await self.database.money.apply(word)

    async def wallet(self, customer: Customer) -> Money:
        """Return what she has."""
        async with self.database.look() as books:
            return (await books.accounts.of(customer.id)).wallet

    async def is_right(self) -> bool:
        """Return whether the books and the audit log are."""
        return await problems(self.database) == [] and await chain_problems(self.database) == []


async def an_office(database: Database) -> Office:
    desk = StaffDesk(database, RULES, frozenset({OWNER, OTHER_OWNER}))
    office = Office(database, desk, Bank(database))
    await office.has(FATIMA, Role.FINANCE)
    await office.has(FEMI, Role.FINANCE)
    await office.has(SADE, Role.SUPPORT)
    return office


class TestARefund:
    async def test_is_done_by_one_person_within_her_limits_and_by_two_above(self, database_url: str) -> None:
        async with opened(database_url) as database:
            office = await an_office(database)
            ada = await office.bank.customer(wallet=naira(20_000))
            payment = await office.paid(ada, naira(9_000))
            small = office.desk.refund_of(payment, naira(3_000))

            alone = await office.asks(FATIMA, small)
            more = await office.asks(FATIMA, small)  # 6,000 of one payment, by parts
            by_support = await office.asks(SADE, office.desk.refund_of(payment, naira(10)))

            assert (alone.status, more.status) == (RequestStatus.DONE, RequestStatus.OPEN)
            assert by_support.needs_second
            assert await office.wallet(ada) == naira(14_000)
            with pytest.raises(OwnRequest):
                await office.approves(FATIMA, more)
            with pytest.raises(NotYourRole):
                await office.approves(SADE, more)
            done = await office.approves(FEMI, more)
            assert done.status is RequestStatus.DONE
            assert await office.approves(FEMI, more) == done
            assert await office.wallet(ada) == naira(17_000)
            with pytest.raises(OverRefund):
                await office.asks(FEMI, office.desk.refund_of(payment, naira(3_001)))

    async def test_of_a_part_is_not_given_once_more_when_the_vendor_gives_all_back(
        self, database_url: str
    ) -> None:
        async with opened(database_url) as database:
            office = await an_office(database)
            ada = await office.bank.customer(wallet=naira(20_000))
            payment = await office.paid(ada, naira(9_000))
            await office.asks(FATIMA, office.desk.refund_of(payment, naira(3_000)))

            undone = await office.vendor_reverses(payment)

            assert undone.status is PaymentStatus.REFUNDED
            assert await office.wallet(ada) == naira(20_000)
            assert await office.is_right()
            assert await office.is_right()

    async def test_of_all_of_it_undoes_the_payment_once(self, database_url: str) -> None:
        async with opened(database_url) as database:
            office = await an_office(database)
            ada = await office.bank.customer(wallet=naira(5_000))
            payment = await office.paid(ada, naira(500))
            whole = office.desk.refund_of(payment, None)
            first = new_id()

            done = await office.asks(FATIMA, whole, request_id=first)
            again = await office.asks(FATIMA, whole, request_id=first)

            assert again == done
            assert await office.wallet(ada) == naira(5_000)
            assert (await office.desk.payment(payment.id)).status is PaymentStatus.REFUNDED
            with pytest.raises(NothingToRefund):
                await office.asks(FATIMA, whole)
            assert await office.is_right()

    async def test_of_what_nobody_knows_releases_all_of_it(self, sqlite_url: str) -> None:
        async with opened(sqlite_url) as database:
            office = await an_office(database)
            ada = await office.bank.customer(wallet=naira(5_000))
            payment = await office.paid(ada, naira(500), answer=Unresolved("ReadTimeout"))
            with pytest.raises(WholeRefundOnly):
                await office.asks(FATIMA, office.desk.refund_of(payment, naira(100)))

            await office.asks(FATIMA, office.desk.refund_of(payment, None))

            assert (await office.desk.payment(payment.id)).status is PaymentStatus.RELEASED
            assert await office.wallet(ada) == naira(5_000)
            assert await office.is_right()

    async def test_takes_two_when_the_day_of_one_is_used_up(self, sqlite_url: str) -> None:
        async with opened(sqlite_url) as database:
            office = await an_office(database)
            ada = await office.bank.customer(wallet=naira(100_000))
            payments = [await office.paid(ada, naira(5_000)) for _ in range(11)]

            asked = [await office.asks(FATIMA, office.desk.refund_of(each, None)) for each in payments]

            assert [each.needs_second for each in asked] == [False] * 10 + [True]
            office.now += timedelta(hours=13)  # past midnight in Lagos
            again = await office.asks(FATIMA, office.desk.refund_of(payments[-1], None))
            assert not again.needs_second
            with pytest.raises(NothingToRefund):
                await office.approves(FEMI, asked[-1])  # What was asked for has happened meanwhile.


class TestMoneyByHand:
    async def test_always_takes_two_and_is_weighed_again(self, database_url: str) -> None:
        async with opened(database_url) as database:
            office = await an_office(database)
            ada = await office.bank.customer(wallet=naira(1_000))

            credit = await office.asks(FATIMA, CreditWallet(ada.id, naira(10)))
            debit = await office.asks(FATIMA, DebitWallet(ada.id, naira(900)))
            assert (credit.status, debit.status) == (RequestStatus.OPEN, RequestStatus.OPEN)
            await office.approves(FEMI, credit)
            assert await office.wallet(ada) == naira(1_010)
            await office.paid(ada, naira(500))

            with pytest.raises(InsufficientFunds):
                await office.approves(FEMI, debit)
            rejected = await office.rejects(FEMI, debit)
            with pytest.raises(RequestOver):
                await office.approves(OWNER, rejected)
            assert await office.wallet(ada) == naira(510)
            assert await office.is_right()

    async def test_waits_a_day_for_the_second_person_and_for_a_maker_who_still_may(
        self, sqlite_url: str
    ) -> None:
        async with opened(sqlite_url) as database:
            office = await an_office(database)
            ada = await office.bank.customer(wallet=naira(1_000))
            old = await office.asks(FATIMA, CreditWallet(ada.id, naira(10)))
            office.now += timedelta(hours=24)
            with pytest.raises(RequestOver):
                await office.approves(FEMI, old)
            expiry = RequestExpiry(database, lambda: office.now)
            for _ in range(2):  # the second time there is nothing left to end
                await expiry.sweep()
            newest = await AuditLog(database).newest(ada.id, limit=9)
            assert [each.act for each in newest] == ["expire:credit", "ask:credit"]
            with pytest.raises(RequestOver):
                await office.rejects(FEMI, old)

            new = await office.asks(FATIMA, CreditWallet(ada.id, naira(20)))
            taken = await office.asks(OWNER, TakeRole(FATIMA, Role.FINANCE))
            await office.approves(OTHER_OWNER, taken)

            with pytest.raises(MakerLeft):
                await office.approves(FEMI, new)
            with pytest.raises(NotYourRole):
                await office.asks(FATIMA, CreditWallet(ada.id, naira(20)))

    async def test_needs_a_reason_and_the_pin_for_just_this(self, sqlite_url: str) -> None:
        async with opened(sqlite_url) as database:
            office = await an_office(database)
            ada = await office.bank.customer(wallet=naira(1_000))
            person, what = await office.person(FATIMA), CreditWallet(ada.id, naira(10))
            other = StaffApproval(person.name, about(CreditWallet(ada.id, naira(9)), "why", "r"), NOON)

            with pytest.raises(NoReason):
                await office.asks(FATIMA, what, " ")
            with pytest.raises(WrongStaffApproval):
                await office.desk.ask("r", what, "why", person, other, now=NOON)

    async def test_is_never_on_ones_own_account(self, sqlite_url: str) -> None:
        async with opened(sqlite_url) as database:
            office = await an_office(database)
            ada = await office.bank.customer(wallet=naira(1_000))
            await office.has(ada.telegram_id, Role.FINANCE, Role.OPERATIONS)
            hers = CreditWallet(ada.id, naira(10))

            with pytest.raises(OwnAccount):
                await office.asks(ada.telegram_id, hers)
            asked = await office.asks(FATIMA, hers)
            with pytest.raises(OwnAccount):
                await office.approves(ada.telegram_id, asked)
            with pytest.raises(OwnAccount):
                await office.asks(OWNER, GiveRole(OWNER, Role.FINANCE))


class TestRoles:
    async def test_are_given_and_taken_by_two_owners(self, database_url: str) -> None:
        async with opened(database_url) as database:
            office = await an_office(database)
            with pytest.raises(NotYourRole):
                await office.asks(FATIMA, GiveRole(SADE, Role.FINANCE))
            asked = await office.asks(OWNER, GiveRole(SADE, Role.FINANCE))
            with pytest.raises(NotYourRole):
                await office.approves(FEMI, asked)

            await office.approves(OTHER_OWNER, asked)

            duty = await office.desk.on_duty(SADE, now=NOON)
            assert duty is not None
            assert duty.roles == {Role.SUPPORT, Role.FINANCE}
            with pytest.raises(OwnAccount):  # Nobody agrees to losing her own role; a third owner has to.
                await office.approves(
                    OTHER_OWNER, await office.asks(OWNER, TakeRole(OTHER_OWNER, Role.OWNER, True))
                )


class TestTheAuditLog:
    async def test_has_every_act_and_keeps_it(self, database_url: str) -> None:
        async with opened(database_url) as database:
            office = await an_office(database)
            ada = await office.bank.customer(wallet=naira(1_000))
            asked = await office.asks(FATIMA, CreditWallet(ada.id, naira(10)), "came in twice")
            await office.approves(FEMI, asked)

            async with database.look() as books:
                told = await books.audit.newest(ada.id, limit=5)

            assert [(each.actor, each.act) for each in told] == [
                ("telegram:12", "approve:credit"),
                ("telegram:11", "ask:credit"),
            ]
            assert '"reason": "came in twice"' in told[1].details
            for change in ("UPDATE audit_log SET actor = 'nobody'", "DELETE FROM audit_log"):
                with pytest.raises(DBAPIError, match="only added to"):
                    async with database.begin() as books:
                        await books.connection.execute(text(change))
            async with database.begin() as books:  # What is older than the law demands may go.
                await books.connection.execute(
                    text(
                        "INSERT INTO audit_log (id, at, actor, act, subject_id, details, previous, hash)"
                        " VALUES ('x', '2010-01-01', 'a', 'b', 'c', '{}', '', '')"
                    )
                )
                await books.connection.execute(text("DELETE FROM audit_log WHERE id = 'x'"))
            assert await chain_problems(database) == []

    async def test_is_one_chain_whoever_writes(self, postgres_url: str) -> None:
        async with opened(postgres_url) as here, opened(postgres_url) as there:
            one, other = (
                await an_office(here),
                Office(there, StaffDesk(there, RULES, frozenset()), Bank(there)),
            )
            customers = [await one.bank.customer(wallet=naira(10)) for _ in range(6)]

            await asyncio.gather(
                *(one.asks(FATIMA, CreditWallet(each.id, naira(1))) for each in customers),
                *(other.asks(FEMI, CreditWallet(each.id, naira(2))) for each in customers),
            )

            assert await chain_problems(here) == []
            async with here.look() as books:
                assert (await books.audit.head()).sequence == 12


class TestTheChain:
    @pytest.mark.parametrize(
        ("change", "found"),
        [
            (lambda rows: rows.pop(1), "missing before 3"),
            (lambda rows: rows.pop(), "ends at row 2"),
            (lambda rows: rows.pop(0), "begins at row 2"),
            (lambda rows: rows.__setitem__(1, replace(rows[1], details="{}")), "row 2 of the audit log was"),
            (lambda rows: rows.__setitem__(1, forged(rows[1])), "broken before row 3"),
        ],
    )
    def test_says_what_was_done_to_it(self, change: Callable[[list[AuditEntry]], object], found: str) -> None:
        rows, head = a_log(3)
        change(rows)
        chain = Chain()
        for row in rows:
            chain.take(row)

        assert any(found in problem for problem in chain.ended(head))


def a_log(length: int) -> tuple[list[AuditEntry], AuditHead]:
    rows: list[AuditEntry] = []
    previous = "0" * 64
    for sequence in range(1, length + 1):
        row = AuditEntry(sequence, NOON, "telegram:1", "refund", "p", None, '{"n": 1}', previous, "")
        rows.append(replace(row, hash=row.computed()))
        previous = rows[-1].hash
    return rows, AuditHead(length, previous)


def forged(row: AuditEntry) -> AuditEntry:
    changed = replace(row, actor="telegram:2")
    return replace(changed, hash=changed.computed())
