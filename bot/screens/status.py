"""What works at the moment, and what does not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from bot.buttons import Go, button, home_button, keyboard
from bot.screen import Screen
from bot.screens.layout import lines, paragraphs
from bot.screens.maintenance import standing
from bot.text import Translator
from domain.billers import Biller
from domain.incidents import Word
from domain.maintenance import Stop
from domain.outages import BillerState, Outage

_MOST_SHOWN = 8


class NotWell(NamedTuple):
    """A company that is slow, is not sold, or has something told about it."""

    biller: Biller
    state: BillerState | None
    outage: Outage | None
    said: Word | None  # of an incident, the newest


def status(t: Translator, not_well: Sequence[NotWell], stop: Stop | None, *, now: datetime) -> Screen:
    """Each company that is not well: since when, until when, and what is told about it."""
    worst_first = sorted(not_well, key=lambda each: each.state is not BillerState.PAUSED)
    more = len(worst_first) - _MOST_SHOWN
    told = (
        lines(
            _line(t, each, now),
            t("status-said", at=t.when(each.said.at, now=now), text=each.said.text) if each.said else None,
        )
        for each in worst_first[:_MOST_SHOWN]
    )
    rest = t("status-rest") if not_well else t("status-all-well")
    return Screen(
        paragraphs(
            standing(t, stop) if stop is not None else None,
            *told,
            t("status-more", n=more) if more > 0 else None,
            rest if stop is None else None,
        ),
        keyboard([button(t.plain("status-again"), Go(to="status")), home_button(t)]),
    )


def _line(t: Translator, each: NotWell, now: datetime) -> str:
    if each.state is BillerState.PAUSED and each.outage is not None:
        until = each.outage.resumes_at
        return t(
            "status-paused",
            biller=each.biller.name,
            since=t.when(each.outage.began_at, now=now),
            ends="yes" if until is not None else "no",
            until=t.when(until, now=now) if until is not None else "",
        )
    if each.state is None:
        return t("status-works", biller=each.biller.name)
    return t("status-slow", biller=each.biller.name)
