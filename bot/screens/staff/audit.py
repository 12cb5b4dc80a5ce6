"""Rows of the audit log, and where its chain ends."""

from __future__ import annotations

from collections.abc import Sequence

from bot.screen import Screen
from bot.screens.layout import lines, paragraphs
from bot.screens.staff.pieces import short
from bot.text import Translator
from domain.audit_log import AuditEntry, AuditHead


def listed(t: Translator, entries: Sequence[AuditEntry], head: AuditHead) -> Screen:
    """The newest rows, the newest first."""
    rows = (
        t(
            "staff-audit-row",
            n=each.sequence,
            at=each.at,
            actor=each.actor,
            act=each.act,
            subject=short(each.subject_id),
            details=each.details if each.details != "{}" else "",
        )
        for each in entries
    )
    ended = t("staff-audit-head", n=head.sequence, hash=short(head.hash))
    return Screen(paragraphs(lines(*rows) or t("staff-audit-nothing"), ended))
