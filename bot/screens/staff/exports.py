"""What is exported, and the words below the file."""

from __future__ import annotations

from bot.screen import Screen
from bot.screens.layout import lines
from bot.text import Translator, calendar_day
from domain.exports import ExportWish


def preview(t: Translator, wanted: ExportWish) -> str:
    """What the PIN says yes to."""
    return lines(
        t("staff-export-title", what=wanted.kind, days=_days(wanted)),
        t("staff-export-masked") if wanted.is_masked else t("staff-export-open", reason=wanted.reason),
    )


def being_made(t: Translator, wanted: ExportWish) -> Screen:
    """It has begun."""
    return Screen(t("staff-export-begun", what=wanted.kind, days=_days(wanted)))


def caption(t: Translator, wanted: ExportWish, rows: int, digest: str, audit_id: int, n: int, of: int) -> str:
    """What a file is, and how to know that it is still the same."""
    return lines(
        t("staff-export-title", what=wanted.kind, days=_days(wanted)),
        t("staff-export-part", n=n, of=of) if of > 1 else None,
        t("staff-export-rows", rows=rows),
        t("staff-statement-digest", digest=digest),
        t("staff-audit-id", n=audit_id),
    )


def _days(wanted: ExportWish) -> str:
    first, last = calendar_day(wanted.first), calendar_day(wanted.last)
    return first if wanted.first == wanted.last else f"{first} – {last}"
