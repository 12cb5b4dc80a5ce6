"""What is told of recurring payments: the day before, and where one could not be paid."""

from __future__ import annotations

from datetime import datetime

from aiogram.types import InlineKeyboardButton

from bot.buttons import ScheduleOf, button, home_button, keyboard
from bot.screen import Screen
from bot.screens.layout import lines, paragraphs
from bot.screens.schedules import what
from bot.services import Services
from bot.text import Translator, short_naira
from domain.billers import Biller
from domain.limits import CustomerAccounts
from domain.money import Money
from domain.notices import Notice, NoticeKind
from domain.rules import Rules
from domain.schedules import Mode, NothingDue, RunState, Schedule, ScheduleRun, ScheduleStatus, Terms


async def told(
    notice: Notice, customer_id: str, services: Services, t: Translator, now: datetime
) -> Screen | None:
    """Return what to tell; None if something else became of it meanwhile."""
    schedule, run = await services.schedules.run(customer_id, notice.subject_id)
    biller = await services.billers.get(schedule.terms.biller_id)
    accounts = await services.wallets.of(customer_id)
    match notice.kind:
        case NoticeKind.SCHEDULE_AHEAD if run.state in (RunState.ANNOUNCED, RunState.REMINDED):
            return ahead(t, schedule, run, biller, accounts, services.rules, now=now)
        case NoticeKind.SCHEDULE_SHORT if run.state is RunState.SHORT:
            return short(t, schedule, run, biller, accounts, services.rules, now=now)
        case NoticeKind.SCHEDULE_NOT_PAID:
            return not_paid(t, schedule, run, biller)
        case NoticeKind.SCHEDULE_PAUSED if schedule.status is ScheduleStatus.PAUSED:
            return paused(t, schedule, run, biller)
        case _:
            return None


def ahead(
    t: Translator,
    schedule: Schedule,
    run: ScheduleRun,
    biller: Biller,
    accounts: CustomerAccounts,
    rules: Rules,
    *,
    now: datetime,
) -> Screen:
    """The day before: what happens, and every way out of it."""
    terms = schedule.terms
    pays = terms.mode is Mode.PAY
    asks = pays and run.expected is not None and not terms.is_as_agreed(run.expected, rules.schedules)
    missing, at = missing_for(schedule, accounts, run), t.when(run.due_at, now=now)
    first = _do(t, "schedule-pay-now", "pay" if pays else "once", run, style="primary")
    if asks:
        first = _do(t, "schedule-agree", "agree", run, style="primary")
    skip = [_do(t, "schedule-skip", "skip", run)] if pays else []
    is_wide = asks  # its label needs a row of its own
    return Screen(
        paragraphs(
            t("schedule-ahead-asked", at=at) if asks else t("schedule-ahead", mode=terms.mode, at=at),
            lines(what(t, terms, biller), _price(t, terms, run, biller)),
            _asks(t, terms) if asks else None,
            t("schedule-lacks", missing=missing) if missing else None,
        ),
        keyboard(
            [first] if is_wide else [first, *skip],
            skip if is_wide else None,
            [_do(t, "schedule-pause", "pause", run), _do(t, "schedule-change", "change", run)],
            [*([_add(t, missing, rules, run)] if missing else []), home_button(t)],
        ),
    )


def _price(t: Translator, terms: Terms, run: ScheduleRun, biller: Biller) -> str:
    """Say what it will cost, as far as its biller could say."""
    if not terms.is_priced_by_biller:
        return t("schedule-ahead-total", total=terms.agreed)
    if run.expected is None:
        return t("schedule-ahead-unknown", biller=biller.short_name, total=terms.agreed)
    if not run.expected:
        return t("schedule-ahead-nothing-due")
    return t("schedule-ahead-due" if terms.pays_due else "schedule-ahead-total", total=run.expected)


def _asks(t: Translator, terms: Terms) -> str:
    if terms.pays_due:
        return t("schedule-ahead-over", cap=terms.cap)
    return t("schedule-ahead-asks", agreed=terms.agreed)


def short(
    t: Translator,
    schedule: Schedule,
    run: ScheduleRun,
    biller: Biller,
    accounts: CustomerAccounts,
    rules: Rules,
    *,
    now: datetime,
) -> Screen:
    """It could not be paid, and is tried again."""
    waits = schedule.needed is not None
    missing = missing_for(schedule, accounts, run) if waits else None
    at = t.when(run.next_try_at or now, now=now)
    return Screen(
        paragraphs(
            t("schedule-short", why=_why(t, run, biller)),
            what(t, schedule.terms, biller),
            t("schedule-lacks", missing=missing) if missing else None,
            t("schedule-short-next" if waits else "schedule-short-again", at=at),
        ),
        keyboard(
            [_add(t, missing, rules, run)] if missing else None,
            [_do(t, "schedule-pay-now", "pay", run), _do(t, "schedule-skip", "skip", run)],
            [_do(t, "schedule-pause", "pause", run), _do(t, "schedule-change", "change", run)],
            [home_button(t)],
        ),
    )


def not_paid(t: Translator, schedule: Schedule, run: ScheduleRun, biller: Biller) -> Screen:
    """This one is given up; the next one comes. At another price, one tap agrees to it, and one leaves it."""
    once = _do(t, "schedule-pay-once", "once", run, style=None if run.was_asked_about else "primary")
    title = t("schedule-not-paid", why=_why(t, run, biller))
    rows = [[once]]
    if run.reason == NothingDue.code:
        title, rows = t("schedule-nothing-due", biller=biller.short_name), []
    elif run.was_asked_about:
        agree = _do(t, "schedule-agree", "agree", run, style="primary")
        rows = [[agree], [_do(t, "schedule-leave", "leave", run)], [once]]
    return Screen(
        paragraphs(title, what(t, schedule.terms, biller)),
        keyboard(
            *rows,
            [_do(t, "schedule-pause", "pause", run), _do(t, "schedule-change", "change", run)],
            [home_button(t)],
        ),
    )


def paused(t: Translator, schedule: Schedule, run: ScheduleRun, biller: Biller) -> Screen:
    """It was tried in vain too often."""
    return Screen(
        paragraphs(t("schedule-was-paused", why=_why(t, run, biller)), what(t, schedule.terms, biller)),
        keyboard(
            [_do(t, "schedule-pay-once", "once", run, style="primary")],
            [_do(t, "schedule-resume", "resume", run), _do(t, "schedule-change", "change", run)],
            [_do(t, "schedule-stop", "stop", run), home_button(t)],
        ),
    )


def missing_for(
    schedule: Schedule, accounts: CustomerAccounts, run: ScheduleRun | None = None
) -> Money | None:
    """Return what the wallet lacks for a run, as far as its price is known; None if it lacks nothing."""
    expected = run.expected if run is not None else None
    cost = schedule.needed or (schedule.terms.agreed if expected is None else expected)
    lacks = cost - accounts.wallet
    return lacks if lacks.kobo > 0 else None


def _why(t: Translator, run: ScheduleRun, biller: Biller) -> str:
    return t.plain("schedule-why", reason=run.reason or "", biller=biller.short_name)


def _add(t: Translator, missing: Money, rules: Rules, run: ScheduleRun) -> InlineKeyboardButton:
    amount = short_naira(max(missing, rules.top_up_minimum))
    return button(
        t.plain("schedule-add", amount=amount),
        ScheduleOf(act="add", schedule_id=run.schedule_id, day=run.occurrence.isoformat()),
    )


def _do(
    t: Translator, key: str, act: str, run: ScheduleRun, *, style: str | None = None
) -> InlineKeyboardButton:
    data = ScheduleOf(act=act, schedule_id=run.schedule_id, day=run.occurrence.isoformat())
    return button(t.plain(key), data, style=style)
