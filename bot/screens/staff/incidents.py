"""Incidents: the list, one of them with its report, and what customers are told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.buttons import home_button, keyboard
from bot.screen import Screen
from bot.screens.layout import lines, paragraphs
from bot.screens.staff.pieces import run
from bot.text import Translator, date_and_clock
from domain.billers import Biller
from domain.incidents import Incident, Word


def plan(t: Translator, change: str, biller: Biller, text: str, *, touched: int) -> str:
    """Return what opening, updating or closing one means."""
    return lines(
        t(f"staff-incident-{change}", biller=biller.name),
        t("staff-incident-word", text=text),
        t("staff-incident-touched", count=touched),
    )


def done(t: Translator, incident: Incident) -> Screen:
    """It is done."""
    row = [run(_number(incident), f"incidents {incident.number}")]
    return Screen(t("staff-incident-done", number=_number(incident), state=_state(incident)), keyboard(row))


def listed(t: Translator, incidents: Sequence[Incident]) -> Screen:
    """The newest ones, open ones first."""
    rows = (
        t(
            "staff-incident-row",
            number=_number(each),
            state=_state(each),
            biller=each.biller_id,
            at=each.opened_at,
            text=each.said[-1].text,
        )
        for each in incidents
    )
    buttons = [[run(_number(each), f"incidents {each.number}")] for each in incidents]
    return Screen(lines(*rows) or t("staff-incident-none"), keyboard(*buttons))


def story(t: Translator, incident: Incident, *, affected: int) -> Screen:
    """All that was said of one."""
    said = (t("staff-incident-said", at=each.at, by=each.by, text=each.text) for each in incident.said)
    head = t(
        "staff-incident-title",
        number=_number(incident),
        state=_state(incident),
        biller=incident.biller_id,
        count=affected,
    )
    return Screen(paragraphs(head, lines(*said)))


def report(t: Translator, incident: Incident, *, affected: int, now: datetime) -> str:
    """Return the beginning of a report about it, to be finished by a person."""
    lasted = (incident.closed_at or now) - incident.opened_at
    timeline = "\n".join(f"- {date_and_clock(each.at)}: {each.text} ({each.by})" for each in incident.said)
    return t.plain(
        "staff-incident-report",
        number=_number(incident),
        biller=incident.biller_id,
        lasted=lasted,
        count=affected,
        timeline=timeline,
    )


def told(t: Translator, incident: Incident, word: Word, biller: Biller) -> Screen:
    """Tell a customer what is wrong with a biller that she paid."""
    key = "incident-over" if incident.closed_at == word.at else "incident-told"
    return Screen(t(key, biller=biller.name, text=word.text), keyboard([home_button(t)]))


def _number(incident: Incident) -> str:
    return f"INC-{incident.number}"


def _state(incident: Incident) -> str:
    return "open" if incident.closed_at is None else "closed"
