"""The role `worker`: takes on what was accepted, and finds what is due."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from bot.echo_sender import EchoSender
from bot.jobs import Job
from bot.roles.process import Process
from bot.screens.echoes import words
from bot.slow_payments import SlowPayments
from bot.waking import Wake
from bot.workers import Workers
from domain.notices import NoticeKind
from domain.payments import Payment

_END_ECHOES = timedelta(minutes=1)


class WorkerRole:
    """All workers of one process, and their sweeps."""

    def __init__(self, process: Process, echoes: EchoSender, pace: Callable[[], float]) -> None:
        """Build them.

        :param pace: how much is said to the bot here in a second
        """
        self._process = process
        self._echoes = echoes
        self._slow = SlowPayments(process.rules, process.clock, self._tell_of_a_slow_one)
        self.workers = Workers(
            process.services,
            self._slow,
            echoes,
            process.background,
            width=process.settings.payment_concurrency,
            pace=pace,
            claims=process.claims,
        )

    def start(self) -> None:
        """Begin to work."""
        process, workers = self._process, self.workers
        process.stack.callback(self._slow.stop)
        process.waking.on(Wake.PAYMENT, workers.payments.wake, from_afar=workers.pay_from_afar)
        process.waking.on(Wake.TOP_UP, workers.top_ups.wake)
        process.waking.on(Wake.WITHDRAWAL, workers.withdrawals.wake)
        workers.start()

        async def stop() -> None:
            await workers.stop(within=lambda: process.left(3))

        process.stack.push_async_callback(stop)

    def jobs(self) -> tuple[Job, ...]:
        """Return the sweeps that the clock starts."""
        return (*self.workers.jobs(), Job("end echoes in doubt", _END_ECHOES, self._echoes.sweep))

    def _tell_of_a_slow_one(self, kind: NoticeKind, payment: Payment) -> None:
        self._process.waking.say(Wake.SLOW, f"{kind.value} {payment.id} {payment.customer_id}")


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
