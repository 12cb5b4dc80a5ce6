"""How operators see a process: its figures, its traces, its errors, and how each part is."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import AbstractContextManager, AsyncExitStack
from datetime import datetime, timedelta
from importlib.metadata import PackageNotFoundError, version

from bot.background import Background
from bot.checkup import AUDIT, CLOCK, Checkup
from bot.jobs import Job
from bot.logs import errors_told_to
from bot.metrics import Metrics
from bot.services import Services
from bot.settings import BadSettings, Settings
from bot.traces import Watching
from bot.vendor_care import VendorCare
from bot.vitals import Pulse, Queue, Vitals
from gateways.http import watched_by
from storage.database import Database
from storage.vitals import standing
from web.operators import Operators

_BEAT = timedelta(seconds=5)
_LOOK_AT_LOOP = 0.5  # seconds


class Operations:
    """What watches over one process."""

    database: Database
    pulse: Pulse

    def __init__(self, settings: Settings, clock: Callable[[], datetime], background: Background) -> None:
        """Begin to count. Nothing is asked of anybody yet."""
        self._settings = settings
        self._clock = clock
        self._background = background
        self.metrics = Metrics()
        self.watching = Watching(self.metrics)

    def track_errors(self, stack: AsyncExitStack) -> None:
        """Send what is logged as an error to where the settings say, until the stack is closed.

        :raises BadSettings: if that is no address
        """
        dsn, settings = self._settings.sentry_dsn, self._settings
        if dsn is None:
            return
        from bot.error_tracking import ErrorTracking  # Nobody else pays for loading it.

        try:
            tracking = ErrorTracking(
                dsn.get_secret_value(), environment=settings.environment, release=_version()
            )
        except ValueError as error:
            raise BadSettings(f"SENTRY_DSN: {error}.") from None
        stack.push_async_callback(tracking.close)
        stack.enter_context(errors_told_to(tracking))

    def send_traces(self, stack: AsyncExitStack) -> None:
        """Send traces to where the settings say, until the stack is closed.

        :raises BadSettings: if what that takes is not installed
        """
        endpoint = self._settings.otel_exporter_otlp_endpoint
        if endpoint is None:
            return
        try:
            from bot.tracing import Tracing  # Nobody else pays for loading it.
        except ImportError:
            raise BadSettings("OTEL_EXPORTER_OTLP_ENDPOINT: the extra `otel` is not installed.") from None
        self.metrics.spans = tracing = Tracing(endpoint, release=_version())
        stack.push_async_callback(tracing.close)

    def watch_over(self, database: Database) -> None:
        """Look after a database, and after the event loop."""
        self.database = database
        self.pulse = Pulse(self._ask, self._clock)
        self._background.keep_running("watch the event loop", self._watch_the_loop)

    def watching_companies(self) -> AbstractContextManager[None]:
        """Look after all companies whose gateways are opened within the block."""
        return watched_by(self.metrics.outside_call)

    def checkup(
        self, services: Services, care: VendorCare, redis_answers: Callable[[], Awaitable[bool]] | None
    ) -> Checkup:
        """Return who says how each part is, to machines and to staff."""
        self._services = services
        checkup = Checkup(
            self.pulse, self._clock, services.maintenance.now, _version(), redis_answers, care.parts
        )
        health = services.staff_services.system_health
        health.checkup, health.vitals = checkup, self.pulse.take
        return checkup

    def operators(self) -> Operators:
        """Return the doors for operators."""
        token = self._settings.metrics_token
        return Operators(
            token.get_secret_value() if token is not None else None,
            self.text,
            self.metrics.request_answered,
        )

    async def text(self) -> bytes:
        """Return all figures, as Prometheus reads them."""
        vitals, metrics = await self.pulse.take(), self.metrics
        if vitals is None:
            metrics.show_nothing_known()
        else:
            metrics.show_vitals(vitals, now=self._clock())
        metrics.show_pools(self.database.pools)
        outages = self._services.outages
        metrics.show_billers(state.value for state in outages.now().values())
        for vendor in outages.vendors:
            left = outages.floats.left(vendor)
            if left is not None:
                metrics.show_float(vendor, left.kobo)
        return metrics.text()

    def jobs(self) -> tuple[Job, ...]:
        """Return what a process does that starts what the clock starts."""
        return (Job("say that the clock ticks", _BEAT, self.beat),)

    async def beat(self) -> None:
        """Tell every process that the clock ticks."""
        async with self.database.begin() as books:
            await books.heartbeats.beat(CLOCK, now=self._clock())

    async def books_were_checked(self, findings: int) -> None:
        """Tell every process what a check of the books has found."""
        async with self.database.begin() as books:
            await books.heartbeats.beat(AUDIT, findings=findings, now=self._clock())

    async def _ask(self, now: datetime) -> Vitals:
        began = time.perf_counter()
        found = await standing(self.database, now=now)
        return Vitals(
            now,
            timedelta(seconds=time.perf_counter() - began),
            {"inbox": Queue(*found.inbox), "outbox": Queue(*found.outbox)},
            found.open_payments,
            found.heartbeats,
        )

    async def _watch_the_loop(self) -> None:
        while True:
            began = time.perf_counter()
            await asyncio.sleep(_LOOK_AT_LOOP)
            self.metrics.loop_was_late(max(0.0, time.perf_counter() - began - _LOOK_AT_LOOP))


def _version() -> str:
    try:
        return version("vision")
    except PackageNotFoundError:  # run from its folder, not installed
        return "unknown"
