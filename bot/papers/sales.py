"""What was sold, as a chart and as rows for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from bot.papers.drawing import BLUE, GREY, HAIR, TINT, Page
from bot.papers.picture import png
from bot.text import Translator, calendar_day, naira_text
from domain.money import KOBO_PER_NAIRA, Money
from domain.stats import Report, Sales

_WIDTH, _HEIGHT = 480.0, 300.0
_EDGE = 26.0
_FOOT, _TALLEST = 256.0, 130.0
_MOST_LABELS = 8


def sales_csv(sales: Sequence[Sales]) -> bytes:
    """Return a row for each day, hour and biller; amounts in naira."""
    kept = io.StringIO()
    table = csv.writer(kept, lineterminator="\r\n")
    table.writerow(
        [
            *("day", "hour", "biller", "payments", "volume", "delivered", "given_back", "given_back_naira"),
            *("fees", "commission", "cashback"),
        ]
    )
    for each in sorted(sales, key=lambda each: (each.day, each.hour, each.biller_id)):
        table.writerow(
            [
                *(each.day.isoformat(), each.hour, each.biller_id, each.payments, _naira(each.volume)),
                *(each.delivered, len(each.returned_after), _naira(each.returned)),
                *(_naira(each.fees), _naira(each.commission), _naira(each.cashback)),
            ]
        )
    return kept.getvalue().encode()


def sales_png(t: Translator, report: Report) -> bytes:
    """Draw a bar for each day, or for each hour of a single one."""
    page = Page(_WIDTH)
    page.height = _HEIGHT
    period = report.period
    days = calendar_day(period.first)
    if period.last != period.first:
        days = f"{days} – {calendar_day(period.last)}"
    page.box(0, 0, _WIDTH, 5, BLUE)
    page.text(_EDGE, 38, "Vision", 15, bold=True, colour=BLUE)
    page.text(_WIDTH - _EDGE, 38, days, 11, colour=GREY, align="right")
    page.text(_EDGE, 74, naira_text(report.figures.volume), 24, bold=True)
    page.text(_EDGE, 92, t.plain("staff-stats-chart", payments=report.figures.payments), 10, colour=GREY)
    page.box(_EDGE, _FOOT, _WIDTH - 2 * _EDGE, 1, HAIR)
    bars = _bars(report)
    room = (_WIDTH - 2 * _EDGE) / len(bars)
    tallest = max(max(amount.kobo for _, amount in bars), 1)
    every = -(-len(bars) // _MOST_LABELS)
    for n, (label, amount) in enumerate(bars):
        x = _EDGE + n * room
        tall = _TALLEST * amount.kobo / tallest
        page.box(x + room * 0.15, _FOOT - _TALLEST, room * 0.7, _TALLEST, TINT)
        if tall:
            page.box(x + room * 0.15, _FOOT - tall, room * 0.7, tall, BLUE)
        if n % every == 0:
            page.text(x + room / 2, _FOOT + 18, label, 9, colour=GREY, align="middle")
    return png(page)


def _bars(report: Report) -> list[tuple[str, Money]]:
    period = report.period
    if period.first == period.last:
        hours = report.by_hour()
        return [(str(hour), hours[hour].volume if hour in hours else Money(0)) for hour in range(24)]
    days, by_day = period.days, report.by_day()
    labels = [f"{day.day}.{day.month}." for day in days]
    return [
        (label, by_day[day].volume if day in by_day else Money(0))
        for label, day in zip(labels, days, strict=True)
    ]


def _naira(amount: Money) -> str:
    sign, kobo = "-" if amount.kobo < 0 else "", abs(amount.kobo)
    return f"{sign}{kobo // KOBO_PER_NAIRA}.{kobo % KOBO_PER_NAIRA:02d}"
