"""What is said of a recurring payment whose money came back."""

from dataclasses import replace

import pytest

from bot.business_rules import read_rules
from bot.screen import Screen
from bot.screens import schedule_results
from bot.text import translator
from domain.payments import PaymentStatus
from domain.schedules import Schedule, ScheduleRun, ScheduleStatus
from tests.bot.samples import NOON
from tests.builders import a_payment, an_order
from tests.schedules import mandate, terms_of

RULES = read_rules()


def told(language: str, schedule: Schedule, status: PaymentStatus = PaymentStatus.RELEASED) -> Screen:
    day = schedule.terms.starts_on
    run = ScheduleRun(schedule.id, schedule.customer_id, day, NOON, NOON)
    payment = replace(a_payment(status=status), run_id=run.id)
    t = translator(language)
    return schedule_results.given_back(t, Screen("Money back."), payment, schedule, run, RULES, now=NOON)


def a_schedule(*, failures: int = 1, status: ScheduleStatus = ScheduleStatus.ACTIVE) -> Schedule:
    terms = terms_of(an_order())
    made = Schedule(terms.schedule_id, terms.customer_id, terms, mandate(terms), NOON)
    return replace(made, occurrence=terms.starts_on, failures=failures, status=status)


class TestMoneyThatCameBack:
    def test_is_left_at_that_until_the_next_one(self) -> None:
        screen = told("en", a_schedule())

        assert "I do not try this one again by myself. Next: " in screen.text
        assert labels(screen) == ["Pause"]

    @pytest.mark.parametrize("status", [ScheduleStatus.ACTIVE, ScheduleStatus.PAUSED])
    def test_three_times_says_that_it_is_paused_also_before_the_clock_ticks(
        self, status: ScheduleStatus
    ) -> None:
        screen = told("en", a_schedule(failures=3, status=status))

        assert "Paused:</b> it did not work 3 times in a row" in screen.text
        assert labels(screen) == ["Go on"]

    def test_offers_to_pay_once_more_where_value_had_come_before(self) -> None:
        screen = told("en", a_schedule(status=ScheduleStatus.ENDED), PaymentStatus.REFUNDED)

        assert "again by myself" in screen.text
        assert "Next" not in screen.text
        assert labels(screen) == ["Pay it once"]


def labels(screen: Screen) -> list[str]:
    assert screen.keyboard is not None
    return [key.text for row in screen.keyboard.inline_keyboard for key in row]  # type: ignore[union-attr]
