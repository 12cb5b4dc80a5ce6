"""News for many, as a customer reads them, and where she says whether she wants any."""

from __future__ import annotations

from bot.buttons import Go, Pick, button, home_button, keyboard
from bot.screen import Screen
from bot.screens.layout import paragraphs
from bot.text import Translator


def told(t: Translator, text: str) -> Screen:
    """News, with the way to switch them off. `text` is HTML, as staff wrote it."""
    return Screen(
        paragraphs(text, t("news-why")),
        keyboard([button(t.plain("news-settings"), Go(to="news")), home_button(t)]),
        silent=True,
    )


def choice(t: Translator, *, wanted: bool) -> Screen:
    """Whether she wants news: off until she says so."""
    turned = "off" if wanted else "on"
    return Screen(
        paragraphs(t("news-title"), t("news-are-on") if wanted else t("news-are-off")),
        keyboard(
            [button(t.plain(f"news-switch-{turned}"), Pick(what="news", value=turned))],
            [button(t.plain("notifications-button"), Go(to="notifications")), home_button(t)],
        ),
    )
