"""Billers that are slow or not sold for a while: on buttons, in a line, and the word that they are back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from aiogram.types import InlineKeyboardButton

from bot.buttons import LONGEST_LABEL, Go, Pick, button, home_button, keyboard
from bot.screen import Screen
from bot.screens.layout import lines, paragraphs
from bot.text import Translator
from domain.billers import Biller
from domain.outages import BillerState

TELL_ME = "tell_me"
_MOST_NAMED = 4
ALL_WELL: Mapping[str, BillerState] = MappingProxyType({})


def paused(t: Translator, problem: str, biller_id: str) -> Screen:
    """The biller can't be paid now; the order is kept."""
    tell_me = button(t.plain("outage-tell-me"), Pick(what=TELL_ME, value=biller_id), style="primary")
    return Screen(paragraphs(problem, t("outage-order-kept")), keyboard([tell_me], [home_button(t)]))


def will_tell(t: Translator) -> Screen:
    """They will be told."""
    return Screen(t("outage-will-tell"), keyboard([home_button(t)]))


def back(t: Translator, biller: Biller) -> Screen:
    """The biller is sold again."""
    go_on = button(t.plain("outage-go-on"), Go(to="continue"), style="primary")
    return Screen(t("outage-back", biller=biller.name), keyboard([go_on], [home_button(t)]))


def banner(t: Translator, *, slow: Sequence[str], not_sold: Sequence[str]) -> str | None:
    """Say at Home which billers are not well, by their names; None if all are."""
    said = lines(
        t("outage-paused", billers=_names(not_sold), count=len(not_sold)) if not_sold else None,
        t("outage-slow", billers=_names(slow), count=len(slow)) if slow else None,
    )
    return said or None


def note(t: Translator, biller: Biller, states: Mapping[str, BillerState]) -> str | None:
    """Say of one company what the banner at Home says; None if it is well."""
    state = states.get(biller.id)
    return banner(
        t,
        slow=[biller.name] if state is BillerState.SLOW else [],
        not_sold=[biller.name] if state is BillerState.PAUSED else [],
    )


def chips(
    t: Translator, billers: Sequence[Biller], states: Mapping[str, BillerState] = ALL_WELL
) -> list[InlineKeyboardButton]:
    """Return the buttons that choose a company, each with how it is if it is not well."""
    return [
        button(_label(t, biller, states.get(biller.id)), Pick(what="biller", value=biller.id))
        for biller in billers
    ]


def _label(t: Translator, biller: Biller, state: BillerState | None) -> str:
    """Return a company's name with a light and its word, of which nothing is cut off."""
    name = biller.short_name
    if state is None:
        return name
    said = f"outage-button-{state.value}"
    room = LONGEST_LABEL - len(t.plain(said, biller=""))
    return t.plain(said, biller=name if len(name) <= room else name[: room - 1].rstrip() + "…")


def for_staff(t: Translator, subject: str) -> Screen:
    """Sales of a biller were paused or resumed. `subject` is what happened and to whom."""
    event, _, biller_id = subject.partition(":")
    return Screen(t(f"outage-for-staff-{event}", biller=biller_id))


def _names(names: Sequence[str]) -> str:
    more = len(names) - _MOST_NAMED
    return ", ".join(names[:_MOST_NAMED]) + (f" +{more}" if more > 0 else "")
