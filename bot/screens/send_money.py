"""Sending money, until the PIN: for whom, is it the right one, how much, and the sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from aiogram.types import (
    KeyboardButton,
    KeyboardButtonRequestUsers,
    ReplyKeyboardMarkup,
)

from bot.buttons import Go, Pick, back_and_cancel, bottom_bar, button, home_button, in_rows, keyboard
from bot.screen import Screen
from bot.screens.layout import lines, paragraphs
from bot.text import Translator, naira_text, phone_text
from domain.limits import CustomerAccounts
from domain.masking import masked_name, masked_phone
from domain.money import Money
from domain.payees import Payee
from domain.phones import Phone
from domain.rules import Rules, TransferRules
from domain.saved_names import SavedName
from domain.transfers import TransferSheet


def ask_who(
    t: Translator,
    payees: Sequence[Payee],
    saved: Sequence[SavedName],
    names: Mapping[str, str],
    amount: Money | None,
    *,
    problem: str | None = None,
) -> Screen:
    """For whom it is: those who were paid before, saved names, or somebody else."""
    people = [
        button(
            names.get(payee.phone.national) or masked_name(payee.name),
            Pick(what="payee", value=payee.customer_id),
        )
        for payee in payees
    ]
    people += [button(each.name, Pick(what="person", value=each.id)) for each in saved]
    return Screen(
        paragraphs(
            problem,
            t("send-who-amount", amount=amount) if amount is not None else t("send-who"),
            t("send-who-how"),
        ),
        keyboard(
            *in_rows(people, 2),
            [button(t.plain("send-choose"), Go(to="send_choose"))],
            [
                button(t.plain("send-link"), Go(to="send_link")),
                button(t.plain("send-my-qr"), Go(to="my_qr")),
            ],
            back_and_cancel(t, back="home"),
        ),
    )


def picker(t: Translator) -> Screen:
    """The key that opens Telegram's own list of people."""
    key = KeyboardButton(
        text=t.plain("send-choose-key"),
        request_users=KeyboardButtonRequestUsers(request_id=1, user_is_bot=False, max_quantity=1),
    )
    board = ReplyKeyboardMarkup(
        keyboard=[[key], [KeyboardButton(text=t.plain("bar-home"))]],
        resize_keyboard=True,
        one_time_keyboard=True,
    )
    return Screen(t("send-choose-how"), board)


def chosen(t: Translator) -> Screen:
    """Somebody was chosen; the bar below the chat comes back with it."""
    return Screen(t("send-chosen"), bottom_bar(t))


def nobody_found(t: Translator, asked_for: str, rules: Rules, *, problem: str | None = None) -> Screen:
    """Nobody with a wallet was found: offer a link."""
    return Screen(
        paragraphs(
            problem,
            t("send-nobody", who=asked_for),
            t("send-link-how", open_for=rules.transfers.claim_open_for),
        ),
        keyboard(
            [button(t.plain("send-link"), Go(to="send_link"), style="primary")],
            [button(t.plain("send-somebody-else"), Go(to="send_other"))],
            back_and_cancel(t, back="send_other"),
        ),
    )


def is_it_right(t: Translator, payee: Payee, amount: Money | None) -> Screen:
    """A plain question about the one that was found, before anything else."""
    asked = t("send-right", name=masked_name(payee.name), phone=masked_phone(payee.phone))
    return Screen(
        paragraphs(t("send-right-amount", amount=amount) if amount is not None else None, asked),
        keyboard(
            [button(t.plain("send-yes"), Go(to="send_yes"), style="primary")],
            [button(t.plain("send-no"), Go(to="send_no"))],
            back_and_cancel(t, back="send_other"),
        ),
    )


def ask_amount(
    t: Translator,
    payee: Payee | None,
    rules: TransferRules,
    amounts: Sequence[Money],
    *,
    problem: str | None = None,
) -> Screen:
    """How much."""
    to = t("send-to", name=masked_name(payee.name), phone=masked_phone(payee.phone)) if payee else None
    keys = [button(naira_text(each), Pick(what="amount", value=str(each.kobo))) for each in amounts]
    return Screen(
        paragraphs(
            problem,
            to or t("send-to-link"),
            t("send-how-much", minimum=rules.minimum, maximum=rules.maximum),
        ),
        keyboard(*in_rows(keys, 3), back_and_cancel(t, back="send_other")),
    )


def sheet_text(
    t: Translator, sheet: TransferSheet, payee: Payee | None, accounts: CustomerAccounts, rules: Rules
) -> str:
    """All that the PIN says yes to."""
    meant_for = sheet.meant_for.phone
    if payee is not None:
        to = t("send-to", name=masked_name(payee.name), phone=masked_phone(payee.phone))
    elif meant_for is not None:
        to = lines(t("send-by-link"), t("send-only-for", phone=phone_text(meant_for)))
    else:
        to = t("send-to-link")
    then = None
    if sheet.receiver_id is None:
        then = t("send-sheet-link", open_for=rules.transfers.claim_open_for)
    elif sheet.cools:
        then = t("send-sheet-cools", undo_for=rules.transfers.undo_for)
    return paragraphs(
        to,
        lines(
            t("send-sheet-amount", amount=sheet.amount),
            t("send-sheet-after", balance=accounts.wallet - sheet.amount),
        ),
        then,
    )


def too_little(t: Translator, *, missing: Money) -> Screen:
    """The wallet can't bear it."""
    return Screen(
        t("send-too-little", missing=missing),
        keyboard(
            [button(t.plain("home-add-money"), Go(to="add_money"), style="primary")],
            [button(t.plain("send-other-amount"), Go(to="send_amount"))],
            back_and_cancel(t, back="send_other"),
        ),
    )


def refused(t: Translator, problem: str) -> Screen:
    """It can't be sent; nothing was charged."""
    return Screen(
        problem, keyboard([button(t.plain("send-somebody-else"), Go(to="send_other"))], [home_button(t)])
    )


def my_code(t: Translator, *, username: str | None, findable: bool) -> Screen:
    """What others need to find the customer, below her QR code."""
    row = None
    if username is not None:
        to = "hide_name" if findable else "show_name"
        row = [button(t.plain("send-hide-name" if findable else "send-show-name"), Go(to=to))]
    how = None
    if username is not None:
        how = t("send-found-by-name" if findable else "send-not-found-by-name", username=username)
    return Screen(paragraphs(t("send-my-code"), how), keyboard(row, [home_button(t)]))


def phone_asked_for(phone: Phone) -> str:
    """Write a number that nobody was found by."""
    return phone_text(phone)
