"""The role `worker`: takes on what was accepted, and finds what is due."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from bot.echo_sender import EchoSender
from bot.jobs import Job
from bot.roles.process import Process
from bot.screens.echoes import words
from bot.slow_payments import SlowPayments, Unowed
from bot.waking import Wake
from bot.workers import Workers

_END_ECHOES = timedelta(minutes=1)


class WorkerRole:
    """All workers of one process, and their sweeps."""

    def __init__(
        self, process: Process, echoes: EchoSender, tell: Callable[[Unowed], None], pace: Callable[[], float]
    ) -> None:
        """Build them.

        :param tell: tells somebody what no row owes
        :param pace: how much is said to the bot in a second
        """
        self._process = process
        self._echoes = echoes
        self._slow = SlowPayments(
            process.rules, process.clock, process.background, process.services.customers, tell
        )
        self.workers = Workers(
            process.services,
            self._slow,
            echoes,
            process.background,
            width=process.settings.payment_concurrency,
            pace=pace,
        )

    def start(self) -> None:
        """Begin to work."""
        process, workers = self._process, self.workers
        process.stack.callback(self._slow.stop)
        process.waking.on(Wake.PAYMENT, workers.payments.wake)
        process.waking.on(Wake.TOP_UP, workers.top_ups.wake)
        process.waking.on(Wake.WITHDRAWAL, workers.withdrawals.wake)
        workers.start()

        async def stop() -> None:
            await workers.stop(within=lambda: process.left(3))

        process.stack.push_async_callback(stop)

    def jobs(self) -> tuple[Job, ...]:
        """Return the sweeps that the clock starts."""
        return (*self.workers.jobs(), Job("end echoes in doubt", _END_ECHOES, self._echoes.sweep))


def echo_sender(process: Process) -> EchoSender:
    """Return what sends echoes, and is told what became of them."""
    services = process.services
    return EchoSender(
        services.echoes,
        services.customers.get,
        services.code_sender.text_messages,
        services.code_sender.mail,
        services.own_e_mails.of,
        lambda echo, t: words(services, echo, t, process.clock()),
        process.clock,
    )
