"""How far the books go, and whether they hold."""

from __future__ import annotations

from bot.buttons import keyboard
from bot.screen import Screen
from bot.screens.layout import lines
from bot.screens.staff.pieces import run
from bot.text import Translator
from domain.audit_log import AuditHead
from domain.ledger_checks import LedgerFinding, LedgerHead

_ALL_OF_IT = "verify"
_SHOWN = 5  # problems; the log has all of them
_OF_A_HASH = 12
_LONGEST_PROBLEM = 300


def head(t: Translator, found: LedgerHead) -> Screen:
    """How far the journal and the audit log go."""
    newest = found.newest
    return Screen(
        lines(
            t("staff-ledger-entries", n=found.counted.entries, exact=_word(is_so=found.counted.is_exact)),
            t("staff-ledger-newest", key=newest.key, at=newest.posted_at) if newest is not None else None,
            _audit(t, found.audit),
        ),
        keyboard([run(t.plain("staff-button-verify"), f"ledger {_ALL_OF_IT}")]),
    )


def checking(t: Translator) -> Screen:
    """It has begun."""
    return Screen(t("staff-ledger-checking"))


def checked(t: Translator, found: LedgerFinding) -> Screen:
    """What came of it."""
    is_well = not found.problems and not found.off_by
    return Screen(
        lines(
            t("staff-ledger-checked", well=_word(is_so=is_well), n=found.entries, off=found.off_by),
            *(t("staff-ledger-problem", problem=each[:_LONGEST_PROBLEM]) for each in found.problems[:_SHOWN]),
            t("staff-ledger-more", n=len(found.problems) - _SHOWN) if len(found.problems) > _SHOWN else None,
            _audit(t, found.audit),
        ),
        keyboard([run(t.plain("staff-button-verify-again"), f"ledger {_ALL_OF_IT}")]),
    )


def _audit(t: Translator, newest: AuditHead) -> str:
    return t("staff-ledger-audit", n=newest.sequence, hash=newest.hash[:_OF_A_HASH])


def _word(*, is_so: bool) -> str:
    return "true" if is_so else "false"
