"""What was told so far on the way to a higher level. The number itself is never remembered."""

from __future__ import annotations

from dataclasses import dataclass

from domain.account_processors import IdentityKind


@dataclass(frozen=True, slots=True)
class IdentityDraft:
    """Which number it will be, and in which name."""

    kind: IdentityKind
    name: str | None = None
