"""What the owner of a recurring payment does with it, and what her PIN said yes to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from domain.approvals import WrongApproval
from domain.errors import NotAllowed, Refusal
from domain.money import Money, naira
from domain.money_books import MoneyBooks, Touches
from domain.recurrence import Rhythm
from domain.schedules import (
    Mode,
    OccurrenceOver,
    RunState,
    Schedule,
    ScheduleOver,
    TooManySchedules,
    run_id,
)
from storage.database import Database
from tests.builders import NOON, RULES, Bank, an_order
from tests.schedules import Diary, mandate, terms_of

FIRST = date(2026, 11, 25)  # a week after noon
EVE = FIRST - timedelta(days=1)
SECOND = FIRST + timedelta(days=7)


class TestItsOwner:
    async def test_pays_before_the_day(self, bank: Bank, diary: Diary) -> None:
        ada = await bank.customer(wallet=naira(5_000))
        schedule = await diary.made(ada)
        diary.go_to(EVE, 9)
        await diary.tick()
        which = run_id(schedule.id, FIRST)

        await diary.schedules.pay_now(ada.id, which, now=diary.clock())

        with pytest.raises(OccurrenceOver):
            await diary.schedules.pay_now(ada.id, which, now=diary.clock())
        diary.go_to(FIRST, 10)
        assert await diary.tick() == []
        assert (await bank.balances(ada))[0] == naira(4_500)

    async def test_skips_one_however_often_she_says_so(self, bank: Bank, diary: Diary) -> None:
        ada = await bank.customer(wallet=naira(5_000))
        schedule = await diary.made(ada)
        which = run_id(schedule.id, FIRST)

        await diary.schedules.skip(ada.id, which, now=diary.clock())
        again = await diary.schedules.skip(ada.id, which, now=diary.clock())

        assert again.occurrence == SECOND
        diary.go_to(FIRST, 10)
        assert await diary.tick() == []
        diary.go_to(SECOND - timedelta(days=1), 9)
        await diary.tick()
        diary.go_to(SECOND, 10)
        assert len(await diary.tick()) == 1
        with pytest.raises(OccurrenceOver):
            await diary.schedules.skip(ada.id, run_id(schedule.id, SECOND), now=diary.clock())
        runs = await diary.schedules.runs(schedule, limit=9)
        assert [(run.occurrence, run.state) for run in runs] == [
            (SECOND, RunState.PAID),
            (FIRST, RunState.SKIPPED),
        ]

    async def test_pauses_and_goes_on_where_it_was(self, bank: Bank, diary: Diary) -> None:
        ada = await bank.customer(wallet=naira(5_000))
        schedule = await diary.made(ada)
        diary.go_to(EVE, 9)
        await diary.tick()

        await diary.schedules.pause(ada.id, schedule.id, now=diary.clock())
        diary.go_to(FIRST, 9)
        await diary.schedules.resume(ada.id, schedule.id, now=diary.clock())
        diary.go_to(FIRST, 10)

        assert len(await diary.tick()) == 1

    async def test_pauses_over_a_day_that_is_then_left_out(self, bank: Bank, diary: Diary) -> None:
        ada = await bank.customer(wallet=naira(5_000))
        schedule = await diary.made(ada)
        diary.go_to(EVE, 9)
        await diary.tick()
        await diary.schedules.pause(ada.id, schedule.id, now=diary.clock())
        diary.go_to(FIRST, 10)
        assert await diary.tick() == []

        resumed = await diary.schedules.resume(ada.id, schedule.id, now=diary.clock())

        assert resumed.occurrence == SECOND
        assert (await diary.run(schedule, FIRST)).state is RunState.STOPPED

    async def test_ends_it_for_good(self, bank: Bank, diary: Diary) -> None:
        ada = await bank.customer(wallet=naira(5_000))
        schedule = await diary.made(ada)
        diary.go_to(EVE, 9)
        await diary.tick()
        await diary.schedules.end(ada.id, schedule.id, now=diary.clock())
        diary.go_to(FIRST, 10)

        assert await diary.tick() == []
        with pytest.raises(ScheduleOver):
            await diary.schedules.resume(ada.id, schedule.id, now=diary.clock())

    async def test_is_nobody_else(self, bank: Bank, diary: Diary) -> None:
        ada, bola = await bank.customer("Ada", wallet=naira(500)), await bank.customer("Bola")
        schedule = await diary.made(ada)

        for act in (diary.schedules.pause, diary.schedules.end, diary.schedules.resume):
            with pytest.raises(NotAllowed):
                await act(bola.id, schedule.id, now=diary.clock())
        with pytest.raises(NotAllowed):
            await diary.schedules.skip(bola.id, run_id(schedule.id, FIRST), now=diary.clock())

    async def test_changes_it_with_a_new_consent_and_the_old_one_ends_with_that(
        self, bank: Bank, diary: Diary
    ) -> None:
        ada = await bank.customer(wallet=naira(5_000))
        schedule = await diary.made(ada)
        diary.go_to(EVE, 9)
        await diary.tick()
        terms = terms_of(an_order(ada, naira(700)), Rhythm.MONTHLY, starts_on=SECOND)

        changed = await diary.schedules.make(terms, mandate(terms), replaces=schedule.id, now=diary.clock())
        diary.go_to(FIRST, 10)

        assert await diary.tick() == []
        assert await diary.schedules.of(ada.id) == (changed,)


class TestConsent:
    @pytest.mark.parametrize(
        "other",
        [
            {"amount": naira(600)},
            {"cap": naira(5_000)},
            {"starts_on": SECOND},
            {"mode": Mode.REMIND},
            {"customer_id": "somebody-else"},
        ],
    )
    async def test_is_for_exactly_the_terms_that_were_shown(
        self, other: dict[str, Any], bank: Bank, diary: Diary
    ) -> None:
        ada = await bank.customer(wallet=naira(500))
        terms = terms_of(an_order(ada, naira(500)))

        with pytest.raises(WrongApproval):
            await diary.schedules.make(
                replace(terms, **other),
                mandate(terms),
                now=NOON,
            )

    async def test_does_not_pay_what_the_row_says_instead(
        self, bank: Bank, diary: Diary, database: Database
    ) -> None:
        """Somebody who can write into the database, and even seal, can't make a mandate larger."""
        ada = await bank.customer(wallet=naira(5_000))
        schedule = await diary.made(ada)
        diary.go_to(EVE, 9)
        await diary.tick()
        larger = replace(schedule.terms, amount=naira(4_000), agreed=naira(4_000), cap=naira(4_400))
        await database.money.apply(Rewrite(replace(await diary.now(schedule), terms=larger)))
        diary.go_to(FIRST, 10)

        assert await diary.tick() == []
        assert (await diary.run(schedule, FIRST)).reason == "wrong-approval"
        assert (await bank.balances(ada))[0] == naira(5_000)

    @pytest.mark.parametrize(
        ("amount", "code"), [(naira(49), "amount-too-small"), (naira("500000.01"), "amount-too-large")]
    )
    async def test_is_not_taken_for_any_amount(
        self, amount: Money, code: str, bank: Bank, diary: Diary
    ) -> None:
        ada = await bank.customer()

        with pytest.raises(Refusal) as refused:
            await diary.made(ada, amount)
        assert refused.value.code == code

    async def test_is_not_taken_for_more_than_one_may_have(self, bank: Bank, diary: Diary) -> None:
        ada = await bank.customer()
        few = replace(RULES, schedules=replace(RULES.schedules, most_a_customer=1))
        one = replace(diary, schedules=replace(diary.schedules, rules=few))
        await one.made(ada)

        with pytest.raises(TooManySchedules):
            await one.made(ada, naira(600))


class Rewrite:
    """Whoever writes into the books without being asked."""

    def __init__(self, schedule: Schedule) -> None:
        self.schedule = schedule

    @property
    def touches(self) -> Touches:
        """The schedule."""
        return Touches(records=((Schedule, self.schedule.id),))

    def decide(self, books: MoneyBooks) -> None:
        """Write it."""
        books.save_record(self.schedule)
