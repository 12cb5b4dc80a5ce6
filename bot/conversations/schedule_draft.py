"""A recurring payment as far as it was told."""

from __future__ import annotations

from dataclasses import dataclass

from domain.schedules import Mode, Terms


@dataclass(frozen=True, slots=True)
class ScheduleDraft:
    """What is to be paid regularly, until the PIN."""

    source: str  # as `bot.buttons.Recur` has it: like what, or in whose place
    mode: Mode
    terms: Terms | None = None  # as they were drawn last
