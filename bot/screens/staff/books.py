"""What was earned in some days, and whether the books balance."""

from __future__ import annotations

from bot.screen import Screen
from bot.screens.layout import lines
from bot.text import Translator, calendar_day
from domain.closings import Closing
from domain.house import TrialBalance
from domain.ledger import HouseAccount


def books(t: Translator, closing: Closing, trial: TrialBalance, digest: str) -> Screen:
    """The income statement in short; the file has all of it."""
    days = calendar_day(closing.first)
    if closing.last != closing.first:
        days = f"{days} – {calendar_day(closing.last)}"
    balances = closing.balances and trial.debits == trial.credits
    return Screen(
        lines(
            t("staff-books-title", days=days),
            t(
                "staff-books-earned",
                fees=closing.net(HouseAccount.FEE_INCOME),
                commission=closing.net(HouseAccount.COMMISSION_INCOME),
                cashback=-closing.net(HouseAccount.CASHBACK_EXPENSE),
                referrals=-closing.net(HouseAccount.REFERRAL_EXPENSE),
                apologies=-closing.net(HouseAccount.APOLOGY_EXPENSE),
            ),
            t("staff-books-net", net=closing.net_revenue),
            t("staff-books-trial", debits=trial.debits, credits=trial.credits, well=str(balances).lower()),
            t("staff-books-digest", digest=digest),
        )
    )
