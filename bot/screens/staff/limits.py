"""The limits of one customer, for staff."""

from __future__ import annotations

from datetime import datetime

from bot.buttons import keyboard
from bot.screen import Screen
from bot.screens.layout import lines
from bot.screens.staff.pieces import known_as, run
from bot.text import Translator
from domain.allowances import Allowance
from domain.customers import Customer


def limits(t: Translator, customer: Customer, shown: Allowance, *, now: datetime) -> Screen:
    """What holds, by whose will, and what was used of it today."""
    by_staff, single, caution = shown.by_staff, shown.single, shown.caution
    return Screen(
        lines(
            t("staff-limits-title", who=known_as(customer), tier=shown.tier),
            t("staff-user-limits", used=shown.used, limit=shown.daily),
            t("staff-limits-left", left=shown.left),
            t("staff-limits-own", own=shown.own) if shown.own is not None else None,
            t("staff-limits-daily", amount=by_staff.amount, until=by_staff.until) if by_staff else None,
            t("staff-limits-single", amount=single.amount, until=single.until) if single else None,
            t("staff-user-restricted", until=caution.until) if caution is not None else None,
        ),
        keyboard([run(t.plain("staff-button-customer"), f"user {customer.id}")]),
    )
