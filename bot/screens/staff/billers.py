"""How billers do, and what changing them means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from aiogram.types import InlineKeyboardButton

from bot.buttons import in_rows, keyboard
from bot.screen import Screen
from bot.screens.layout import lines, paragraphs
from bot.screens.staff.pieces import run
from bot.screens.staff.stats import share
from bot.text import Translator
from domain.billers import Biller
from domain.money import Money
from domain.outages import BillerState, Outages
from domain.vendor_health import Circuit, Condition

_ROWS = 20
_LIGHTS = {None: "🟢", BillerState.SLOW: "🟡", BillerState.PAUSED: "🔴"}


def listed(
    t: Translator,
    billers: Sequence[Biller],
    conditions: Mapping[str, Mapping[str, Condition]],
    outages: Outages,
    *,
    page: int,
) -> Screen:
    """A page of all billers, those first that are not well."""
    states = outages.now()
    ordered = sorted(billers, key=lambda each: (each.id not in states, each.position))
    pages = max(1, -(-len(ordered) // _ROWS))
    page = min(page, pages)
    shown = ordered[(page - 1) * _ROWS : page * _ROWS]
    rows = (_row(t, each, conditions[each.id], states.get(each.id), outages) for each in shown)
    buttons: list[InlineKeyboardButton] = []
    if page > 1:
        buttons.append(run("‹", f"billers {page - 1}"))
    if page < pages:
        buttons.append(run("›", f"billers {page + 1}"))
    return Screen(lines(*rows), keyboard(*in_rows(buttons, 2)))


def _row(
    t: Translator,
    biller: Biller,
    conditions: Mapping[str, Condition],
    state: BillerState | None,
    outages: Outages,
) -> str:
    vendors = ", ".join(_vendor(t, name, condition) for name, condition in conditions.items())
    outage = outages.open_of(biller.id)
    said = t(
        "staff-billers-row",
        light=_LIGHTS[state] if biller.on_sale else "⚪",
        name=biller.short_name,
        id=biller.id,
        vendors=vendors,
    )
    return lines(said, _outage(t, outage.reason, outage.resumes_at) if outage is not None else None)


def _vendor(t: Translator, name: str, condition: Condition) -> str:
    if not condition.calls:
        return t.plain("staff-billers-idle", vendor=name)
    return t.plain(
        "staff-billers-vendor",
        vendor=name,
        success=share(condition.success),
        p95=condition.p95 if condition.p95 is not None else "–",
        calls=condition.calls,
        held="no" if condition.circuit is Circuit.CLOSED else "yes",
    )


def _outage(t: Translator, reason: str | None, until: datetime | None) -> str:
    if reason is None:
        return t("staff-billers-out")
    if until is None:
        return t("staff-billers-off", reason=reason)
    return t("staff-billers-off-until", reason=reason, until=until)


def pause(t: Translator, biller: Biller, reason: str, until: datetime | None, *, waiting: int) -> str:
    """Return what taking a biller off sale means."""
    return lines(
        t("staff-biller-pause", biller=biller.name),
        t("staff-reason", reason=reason),
        t("staff-biller-until", until=until) if until is not None else t("staff-biller-until-resumed"),
        t("staff-biller-waiting", count=waiting),
        t("staff-biller-accepted"),
    )


def resume(t: Translator, biller: Biller) -> str:
    """Return what selling a biller again means."""
    return t("staff-biller-resume", biller=biller.name)


def sync(t: Translator, biller: Biller) -> str:
    """Return what reading a biller's lists again means."""
    return t("staff-biller-sync", biller=biller.name)


def bounds(t: Translator, biller: Biller, least: Money, most: Money) -> str:
    """Return what may be bought at once, before and after."""
    return t(
        "staff-biller-bounds",
        biller=biller.name,
        least=biller.minimum,
        most=biller.maximum,
        new_least=least,
        new_most=most,
    )


def shares(t: Translator, biller: Biller, weights: Mapping[str, int]) -> str:
    """Return how orders are shared out, before and after."""
    return t(
        "staff-biller-shares",
        biller=biller.name,
        before=_shares(biller.weights) or "–",
        after=_shares(weights),
    )


def _shares(weights: Mapping[str, int]) -> str:
    return ", ".join(f"{vendor} {weight}" for vendor, weight in weights.items())


def changed(t: Translator, text: str) -> Screen:
    """It is done."""
    row = [run(t.plain("staff-button-billers"), "billers")]
    return Screen(paragraphs(t("staff-biller-done"), text), keyboard(row))
