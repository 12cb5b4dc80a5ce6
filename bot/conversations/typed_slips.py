"""A phone number with a digit too many or too few: whose it probably is, among the lines known here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.conversations.desk import Desk
from domain.phones import NotAPhoneNumber, Phone, read_phone
from domain.typed_hints import NearlySaved, hint_for
from domain.typed_numbers import is_nearly_a_phone
from domain.typed_orders import TypedOrder
from domain.vendors import Category

_LINES = (Category.AIRTIME, Category.DATA)


def slip_in(orders: Iterable[TypedOrder]) -> str | None:
    """Return the number that some orders take for a mistyped phone's; None if they have none."""
    return next((each.someone for each in orders if each.someone and is_nearly_a_phone(each.someone)), None)


async def for_nearly_that_line(desk: Desk, slip: str, orders: Iterable[TypedOrder]) -> tuple[TypedOrder, ...]:
    """Return those orders for the customer's own line, or one she has paid or named, that is a slip away."""
    match hint_for(slip, [phone.national for phone in await _lines_known(desk)]):
        case NearlySaved(number):
            meant = read_phone(number)
            return tuple(replace(each, phone=meant, someone=None) for each in orders if each.someone == slip)
        case _:
            return ()


async def _lines_known(desk: Desk) -> list[Phone]:
    named = [each.reference for each in await desk.saved_names.of(desk.customer.id)]
    paid = [each.order.recipient.phone for kind in _LINES for each in await desk.repeatable(kind)]
    return [*filter(None, map(_phone, named)), *paid, desk.customer.phone]


def _phone(reference: str) -> Phone | None:
    try:
        return read_phone(reference)
    except NotAPhoneNumber:
        return None
