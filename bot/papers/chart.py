"""A month's spending as a picture: a bar for each category."""

from __future__ import annotations

from bot.papers.drawing import BLUE, GREY, TINT, Page
from bot.papers.picture import png
from bot.text import Translator, naira_text
from domain.money import Money
from domain.statements import Spending

_WIDTH = 360.0
_EDGE = 26.0
_ROOM = _WIDTH - 2 * _EDGE
_BAR = 14.0


def chart_png(t: Translator, spending: Spending) -> bytes:
    """Draw the bars, the longest one as long as there is room."""
    month = t.plain("month-and-year", month=spending.month.number, year=str(spending.month.year))
    page = Page(_WIDTH)
    page.box(0, 0, _WIDTH, 5, BLUE)
    page.text(_EDGE, 38, "Vision", 15, bold=True, colour=BLUE)
    page.text(_WIDTH - _EDGE, 38, month, 11, colour=GREY, align="right")
    page.text(_EDGE, 78, naira_text(spending.total), 26, bold=True)
    page.text(_EDGE, 96, t.plain("spending-with-fees"), 10, colour=GREY)
    y = 126.0
    longest = max((amount for _, amount in spending.by_category), default=Money(1))
    for category, amount in spending.by_category:
        percent = amount.kobo * 100 // spending.total.kobo
        page.text(_EDGE, y, t.plain("statement-kind", category=category), 11)
        figure = f"{naira_text(amount)} · {percent} %"
        page.text(_WIDTH - _EDGE, y, figure, 11, bold=True, align="right")
        page.box(_EDGE, y + 8, _ROOM, _BAR, TINT, radius=_BAR / 2)
        long = max(_BAR, _ROOM * amount.kobo / longest.kobo)
        page.box(_EDGE, y + 8, long, _BAR, BLUE, radius=_BAR / 2)
        y += 48
    page.text(_EDGE, y, t.plain("spending-before", before=spending.before), 10, colour=GREY)
    page.height = y + 22
    return png(page)
