"""Home: what there is, what was paid before, and where to go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from types import MappingProxyType

from aiogram.types import InlineKeyboardButton

from bot.buttons import LONGEST_LABEL, Go, Paid, button, in_rows, keyboard
from bot.screen import Screen
from bot.screens.layout import lines, paragraphs
from bot.text import Translator, masked_reference, short_naira
from domain.billers import Asks, Biller
from domain.customers import Customer
from domain.limits import CustomerAccounts
from domain.money import Money
from domain.payments import Payment
from domain.times import LAGOS
from domain.vendors import Category

_LONGEST_NAME = 40
_SHORTEST_NAME = 2  # of a company, where its bill would not fit a button
_NO_NAMES: Mapping[str, str] = MappingProxyType({})


def home(
    t: Translator,
    customer: Customer,
    accounts: CustomerAccounts,
    *,
    repeats: Sequence[tuple[Payment, Biller]] = (),
    names: Mapping[str, str] = _NO_NAMES,
    unfinished: str | None = None,
    notice: str | None = None,
    banner: str | None = None,
    now: datetime,
) -> Screen:
    """The place where everything begins. `unfinished` is the label of an order that can be gone on with."""
    go_on = [button(unfinished, Go(to="continue"), style="primary")] if unfinished else None
    return Screen(
        paragraphs(
            notice,
            banner,
            lines(
                t(f"home-good-{_part_of_day(now)}", name=customer.name[:_LONGEST_NAME]),
                balances(t, accounts),
            ),
        ),
        keyboard(
            go_on,
            *([repeat_chip(t, payment, biller, names)] for payment, biller in repeats),
            *in_rows(places(t), 2),
        ),
    )


def balances(t: Translator, accounts: CustomerAccounts) -> str:
    """Say what the customer has; hidden until touched."""
    held = t("home-held", held=accounts.held) if accounts.held else None
    return lines(t("home-balances", wallet=accounts.wallet, cashback=accounts.cashback), held)


@lru_cache
def places(t: Translator) -> tuple[InlineKeyboardButton, ...]:
    """Return the buttons to everything that can be done: the same whenever one language is spoken."""
    return (
        button(t.plain("home-airtime"), Go(to="airtime")),
        button(t.plain("home-data"), Go(to="data")),
        button(t.plain("home-light"), Go(to="light")),
        button(t.plain("home-tv"), Go(to="tv")),
        button(t.plain("home-internet"), Go(to="internet")),
        button(t.plain("home-more-bills"), Go(to="bills")),
        button(t.plain("home-add-money"), Go(to="add_money")),
        button(t.plain("home-send"), Go(to="send")),
        button(t.plain("home-history"), Go(to="history")),
        button(t.plain("home-schedules"), Go(to="schedules")),
        button(t.plain("home-cashback"), Go(to="cashback")),
        button(t.plain("home-settings"), Go(to="settings")),
        button(t.plain("home-help"), Go(to="help")),
    )


def repeat_chip(
    t: Translator,
    payment: Payment,
    biller: Biller,
    names: Mapping[str, str] = _NO_NAMES,
    *,
    act: str = "again",
) -> InlineKeyboardButton:
    """Return the button that pays an earlier payment once more, or does something else like it."""
    reference, amount = payment.order.recipient.reference, payment.order.amount
    return button(
        f"⟲ {bill_label(t, biller, reference, amount, names=names, room=LONGEST_LABEL - 2)}",
        Paid(act=act, payment_id=payment.id),
    )


def bill_label(
    t: Translator,
    biller: Biller,
    reference: str | None,
    amount: Money | None,
    *,
    names: Mapping[str, str] = _NO_NAMES,
    room: int = LONGEST_LABEL,
) -> str:
    """Return a bill in the few letters that a button has. `names` are the customer's own, by reference.

    Where it is too long, the company's name is cut, and never the amount or the last digits of a number.
    """
    words = []
    if amount is not None:
        words.append(short_naira(amount))
    if reference is not None and biller.kind.asks is not Asks.NOTHING:
        words.append(names.get(reference) or masked_reference(reference))
    name = _bill_name(t, biller, biller.short_name)
    too_much = len(" ".join([name, *words])) - room
    short = biller.short_name[: max(_SHORTEST_NAME, len(biller.short_name) - too_much - 1)].rstrip()
    if too_much > 0 and len(short) + 1 < len(biller.short_name):
        name = _bill_name(t, biller, f"{short}…")
    return " ".join([name, *words])


def _bill_name(t: Translator, biller: Biller, company: str) -> str:
    match biller.category:
        case Category.ELECTRICITY:
            return t.plain("category-electricity")
        case Category.DATA:
            return t.plain("home-data-of", biller=company)
        case _:
            return company


def _part_of_day(now: datetime) -> str:
    hour = now.astimezone(LAGOS).hour
    if 4 <= hour < 12:
        return "morning"
    return "afternoon" if hour < 17 else "evening"
