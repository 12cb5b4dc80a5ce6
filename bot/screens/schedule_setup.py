"""Setting up what is paid regularly, and changing it: what, how often, how much, until when; the sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from aiogram.types import InlineKeyboardButton

from bot.buttons import Go, Paid, Recur, SavedOf, button, home_button, in_rows, keyboard
from bot.screen import Screen
from bot.screens.home import bill_label
from bot.screens.layout import lines, paragraphs
from bot.screens.pay_sheet import recipient
from bot.screens.schedules import particulars, rhythm_text, what_order
from bot.text import Translator, calendar_day, clock
from domain.billers import Biller
from domain.money import Money
from domain.payments import Payment
from domain.quotes import Order
from domain.recurrence import BY_CALENDAR, Recurrence, Rhythm, lagos_moment
from domain.rules import Rules
from domain.saved_names import SavedName
from domain.schedules import Mode, Terms, may_pay_what_is_due, runs_at
from domain.times import lagos_day
from domain.vendors import Category

CATEGORIES = tuple(each for each in Category if each is not Category.EDUCATION)  # an exam comes once
_DAYS = (1, 5, 10, 15, 20, 25, 27, 28, 30)
_WEEKDAYS = range(7)
_TIMES = (3, 6, 12)
_BY_WEEK = (Rhythm.WEEKLY, Rhythm.TWO_WEEKLY)
_BY_DAY_OF_MONTH = (Rhythm.MONTHLY, Rhythm.QUARTERLY)


@dataclass(frozen=True, slots=True)
class SoFar:
    """What is to be paid regularly, as far as it was told."""

    like: Order
    biller: Biller
    recurrence: Recurrence | None
    mode: Mode
    cap: Money | None  # the customer's own
    pays_due: bool
    has_terms: bool  # it was priced


def what_to_pay(
    t: Translator,
    repeats: Sequence[tuple[Payment, Biller]],
    saved: Sequence[SavedName],
    *,
    names: Mapping[str, str],
) -> Screen:
    """What is to be paid regularly: something that was paid or saved before, or anything else."""
    before = [
        [
            button(
                bill_label(t, biller, payment.order.recipient.reference, payment.order.amount, names=names),
                Paid(act="recur", payment_id=payment.id),
            )
        ]
        for payment, biller in repeats
    ]
    known = [[button(each.name, SavedOf(act="recur", saved_id=each.id))] for each in saved]
    kinds = [
        button(t.plain(f"category-{each.value}"), Recur(what="bill", value=each.value)) for each in CATEGORIES
    ]
    return Screen(
        paragraphs(t("schedule-which-bill"), t("schedule-type-it")),
        keyboard(*before, *known, *in_rows(kinds, 2), [_back(t, "list"), home_button(t)]),
    )


def choose_rhythm(
    t: Translator, order: Order, biller: Biller, mode: Mode, rules: Rules, *, today: date, is_due: bool
) -> Screen:
    """How often, and whether it is paid or only remembered."""
    hour = clock(lagos_moment(today, rules.schedules.runs_at_hour))
    other = Mode.REMIND if mode is Mode.PAY else Mode.PAY
    rhythms = [
        button(t.plain("schedule-choice", rhythm=rhythm), Recur(what="rhythm", value=rhythm.value))
        for rhythm in BY_CALENDAR
    ]
    return Screen(
        paragraphs(
            t("schedule-which-rhythm", what=what_order(t, order, biller, pays_due=is_due)),
            t("schedule-mode", mode=mode, at=hour),
        ),
        keyboard(
            *in_rows(rhythms, 2),
            [button(t.plain("schedule-mode-switch", mode=mode), Recur(what="mode", value=other.value))],
            [home_button(t)],
        ),
    )


def ask_days(t: Translator, rules: Rules, *, problem: str | None = None) -> Screen:
    """Every how many days."""
    fewest, most = rules.schedules.fewest_days, rules.schedules.most_days
    return Screen(
        paragraphs(problem, t("schedule-how-many-days", fewest=fewest, most=most)),
        keyboard(_out(t)),
    )


def not_days(t: Translator, rules: Rules) -> str:
    """Say that this was no number of days."""
    return t("schedule-not-days", fewest=rules.schedules.fewest_days, most=rules.schedules.most_days)


def ask_day(t: Translator, recurrence: Recurrence, *, problem: str | None = None) -> Screen:
    """Which day of the week, or of the month."""
    if recurrence.rhythm in _BY_WEEK:
        chips = [
            button(t.plain("schedule-weekday", day=day), Recur(what="weekday", value=str(day)))
            for day in _WEEKDAYS
        ]
        return Screen(paragraphs(problem, t("schedule-which-weekday")), keyboard(*in_rows(chips, 2), _out(t)))
    chips = [button(str(day), Recur(what="day", value=str(day))) for day in _DAYS]
    end = Recur(what="rhythm", value=Rhythm.MONTH_END.value)
    return Screen(
        paragraphs(problem, t("schedule-which-day")),
        keyboard(
            *in_rows(chips, 3),
            [button(t.plain("schedule-choice", rhythm=Rhythm.MONTH_END), end)],
            _out(t),
        ),
    )


def ask_amount(t: Translator, what: str, rules: Rules, *, problem: str | None = None) -> Screen:
    """How much each time."""
    least, most = rules.schedules.minimum, rules.schedules.maximum
    return Screen(
        paragraphs(problem, what, t("schedule-how-much", least=least, most=most)), keyboard(_out(t))
    )


def ask_cap(t: Translator, what: str, terms: Terms, rules: Rules, *, problem: str | None = None) -> Screen:
    """The most that a run may take."""
    usual = button(t.plain("schedule-usual-cap"), Recur(what="cap", value="usual"))
    key = "schedule-how-much-due" if terms.pays_due else "schedule-which-cap"
    change = rules.schedules.price_change // 100
    return Screen(
        paragraphs(problem, what, t(key, agreed=terms.agreed, cap=terms.cap, change=change)),
        keyboard([usual], _out(t)),
    )


def ask_last(t: Translator, recurrence: Recurrence, *, today: date, problem: str | None = None) -> Screen:
    """Which one is the last."""
    chips = [
        button(
            t.plain("schedule-times", n=n, last=calendar_day(last)),
            Recur(what="last", value=last.isoformat()),
        )
        for n in _TIMES
        if (last := _after_times(recurrence, n, today)) is not None
    ]
    never = button(t.plain("schedule-no-last"), Recur(what="last", value="never"), style="primary")
    return Screen(
        paragraphs(problem, t("schedule-which-last")),
        keyboard([never], *([each] for each in chips), _out(t)),
    )


def card(t: Translator, so_far: SoFar, *, problem: str | None = None) -> Screen:
    """All that can be changed about it, and the way to the PIN."""
    recurrence, pays = so_far.recurrence, so_far.mode is Mode.PAY
    other = Mode.REMIND if pays else Mode.PAY
    last = recurrence.last if recurrence is not None else None
    return Screen(
        paragraphs(
            problem,
            t("schedule-card"),
            lines(
                what_order(t, so_far.like, so_far.biller, pays_due=so_far.pays_due),
                t("schedule-one", mode=so_far.mode, rhythm=rhythm_text(t, recurrence))
                if recurrence
                else None,
                t("schedule-sheet-last", last=calendar_day(last)) if last is not None else None,
                t("schedule-card-cap", cap=so_far.cap) if so_far.cap is not None and pays else None,
            ),
        ),
        keyboard(
            *in_rows(_changes(t, so_far), 2),
            [
                button(
                    t.plain("schedule-mode-switch", mode=so_far.mode),
                    Recur(what="card_mode", value=other.value),
                )
            ],
            [button(t.plain("schedule-to-pin"), Recur(what="sheet"), style="primary")],
            [_back(t, "list"), home_button(t)],
        ),
    )


def _changes(t: Translator, so_far: SoFar) -> list[InlineKeyboardButton]:
    """Return the buttons to what can be changed of it."""
    recurrence = so_far.recurrence
    is_open = so_far.like.plan is None and not so_far.pays_due
    has_day = recurrence is not None and recurrence.rhythm in (*_BY_WEEK, *_BY_DAY_OF_MONTH)
    has_cap = not is_open and so_far.has_terms and so_far.mode is Mode.PAY
    found = [("rhythm", True), ("day", has_day), ("amount", is_open), ("cap", has_cap), ("last", recurrence)]
    asked = [button(t.plain(f"schedule-change-{what}"), Recur(what=what)) for what, may in found if may]
    if may_pay_what_is_due(so_far.like):
        key, value = ("schedule-pay-amount", "no") if so_far.pays_due else ("schedule-pay-due", "yes")
        asked.append(button(t.plain(key), Recur(what="due", value=value)))
    return asked


def sheet_text(
    t: Translator,
    terms: Terms,
    biller: Biller,
    rules: Rules,
    *,
    catch_up: date | None = None,
    now: datetime,
) -> str:
    """All that the PIN says yes to. `catch_up`: an occurrence that is paid at once."""
    first = terms.recurrence.next_after(lagos_day(now)) or terms.starts_on
    at = max(runs_at(first, rules.schedules), now + rules.schedules.announced_before)
    total = None if terms.pays_due else t("schedule-sheet-total", total=terms.agreed)
    return paragraphs(
        t("schedule-sheet"),
        recipient(t, terms.order(terms.schedule_id, terms.amount), biller),
        lines(
            t(
                "schedule-sheet-rhythm",
                mode=terms.mode,
                rhythm=rhythm_text(t, terms.recurrence),
                first=t.when(at, now=now),
            ),
            t("schedule-sheet-now", day=calendar_day(catch_up)) if catch_up is not None else None,
            t("schedule-sheet-due", biller=biller.short_name) if terms.pays_due else total,
            *particulars(t, terms, biller, rules, now=now),
        ),
        t("schedule-sheet-out"),
    )


def _after_times(recurrence: Recurrence, n: int, today: date) -> date | None:
    """Return the day of the n-th occurrence from now on, whatever the last one was to be."""
    day, endless = today, replace(recurrence, last=None)
    for _ in range(n):
        following = endless.next_after(day)
        if following is None:
            return None
        day = following
    return day


def _back(t: Translator, to: str = "card") -> InlineKeyboardButton:
    return button(t.plain("schedule-all" if to == "list" else "button-back"), Recur(what=to))


def _out(t: Translator) -> list[InlineKeyboardButton]:
    return [_back(t), button(t.plain("button-cancel"), Go(to="cancel"))]
