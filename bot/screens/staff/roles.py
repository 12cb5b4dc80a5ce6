"""Who somebody of the staff is, and what her roles may do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from bot.buttons import in_rows, keyboard
from bot.screen import Screen
from bot.screens.layout import lines, paragraphs
from bot.screens.staff.pieces import run
from bot.text import Translator
from domain.staff import Role
from domain.staff_people import OnDuty


class Offered(Protocol):
    """What the menu says of a command."""

    @property
    def name(self) -> str:
        """What it is called."""
        ...

    @property
    def typed(self) -> str:
        """How it is typed."""
        ...

    @property
    def wants_pin(self) -> bool:
        """Whether it takes the staff PIN."""
        ...

    @property
    def has_no_arguments(self) -> bool:
        """Whether its name alone is enough."""
        ...


def whoami(t: Translator, duty: OnDuty) -> Screen:
    """Who one is here."""
    return Screen(t("staff-whoami", name=duty.person.name, roles=_roles(t, duty.roles)))


Sections = Mapping[str, Sequence[Offered]]


def menu(t: Translator, sections: Sections) -> Screen:
    """What one's roles may do: the commands of each section by name, and a button to it."""
    told = (
        t(
            "staff-menu-section",
            section=t.plain(f"staff-section-{name}"),
            commands=" ".join(f"/{each.name}" for each in offered if each.name == each.typed),
        )
        for name, offered in sections.items()
    )
    buttons = [run(t.plain(f"staff-section-{name}"), f"a {name}") for name in sections]
    return Screen(paragraphs(t("staff-menu"), lines(*told)), keyboard(*in_rows(buttons, 2)))


def section(t: Translator, name: str, sections: Sections) -> Screen:
    """One section: the usage of each command, and buttons for those that need nothing more."""
    told = (
        t(
            "staff-menu-line",
            line=t.plain(f"staff-usage-{each.name}").partition("\n")[0],
            about=t.plain(f"staff-about-{each.name}"),
            pin="yes" if each.wants_pin else "no",
        )
        for each in sections[name]
    )
    buttons = [run(f"/{each.typed}", each.name) for each in sections[name] if each.has_no_arguments]
    back = [run(t.plain("staff-sections"), "a")]
    return Screen(
        paragraphs(t("staff-section", section=t.plain(f"staff-section-{name}")), lines(*told)),
        keyboard(*in_rows(buttons, 2), back),
    )


def _roles(t: Translator, roles: frozenset[Role]) -> str:
    return ", ".join(t.plain(f"staff-state-{role.value}") for role in sorted(roles))
