"""Every screen of paying regularly, with the longest of what can stand on it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from bot.screen import Screen
from bot.screens import payment as payment_screens
from bot.screens import schedule_notices, schedule_results, schedule_setup, schedules
from bot.text import Translator
from domain.approvals import Approval
from domain.money import ZERO
from domain.payments import PaymentStatus
from domain.quotes import PlanChoice
from domain.recurrence import Recurrence, Rhythm
from domain.rules import Rules
from domain.saved_names import SavedName
from domain.schedules import Mode, RunState, Schedule, ScheduleRun, ScheduleStatus, Terms
from domain.vendors import MeterKind
from tests.bot.samples import IKEJA, LONG, MUCH, NOON, NOTHING, order, payment

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
    "over-cap",
    "nothing-due",
    "due-unknown",
    "amount-too-small",
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
            schedule_setup.choose_rhythm(t, likes, IKEJA, mode, rules, today=_DAY, is_due=True),
        )
        for rhythm in Rhythm:
            active = _schedule(rhythm, mode)
            sheet = schedule_setup.sheet_text(t, active.terms, IKEJA, rules, catch_up=_DAY, now=NOON)
            keys = schedules.stopped(t, active, IKEJA).keyboard
            yield f"schedule sheet {mode} {rhythm}", Screen(sheet, keys)
            recurrence = active.terms.recurrence
            so_far = schedule_setup.SoFar(
                replace(likes, recipient=replace(likes.recipient, meter_kind=MeterKind.POSTPAID)),
                *(IKEJA, recurrence, mode, MUCH, rhythm is Rhythm.WEEKLY, True),
            )
            problem = t("schedule-not-a-day-of-month")
            yield f"schedule card {mode} {rhythm}", schedule_setup.card(t, so_far, problem=problem)
            yield f"schedule day {rhythm}", schedule_setup.ask_day(t, recurrence, problem=problem)
            yield f"schedule last {rhythm}", schedule_setup.ask_last(t, recurrence, today=_DAY)
            yield f"schedule {mode} {rhythm}", schedules.one(t, active, IKEJA, rules, now=NOON)
        active = _schedule(Rhythm.EVERY_DAYS, mode)
        paused = replace(active, status=ScheduleStatus.PAUSED)
        yield f"schedule paused {mode}", schedules.one(t, paused, IKEJA, rules, now=NOON)
        for pays_due in (False, True):
            terms = replace(active.terms, pays_due=pays_due, plan=PlanChoice(None, LONG[:80]))
            priced = replace(active, terms=terms)
            what = schedules.what(t, terms, IKEJA)
            yield f"schedule cap {mode} {pays_due}", schedule_setup.ask_cap(t, what, terms, rules)
            yield f"schedule due {mode} {pays_due}", schedules.one(t, priced, IKEJA, rules, now=NOON)
            for expected in (None, ZERO, MUCH, MUCH + MUCH):
                told = replace(run, expected=expected)
                yield (
                    f"schedule ahead {mode} {pays_due} {expected}",
                    schedule_notices.ahead(t, priced, told, IKEJA, NOTHING, rules, now=NOON),
                )
    active = _schedule(Rhythm.MONTH_END, Mode.PAY)
    many = [(active, IKEJA)] * rules.schedules.most_a_customer
    yield "schedules", schedules.every(t, many, rules, now=NOON)
    yield "no schedules", schedules.every(t, (), rules, now=NOON)
    yield "schedule made", schedules.made(t, active, IKEJA, rules, now=NOON)
    yield "schedule days", schedule_setup.ask_days(t, rules, problem=schedule_setup.not_days(t, rules))
    yield "schedule amount", schedule_setup.ask_amount(t, schedules.what(t, active.terms, IKEJA), rules)
    paid, name = payment(), SavedName("0" * 32, "c" * 32, "45012345678", IKEJA.id, LONG[:24], NOON)
    yield (
        "schedule what",
        schedule_setup.what_to_pay(t, [(paid, IKEJA)] * 5, [name] * 5, names={}),
    )
    for status in (PaymentStatus.RELEASED, PaymentStatus.REFUNDED):
        back = replace(payment(status), run_id=run.id)
        for failures in (1, rules.schedules.most_failures):
            failing = replace(active, failures=failures)
            screen = schedule_results.given_back(
                *(t, payment_screens.returned(t, back, IKEJA, NOTHING, now=NOON), back, failing, run, rules),
                now=NOON,
            )
            yield f"schedule came back {status} {failures}", screen
    for reason in _REASONS:
        failed = replace(run, state=RunState.SHORT, reason=reason, next_try_at=NOON)
        given_up = replace(failed, state=RunState.NOT_PAID)
        waits = replace(active, needed=MUCH if reason == "insufficient-funds" else None)
        yield (
            f"schedule short {reason}",
            schedule_notices.short(t, waits, failed, IKEJA, NOTHING, rules, now=NOON),
        )
        yield f"schedule not paid {reason}", schedule_notices.not_paid(t, active, given_up, IKEJA)
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
