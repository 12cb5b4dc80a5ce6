"""The figures of a period."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from aiogram.types import InlineKeyboardButton

from bot.buttons import in_rows, keyboard
from bot.screen import Screen
from bot.screens.layout import lines, paragraphs
from bot.screens.staff.pieces import run
from bot.text import Translator, calendar_day
from domain.float_watch import FloatStanding
from domain.stats import Figures, Period, Report

_MOST_BILLERS = 20
_VIEWS = ("billers", "hours", "chart", "csv")


def figures(t: Translator, report: Report, billers: Mapping[str, str], *, view: str = "sums") -> Screen:
    """The sums of a period; below them, by biller or by hour, what is wanted. Other views are buttons."""
    sums, undecided = report.figures, report.undecided
    oldest = report.at - undecided.oldest_at if undecided.oldest_at is not None else None
    told = lines(
        t(
            "staff-stats-title",
            days=_days(report.period),
            at=report.at,
            biller=billers.get(report.biller_id or "", "") or "all",
        ),
        t("staff-stats-sold", payments=sums.payments, volume=sums.volume, success=share(sums.success)),
        t("staff-stats-undecided", count=undecided.count, oldest=oldest),
        t(
            "staff-stats-returned",
            count=sums.returns,
            amount=sums.returned,
            after=sums.median_return,
        ),
        t("staff-stats-left", new=report.newcomers, cashback=sums.cashback, margin=sums.margin),
    )
    below = ""
    if view == "billers":
        listed = report.by_biller()[:_MOST_BILLERS]
        below = lines(*(_row(t, billers.get(each, each), sums) for each, sums in listed))
    elif view == "hours":
        below = lines(*(_row(t, f"{hour:02d}h", sums) for hour, sums in sorted(report.by_hour().items())))
    return Screen(paragraphs(told, below), keyboard(*in_rows(_views(t, report, view), 2)))


def digest(
    t: Translator, report: Report, billers: Mapping[str, str], floats: Sequence[FloatStanding]
) -> Screen:
    """How a day went, and what is left at the vendors: told without being asked for."""
    told = figures(t, report, billers, view="billers")
    left = (standing_line(t, each, now=report.at) for each in floats)
    return replace(told, text=paragraphs(t("staff-digest-title"), told.text, lines(*left)))


def standing_line(t: Translator, standing: FloatStanding, *, now: datetime) -> str:
    """Return how it is with one float."""
    if standing.left is None:
        return t("staff-float-unknown", vendor=standing.vendor)
    empty = standing.empty_at
    return t(
        "staff-float",
        light=light(well=not standing.is_short),
        vendor=standing.vendor,
        left=standing.left,
        hour=standing.an_hour,
        uses="yes" if empty is not None else "no",
        empty=t.when(empty, now=now) if empty is not None else "",
    )


def light(*, well: bool) -> str:
    """Return the sign of something that is well or not."""
    return "🟢" if well else "🔴"


def _views(t: Translator, report: Report, view: str) -> list[InlineKeyboardButton]:
    about = f"{report.period.first.isoformat()}..{report.period.last.isoformat()}"
    of = f" {report.biller_id}" if report.biller_id is not None else ""
    labels = {
        "billers": t.plain("staff-button-by-biller"),
        "hours": t.plain("staff-button-by-hour"),
        "chart": t.plain("staff-button-chart"),
        "csv": t.plain("staff-button-csv"),
    }
    return [run(labels[each], f"stats {about} {each}{of}") for each in _VIEWS if each != view]


def _row(t: Translator, name: str, sums: Figures) -> str:
    return t(
        "staff-stats-row",
        name=name,
        payments=sums.payments,
        volume=sums.volume,
        success=share(sums.success),
        margin=sums.margin,
    )


def _days(period: Period) -> str:
    if period.first == period.last:
        return calendar_day(period.first)
    return f"{calendar_day(period.first)} – {calendar_day(period.last)}"


def share(basis_points: int | None) -> str:
    """Write 98.6 %; – where nothing is known."""
    return f"{basis_points // 100}.{basis_points % 100 // 10} %" if basis_points is not None else "–"
