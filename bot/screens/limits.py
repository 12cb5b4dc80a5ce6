"""What may be spent and owned, and the customer's own lower limit, as they are seen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.buttons import Go, Pick, back_and_cancel, button, home_button, keyboard
from bot.screen import Screen
from bot.screens.layout import lines, paragraphs
from bot.text import Translator, short_naira
from domain.allowances import Allowance
from domain.controls import Controls
from domain.money import Money

_BLOCKS = 10


def limits(
    t: Translator, shown: Allowance, controls: Controls, *, notice: str | None = None, now: datetime
) -> Screen:
    """Today's use as a bar, what bounds it, what the wallet may hold, and what the next level gives."""
    caution = shown.caution
    switch = ("on", "limits-sending-on") if controls.transfers_off else ("off", "limits-sending-off")
    return Screen(
        paragraphs(
            notice,
            lines(
                t("limits-title", tier=shown.tier),
                t("limits-today", used=shown.used, daily=shown.daily),
                t("limits-bar", bar=_bar(shown.used, shown.daily)),
                t("limits-left", left=shown.left),
                t("limits-own", own=shown.own) if shown.own is not None else None,
                *_by_staff(t, shown, now),
            ),
            t("limits-caution", limit=caution.limit, left=caution.left, until=t.when(caution.until, now=now))
            if caution is not None
            else None,
            t("limits-balance", maximum=shown.maximum_balance, room=shown.room)
            if shown.maximum_balance is not None
            else t("limits-balance-unlimited"),
            _next(t, shown),
            t("limits-transfers-are-off") if controls.transfers_off else None,
        ),
        keyboard(
            [button(t.plain("limits-next-button", tier=shown.next_tier), Go(to="identity"), style="primary")]
            if shown.next_tier is not None
            else None,
            [button(t.plain("limits-own-button"), Go(to="own_limit"))],
            [button(t.plain(switch[1]), Pick(what="transfers", value=switch[0]))],
            [home_button(t)],
        ),
    )


def own_limit(
    t: Translator, shown: Allowance, chips: Sequence[Money], *, problem: str | None = None
) -> Screen:
    """The question how much may leave a day, by the customer's own will."""
    some = [button(short_naira(chip), Pick(what="own_limit", value=str(chip.kobo))) for chip in chips]
    none = [button(t.plain("limits-own-none"), Pick(what="own_limit", value="0"))]
    return Screen(
        paragraphs(problem, t("limits-own-ask"), t("limits-own-raise")),
        keyboard(some[:3], some[3:] or None, none if shown.own else None, back_and_cancel(t, back="limits")),
    )


def told(t: Translator, shown: Allowance, *, now: datetime) -> Screen:
    """What is told when staff set a limit, or took theirs away."""
    said = lines(*_by_staff(t, shown, now)) or t("limits-usual-again", daily=shown.daily)
    return Screen(
        paragraphs(t("limits-by-staff"), said, t("limits-by-staff-why")), keyboard([home_button(t)])
    )


def _by_staff(t: Translator, shown: Allowance, now: datetime) -> tuple[str, ...]:
    daily, single = shown.by_staff, shown.single
    return tuple(
        t(key, amount=limit.amount, until=t.when(limit.until, now=now))
        for key, limit in (("limits-staff-daily", daily), ("limits-staff-single", single))
        if limit is not None
    )


def _next(t: Translator, shown: Allowance) -> str | None:
    if shown.next is None:
        return None
    if shown.next.maximum_balance is None:
        return t("limits-next-unlimited", tier=shown.next_tier, daily=shown.next.daily_outflow)
    return t(
        "limits-next",
        tier=shown.next_tier,
        daily=shown.next.daily_outflow,
        maximum=shown.next.maximum_balance,
    )


def _bar(used: Money, of: Money) -> str:
    full = min(_BLOCKS, -(-used.kobo * _BLOCKS // of.kobo)) if of.kobo else _BLOCKS
    return "▰" * full + "▱" * (_BLOCKS - full)
