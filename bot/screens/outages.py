"""Billers that are slow or not sold for a while, and the word that they are back."""

from __future__ import annotations

from collections.abc import Sequence

from bot.buttons import Go, Pick, button, home_button, keyboard
from bot.screen import Screen
from bot.screens.layout import lines, paragraphs
from bot.text import Translator
from domain.billers import Biller

TELL_ME = "tell_me"
_MOST_NAMED = 4


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


def for_staff(t: Translator, subject: str) -> Screen:
    """Sales of a biller were paused or resumed. `subject` is what happened and to whom."""
    event, _, biller_id = subject.partition(":")
    return Screen(t(f"outage-for-staff-{event}", biller=biller_id))


def _names(names: Sequence[str]) -> str:
    more = len(names) - _MOST_NAMED
    return ", ".join(names[:_MOST_NAMED]) + (f" +{more}" if more > 0 else "")
