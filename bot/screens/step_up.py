"""Asking for a one-time code, as it is seen."""

from __future__ import annotations

from collections.abc import Sequence

from aiogram.types import InlineKeyboardMarkup

from bot.buttons import Go, button, home_button, keyboard
from bot.screen import Screen
from bot.screens.layout import paragraphs
from bot.text import Translator
from domain.masking import masked_phone
from domain.one_time_codes import Channel, FreshCode, Purpose
from domain.phones import Phone

_AGAIN = {Channel.SMS: "code_sms", Channel.E_MAIL: "code_mail"}


def ask(
    t: Translator,
    purpose: Purpose,
    channel: Channel,
    ways: Sequence[Channel],
    *,
    fresh: FreshCode | None,
    problem: str | None = None,
) -> Screen:
    """Where the code goes, and to type it. `fresh` None: it was sent before."""
    what = t(f"code-for-{purpose.value}")
    if fresh is None:
        sent = t("code-type-it", what=what)
    elif channel is Channel.SMS:
        sent = t("code-sent-sms", phone=masked_phone(Phone(fresh.to)), what=what)
    else:
        sent = t("code-sent-mail", address=masked_e_mail(fresh.to), what=what)
    return Screen(
        paragraphs(problem, sent, t("code-tell-nobody")),
        _another(t, ways),
    )


def not_sent(t: Translator, channel: Channel, ways: Sequence[Channel]) -> Screen:
    """Nobody took the code. Another way first, if there is one."""
    others = sorted(ways, key=lambda way: way is channel)
    return Screen(
        t(f"code-not-sent-{channel.value}"),
        _another(t, others),
    )


def not_delivered(t: Translator, ways: Sequence[Channel]) -> Screen:
    """A vendor took the SMS and says now that it did not arrive."""
    return Screen(
        t("code-not-delivered"),
        _another(t, ways),
    )


def closed(t: Translator, problem: str) -> Screen:
    """No code is asked for any more."""
    return Screen(problem, keyboard([home_button(t)]))


def _another(t: Translator, ways: Sequence[Channel]) -> InlineKeyboardMarkup:
    """Another code by these ways, or none."""
    return keyboard(
        [button(t.plain(f"code-again-{way.value}"), Go(to=_AGAIN[way])) for way in ways],
        [button(t.plain("button-cancel"), Go(to="cancel"))],
    )


def masked_e_mail(address: str) -> str:
    """Return an address of which its owner recognises the ends: a•••@example.com."""
    name, _, host = address.partition("@")
    return f"{name[:1]}•••@{host}"
