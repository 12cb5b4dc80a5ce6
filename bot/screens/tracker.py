"""Where the money is, in one line: paid 2:14 pm · sent to MTN 2:14 pm · checking."""

from __future__ import annotations

from collections.abc import Sequence

from bot.text import Translator, clock
from domain.billers import Biller
from domain.payments import Attempt, Payment
from domain.tracker import timeline


def way(t: Translator, payment: Payment, biller: Biller, attempts: Sequence[Attempt] = ()) -> str:
    """Say what happened to a payment so far; without `attempts`, only its newest is told of."""
    return " · ".join(
        t(
            f"way-{step.kind.value}",
            biller=biller.short_name,
            at=clock(step.at) if step.at is not None else "",
        )
        for step in timeline(payment, attempts)
    )
