"""What the staff's screens are made of: tappable command lines, masked people, references."""

from __future__ import annotations

from aiogram.types import InlineKeyboardButton

from bot.buttons import StaffDo, button
from bot.text import Translator, masked_name, masked_phone
from domain.customers import Customer
from domain.maker_checker import StaffRequest
from domain.money import Money

_SHORT_REFERENCE = 12


def run(label: str, line: str) -> InlineKeyboardButton:
    """Return a button that stands for a typed command."""
    return button(label, StaffDo(line=line))


def pages_of(command: str, page: int, pages: int) -> list[InlineKeyboardButton] | None:
    """Return the buttons to the page before and the next one; None if there is but one."""
    before = [run("‹", f"{command} {page - 1}")] if page > 1 else []
    after = [run("›", f"{command} {page + 1}")] if page < pages else []
    return [*before, *after] or None


def short(reference: str) -> str:
    """Return the beginning of a reference: enough to find it again."""
    return reference[:_SHORT_REFERENCE]


def known_as(customer: Customer) -> str:
    """Return a customer masked: enough to tell her from others, too little to find her elsewhere."""
    return f"{masked_name(customer.name)} · {masked_phone(customer.phone)}"


def change(t: Translator, before: Money | str, after: Money | str) -> str:
    """Return what an act changes, in one line."""
    if isinstance(before, Money) or isinstance(after, Money):
        return t("staff-wallet-change", before=before, after=after)
    return t("staff-change", before=_state(t, before), after=_state(t, after))


def _state(t: Translator, state: str) -> str:
    return t.plain(f"staff-state-{state}") if state else t.plain("staff-state-none")


def number(request: StaffRequest) -> str:
    """Return by what people call a request."""
    return f"APR-{request.number}"
