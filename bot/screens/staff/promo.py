"""Promo codes: what each gives to whom, and how much of its budget is gone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.buttons import keyboard
from bot.screen import Screen
from bot.screens.layout import lines, paragraphs
from bot.screens.staff.pieces import pages_of
from bot.text import Translator, calendar_day
from domain.money import Money
from domain.promo_acts import MakePromo
from domain.promo_codes import PromoCode
from domain.times import lagos_day

_A_MOMENT = timedelta(microseconds=1)


def listed(t: Translator, codes: Sequence[PromoCode], *, page: int, pages: int, now: datetime) -> Screen:
    """A page of the codes."""
    if not codes:
        return Screen(t("staff-promo-none"))
    rows = (_row(t, each, now) for each in codes)
    turning = pages_of("promo-list", page, pages)
    return Screen(paragraphs(t("staff-promo-title"), *rows), keyboard(*([turning] if turning else [])))


def _row(t: Translator, promo: PromoCode, now: datetime) -> str:
    used, most = promo.times
    state = "on" if promo.is_on(now) else "over" if now >= promo.expires_at else "used-up"
    return lines(
        t(
            "staff-promo-row",
            code=promo.id,
            state=state,
            reward=promo.reward,
            until=_last_day(promo.expires_at),
        ),
        t("staff-promo-used", used=used, most=most, spent=promo.spent, budget=promo.budget),
        _whom(t, promo.per_customer, promo.least_bill, newcomers=promo.for_newcomers),
    )


def terms(t: Translator, what: MakePromo) -> str:
    """Say what a code would give, and to whom."""
    return lines(
        t(
            "staff-promo-terms",
            reward=what.reward,
            times=what.times,
            budget=what.budget,
            until=_last_day(what.expires_at),
        ),
        _whom(t, what.per_customer, what.least_bill, newcomers=what.for_newcomers),
    )


def _whom(t: Translator, per_customer: int, least_bill: Money, *, newcomers: bool) -> str:
    return t(
        "staff-promo-whom",
        per=per_customer,
        newcomers="yes" if newcomers else "no",
        bill=least_bill or "none",
    )


def _last_day(expires_at: datetime) -> str:
    return calendar_day(lagos_day(expires_at - _A_MOMENT))
