"""Statements, spending, and what was found in the history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from aiogram.types import InlineKeyboardButton

from bot.buttons import FoundOlder, Go, StatementOf, button, home_button, keyboard
from bot.papers.balances import balances
from bot.screen import Screen
from bot.screens.history import entries
from bot.screens.layout import lines, paragraphs
from bot.text import Translator
from domain.billers import Biller
from domain.history_entries import Entry, place_of
from domain.months import Month
from domain.statements import Spending, Statement

_BLOCKS = 16


def month_text(t: Translator, month: Month) -> str:
    """Write June 2026."""
    return t.plain("month-and-year", month=month.number, year=str(month.year))


def statement(t: Translator, shown: Statement, *, is_newest: bool) -> Screen:
    """A month in figures, and the ways to keep it."""
    month = shown.month
    keep = [
        button(t.plain("statement-pdf"), StatementOf(act="pdf", month=str(month))),
        button(t.plain("statement-csv"), StatementOf(act="csv", month=str(month))),
    ]
    return Screen(
        paragraphs(
            t("statement-title", month=month_text(t, month)),
            _figures(t, shown) if shown.lines else t("statement-empty"),
            lines(*balances(t, shown)),
        ),
        keyboard(
            keep if shown.lines else None,
            _turning(t, "show", month, is_newest=is_newest),
            [button(t.plain("statement-spending"), StatementOf(act="spending", month=str(month)))],
            [home_button(t)],
        ),
    )


def statement_caption(t: Translator, shown: Statement) -> str:
    """Say below a file which month it is, and what it comes to."""
    return paragraphs(
        lines(t("statement-title", month=month_text(t, shown.month)), _figures(t, shown)),
        lines(*balances(t, shown)),
    )


def chart_caption(t: Translator, shown: Spending) -> str:
    """Say below a chart what it shows."""
    return lines(
        t("spending-title", month=month_text(t, shown.month), total=shown.total),
        t("spending-before", before=shown.before) if shown.before else None,
    )


def _figures(t: Translator, shown: Statement) -> str:
    return lines(
        t("statement-line-paid", amount=shown.paid),
        t("statement-line-fees", amount=shown.fees) if shown.fees else None,
        t("statement-line-returned", amount=shown.returned) if shown.returned else None,
        t("statement-line-cashback", amount=shown.cashback) if shown.cashback else None,
        t("statement-line-added", amount=shown.added) if shown.added else None,
        *(t("statement-line-flow", flow=flow.value, amount=amount) for flow, amount in shown.apart),
    )


def spending(t: Translator, shown: Spending, *, is_newest: bool) -> Screen:
    """A month by category, as bars of text."""
    month, total, bars = month_text(t, shown.month), shown.total, _bars(t, shown)
    chart = [button(t.plain("spending-chart"), StatementOf(act="chart", month=str(shown.month)))]
    return Screen(
        paragraphs(
            t("spending-title", month=month, total=total) if bars else t("spending-empty", month=month),
            *bars,
            lines(*(t("spending-flow", flow=flow.value, amount=amount) for flow, amount in shown.otherwise))
            or None,
            t("spending-before", before=shown.before) if shown.before else None,
        ),
        keyboard(
            chart if bars else None,
            _turning(t, "spending", shown.month, is_newest=is_newest),
            [home_button(t)],
        ),
    )


def spending_on(t: Translator, name: str, shown: Spending) -> Screen:
    """A month's payments for one line or meter, by category."""
    month, bars = month_text(t, shown.month), _bars(t, shown)
    title = (
        t("spending-on-title", name=name, month=month, total=shown.total)
        if bars
        else t("spending-on-empty", name=name, month=month)
    )
    return Screen(
        paragraphs(title, *bars, t("spending-before", before=shown.before) if shown.before else None),
        keyboard(
            [button(t.plain("statement-spending"), StatementOf(act="spending", month=str(shown.month)))],
            [home_button(t)],
        ),
    )


def _bars(t: Translator, shown: Spending) -> list[str]:
    total, bars = shown.total, []
    for category, amount in shown.by_category:
        kind = t.plain("statement-kind", category=category)
        full = max(1, amount.kobo * _BLOCKS // total.kobo)
        bars.append(
            lines(
                t("spending-line", kind=kind, amount=amount, percent=amount.kobo * 100 // total.kobo),
                t("spending-bar", bar="█" * full + "░" * (_BLOCKS - full)),
            )
        )
    return bars


def _turning(t: Translator, act: str, month: Month, *, is_newest: bool) -> list[InlineKeyboardButton]:
    before = button(t.plain("statement-before"), StatementOf(act=act, month=str(month.before)))
    after = button(t.plain("statement-after"), StatementOf(act=act, month=str(month.next)))
    return [before] if is_newest else [before, after]


def found(
    t: Translator,
    said: str,
    lines_found: Sequence[Entry],
    billers: Mapping[str, Biller],
    *,
    customer_id: str = "",
    has_older: bool,
) -> Screen:
    """What fits what was looked for; each opens what is known of it."""
    history = button(t.plain("home-history"), Go(to="history"))
    if not lines_found:
        return Screen(
            paragraphs(t("search-nothing", said=said), t("search-how")), keyboard([history, home_button(t)])
        )
    texts, keys = entries(t, lines_found, billers, customer_id)
    last = place_of(lines_found[-1])
    older = [button(t.plain("history-older"), FoundOlder(before=last))] if has_older else None
    return Screen(
        paragraphs(t("search-title", said=said), *texts),
        keyboard(*([key] for key in keys), older, [history, home_button(t)]),
    )
