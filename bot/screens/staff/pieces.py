"""What the staff's screens are made of: tappable command lines, masked people, references."""

from __future__ import annotations

from aiogram.types import InlineKeyboardButton

from bot.buttons import StaffDo, button
from bot.screens.staff.rule_words import change as changed_rule
from bot.text import Translator
from domain.customers import Customer
from domain.maker_checker import StaffRequest
from domain.masking import masked_name, masked_phone
from domain.money import Money
from domain.rule_acts import ChangeAtALoss, ChangeCashback, ChangeFee
from domain.staff import Act
from domain.staff_acts import Effect, StaffAct

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


def change(t: Translator, what: StaffAct, effect: Effect) -> str:
    """Return what an act changes, in one line."""
    if isinstance(what, ChangeFee | ChangeCashback | ChangeAtALoss):
        return changed_rule(t, what)
    before, after = effect.before, effect.after
    if what.act is Act.CHANGE_LIMIT:
        return t("staff-limit-change", before=before or "none", after=after or "none")
    if isinstance(before, Money) or isinstance(after, Money):
        return t("staff-wallet-change", before=before, after=after)
    return t("staff-change", before=_state(t, before), after=_state(t, after))


def _state(t: Translator, state: str) -> str:
    return t.plain(f"staff-state-{state}") if state else t.plain("staff-state-none")


def number(request: StaffRequest) -> str:
    """Return by what people call a request."""
    return f"APR-{request.number}"
