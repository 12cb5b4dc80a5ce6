"""How the books of recurring payments could be wrong, and a day with some of them."""

from __future__ import annotations

from datetime import timedelta

from domain.customers import Customer
from domain.money import naira
from domain.paying import Payments
from domain.recurrence import lagos_moment
from domain.scheduling import Schedules
from domain.validating import Validations
from storage.database import Database
from tests.builders import RULES, Bank, Clock, new_id
from tests.schedules import Diary
from tests.vendors import FakeVendor

_SAY = "UPDATE schedule_runs SET {} WHERE id = '{{{}}}'"
SCHEDULE_BREAKAGES = {
    "a paid occurrence has no payment of its owner": _SAY.format("payment_id = 'none'", "r_paid"),
    "an occurrence counts as paid although its money came back": (
        "UPDATE payment_states SET status = 'released'"
        " WHERE payment_id = (SELECT payment_id FROM schedule_runs WHERE id = '{r_paid}')"
    ),
    "an occurrence counts as given back although its payment was not": _SAY.format(
        "state = 'returned'", "r_paid"
    ),
    "a payment says that it pays an occurrence, which knows nothing of it": (
        "UPDATE payments SET run_id = 'none' WHERE run_id = '{r_paid}'"
    ),
    "an occurrence is kept under another name": _SAY.format("occurrence = '2026-01-01'", "r_paid"),
    "an open occurrence is not the one under way": _SAY.format(
        "state = 'short', payment_id = NULL", "r_paid"
    ),
    "an active schedule is looked at by nobody": (
        "UPDATE schedules SET look_at = NULL WHERE id = '{s_active}'"
    ),
    "a schedule waits for its next occurrence, and has one": (
        "UPDATE schedules SET status = 'waiting' WHERE id = '{s_active}'"
    ),
}


async def schedules_of_a_day(database: Database, customer: Customer) -> dict[str, str]:
    """Let one occurrence be paid, and return the names of it and its schedule."""
    clock, vendors = Clock(), {"vtpass": FakeVendor()}
    payments = Payments(database, vendors, RULES, clock)
    validations = Validations(database, vendors, RULES)
    schedules = Schedules(database, payments, validations, RULES, clock, new_id)
    diary = Diary(schedules, Bank(database), clock)
    schedule = await diary.made(customer, naira(60))
    day = schedule.terms.starts_on
    clock.now = lagos_moment(day - timedelta(days=1), 9)
    await diary.tick()
    clock.now = lagos_moment(day, 10)
    await diary.tick()
    return {"s_active": schedule.id, "r_paid": (await diary.run(schedule, day)).id}
