"""The customer's e-mail address, as it is seen."""

from __future__ import annotations

from bot.buttons import Go, back_and_cancel, button, home_button, keyboard
from bot.screen import Screen
from bot.screens.layout import paragraphs
from bot.screens.step_up import masked_e_mail
from bot.text import Translator
from domain.e_mails import EMailAddresses


def page(t: Translator, known: EMailAddresses, *, notice: str | None = None) -> Screen:
    """The address that is confirmed, and how to set one."""
    if known.address is None:
        said, label = t("e-mail-none"), t.plain("e-mail-set")
    else:
        said, label = t("e-mail-is", address=masked_e_mail(known.address)), t.plain("e-mail-change")
    return Screen(
        paragraphs(notice, t("e-mail-title"), said),
        keyboard([button(label, Go(to="e_mail_set"))], back_and_cancel(t, back="settings")),
    )


def ask(t: Translator, *, problem: str | None = None) -> Screen:
    """To type the address."""
    return Screen(
        paragraphs(problem, t("e-mail-type-it")),
        keyboard([button(t.plain("button-cancel"), Go(to="cancel"))]),
    )


def not_here(t: Translator) -> Screen:
    """No e-mail is sent by this installation."""
    return Screen(t("e-mail-not-here"), keyboard([home_button(t)]))
