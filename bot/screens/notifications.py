"""What is told by SMS and e-mail besides this chat, as it is chosen."""

from __future__ import annotations

from aiogram.types import InlineKeyboardButton

from bot.buttons import Go, Pick, button, home_button, keyboard
from bot.screen import Screen
from bot.screens.layout import paragraphs
from bot.text import Translator
from domain.echoes import ALWAYS, Choices
from domain.one_time_codes import Channel
from domain.rules_messages import Event


def notifications(t: Translator, choices: Choices, *, has_address: bool, notice: str | None = None) -> Screen:
    """Every event with the ways that it is told, each a switch."""
    channels = tuple(Channel) if has_address else (Channel.SMS,)
    return Screen(
        paragraphs(
            notice,
            t("notifications-title"),
            t(
                "notifications-quiet",
                quiet=f"{choices.rules.quiet_from:02}:00",
                until=f"{choices.rules.quiet_until:02}:00",
            ),
            None if has_address else t("notifications-no-address"),
        ),
        keyboard(
            *([_switch(t, choices, event, channel) for channel in channels] for event in Event),
            None if has_address else [button(t.plain("settings-e-mail"), Go(to="e_mail"))],
            [button(t.plain("news-button"), Go(to="news"))],
            [button(t.plain("home-settings"), Go(to="settings")), home_button(t)],
        ),
    )


def _switch(t: Translator, choices: Choices, event: Event, channel: Channel) -> InlineKeyboardButton:
    is_on = choices.is_on(event, channel)
    state = "always" if (event, channel) in ALWAYS else "on" if is_on else "off"
    label = t.plain("notifications-switch", state=state, event=event, channel=channel)
    turned = "off" if is_on else "on"
    return button(label, Pick(what="told", value=f"{event.value}.{channel.value}.{turned}"))
