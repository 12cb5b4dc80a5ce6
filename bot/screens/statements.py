"""Statements, spending, and what was found in the history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from aiogram.types import InlineKeyboardButton

from bot.buttons import FoundOlder, Go, StatementOf, button, home_button, keyboard
from bot.screen import Screen
from bot.screens.history import line_of, receipt_button
from bot.screens.layout import lines, paragraphs
from bot.text import Translator
from domain.billers import Biller
from domain.months import Month
from domain.payments import Payment
from domain.statements import Spending, Statement

_BLOCKS = 16


def month_text(t: Translator, month: Month) -> str:
    """Write June 2026."""
    return t.plain("month-and-year", month=month.number, year=str(month.year))


def statement(t: Translator, shown: Statement, *, is_newest: bool) -> Screen:
    """A month in figures, and the ways to keep it."""
    month = shown.month
    figures = (
        t("statement-line-paid", amount=shown.paid),
        t("statement-line-fees", amount=shown.fees) if shown.fees else None,
        t("statement-line-returned", amount=shown.returned) if shown.returned else None,
        t("statement-line-cashback", amount=shown.cashback) if shown.cashback else None,
        t("statement-line-added", amount=shown.added) if shown.added else None,
    )
    keep = [
        button(t.plain("statement-pdf"), StatementOf(act="pdf", month=str(month))),
        button(t.plain("statement-csv"), StatementOf(act="csv", month=str(month))),
    ]
    return Screen(
        paragraphs(
            t("statement-title", month=month_text(t, month)),
            lines(*figures) if shown.lines else t("statement-empty"),
        ),
        keyboard(
            keep if shown.lines else None,
            _turning(t, "show", month, is_newest=is_newest),
            [button(t.plain("statement-spending"), StatementOf(act="spending", month=str(month)))],
            [home_button(t)],
        ),
    )


def spending(t: Translator, shown: Spending, *, is_newest: bool) -> Screen:
    """A month by category, as bars of text."""
    month, total = month_text(t, shown.month), shown.total
    bars = []
    for category, amount in shown.by_category:
        kind = t.plain("statement-kind", category=category)
        full = max(1, amount.kobo * _BLOCKS // total.kobo)
        bars.append(
            lines(
                t("spending-line", kind=kind, amount=amount, percent=amount.kobo * 100 // total.kobo),
                t("spending-bar", bar="█" * full + "░" * (_BLOCKS - full)),
            )
        )
    chart = [button(t.plain("spending-chart"), StatementOf(act="chart", month=str(shown.month)))]
    return Screen(
        paragraphs(
            t("spending-title", month=month, total=total) if bars else t("spending-empty", month=month),
            *bars,
            t("spending-before", before=shown.before) if shown.before else None,
        ),
        keyboard(
            chart if bars else None,
            _turning(t, "spending", shown.month, is_newest=is_newest),
            [home_button(t)],
        ),
    )


def _turning(t: Translator, act: str, month: Month, *, is_newest: bool) -> list[InlineKeyboardButton]:
    before = button(t.plain("statement-before"), StatementOf(act=act, month=str(month.before)))
    after = button(t.plain("statement-after"), StatementOf(act=act, month=str(month.next)))
    return [before] if is_newest else [before, after]


def found(
    t: Translator,
    said: str,
    payments: Sequence[Payment],
    billers: Mapping[str, Biller],
    *,
    has_older: bool,
) -> Screen:
    """Payments that fit what was looked for; each opens its receipt."""
    history = button(t.plain("home-history"), Go(to="history"))
    if not payments:
        return Screen(
            paragraphs(t("search-nothing", said=said), t("search-how")), keyboard([history, home_button(t)])
        )
    pairs = [(payment, billers[payment.order.biller_id]) for payment in payments]
    older = [button(t.plain("history-older"), FoundOlder(before=payments[-1].id))] if has_older else None
    return Screen(
        paragraphs(t("search-title", said=said), *(line_of(t, *pair) for pair in pairs)),
        keyboard(*([receipt_button(t, *pair)] for pair in pairs), older, [history, home_button(t)]),
    )
