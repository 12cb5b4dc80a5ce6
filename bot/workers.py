"""Who takes things on behind the chat: what each worker does, and what is due for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from bot.background import Background
from bot.echo_sender import EchoSender
from bot.jobs import Job
from bot.payment_worker import Claims, Due, Step, Worker
from bot.schedule_ticks import ScheduleTicks
from bot.services import Services
from bot.slow_payments import SlowPayments
from domain.payments import Payment, PaymentStatus

_SWEEP = timedelta(seconds=2)


class Workers:
    """All workers of one process."""

    def __init__(
        self,
        services: Services,
        slow: SlowPayments,
        echoes: EchoSender,
        background: Background,
        *,
        width: int,
        pace: Callable[[], float],
        claims: Claims | None = None,
    ) -> None:
        """Build them; `width` payments are taken on side by side.

        :param pace: how much is said to the bot in a second
        :param claims: keeps processes from taking the same on; None: there is no other
        """
        self._services = services
        self._slow = slow
        self._background = background
        self._accepted: dict[str, Payment] = {}  # by the PIN just now, not taken on yet
        clock = services.clock

        def worker(name: str, step: Step, due: Due, width: int) -> Worker:
            return Worker(name, step, due, background, clock, width, claims)

        self.payments = worker("payments", self._take_payment_on, self._due_payments, width)
        self.top_ups = worker("top-ups", self._verify_top_up, self._due_top_ups, max(1, width // 4))
        self.transfers = worker("transfers", self._take_transfer_on, self._due_transfers, 2)
        self.carts = worker("carts", self._take_cart_on, self._due_carts, 2)
        self.accounts = worker("personal accounts", self._ask_for_account, self._due_accounts, 2)
        self.withdrawals = worker("withdrawals", self._take_withdrawal_on, self._due_withdrawals, 4)
        self.schedules = ScheduleTicks(
            services.schedules, clock, self.pay, lambda: self.payments.unfinished, pace
        )
        self.inflows = worker("inflows", self._ask_for_inflow, self._due_inflows, 4)
        self.echoes = worker("echoes", echoes.take_on, echoes.due, 4)

    def __iter__(self) -> Iterator[Worker]:
        """Yield them, the ones that feed others last."""
        yield from (self.echoes, self.withdrawals)
        yield from (self.payments, self.top_ups, self.transfers, self.carts, self.accounts, self.inflows)

    def start(self) -> None:
        """Begin to work."""
        for worker in self:
            worker.start()

    async def stop(self, *, within: Callable[[], float]) -> None:
        """Finish what is under way, each in so many seconds, the ones that feed others first."""
        await self.schedules.stop(within=within())
        for worker in reversed(tuple(self)):
            await worker.stop(within=within())

    def jobs(self) -> tuple[Job, ...]:
        """Return the sweeps that the clock starts."""
        sweeps = (Job(f"sweep {worker.name}", _SWEEP, worker.sweep) for worker in self)
        return (*sweeps, Job("sweep schedules", _SWEEP, self.schedules.run))

    def pay_from_afar(self, payment_id: str) -> None:
        """Take a payment on that another process speaks of: accepted there, or to be asked about."""
        self._background.start("take a payment on", self._find_and_pay(payment_id))

    async def _find_and_pay(self, payment_id: str) -> None:
        payment = await self._services.payments.find(payment_id)
        if payment is not None and payment.status is PaymentStatus.ACCEPTED:
            self.pay(payment)
        elif payment is not None:
            self.payments.wake(payment_id)

    def pay(self, payment: Payment) -> None:
        """Take a payment on that was accepted a moment ago."""
        self._accepted[payment.id] = payment
        self._slow.watch(payment)
        self.payments.wake(payment.id)

    async def _due_withdrawals(self, now: datetime, limit: int) -> list[str]:
        return list(await self._services.withdrawals.due(now=now, limit=limit))

    async def _take_withdrawal_on(self, withdrawal_id: str) -> None:
        await self._services.withdrawals.advance(withdrawal_id)

    async def _due_payments(self, now: datetime, limit: int) -> list[str]:
        return list(await self._services.payments.due(now=now, limit=limit))

    async def _take_payment_on(self, payment_id: str) -> None:
        """Take a payment on; one that was accepted here a moment ago need not be read for it."""
        payments, accepted = self._services.payments, self._accepted.pop(payment_id, None)
        self._slow.begun(payment_id)
        await (payments.take_on(accepted) if accepted is not None else payments.advance(payment_id))
        self._slow.done(payment_id)

    async def _due_top_ups(self, now: datetime, limit: int) -> list[str]:
        return [top_up.id for top_up in await self._services.top_ups.due(now=now, limit=limit)]

    async def _verify_top_up(self, top_up_id: str) -> None:
        await self._services.top_ups.verify(top_up_id, now=self._services.clock())

    async def _due_accounts(self, now: datetime, limit: int) -> list[str]:
        return list(await self._services.personal_accounts.due(now=now, limit=limit))

    async def _ask_for_account(self, account_id: str) -> None:
        await self._services.personal_accounts.ask_again(account_id, now=self._services.clock())

    async def _due_inflows(self, now: datetime, limit: int) -> list[str]:
        return list(await self._services.inflows.due(now=now, limit=limit))

    async def _ask_for_inflow(self, inflow_id: str) -> None:
        await self._services.inflows.ask(inflow_id, now=self._services.clock())

    async def _due_transfers(self, now: datetime, limit: int) -> list[str]:
        return list(await self._services.transfers.due(now=now, limit=limit))

    async def _take_transfer_on(self, transfer_id: str) -> None:
        await self._services.transfers.take_on(transfer_id, now=self._services.clock())

    async def _due_carts(self, now: datetime, limit: int) -> list[str]:
        return list(await self._services.carts.due(now=now, limit=limit))

    async def _take_cart_on(self, customer_id: str) -> None:
        payment = await self._services.carts.take_on(customer_id)
        if payment is not None:
            self.pay(payment)
