"""What ties log lines together: the trace of the work that is under way, and the subject that it is about.

A trace is never kept: it is derived anew from what is (`u` and the number of an update; the id of a payment,
a withdrawal or whatever else a worker takes on). So it is the same after a restart, and in every process.
From the moment in which a payment is accepted, every line about it bears its id as `subject`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import structlog
from structlog.contextvars import bind_contextvars, clear_contextvars, get_contextvars

from bot.metrics import Metrics
from domain.payments import Payment, PaymentStatus

log = structlog.get_logger(__name__)


@contextmanager
def traced(trace: str, *, subject: str | None = None) -> Iterator[None]:
    """Give every line within the block this trace, and nothing of what was bound before."""
    before = get_contextvars()
    clear_contextvars()
    bind_contextvars(trace=trace, **({"subject": subject} if subject is not None else {}))
    try:
        yield
    finally:
        clear_contextvars()
        bind_contextvars(**before)


@dataclass(frozen=True, slots=True)
class Watching:
    """Is told by storage what it does: counts it, and ties the money path to whatever asked for it.

    `storage.watching.Watch`.
    """

    metrics: Metrics

    def statement(self, door: str, kind: str, subject: str, seconds: float, *, failed: bool) -> None:
        """Take note of a statement."""
        self.metrics.statement(door, kind, subject, seconds, failed=failed)

    def decided(self, command: str, outcome: str, seconds: float, *, subject: str | None) -> None:
        """Take note of a command: from here on what is under way is about its subject."""
        self.metrics.decided(command, outcome, seconds)
        if subject is not None and outcome == "done":
            bind_contextvars(subject=subject)
        log.info("money command", command=command, outcome=outcome, ms=round(seconds * 1_000))

    def committed(self, commands: int, seconds: float) -> None:
        """Take note of a batch of the money path."""
        self.metrics.committed(commands, seconds)

    def moved(self, payment: Payment, before: PaymentStatus | None) -> None:
        """Take note of a payment that is in another state now."""
        self.metrics.moved(payment, before)
