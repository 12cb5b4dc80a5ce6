"""The books of a day or a month, to look at and as a file."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from hashlib import sha256

from bot.conversations.staff.arguments import Argument
from bot.conversations.staff.calls import Answer, Call, StaffCommand, StaffPaper
from bot.screens.staff import books as screens
from domain.closings import as_csv
from domain.staff import Act
from domain.times import lagos_day

_MONTH = re.compile(r"(\d{4})-(\d{2})")

Wish = Callable[[datetime], tuple[date, date]]


def read_days(word: str) -> Wish:
    """Read today, a day as 2026-11-23, or a month as 2026-11."""
    if word.lower() == "today":
        return lambda now: (lagos_day(now), lagos_day(now))
    month = _MONTH.fullmatch(word)
    if month is None:
        day = date.fromisoformat(word)
        return lambda _: (day, day)
    first = date(int(month[1]), int(month[2]), 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return lambda _: (first, last)


async def books(call: Call) -> Answer:
    """Show what was earned, and hand the closing over; with the trial balance as it is now."""
    first, last = call.values.get("period", read_days("today"))(call.now)
    closing = await call.services.closings.of(first, last, now=call.now)
    trial = await call.services.house.trial_balance()
    content = await call.services.printer.make(as_csv, closing, trial)
    digest = sha256(content).hexdigest()
    name = f"books-{first.isoformat()}-{closing.last.isoformat()}.csv"
    answer = Answer(screens.books(call.t, closing, trial, digest), name)
    return replace(answer, paper=StaffPaper(name, content))


COMMANDS = (
    StaffCommand(
        name="books",
        act=Act.LOOK_AT_BOOKS,
        arguments=(Argument("period", read_days, optional=True),),
        looks=books,
    ),
)
