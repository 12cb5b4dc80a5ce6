"""Answers to what people type: what may be meant, and what can't be done here."""

from __future__ import annotations

from collections.abc import Sequence

from bot.buttons import Go, Pick, button, home_button, keyboard
from bot.screen import Screen
from bot.screens.layout import paragraphs
from bot.text import Translator, masked_reference, short_naira
from domain.typed_orders import TypedOrder


def choose(t: Translator, lead: str, orders: Sequence[TypedOrder]) -> Screen:
    """What of it is meant. Each button only begins an order."""
    chips = [
        [button(label(t, order), Pick(what="typed", value=str(place)))] for place, order in enumerate(orders)
    ]
    return Screen(t(lead), keyboard(*chips, [home_button(t)]))


def label(t: Translator, order: TypedOrder) -> str:
    """Return an order in the few letters that a button has."""
    reference = order.phone.national if order.phone else order.meter or order.smartcard or order.account
    words = [t.plain(f"category-{order.category.value}")]
    if order.amount is not None:
        words.append(short_naira(order.amount))
    if reference is not None:
        words.append(masked_reference(reference))
    return " ".join(words)


def said(t: Translator, key: str, **values: object) -> Screen:
    """A sentence, and the way home."""
    return Screen(t(key, **values), keyboard([home_button(t)]))


def outage(t: Translator) -> Screen:
    """No light in the street is nothing that we sell, but the meter may be empty."""
    return Screen(
        paragraphs(t("typed-outage")),
        keyboard([button(t.plain("category-electricity"), Go(to="light")), home_button(t)]),
    )
