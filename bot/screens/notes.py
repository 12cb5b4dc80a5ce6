"""What a vendor adds to a delivery, as customers read it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.text import Translator
from domain.delivery_notes import read_notes


def notes(t: Translator, found: Sequence[tuple[str, str]]) -> list[str]:
    """Return a line for each note that says something."""
    return [t(f"note-{name}", value=value) for name, value in read_notes(found)]
