"""`books`: print the trial balance of the configured database."""

from __future__ import annotations

import asyncio

from bot.commands.database import opened_without_keys
from domain.house import House, TrialBalance
from domain.money import KOBO_PER_NAIRA, Money

_HEAD = ("naira", "debit", "credit")


def main() -> int:
    """Print every account's balance, in naira, and return 1 if together they are not nothing."""
    trial = asyncio.run(_trial_balance())
    rows = [(line.account, _amount(line.debit), _amount(line.credit)) for line in trial.lines]
    total = ("total", _amount(trial.debits), _amount(trial.credits))
    widths = [max(map(len, column)) for column in zip(_HEAD, *rows, total, strict=True)]
    for name, debit, credit in (_HEAD, *rows, total):
        print(f"{name:<{widths[0]}}  {debit:>{widths[1]}}  {credit:>{widths[2]}}".rstrip())
    difference = trial.credits - trial.debits
    print(f"sum {_amount(difference)}")
    return 1 if difference else 0


async def _trial_balance() -> TrialBalance:
    async with opened_without_keys() as database:
        return await House(database).trial_balance()


def _amount(amount: Money) -> str:
    """Write an amount of naira as it stands in a column: 1,250.00."""
    naira, kobo = divmod(abs(amount.kobo), KOBO_PER_NAIRA)
    return f"{'-' if amount.kobo < 0 else ''}{naira:,}.{kobo:02}"
