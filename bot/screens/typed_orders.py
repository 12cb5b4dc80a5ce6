"""Answers to what people type: what may be meant, and what can't be done here."""

from __future__ import annotations

from collections.abc import Sequence

from bot.buttons import Go, Pick, ProblemOf, button, home_button, keyboard
from bot.screen import Screen
from bot.screens.home import bill_label
from bot.screens.layout import paragraphs
from bot.text import Translator, masked_reference, reference_text, short_naira
from domain.billers import Biller
from domain.payments import Payment
from domain.typed_orders import TypedOrder


def choose(
    t: Translator, lead: str, orders: Sequence[TypedOrder], *, slip: str | None = None, recurs: bool = False
) -> Screen:
    """What of it is meant. Each button only begins an order. `slip`: a mistyped phone number.

    :param recurs: it is to be paid regularly
    """
    what = "regular" if recurs else "typed"
    odd = t("typed-slip", number=reference_text(slip), digits=len(slip)) if slip is not None else None
    chips = [
        [button(label(t, order), Pick(what=what, value=str(place)))] for place, order in enumerate(orders)
    ]
    return Screen(paragraphs(odd, t(lead)), keyboard(*chips, [home_button(t)]))


def label(t: Translator, order: TypedOrder) -> str:
    """Return an order in the few letters that a button has."""
    reference = order.phone.national if order.phone else order.meter or order.smartcard or order.account
    words = [t.plain(f"category-{order.category.value}")]
    if order.amount is not None:
        words.append(short_naira(order.amount))
    if reference is not None:
        words.append(masked_reference(reference))
    elif order.someone is not None and order.someone.isdecimal():
        words.append(t.plain("typed-other-number"))
    return " ".join(words)


def said(t: Translator, key: str, **values: object) -> Screen:
    """A sentence, and the way home."""
    return Screen(t(key, **values), keyboard([home_button(t)]))


def person(t: Translator, recent: Sequence[tuple[Payment, Biller]]) -> Screen:
    """The way to a person of ours: through the payment that it is about."""
    about = [
        [
            button(
                bill_label(t, biller, None, payment.order.amount),
                ProblemOf(act="ask", kind="", payment_id=payment.id),
            )
        ]
        for payment, biller in recent
    ]
    return Screen(
        t("typed-person" if recent else "typed-person-nothing-paid"),
        keyboard(
            *about,
            [
                button(t.plain("typed-tickets"), Go(to="tickets")),
                button(t.plain("typed-help"), Go(to="help")),
            ],
            [home_button(t)],
        ),
    )


def outage(t: Translator) -> Screen:
    """No light in the street is nothing that we sell, but the meter may be empty."""
    return Screen(
        paragraphs(t("typed-outage")),
        keyboard([button(t.plain("category-electricity"), Go(to="light")), home_button(t)]),
    )
