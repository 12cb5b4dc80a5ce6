"""Settings, language, balance, help and privacy, as they are seen."""

from __future__ import annotations

from collections.abc import Sequence

from aiogram.types import InlineKeyboardButton

from bot.buttons import Go, Pick, back_and_cancel, button, home_button, keyboard
from bot.screen import Screen
from bot.screens.home import balances
from bot.screens.layout import lines, paragraphs
from bot.text import DRAFTS, LANGUAGES, Translator, translator
from domain.customers import Customer
from domain.limits import CustomerAccounts
from domain.masking import masked_phone
from domain.rules import Rules


def settings(t: Translator, customer: Customer, rules: Rules, *, notice: str | None = None) -> Screen:
    """Who the customer is to us, and what can be changed."""
    return Screen(
        paragraphs(
            notice,
            t("settings-title"),
            lines(
                t("settings-phone", phone=masked_phone(customer.phone)),
                t("settings-tier", tier=customer.tier, limit=rules.tiers[customer.tier].daily_outflow),
                t("settings-language", language=t.plain("language-name")),
            ),
        ),
        keyboard(
            [
                button(t.plain("people-title-button"), Go(to="people")),
                button(t.plain("settings-limits"), Go(to="limits")),
            ],
            [
                button(t.plain("settings-pin"), Go(to="pin")),
                button(t.plain("settings-e-mail"), Go(to="e_mail")),
            ],
            [
                button(t.plain("settings-safety"), Go(to="safety")),
                button(t.plain("settings-privacy"), Go(to="privacy")),
            ],
            [
                button(t.plain("settings-change-language"), Go(to="language")),
                button(t.plain("notifications-button"), Go(to="notifications")),
            ],
            [_lite_switch(t)],
            [home_button(t)],
        ),
    )


def _lite_switch(t: Translator) -> InlineKeyboardButton:
    if t.is_lite:
        return button(t.plain("settings-lite-off"), Pick(what="lite", value="off"))
    return button(t.plain("settings-lite-on"), Pick(what="lite", value="on"))


def languages(t: Translator) -> Screen:
    """The languages that we speak, each in its own name, and the way to those that we learn."""
    more = [button(t.plain("settings-drafts"), Go(to="drafts"))]
    chips = _languages(t, LANGUAGES)
    return Screen(t("settings-which-language"), keyboard(chips, more, back_and_cancel(t, back="settings")))


def drafts(t: Translator) -> Screen:
    """The languages that natives have not read yet."""
    chips = _languages(t, DRAFTS)
    return Screen(t("settings-drafts-are"), keyboard(chips, back_and_cancel(t, back="language")))


def _languages(t: Translator, codes: Sequence[str]) -> list[InlineKeyboardButton]:
    chips = []
    for code in codes:
        name = translator(code).plain("language-name")
        label = t.plain("language-chosen", name=name) if code == t.language else name
        chips.append(button(label, Pick(what="language", value=code)))
    return chips


def balance(t: Translator, accounts: CustomerAccounts, *, can_withdraw: bool = False) -> Screen:
    """What there is."""
    add = button(t.plain("home-add-money"), Go(to="add_money"))
    withdraw = [button(t.plain("withdraw-button"), Go(to="withdraw"))] if can_withdraw else None
    return Screen(balances(t, accounts), keyboard([add, home_button(t)], withdraw))


def help_page(t: Translator, *, is_customer: bool) -> Screen:
    """What can be done here, and how."""
    way = home_button(t) if is_customer else button(t.plain("register-continue"), Go(to="share"))
    return Screen(paragraphs(t("help-how"), t("help-commands"), t("help-safety")), keyboard([way]))


def privacy(t: Translator, *, is_customer: bool) -> Screen:
    """What we keep, why, and for how long."""
    if not is_customer:
        way = button(t.plain("register-continue"), Go(to="share"))
        return Screen(paragraphs(t("privacy-notice"), t("privacy-rights")), keyboard([way]))
    return Screen(
        paragraphs(t("privacy-notice"), t("privacy-rights")),
        keyboard(
            [button(t.plain("privacy-export-button"), Go(to="export"))],
            [button(t.plain("privacy-delete-button"), Go(to="delete"))],
            [home_button(t)],
        ),
    )
