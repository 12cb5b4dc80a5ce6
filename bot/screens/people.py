"""People and meters: the names that customers give to what they pay for."""

from __future__ import annotations

from collections.abc import Sequence

from bot.buttons import Go, Pick, SavedOf, back_and_cancel, button, home_button, in_rows, keyboard
from bot.screen import Screen
from bot.screens.layout import lines, paragraphs
from bot.text import Translator, masked_reference
from domain.billers import Biller
from domain.saved_names import SavedName

_USUAL = ("mum", "dad", "home", "shop", "office", "line")


def ask_name(t: Translator, reference: str, biller: Biller, *, problem: str | None = None) -> Screen:
    """What to call a line or meter."""
    chips = [button(t.plain(f"people-{usual}"), Pick(what="name", value=usual)) for usual in _USUAL]
    return Screen(
        paragraphs(
            problem,
            t("people-ask", biller=biller.short_name, reference=masked_reference(reference)),
        ),
        keyboard(*in_rows(chips, 3), back_and_cancel(t, back="people")),
    )


def usual_name(t: Translator, chosen: str) -> str | None:
    """Return the name on a chip."""
    return t.plain(f"people-{chosen}") if chosen in _USUAL else None


def saved(t: Translator, name: SavedName) -> str:
    """Say that a name was kept."""
    return t("people-saved", name=name.name)


def people(t: Translator, names: Sequence[SavedName], *, notice: str | None = None) -> Screen:
    """All names; each opens its card."""
    chips = [
        button(f"{each.name} {masked_reference(each.reference)}", SavedOf(act="show", saved_id=each.id))
        for each in names
    ]
    text = t("people-title") if names else t("people-none")
    return Screen(
        paragraphs(notice, text),
        keyboard(*in_rows(chips, 2), [button(t.plain("button-back"), Go(to="settings")), home_button(t)]),
    )


def card(t: Translator, name: SavedName, biller: Biller) -> Screen:
    """One name, and what can be done with it."""
    return Screen(
        lines(
            t("people-name", name=name.name),
            t("people-what", biller=biller.name, reference=masked_reference(name.reference)),
        ),
        keyboard(
            [
                button(t.plain("people-rename"), SavedOf(act="rename", saved_id=name.id)),
                button(t.plain("people-forget"), SavedOf(act="forget", saved_id=name.id)),
            ],
            [button(t.plain("button-back"), Go(to="people")), home_button(t)],
        ),
    )
