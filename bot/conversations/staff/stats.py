"""How the business goes: figures of a period, by biller and by hour, as a chart, as a table."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from bot.conversations.staff.arguments import Argument, one_of
from bot.conversations.staff.calls import Answer, Call, StaffCommand, StaffPaper
from bot.papers.sales import sales_csv, sales_png
from bot.screens.staff import stats as screens
from domain.staff import Act
from domain.stats import Period

_LATELY = {"today": 1, "7d": 7, "30d": 30}
_BY_DAY = frozenset({"chart", "csv"})
_DAY = r"\d{4}-\d{2}-\d{2}"
_SPAN = re.compile(rf"({_DAY})(?:\.\.({_DAY}))?")

Wish = Callable[[datetime], Period]


def read_period(word: str) -> Wish:
    """Read today, 7d, 30d, a day, or two days with .. between."""
    days = _LATELY.get(word.lower())
    if days is not None:
        count = days
        return lambda now: Period.lately(count, now=now)
    found = _SPAN.fullmatch(word)
    if found is None:
        raise ValueError(word)
    first = date.fromisoformat(found[1])
    last = date.fromisoformat(found[2]) if found[2] else first
    return lambda _: Period(first, last)


async def stats(call: Call) -> Answer:
    """Show the figures of a period."""
    values, services = call.values, call.services
    word = values.get("biller")
    biller = await services.biller_desk.named(word) if word is not None else None
    biller_id = biller.id if biller is not None else None
    period = values.get("period", read_period("today"))(call.now)
    view = values.get("view", "sums")
    by_day = view in _BY_DAY
    report = await services.stats.report(period, biller_id, by_day=by_day, now=call.now)
    billers = {each.id: each.short_name for each in await services.biller_desk.all()}
    screen = screens.figures(call.t, report, billers, view=view)
    answer = Answer(screen, biller_id or "everything")
    if view == "csv":
        table = await services.printer.make(sales_csv, report.sales)
        return replace(answer, paper=StaffPaper(f"{_name(period)}.csv", table))
    if view == "chart":
        picture = await services.printer.make(sales_png, call.t, report)
        return replace(answer, paper=StaffPaper(f"{_name(period)}.png", picture))
    return answer


def _name(period: Period) -> str:
    return f"sales-{period.first.isoformat()}-{period.last.isoformat()}"


COMMANDS = (
    StaffCommand(
        name="stats",
        act=Act.LOOK_AT_FIGURES,
        arguments=(
            Argument("period", read_period, optional=True),
            Argument("view", one_of("billers", "hours", "chart", "csv"), optional=True),
            Argument("biller", optional=True),
        ),
        looks=stats,
    ),
)
