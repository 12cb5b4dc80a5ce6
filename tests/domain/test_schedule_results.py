"""What the end of a payment writes of its occurrence, without a database."""

from dataclasses import replace

import pytest

from domain.payments import CANCELLED_BY_OWNER
from domain.schedule_results import GIVEN_UP, PaidRun, count_money_back, count_value
from domain.schedules import RunState, Schedule, ScheduleRun, ScheduleStatus
from storage.money_books import Batch, Loaded, Page
from tests.builders import NOON, an_order
from tests.schedules import mandate, terms_of

MOST = 3


def a_schedule(failures: int, status: ScheduleStatus = ScheduleStatus.ACTIVE) -> Schedule:
    terms = terms_of(an_order())
    made = Schedule(terms.schedule_id, terms.customer_id, terms, mandate(terms), NOON)
    return replace(made, failures=failures, status=status)


def books_with(schedule: Schedule) -> tuple[Page, PaidRun]:
    """Return books with a schedule of which an occurrence was paid."""
    run = ScheduleRun(schedule.id, schedule.customer_id, schedule.terms.starts_on, NOON, NOON)
    paid = replace(run, state=RunState.PAID, payment_id="p")
    loaded = Loaded(locked=True)
    loaded.records[Schedule, schedule.id] = schedule
    loaded.records[ScheduleRun, paid.id] = paid
    return Page(Batch(loaded)), PaidRun(paid.id, MOST)


def left(page: Page, schedule: Schedule) -> Schedule:
    kept = page.record(Schedule, schedule.id)
    assert kept is not None
    return kept


class TestMoneyBack:
    @pytest.mark.parametrize(
        ("status", "failures", "after", "is_due"),
        [
            (ScheduleStatus.ACTIVE, 1, ScheduleStatus.ACTIVE, False),
            (ScheduleStatus.ACTIVE, 2, ScheduleStatus.ACTIVE, True),  # to be paused, whatever is announced
            (ScheduleStatus.WAITING, 2, ScheduleStatus.PAUSED, False),  # nothing can be announced
            (ScheduleStatus.PAUSED, 2, ScheduleStatus.PAUSED, False),
            (ScheduleStatus.ENDED, 2, ScheduleStatus.ENDED, False),
        ],
    )
    def test_is_counted_once(
        self, status: ScheduleStatus, failures: int, after: ScheduleStatus, *, is_due: bool
    ) -> None:
        schedule = a_schedule(failures, status)
        page, run = books_with(schedule)

        for _ in range(2):
            count_money_back(page, run, "refused", NOON)

        now = left(page, schedule)
        assert (now.status, now.failures, now.look_at == NOON) == (after, failures + 1, is_due)
        assert now.reason == (GIVEN_UP if status is ScheduleStatus.WAITING else None)

    def test_is_no_failure_where_she_stopped_it(self) -> None:
        schedule = a_schedule(2)
        page, run = books_with(schedule)

        count_money_back(page, run, CANCELLED_BY_OWNER, NOON)

        assert left(page, schedule) == schedule

    def test_of_an_order_of_its_own_is_nobodys_failure(self) -> None:
        schedule = a_schedule(2)
        page, _ = books_with(schedule)

        count_money_back(page, None, "refused", NOON)
        count_value(page, None)

        assert page.changed_records == {}


class TestValue:
    def test_forgives_what_failed_before(self) -> None:
        schedule = a_schedule(2)
        page, run = books_with(schedule)

        count_value(page, run)

        assert left(page, schedule).failures == 0
