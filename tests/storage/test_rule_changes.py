"""Fees and cashback changed by two people: kept for ever, learned by every process, and priced by."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from domain.audit_log import AuditLog
from domain.maker_checker import RequestStatus, StaffRequest, about, about_approving
from domain.money import ZERO, naira
from domain.paying import Payments
from domain.price_rules import FREE, CashbackChange, CashbackRule, FeeChange, FeeRule
from domain.rule_acts import ChangeAtALoss, ChangeCashback, ChangeFee, RuleAct, RuleBeginsInPast, RuleLoses
from domain.rule_book import RuleBook
from domain.rule_replay import RuleReplays
from domain.staff import NotYourRole, Role, RoleGrant, StaffPerson
from domain.staff_people import StaffDesk
from domain.staff_pins import StaffApproval
from domain.stats import Period, Stats
from domain.vendors import Category
from storage.audit_chain import chain_problems
from storage.database import Database
from tests.builders import NOON, RULES, Bank, Granted, a_light_order, an_order, approved, delivered, new_id
from tests.vendors import FakeVendor

FATIMA, FEMI, OWNER = StaffPerson(11), StaffPerson(12), StaffPerson(1, is_first_owner=True)
TOMORROW = NOON + timedelta(days=1)
DEARER = FeeChange(Category.ELECTRICITY, FeeRule(200, naira(250)), "ikeja-electric", "Ikeja Electric")
DECEMBER = CashbackRule("december", 35, 150, naira(500), naira(50), naira(100), category=Category.ELECTRICITY)


@dataclass
class Office:
    """Two people of finance and an owner, in one process."""

    database: Database
    book: RuleBook

    @classmethod
    async def of(cls, database: Database) -> Office:
        for person in (FATIMA, FEMI):
            grant = RoleGrant(person.telegram_id, Role.FINANCE, NOON, "test")
            await database.money.apply(Granted(grant))
        return cls(database, RuleBook(RULES, database))

    @property
    def desk(self) -> StaffDesk:
        """Where they ask and agree."""
        return StaffDesk(self.database, RULES, frozenset({OWNER.telegram_id}), self.book)

    async def asks(self, what: RuleAct, *, by: StaffPerson = FATIMA, now: datetime = NOON) -> StaffRequest:
        """Somebody asks for a change."""
        id_ = new_id()
        approval = StaffApproval(by.name, about(what, "why not", id_), now)
        return await self.desk.ask(id_, what, "why not", by, approval, now=now)

    async def agrees(
        self, request: StaffRequest, *, by: StaffPerson = FEMI, now: datetime = NOON
    ) -> StaffRequest:
        """Somebody else agrees."""
        approval = StaffApproval(by.name, about_approving(request.id), now)
        return await self.desk.approve(request, by, approval, now=now)

    async def change(self, what: RuleAct) -> None:
        """Two people change something."""
        await self.agrees(await self.asks(what))
        await self.book.learn()


class TestAChange:
    async def test_takes_two_people_and_is_learned_by_every_process(
        self, database: Database, elsewhere: Database
    ) -> None:
        office, other = await Office.of(database), RuleBook(RULES, elsewhere)

        request = await office.asks(ChangeFee(TOMORROW, DEARER))
        await office.book.learn()
        assert request.status is RequestStatus.OPEN
        assert office.book.at(TOMORROW).fees == RULES.fees

        await office.agrees(request)
        await other.learn()

        assert other.at(TOMORROW).fee(Category.ELECTRICITY, naira(10_000), "ikeja-electric") == naira(200)
        assert other.at(NOON).fee(Category.ELECTRICITY, naira(10_000), "ikeja-electric") == naira(150)
        (newest,) = await AuditLog(database).newest(FEMI.name, limit=1)
        assert newest.act == "approve:change-fee"
        assert "0 kobo + 200 bp, cap 25000 kobo" in newest.details
        assert await chain_problems(database) == []

    async def test_is_weighed_again_when_it_is_agreed_to(self, database: Database) -> None:
        office = await Office.of(database)
        soon = NOON + timedelta(hours=1)
        late = await office.asks(ChangeFee(soon, DEARER))
        with pytest.raises(RuleBeginsInPast):
            await office.agrees(late, now=soon + timedelta(seconds=1))

        cheaper = replace(DEARER, fee=FREE)
        with pytest.raises(RuleLoses):
            await office.asks(ChangeFee(TOMORROW, cheaper))
        loses = await office.asks(ChangeAtALoss(TOMORROW, cheaper))
        with pytest.raises(NotYourRole):
            await office.agrees(loses, by=FEMI)
        assert (await office.agrees(loses, by=OWNER)).status is RequestStatus.DONE

    async def test_is_known_for_ever(self, database: Database) -> None:
        office = await Office.of(database)
        await office.change(ChangeCashback(TOMORROW, CashbackChange(DECEMBER)))

        for statement in ("UPDATE rule_changes SET number = 9", "DELETE FROM rule_changes"):
            with pytest.raises(DBAPIError, match="only added to"):
                async with database.begin() as books:
                    await books.connection.execute(text(statement))


class TestAQuote:
    async def test_keeps_its_price_and_its_cap_over_the_moment_of_a_change(
        self, database: Database, bank: Bank, vendor: FakeVendor
    ) -> None:
        office = await Office.of(database)
        await office.change(ChangeFee(TOMORROW, DEARER))
        await office.change(ChangeCashback(NOON + timedelta(hours=1), CashbackChange(DECEMBER)))
        await office.change(ChangeCashback(TOMORROW, CashbackChange(replace(DECEMBER, is_on=False))))
        ada = await bank.customer(wallet=naira(30_000))
        payments = Payments(database, {vendor.name: vendor}, RULES, lambda: TOMORROW, book=office.book)
        before, after = TOMORROW - timedelta(seconds=1), TOMORROW + timedelta(seconds=1)

        old = await payments.draw_sheet(a_light_order(ada, naira(10_000)), use_cashback=False, now=before)
        new = await payments.draw_sheet(
            a_light_order(ada, naira(10_000), meter="45012345679"), use_cashback=False, now=after
        )

        assert (old.quote.fee, old.quote.cashback_rule, old.quote.cashback_earned) == (
            naira(150),
            "december",
            naira(50),
        )
        assert (new.quote.fee, new.quote.cashback_rule) == (naira(200), "high-value")
        for sheet, fee in ((old, naira(150)), (new, naira(200))):
            payment = await payments.accept(sheet, approved(sheet), card=None, now=after)
            assert payment.quote.fee == fee


class TestAReplay:
    async def test_says_what_the_last_month_would_have_been(
        self, database: Database, bank: Bank, payments: Payments, vendor: FakeVendor
    ) -> None:
        office = await Office.of(database)
        for amount in (10_000, 20_000):
            ada = await bank.customer(wallet=naira(50_000))
            for order in (a_light_order(ada, naira(amount)), an_order(ada, naira(500))):
                vendor.will_answer(delivered(order.amount - naira(5), token=True))
                sheet = await payments.draw_sheet(order, use_cashback=False, now=NOON)
                payment = await payments.accept(sheet, approved(sheet), card=None, now=NOON)
                await payments.advance(payment.id)
        replays = RuleReplays(database)
        office.book.over_time = type(office.book.over_time).of(RULES, ())
        await office.change(ChangeFee(TOMORROW, DEARER))

        found = await replays.of(RULES, office.book.at(TOMORROW), {}, now=NOON)

        assert (found.looked_at, found.of, found.payments, found.customers) == (4, 4, 2, 2)
        assert found.fees == (naira(350), naira(450))
        assert found.cashback[0] == found.cashback[1] > ZERO
        assert found.margin_change == naira(100)
        assert not found.is_estimate
        month = Period.lately(30, now=TOMORROW)
        while await Stats(database).sweep(now=TOMORROW):
            pass
        async with database.look() as books:
            assert await books.past_payments.count(month) == 4
            of_some = await books.past_payments.of_some(month, share=5_000)
            assert len(of_some) in (0, 2, 4)  # all payments of a customer, or none of them
