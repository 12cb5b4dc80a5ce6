"""Statements taken in: what disagrees is a break, what agrees later closes it, and two people correct."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.break_acts import BreakSettled, CorrectBreak
from domain.company_statements import Side, Statement, StatementLine
from domain.house import House
from domain.ledger import HouseAccount
from domain.maker_checker import about, about_approving
from domain.money import Money, naira
from domain.paying import Payments
from domain.payments import Payment
from domain.reconciliation import BreakKind, BreakStatus
from domain.reconciling import Reconciliations
from domain.staff import Role, RoleGrant, StaffPerson
from domain.staff_people import StaffDesk
from domain.staff_pins import StaffApproval
from domain.times import lagos_day
from domain.vendors import Rejected
from storage.checks import problems
from storage.database import Database
from tests.builders import NOON, RULES, Bank, Granted, an_order, delivered, new_id
from tests.storage.orders import paid
from tests.vendors import FakeVendor

TODAY = lagos_day(NOON)
FATIMA, FEMI = StaffPerson(11), StaffPerson(12)


@pytest.fixture
def reconciliations(database: Database) -> Reconciliations:
    """Our books against what companies say."""
    return Reconciliations(database, timedelta(minutes=15))


def a_line(payment: Payment, amount: Money, *, counts: bool = True) -> StatementLine:
    assert payment.attempt is not None
    reference = payment.attempt.request_id
    return StatementLine(f"v-{reference}", reference, amount, counts, NOON)


def said(*lines: StatementLine) -> Statement:
    return Statement("vtpass", Side.VENDOR, TODAY, lines, "digest")


class TestTakingAStatementIn:
    async def test_finds_what_disagrees_and_closes_what_agrees_later(
        self,
        database: Database,
        bank: Bank,
        payments: Payments,
        vendor: FakeVendor,
        reconciliations: Reconciliations,
    ) -> None:
        ada = await bank.customer(wallet=naira(10_000))
        vendor.will_answer(
            delivered(naira(97)), delivered(naira(194)), Rejected("vendor-down"), delivered(naira(388))
        )
        same, dearer, refused, missing = [
            await paid(payments, an_order(ada, amount=naira(100 * n), to=f"0803123456{n}"))
            for n in (1, 2, 3, 4)
        ]
        lines = (
            a_line(same, naira(97)),
            a_line(dearer, naira(196)),
            a_line(refused, naira(291)),
            StatementLine("v-x", "202611230000x", naira(50), True, NOON),
        )

        (day,) = await reconciliations.take_in([said(*lines)], "telegram:11", now=NOON)
        again = await reconciliations.take_in([said(*lines)], "telegram:11", now=NOON)

        found = await reconciliations.open_breaks(limit=10)
        assert (day.lines, day.matched) == (4, 1)
        assert again[0].matched == 1
        assert {each.reference: each.kind for each in found} == {
            _request(dearer): BreakKind.AMOUNT,
            _request(refused): BreakKind.GIVEN_BACK,
            _request(missing): BreakKind.OURS_ALONE,
            "202611230000x": BreakKind.THEIRS_ALONE,
        }
        ((listed, counts),) = await reconciliations.day(TODAY)
        assert (listed.matched, sum(counts.values())) == (1, 4)

        late = (a_line(missing, naira(388)), a_line(refused, naira(291), counts=False))
        await reconciliations.take_in([said(*late)], "telegram:11", now=NOON)

        left = {each.reference for each in await reconciliations.open_breaks(limit=10)}
        assert left == {_request(dearer), "202611230000x"}

    async def test_books_a_correction_when_two_people_agree_and_keeps_it(
        self,
        database: Database,
        bank: Bank,
        payments: Payments,
        vendor: FakeVendor,
        reconciliations: Reconciliations,
    ) -> None:
        ada = await bank.customer(wallet=naira(1_000))
        vendor.will_answer(delivered(naira(97)))
        payment = await paid(payments, an_order(ada, amount=naira(100)))
        statement = said(a_line(payment, naira(99)))
        await reconciliations.take_in([statement], "telegram:11", now=NOON)
        (found,) = await reconciliations.open_breaks(limit=10)
        for person in (FATIMA, FEMI):
            await database.money.apply(Granted(RoleGrant(person.telegram_id, Role.FINANCE, NOON, "test")))
        desk, what = StaffDesk(database, RULES, frozenset()), CorrectBreak(found.id, found.amount)
        before = await House(database).balance(HouseAccount.FLOAT, "vtpass")

        id_ = new_id()
        yes = StaffApproval(FATIMA.name, about(what, "dearer", id_), NOON)
        request = await desk.ask(id_, what, "dearer", FATIMA, yes, now=NOON)
        assert await House(database).balance(HouseAccount.FLOAT, "vtpass") == before
        agreed = StaffApproval(FEMI.name, about_approving(request.id), NOON)
        await desk.approve(request, FEMI, agreed, now=NOON)
        await reconciliations.take_in([statement], "telegram:11", now=NOON)

        assert await House(database).balance(HouseAccount.FLOAT, "vtpass") == before - naira(2)
        assert (await reconciliations.numbered(found.number)).status is BreakStatus.CORRECTED
        assert await reconciliations.open_breaks(limit=10) == ()
        with pytest.raises(BreakSettled):
            await desk.weigh(what, FATIMA, now=NOON)
        assert await problems(database) == []

    async def test_leaves_what_was_explained_alone_until_something_else_is_said(
        self, database: Database, reconciliations: Reconciliations
    ) -> None:
        await database.money.apply(Granted(RoleGrant(FATIMA.telegram_id, Role.FINANCE, NOON, "test")))
        strange = StatementLine("9", "202611230000x", naira(50), True, NOON)
        await reconciliations.take_in([said(strange)], "telegram:11", now=NOON)
        (found,) = await reconciliations.open_breaks(limit=10)

        explained = await reconciliations.explain(found.number, "a test of ours", FATIMA, now=NOON)
        await reconciliations.take_in([said(strange)], "telegram:11", now=NOON)
        assert explained.status is BreakStatus.EXPLAINED
        assert await reconciliations.open_breaks(limit=10) == ()

        more = StatementLine("10", "202611230000x", naira(50), True, NOON)
        await reconciliations.take_in([said(strange, more)], "telegram:11", now=NOON)
        (anew,) = await reconciliations.open_breaks(limit=10)
        assert (anew.number, anew.kind) == (found.number, BreakKind.TWICE)


class TestAProcessor:
    async def test_is_held_against_what_it_owes_us(
        self, bank: Bank, reconciliations: Reconciliations
    ) -> None:
        ada = await bank.customer(wallet=naira(1_000))
        await bank.top_up(ada, naira(500))

        statement = Statement("paystack", Side.PROCESSOR, TODAY, ())
        await reconciliations.take_in([statement], "telegram:11", now=NOON)

        found = await reconciliations.open_breaks(limit=10)
        assert [each.kind for each in found] == [BreakKind.OURS_ALONE] * 2
        lines = tuple(StatementLine(each.reference, each.reference, each.ours, True, NOON) for each in found)
        await reconciliations.take_in(
            [Statement("paystack", Side.PROCESSOR, TODAY, lines)], "telegram:11", now=NOON
        )
        assert await reconciliations.open_breaks(limit=10) == ()


def _request(payment: Payment) -> str:
    assert payment.attempt is not None
    return payment.attempt.request_id
