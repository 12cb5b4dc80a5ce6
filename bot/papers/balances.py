"""A statement's balances in words: for the chat and the page alike."""

from __future__ import annotations

from bot.text import Translator
from domain.money import Money
from domain.movements import Turnover
from domain.statements import Statement


def balances(t: Translator, statement: Statement) -> list[str]:
    """Say what there was, what came and went, and what there is, as the ledger has it."""
    if not statement.turnovers:
        return []
    wallet, cashback = statement.turnovers.wallet, statement.turnovers.cashback
    told = [t.plain("statement-wallet", **_figures(wallet))]
    if cashback.opening or cashback.flows:
        told.append(t.plain("statement-cashback-account", **_figures(cashback)))
    return told


def _figures(shown: Turnover) -> dict[str, Money]:
    return {
        "opening": shown.opening,
        "came": shown.money_in,
        "went": shown.money_out,
        "closing": shown.closing,
    }
