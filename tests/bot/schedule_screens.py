"""Every screen of paying regularly, with the longest of what can stand on it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from bot.screen import Screen
from bot.screens import schedule_notices, schedules
from bot.text import Translator
from domain.approvals import Approval
from domain.recurrence import Recurrence, Rhythm
from domain.rules import Rules
from domain.schedules import Mode, RunState, Schedule, ScheduleRun, ScheduleStatus, Terms
from tests.bot.samples import IKEJA, MUCH, NOON, NOTHING, order

_DAY = date(2026, 9, 30)
_REASONS = (
    "insufficient-funds",
    "over-daily-limit",
    "over-own-limit",
    "over-new-account-limit",
    "account-frozen",
    "biller-paused",
    "biller-unreachable",
    "price-changed",
    "unknown-plan",
    "paid-by-hand",
    "too-late",
    "wrong-approval",
)


def schedule_screens(t: Translator, rules: Rules) -> Iterator[tuple[str, Screen]]:
    """Draw them."""
    likes = order()
    run = ScheduleRun("0" * 32, "c" * 32, _DAY, NOON, NOON + timedelta(days=1))
    for mode in Mode:
        yield (
            f"rhythm {mode}",
            schedules.choose_rhythm(t, "p" + "0" * 32, likes, IKEJA, mode, rules, today=_DAY),
        )
        for rhythm in Rhythm:
            active = _schedule(rhythm, mode)
            sheet = schedules.sheet_text(t, active.terms, IKEJA, rules, now=NOON)
            keys = schedules.stopped(t, active, IKEJA).keyboard
            yield f"schedule sheet {mode} {rhythm}", Screen(sheet, keys)
            yield f"schedule {mode} {rhythm}", schedules.one(t, active, IKEJA, rules, now=NOON)
        active = _schedule(Rhythm.EVERY_DAYS, mode)
        paused = replace(active, status=ScheduleStatus.PAUSED)
        yield f"schedule paused {mode}", schedules.one(t, paused, IKEJA, rules, now=NOON)
        yield (
            f"schedule ahead {mode}",
            schedule_notices.ahead(t, active, run, IKEJA, NOTHING, rules, now=NOON),
        )
    active = _schedule(Rhythm.MONTH_END, Mode.PAY)
    many = [(active, IKEJA)] * rules.schedules.most_a_customer
    yield "schedules", schedules.every(t, many, rules, now=NOON)
    yield "no schedules", schedules.every(t, (), rules, now=NOON)
    yield "schedule made", schedules.made(t, active, IKEJA, rules, now=NOON)
    yield "schedule days", schedules.ask_days(t, rules, problem=schedules.not_days(t, rules))
    for reason in _REASONS:
        failed = replace(run, state=RunState.SHORT, reason=reason, next_try_at=NOON)
        waits = replace(active, needed=MUCH if reason == "insufficient-funds" else None)
        yield (
            f"schedule short {reason}",
            schedule_notices.short(t, waits, failed, IKEJA, NOTHING, rules, now=NOON),
        )
        yield f"schedule not paid {reason}", schedule_notices.not_paid(t, active, failed, IKEJA)
        yield f"schedule was paused {reason}", schedule_notices.paused(t, active, failed, IKEJA)


def _schedule(rhythm: Rhythm, mode: Mode) -> Schedule:
    likes = order()
    recurrence = Recurrence(rhythm, _DAY, 366 if rhythm is Rhythm.EVERY_DAYS else None, _DAY)
    terms = Terms(
        *("0" * 32, "c" * 32, IKEJA.id, likes.category, likes.recipient, MUCH, None),
        *(recurrence, _DAY, MUCH, MUCH, mode),
    )
    consent = Approval(terms.customer_id, terms.hash, NOON)
    return Schedule("0" * 32, "c" * 32, terms, consent, NOON, occurrence=_DAY)
