"""Buying light, as it is seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.buttons import Go, Paid, Pick, back_and_cancel, button, in_rows, keyboard, nearly_button
from bot.screen import Screen
from bot.screens import outages
from bot.screens.home import bill_label
from bot.screens.layout import lines, paragraphs
from bot.screens.outages import ALL_WELL
from bot.text import Translator, naira_text, reference_text
from domain.billers import Biller
from domain.masking import masked_address, masked_name
from domain.money import Money
from domain.outages import BillerState
from domain.payments import Payment
from domain.vendors import MeterKind


@dataclass(frozen=True, slots=True)
class House:
    """A meter and what its company says of it."""

    biller: Biller
    meter: str
    kind: MeterKind
    name: str
    address: str | None
    minimum: Money | None
    arrears: Money | None


def choose_meter(
    t: Translator,
    saved: Sequence[tuple[Payment, Biller]],
    *,
    names: Mapping[str, str],
    amount: Money | None = None,
    recurs: bool = False,
    note: str | None = None,
) -> Screen:
    """The meters that were paid before, and the way to a new one.

    :param amount: what was asked for already
    :param recurs: it is to be paid regularly
    """
    act = "recur" if recurs else "again"
    chips = [
        [
            button(
                bill_label(
                    t, biller, payment.order.recipient.reference, amount or payment.order.amount, names=names
                ),
                Paid(act=act if amount is None else "meter", payment_id=payment.id),
            ),
            button(t.plain("light-other-amount"), Paid(act="amount", payment_id=payment.id)),
        ]
        for payment, biller in saved
    ]
    new = [button(t.plain("light-new-meter"), Go(to="discos"))]
    days = [button(t.plain("meter-button"), Go(to="meters"))]
    return Screen(
        paragraphs(note, t("light-which-meter")), keyboard(*chips, new, days, back_and_cancel(t, back="home"))
    )


def choose_disco(
    t: Translator,
    billers: Sequence[Biller],
    *,
    states: Mapping[str, BillerState] = ALL_WELL,
    problem: str | None = None,
) -> Screen:
    """The electricity company."""
    return Screen(
        paragraphs(problem, t("light-which-disco")),
        keyboard(*in_rows(outages.chips(t, billers, states), 2), back_and_cancel(t, back="home")),
    )


def type_meter(
    t: Translator,
    biller: Biller,
    *,
    can_retry: bool = False,
    nearly: str | None = None,
    problem: str | None = None,
) -> Screen:
    """The meter's number; or, where nobody could say whose it is, the same one once more."""
    again = [button(t.plain("button-try-again"), Go(to="continue"), style="primary")]
    return Screen(
        paragraphs(problem, t("light-type-meter", biller=biller.name)),
        keyboard(again if can_retry else None, nearly_button(t, nearly), back_and_cancel(t, back="discos")),
    )


def is_this_the_house(
    t: Translator, house: House, *, nearly: str | None = None, problem: str | None = None
) -> Screen:
    """Whose meter it is: the one moment to notice a wrong digit."""
    owner = t("light-owner", name=masked_name(house.name))
    where = t("light-address", address=masked_address(house.address)) if house.address else None
    meter = t(
        "light-meter", meter=reference_text(house.meter), kind=house.kind.value, biller=house.biller.name
    )
    minimum = t("light-minimum", minimum=house.minimum) if house.minimum else None
    arrears = t("light-arrears", arrears=house.arrears) if house.arrears else None
    return Screen(
        paragraphs(problem, t("light-right-house"), lines(owner, where, meter), lines(minimum, arrears)),
        keyboard(
            [button(t.plain("light-yes"), Go(to="right_house"), style="primary")],
            nearly_button(t, nearly),
            [button(t.plain("light-no"), Go(to="meter"))],
            [button(t.plain("button-cancel"), Go(to="cancel"))],
        ),
    )


def choose_amount(
    t: Translator,
    house: House,
    *,
    minimum: Money,
    maximum: Money,
    amounts: Sequence[Money],
    problem: str | None = None,
) -> Screen:
    """How much light."""
    chips = [button(naira_text(amount), Pick(what="amount", value=str(amount.kobo))) for amount in amounts]
    meter = t(
        "light-meter", meter=reference_text(house.meter), kind=house.kind.value, biller=house.biller.name
    )
    return Screen(
        paragraphs(
            problem,
            lines(t("light-owner", name=masked_name(house.name)), meter),
            t("light-how-much", minimum=minimum, maximum=maximum),
        ),
        keyboard(*in_rows(chips, 3), back_and_cancel(t, back="meter")),
    )
