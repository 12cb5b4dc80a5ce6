"""How the installation, the vendors and our floats are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from bot.buttons import keyboard
from bot.screen import Screen
from bot.screens.layout import lines, paragraphs
from bot.screens.staff.pieces import run
from bot.screens.staff.stats import light, share, standing_line
from bot.system_health import Condition
from bot.text import Translator
from domain.float_watch import FloatStanding
from domain.maintenance import Stop
from domain.outages import BillerState
from domain.vendor_health import Standing

_TICKS_WITHIN = timedelta(minutes=1)
_QUEUES = ("inbox", "outbox")


def health(
    t: Translator,
    condition: Condition,
    vendors: Mapping[str, Standing],
    billers: Mapping[str, BillerState],
    stop: Stop | None,
    *,
    now: datetime,
) -> Screen:
    """Each part in a line."""
    parts = condition.parts
    queues = (
        t(
            f"staff-health-{name}",
            light=light(well=parts[name].well),
            waiting=int(str(parts[name].figures["waiting"])),
            oldest=timedelta(seconds=int(str(parts[name].figures["oldest_seconds"]))),
        )
        for name in _QUEUES
        if name in parts
    )
    ticks = condition.ticked_at is not None and now - condition.ticked_at < _TICKS_WITHIN
    checked = condition.checked_at
    system = lines(
        t("staff-maintenance-health", text=stop.text, since=stop.since) if stop is not None else None,
        t("staff-health-database", light=light(well=True), ms=round(condition.took.total_seconds() * 1000)),
        *queues,
        t("staff-health-clock", light=light(well=ticks), at=condition.ticked_at or "–"),
        t(
            "staff-health-books",
            light=light(well=not condition.problems),
            at=checked if checked is not None else "–",
            problems=condition.problems,
        ),
    )
    outside = lines(*(_vendor(t, name, standing) for name, standing in vendors.items()))
    not_well = lines(
        *(
            t("staff-health-biller", light=_STATE_LIGHTS[state], biller=biller)
            for biller, state in sorted(billers.items())
        )
    )
    row = [run(t.plain("staff-button-float"), "float"), run(t.plain("staff-button-again"), "health")]
    return Screen(paragraphs(system, outside, not_well), keyboard(row))


def floats(t: Translator, standings: Sequence[FloatStanding], *, now: datetime) -> Screen:
    """What is left at each vendor, and until when it will do."""
    told = (standing_line(t, each, now=now) for each in standings)
    return Screen(
        lines(*told) or t("staff-float-nothing"), keyboard([run(t.plain("staff-button-again"), "float")])
    )


def float_warning(t: Translator, standing: FloatStanding, *, now: datetime) -> Screen:
    """Our float at a vendor is short."""
    return Screen(
        lines(t("staff-float-short"), standing_line(t, standing, now=now)),
        keyboard([run(t.plain("staff-button-float"), "float")]),
    )


_STATE_LIGHTS = {BillerState.SLOW: "🟡", BillerState.PAUSED: "🔴"}


def _vendor(t: Translator, name: str, standing: Standing) -> str:
    return t(
        "staff-health-vendor",
        light="🟢" if not standing.open and not standing.half_open else "🟡",
        vendor=name,
        calls=standing.calls,
        success=share(standing.success),
        p95=standing.p95 if standing.p95 is not None else "–",
        open=", ".join((*standing.open, *standing.half_open)) or "–",
    )
