"""Days of light: what Meter Brain knows of the meters, and the word that one will soon be empty."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from aiogram.types import InlineKeyboardButton

from bot.buttons import Go, LightOf, Paid, ScheduleOf, back_and_cancel, button, home_button, keyboard
from bot.screen import Screen
from bot.screens.layout import lines, paragraphs
from bot.text import Translator, masked_reference, short_naira
from domain.billers import Biller
from domain.light import Light
from domain.meter_use import change_of_use, shortfall
from domain.rules import LightRules
from domain.schedules import Schedule, ScheduleStatus

SHOW, READ, REMIND, SILENCE, BUY = "show", "read", "on", "off", "buy"


def low(t: Translator, light: Light, biller: Biller, names: Mapping[str, str], *, now: datetime) -> Screen:
    """A meter will soon be empty, or will be as far as we can say: the usual amount in one tap."""
    found = light.forecast
    is_sure = found is not None and found.is_sure
    days = found.days_left(now) if found is not None else 0
    said = (
        t("meter-low", meter=called(light, names), days=days)
        if is_sure
        else t("meter-perhaps-low", meter=called(light, names))
    )
    shows = button(t.plain("meter-read"), LightOf(act=READ, payment_id=light.newest.id))
    silence = button(t.plain("meter-silence"), LightOf(act=SILENCE, payment_id=light.newest.id))
    return Screen(
        paragraphs(said, t("meter-at", biller=biller.name)),
        keyboard([_buy(t, light)], [_other(t, light), shows], [silence], [home_button(t)]),
    )


def meters(t: Translator, lights: Sequence[Light], names: Mapping[str, str], *, now: datetime) -> Screen:
    """All meters, and how long the light of each lasts."""
    chips = []
    for each in lights:
        label = t.plain("meter-chip", meter=called(each, names))
        chips.append([button(label, LightOf(act=SHOW, payment_id=each.newest.id))])
    said = lines(t("meter-title"), *(left(t, each, names, now=now) for each in lights))
    back = [button(t.plain("button-back"), Go(to="light")), home_button(t)]
    return Screen(said if lights else t("meter-none"), keyboard(*chips, back))


def left(t: Translator, light: Light, names: Mapping[str, str], *, now: datetime) -> str:
    """Say in a line how long the light of a meter lasts."""
    meter, found = called(light, names), light.forecast
    if found is None:
        return t("meter-unknown", meter=meter)
    if not found.is_sure:
        return t("meter-far-ahead", meter=meter)
    return t("meter-left", meter=meter, days=found.days_left(now))


def card(
    t: Translator,
    light: Light,
    biller: Biller,
    names: Mapping[str, str],
    rules: LightRules,
    *,
    notice: str | None = None,
    now: datetime,
) -> Screen:
    """One meter, and what can be done about it."""
    reminds = light.meter.reminds
    switch = button(
        t.plain("meter-silence" if reminds else "meter-remind"),
        LightOf(act=SILENCE if reminds else REMIND, payment_id=light.newest.id),
    )
    reading, buys = light.meter.reading, light.buying
    told = t("meter-reminds", days=rules.remind_before.days) if reminds else t("meter-silent")
    if buys is not None:
        told = t("meter-buys", amount=buys.terms.amount, paused="yes" if _is_paused(buys) else "no")
    return Screen(
        paragraphs(
            notice,
            lines(left(t, light, names, now=now), t("meter-at", biller=biller.name)),
            lines(
                _a_day(t, light, now),
                _short(t, light),
                t("meter-was-read", units=units(reading.watt_hours), at=t.when(reading.at, now=now))
                if reading is not None
                else None,
                told,
            ),
        ),
        keyboard(
            [_buy(t, light)],
            [button(t.plain("meter-read"), LightOf(act=READ, payment_id=light.newest.id)), switch],
            [_by_itself(t, light)] if light.forecast is not None or buys is not None else None,
            [button(t.plain("button-back"), Go(to="meters")), home_button(t)],
        ),
    )


def ask_reading(
    t: Translator, light: Light, names: Mapping[str, str], *, problem: str | None = None
) -> Screen:
    """What the meter shows."""
    return Screen(
        paragraphs(problem, t("meter-ask-reading", meter=called(light, names))),
        keyboard(back_and_cancel(t, back="meters")),
    )


def units(watt_hours: int) -> str:
    """Write 44.1 for 44,100 watt-hours, as meters show them."""
    tenths = (watt_hours + 50) // 100
    return f"{tenths // 10:,}.{tenths % 10}"


def _a_day(t: Translator, light: Light, now: datetime) -> str | None:
    """Say how much is used in a day, and how that compares with a month before."""
    found = light.forecast
    if found is None or found.watt_hours_a_day is None:
        return None
    change = change_of_use(light.bought, now=now)
    a_day = units(found.watt_hours_a_day)
    if change is None:
        return t("meter-a-day", units=a_day)
    return t(
        "meter-a-day-compared",
        units=a_day,
        percent=abs(change.percent),
        than="more" if change.percent > 0 else "less",
        month=t.plain("meter-month", month=change.month.month),
    )


def _short(t: Translator, light: Light) -> str | None:
    """Say that the newest purchase gave less than usual."""
    found = shortfall(light.bought)
    if found is None:
        return None
    return t("meter-short", units=units(found.watt_hours), paid=found.paid)


def _buy(t: Translator, light: Light) -> InlineKeyboardButton:
    return button(
        t.plain("meter-buy", amount=short_naira(light.usual)),
        Paid(act="again", payment_id=light.usual_payment_id),
        style="primary",
    )


def _by_itself(t: Translator, light: Light) -> InlineKeyboardButton:
    if light.buying is not None:
        return button(t.plain("meter-buying"), ScheduleOf(act="show", schedule_id=light.buying.id))
    return button(t.plain("meter-buy-itself"), LightOf(act=BUY, payment_id=light.newest.id))


def _is_paused(schedule: Schedule) -> bool:
    return schedule.status is ScheduleStatus.PAUSED


def _other(t: Translator, light: Light) -> InlineKeyboardButton:
    return button(t.plain("light-other-amount"), Paid(act="amount", payment_id=light.newest.id))


def called(light: Light, names: Mapping[str, str]) -> str:
    """Say whose meter it is: its name, or what is seen of its number."""
    reference = light.newest.order.recipient.reference
    return names.get(reference) or masked_reference(reference)
