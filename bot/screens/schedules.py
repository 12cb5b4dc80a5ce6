"""What is paid regularly: how often, the sheet for the PIN, the list, and what was done with one of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from aiogram.types import InlineKeyboardButton

from bot.buttons import Go, Recur, ScheduleOf, button, home_button, in_rows, keyboard
from bot.screen import Screen
from bot.screens.layout import lines, paragraphs
from bot.screens.pay_sheet import recipient
from bot.screens.plan_names import without_price
from bot.text import Translator, clock, masked_reference, reference_text
from domain.billers import Asks, Biller
from domain.quotes import Order
from domain.recurrence import Recurrence, Rhythm, lagos_moment
from domain.rules import Rules
from domain.schedules import Mode, Schedule, ScheduleStatus, Terms, runs_at

_WHOLE_PERCENT = 100  # basis points


def choose_rhythm(
    t: Translator,
    source: str,
    order: Order,
    biller: Biller,
    mode: Mode,
    rules: Rules,
    *,
    today: date,
    problem: str | None = None,
) -> Screen:
    """How often, and whether it is paid or only remembered."""
    hour = clock(lagos_moment(today, rules.schedules.runs_at_hour))
    other = Mode.REMIND if mode is Mode.PAY else Mode.PAY
    rhythms = [
        button(
            t.plain("schedule-choice", rhythm=rhythm),
            Recur(rhythm=rhythm.value, mode=mode.value, source=source),
        )
        for rhythm in Rhythm
    ]
    return Screen(
        paragraphs(
            problem,
            t("schedule-which-rhythm", what=what_order(t, order, biller)),
            t("schedule-mode", mode=mode, at=hour),
        ),
        keyboard(
            *in_rows(rhythms, 2),
            [
                button(
                    t.plain("schedule-mode-switch", mode=mode),
                    Recur(rhythm="", mode=other.value, source=source),
                )
            ],
            [home_button(t)],
        ),
    )


def ask_days(t: Translator, rules: Rules, *, problem: str | None = None) -> Screen:
    """Every how many days."""
    fewest, most = rules.schedules.fewest_days, rules.schedules.most_days
    return Screen(
        paragraphs(problem, t("schedule-how-many-days", fewest=fewest, most=most)),
        keyboard([button(t.plain("button-cancel"), Go(to="cancel"))]),
    )


def not_days(t: Translator, rules: Rules) -> str:
    """Say that this was no number of days."""
    return t("schedule-not-days", fewest=rules.schedules.fewest_days, most=rules.schedules.most_days)


def sheet_text(t: Translator, terms: Terms, biller: Biller, rules: Rules, *, now: datetime) -> str:
    """All that the PIN says yes to."""
    last = terms.recurrence.last
    pays = terms.mode is Mode.PAY
    return paragraphs(
        t("schedule-sheet"),
        recipient(t, terms.order(terms.schedule_id, terms.amount), biller),
        lines(
            t(
                "schedule-sheet-rhythm",
                mode=terms.mode,
                rhythm=_rhythm(t, terms.recurrence),
                first=_at(t, terms.starts_on, rules, now),
            ),
            t("schedule-sheet-last", last=_at(t, last, rules, now)) if last is not None else None,
            t("schedule-sheet-total", total=terms.agreed),
            t(
                "schedule-sheet-cap",
                cap=terms.cap,
                change=rules.schedules.price_change // _WHOLE_PERCENT,
            )
            if pays
            else None,
        ),
        t("schedule-sheet-out"),
    )


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
    if not found:
        history = button(t.plain("schedule-open-history"), Go(to="history"), style="primary")
        return Screen(
            t("schedule-none", button=t.plain("schedule-repeat")), keyboard([history], [home_button(t)])
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
            t(
                "schedule-sheet-rhythm",
                mode=terms.mode,
                rhythm=_rhythm(t, terms.recurrence),
                first=_at(t, terms.starts_on, rules, now),
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
    return [[skip, pause], [change, stop]]


def stopped(t: Translator, schedule: Schedule, biller: Biller) -> Screen:
    """It is over."""
    return Screen(
        t("schedule-stopped", what=what(t, schedule.terms, biller)),
        keyboard([_all(t), home_button(t)]),
    )


def what(t: Translator, terms: Terms, biller: Biller) -> str:
    """Say what is paid regularly, in a line."""
    return what_order(t, terms.order(terms.schedule_id, terms.amount), biller)


def what_order(t: Translator, order: Order, biller: Biller) -> str:
    """Say what an order is, in a line, and which plan."""
    reference = order.recipient.reference
    is_for_a_line = biller.kind.asks is Asks.LINE
    return lines(
        t(
            "schedule-what",
            amount=order.amount,
            biller=biller.short_name,
            number=reference_text(reference) if is_for_a_line else masked_reference(reference),
        ),
        t("sheet-plan", plan=without_price(order.plan.name, biller)) if order.plan is not None else None,
    )


def _rhythm(t: Translator, recurrence: Recurrence) -> str:
    return t.plain(
        "schedule-rhythm",
        rhythm=recurrence.rhythm,
        day=recurrence.anchor.day,
        days=recurrence.every_days or 0,
    )


def _next(t: Translator, schedule: Schedule, rules: Rules, now: datetime) -> str | None:
    if schedule.status is ScheduleStatus.PAUSED:
        return t("schedule-paused-line")
    if schedule.occurrence is None:
        return None
    return t("schedule-next", at=_at(t, schedule.occurrence, rules, now))


def _at(t: Translator, day: date, rules: Rules, now: datetime) -> str:
    return t.when(runs_at(day, rules.schedules), now=now)


def _label(schedule: Schedule, biller: Biller) -> str:
    return f"{biller.short_name} {masked_reference(schedule.terms.recipient.reference)}"


def _all(t: Translator) -> InlineKeyboardButton:
    return button(t.plain("schedule-all"), Go(to="schedules"))
