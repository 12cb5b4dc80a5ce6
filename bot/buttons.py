"""The pieces of keyboards: what a button says, and what it sends back to us.

Callback data holds names and ids only. Amounts are on chips, where a changed one only opens
another pay sheet; what is paid is what the sheet shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from aiogram.filters.callback_data import CallbackData
from aiogram.types import (
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
)

from bot.text import Translator

LONGEST_LABEL = 24


class Go(CallbackData, prefix="go"):
    """Open a place, such as home or history."""

    to: str


class Pick(CallbackData, prefix="pk"):
    """Choose a value of the step at hand: an amount in kobo, a biller, a language."""

    what: str
    value: str


class Paid(CallbackData, prefix="of"):
    """Do something with an earlier payment: see its receipt, pay it again, show its token."""

    act: str
    payment_id: str


class ProblemOf(CallbackData, prefix="pr"):
    """Say what is wrong with an earlier payment."""

    act: str
    kind: str
    payment_id: str


class SavedOf(CallbackData, prefix="sn"):
    """Do something with the name of a line or meter."""

    act: str
    saved_id: str


class TransferOf(CallbackData, prefix="tr"):
    """Do something with a transfer."""

    act: str
    transfer_id: str


class TicketOf(CallbackData, prefix="tk"):
    """Do something with a ticket."""

    act: str
    number: int


class LightOf(CallbackData, prefix="lt"):
    """Do something with a meter, by one of its purchases."""

    act: str
    payment_id: str


class BuyLight(CallbackData, prefix="bl"):
    """Let light buy itself: so much each time, so much a month at most; 0: that is to be asked. Kobo."""

    payment_id: str
    amount: int
    a_month: int = 0


class ExpiryOf(CallbackData, prefix="ex"):
    """Be reminded of what a payment paid for, or no more."""

    act: str
    payment_id: str


class Older(CallbackData, prefix="hi"):
    """Turn a page of the history."""

    before: str


class PickPlan(CallbackData, prefix="pl"):
    """Choose from a biller's list, at the price in kobo that the button says; 0: at any price."""

    plan_id: str
    kobo: int


class PlanPage(CallbackData, prefix="pp"):
    """Show some plans of the biller at hand, and which page of them."""

    show: str
    page: int


class FoundOlder(CallbackData, prefix="fo"):
    """Turn a page of what was found in the history."""

    before: str


class StatementOf(CallbackData, prefix="st"):
    """Do something with a month: show its statement, bring it as a file, show what it cost."""

    act: str
    month: str  # "2026-06"


class TopUpPaid(CallbackData, prefix="tu"):
    """Ask what became of a checkout page."""

    top_up_id: str


class MoneyMissing(CallbackData, prefix="mm"):
    """Money was sent and is not in: have it looked for, or open a ticket."""

    act: str
    top_up_id: str


class CameIn(CallbackData, prefix="ci"):
    """See what is known of a transfer that came in."""

    inflow_id: str


class ToppedUp(CallbackData, prefix="th"):
    """See what is known of a top-up."""

    top_up_id: str


class ReviewOf(CallbackData, prefix="rv"):
    """Do something with an order that was held for a person to look at."""

    act: str
    review_id: str


class WithdrawalOf(CallbackData, prefix="wd"):
    """Do something with a withdrawal: see it, stop it, agree to it."""

    act: str
    withdrawal_id: str


class ScheduleOf(CallbackData, prefix="sc"):
    """Do something with a recurring payment, or with the one of its occurrences on that day: 2026-12-27."""

    act: str
    schedule_id: str
    day: str = ""


class Recur(CallbackData, prefix="rc"):
    """Say something of what is to be paid regularly: how often, how much; without a value, be asked it."""

    what: str
    value: str = ""


class StaffDo(CallbackData, prefix="sd"):
    """Do what this line says, as if somebody of the staff had typed it."""

    line: str


class KeypadKey(CallbackData, prefix="k"):
    """A key of a PIN keypad: which keypad, which slot. The digit is not in it."""

    sid: str
    slot: int


class NewPinKey(CallbackData, prefix="n"):
    """A key of a keypad on which a new PIN is chosen, told apart so that an old one is explained rightly."""

    sid: str
    slot: int


def button(label: str, data: CallbackData, *, style: str | None = None) -> InlineKeyboardButton:
    """Return a button; a label that a long name made too long is cut."""
    return InlineKeyboardButton(text=fitting(label), callback_data=data.pack(), style=style)


def link(label: str, url: str) -> InlineKeyboardButton:
    """Return a button that opens a page."""
    return InlineKeyboardButton(text=fitting(label), url=url, style="primary")


def copying(label: str, text: str) -> InlineKeyboardButton:
    """Return a button that copies a text on the person's own device."""
    return InlineKeyboardButton(text=fitting(label), copy_text=CopyTextButton(text=text))


def fitting(label: str) -> str:
    """Return the label, cut to what a phone shows in one line."""
    return label if len(label) <= LONGEST_LABEL else label[: LONGEST_LABEL - 1] + "…"


def in_rows(buttons: Iterable[InlineKeyboardButton], size: int) -> list[list[InlineKeyboardButton]]:
    """Lay buttons out in rows of that many."""
    all_of_them = list(buttons)
    return [all_of_them[start : start + size] for start in range(0, len(all_of_them), size)]


def keyboard(*rows: Sequence[InlineKeyboardButton] | None) -> InlineKeyboardMarkup:
    """Return the rows as a keyboard, without those that are empty."""
    return InlineKeyboardMarkup(inline_keyboard=[list(row) for row in rows if row])


def back_and_cancel(t: Translator, *, back: str) -> list[InlineKeyboardButton]:
    """Return the way back one step, and the way out."""
    return [button(t.plain("button-back"), Go(to=back)), button(t.plain("button-cancel"), Go(to="cancel"))]


def nearly_button(t: Translator, nearly: str | None) -> list[InlineKeyboardButton] | None:
    """Return the row that takes a known number in place of one with a slip, where there is such a one."""
    return [button(t.plain("typed-use-nearly", name=nearly), Go(to="nearly"))] if nearly is not None else None


def home_button(t: Translator) -> InlineKeyboardButton:
    """Return the way home."""
    return button(t.plain("button-home"), Go(to="home"))


def bottom_bar(t: Translator) -> ReplyKeyboardMarkup:
    """Return the bar that stays below the chat and rescues from anywhere."""
    labels = (t.plain("bar-home"), t.plain("bar-repeat"), t.plain("bar-help"))
    return ReplyKeyboardMarkup(
        keyboard=[[KeyboardButton(text=label) for label in labels]], resize_keyboard=True, is_persistent=True
    )


def contact_key(t: Translator) -> ReplyKeyboardMarkup:
    """Return the key that shares the person's own number."""
    key = KeyboardButton(text=t.plain("register-share"), request_contact=True)
    return ReplyKeyboardMarkup(keyboard=[[key]], resize_keyboard=True, one_time_keyboard=True)
