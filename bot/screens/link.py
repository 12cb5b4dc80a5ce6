"""Moving an account to another Telegram, as it is seen."""

from __future__ import annotations

from bot.buttons import Go, bottom_bar, button, home_button, keyboard
from bot.keypad import Keypad
from bot.screen import Screen
from bot.screens.layout import paragraphs
from bot.text import Translator
from domain.masking import masked_phone
from domain.phones import Phone


def offer(t: Translator) -> Screen:
    """The number has a wallet: it can come here."""
    return Screen(
        paragraphs(t("link-offer"), t("link-what-it-needs")),
        keyboard(
            [button(t.plain("link-move"), Go(to="move_here"), style="primary")],
            [button(t.plain("button-cancel"), Go(to="cancel"))],
        ),
    )


def ask_code(t: Translator, phone: Phone, *, sent: bool, problem: str | None = None) -> Screen:
    """To type the code that went to the account's phone."""
    what = t("code-for-link")
    said = t("code-sent-sms", phone=masked_phone(phone), what=what) if sent else t("code-type-it", what=what)
    return Screen(
        paragraphs(problem, said, t("code-tell-nobody")),
        keyboard(
            [button(t.plain("code-again-sms"), Go(to="code_sms"))],
            [button(t.plain("button-cancel"), Go(to="cancel"))],
        ),
    )


def ask_pin(t: Translator, keypad: Keypad, *, problem: str | None = None) -> Screen:
    """The keypad for the account's PIN."""
    return Screen(paragraphs(problem, t("link-enter-pin")), keyboard(*keypad.rows(t)), silent=True)


def closed(t: Translator, problem: str) -> Screen:
    """Nothing came of it."""
    return Screen(
        problem,
        keyboard(
            [
                button(t.plain("button-try-again"), Go(to="share")),
                button(t.plain("button-cancel"), Go(to="cancel")),
            ]
        ),
    )


def pin_was_right(t: Translator) -> Screen:
    """What remains of the keypad."""
    return Screen(t("link-pin-right"))


def bar(t: Translator) -> Screen:
    """The bar below the chat, for who is a customer here now."""
    return Screen(t("link-moved-here"), bottom_bar(t))


def signed_out(t: Translator) -> Screen:
    """What the old Telegram is told."""
    return Screen(paragraphs(t("link-signed-out"), t("link-signed-out-not-you")), None)


def is_here(t: Translator) -> Screen:
    """What a customer is told who asks for it where her wallet is."""
    return Screen(t("link-is-here"), keyboard([home_button(t)]))
