"""Tells people, on the card of their payment, that it takes longer than they were told it usually does.

What is here is in memory alone. A row for every payment would be dear, and nothing hangs on it: if the
process dies, the messages that are owed (checking, the result) come all the same.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from domain.notices import Notice, NoticeKind
from domain.payments import Payment
from domain.rules import Rules

# An order that was told to be waiting goes out at last: if it is not answered in a moment, that is told.
_A_MOMENT = 1.0


class Unowed(NamedTuple):
    """A message that no row owes, as the messenger takes it."""

    notice: Notice
    telegram_id: int | None
    language: str | None
    tries: int = 0
    in_doubt: bool = False
    reachable: bool = True


@dataclass
class SlowPayments:
    """Watches payments from the PIN on. `tell` says something in its turn among a person's other messages."""

    rules: Rules
    clock: Callable[[], datetime]
    tell: Callable[[NoticeKind, Payment], None]
    _timers: dict[str, asyncio.TimerHandle] = field(default_factory=dict, init=False)
    _told: dict[str, Payment] = field(default_factory=dict, init=False)

    def watch(self, payment: Payment) -> None:
        """Begin, for a payment that was accepted."""
        usual = self.rules.promises[payment.order.category].usually
        self._tell_in((payment.accepted_at + usual - self.clock()).total_seconds(), payment)

    def begun(self, payment_id: str) -> None:
        """A worker takes it on: if it was told to be waiting, it does so no longer."""
        if (payment := self._told.get(payment_id)) is not None:
            self._tell_in(_A_MOMENT, payment)

    def done(self, payment_id: str) -> None:
        """It went out, and the vendor answered or was given up for now."""
        self._cancel(payment_id)
        if (payment := self._told.pop(payment_id, None)) is not None:
            self.tell(NoticeKind.PAYMENT_SENT_AT_LAST, payment)

    def stop(self) -> None:
        """Tell no more."""
        for payment_id in tuple(self._timers):
            self._cancel(payment_id)
        self._told.clear()

    def _tell_in(self, seconds: float, payment: Payment) -> None:
        self._cancel(payment.id)
        loop = asyncio.get_running_loop()
        self._timers[payment.id] = loop.call_later(max(0.0, seconds), self._is_slow, payment)

    def _is_slow(self, payment: Payment) -> None:
        self._timers.pop(payment.id, None)
        self._told[payment.id] = payment
        self.tell(NoticeKind.PAYMENT_SLOW, payment)

    def _cancel(self, payment_id: str) -> None:
        if (timer := self._timers.pop(payment_id, None)) is not None:
            timer.cancel()
