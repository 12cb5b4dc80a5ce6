"""What is paid regularly: the list, one of it, what was done with it. Setting up: `schedule_setup`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from aiogram.types import InlineKeyboardButton

from bot.buttons import Go, Recur, ScheduleOf, button, home_button, keyboard
from bot.screen import Screen
from bot.screens.layout import lines, paragraphs
from bot.screens.plan_names import without_price
from bot.text import Translator, calendar_day, masked_reference, naira_text, reference_text
from domain.billers import Asks, Biller
from domain.quotes import Order
from domain.recurrence import Recurrence, Rhythm
from domain.rules import Rules
from domain.schedules import Mode, Schedule, ScheduleStatus, Terms, runs_at

_WHOLE_PERCENT = 100  # basis points
_BY_DAY_OF_MONTH = (Rhythm.MONTHLY, Rhythm.QUARTERLY)
_DAYS_OF_EVERY_MONTH = 28


def made(t: Translator, schedule: Schedule, biller: Biller, rules: Rules, *, now: datetime) -> Screen:
    """It is set."""
    terms = schedule.terms
    return Screen(
        paragraphs(
            t("schedule-made", what=what(t, terms, biller)),
            _next(t, schedule, rules, now),
        ),
        keyboard([_all(t), home_button(t)]),
    )


def every(t: Translator, found: Sequence[tuple[Schedule, Biller]], rules: Rules, *, now: datetime) -> Screen:
    """All of them, with what is next."""
    new = button(t.plain("schedule-new"), Recur(what="new"), style="primary")
    if not found:
        return Screen(
            paragraphs(t("schedule-none"), t("schedule-none-how", button=t.plain("schedule-repeat"))),
            keyboard([new], [home_button(t)]),
        )
    told = [
        lines(what(t, schedule.terms, biller), _next(t, schedule, rules, now)) for schedule, biller in found
    ]
    return Screen(
        paragraphs(t("schedule-list"), *told),
        keyboard(
            *(
                [button(_label(schedule, biller), ScheduleOf(act="show", schedule_id=schedule.id))]
                for schedule, biller in found
            ),
            [new],
            [home_button(t)],
        ),
    )


def one(
    t: Translator,
    schedule: Schedule,
    biller: Biller,
    rules: Rules,
    *,
    notice: str | None = None,
    now: datetime,
) -> Screen:
    """One of them, with all that can be done with it. None of it asks for the PIN but a change."""
    terms = schedule.terms
    return Screen(
        paragraphs(
            notice,
            what(t, terms, biller),
            lines(
                t("schedule-one", mode=terms.mode, rhythm=rhythm_text(t, terms.recurrence)),
                *particulars(t, terms, biller, rules, now=now),
            ),
            _next(t, schedule, rules, now),
        ),
        keyboard(*actions(t, schedule), [_all(t), home_button(t)]),
    )


def actions(t: Translator, schedule: Schedule) -> list[list[InlineKeyboardButton]]:
    """What can be done with one of them now."""
    day = schedule.occurrence.isoformat() if schedule.occurrence is not None else ""
    change = button(t.plain("schedule-change"), ScheduleOf(act="change", schedule_id=schedule.id))
    stop = button(t.plain("schedule-stop"), ScheduleOf(act="stop", schedule_id=schedule.id))
    if schedule.status is ScheduleStatus.PAUSED:
        resume = ScheduleOf(act="resume", schedule_id=schedule.id)
        return [[button(t.plain("schedule-resume"), resume, style="primary")], [change, stop]]
    skip = button(t.plain("schedule-skip"), ScheduleOf(act="skip", schedule_id=schedule.id, day=day))
    pause = button(t.plain("schedule-pause"), ScheduleOf(act="pause", schedule_id=schedule.id))
    return [[skip, pause] if schedule.occurrence is not None else [pause], [change, stop]]


def stopped(t: Translator, schedule: Schedule, biller: Biller) -> Screen:
    """It is over."""
    return Screen(
        t("schedule-stopped", what=what(t, schedule.terms, biller)),
        keyboard([_all(t), home_button(t)]),
    )


def what(t: Translator, terms: Terms, biller: Biller) -> str:
    """Say what is paid regularly, in a line."""
    return what_order(t, terms.order(terms.schedule_id, terms.amount), biller, pays_due=terms.pays_due)


def what_order(t: Translator, order: Order, biller: Biller, *, pays_due: bool = False) -> str:
    """Say what an order is, in a line, and which plan. `pays_due`: whatever is due is paid."""
    reference = order.recipient.reference
    is_for_a_line = biller.kind.asks is Asks.LINE
    return lines(
        t(
            "schedule-what",
            amount=t.plain("schedule-due") if pays_due else naira_text(order.amount),
            biller=biller.short_name,
            number=reference_text(reference) if is_for_a_line else masked_reference(reference),
        ),
        t("sheet-plan", plan=without_price(order.plan.name, biller)) if order.plan is not None else None,
    )


def particulars(
    t: Translator, terms: Terms, biller: Biller, rules: Rules, *, now: datetime
) -> list[str | None]:
    """Say what is special about it: short months, its end, and the most that it may take."""
    recurrence = terms.recurrence
    is_long = recurrence.rhythm in _BY_DAY_OF_MONTH and recurrence.anchor.day > _DAYS_OF_EVERY_MONTH
    change = rules.schedules.price_change // _WHOLE_PERCENT
    cap = None
    if terms.mode is Mode.PAY:
        key = "schedule-sheet-due-cap" if terms.pays_due else "schedule-sheet-cap"
        cap = t(key, cap=terms.cap, change=change, biller=biller.short_name)
    return [
        t("schedule-short-months") if is_long else None,
        t("schedule-sheet-last", last=calendar_day(recurrence.last)) if recurrence.last else None,
        cap,
        t("schedule-sheet-month-cap", cap=terms.a_month) if terms.a_month is not None else None,
    ]


def rhythm_text(t: Translator, recurrence: Recurrence) -> str:
    """Say how often, inside a sentence."""
    return t.plain(
        "schedule-rhythm",
        rhythm=recurrence.rhythm,
        day=recurrence.anchor.day,
        weekday=t.plain("schedule-weekday", day=recurrence.anchor.weekday()),
        days=recurrence.every_days or 0,
    )


def _next(t: Translator, schedule: Schedule, rules: Rules, now: datetime) -> str | None:
    if schedule.status is ScheduleStatus.PAUSED:
        return t("schedule-paused-line")
    if schedule.occurrence is None:
        return t("schedule-waits") if schedule.is_foreseen else None
    return t("schedule-next", at=_at(t, schedule.occurrence, rules, now))


def _at(t: Translator, day: date, rules: Rules, now: datetime) -> str:
    return t.when(runs_at(day, rules.schedules), now=now)


def _label(schedule: Schedule, biller: Biller) -> str:
    return f"{biller.short_name} {masked_reference(schedule.terms.recipient.reference)}"


def _all(t: Translator) -> InlineKeyboardButton:
    return button(t.plain("schedule-all"), Go(to="schedules"))
