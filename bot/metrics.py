"""What an operator counts and times, as Prometheus reads it. Every app has figures of its own.

Storage, gateways, the web edge and the bot tell what happened through the methods here and know nothing of
Prometheus. Labels come from short lists of ours (billers, companies, routes), never from a person.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Protocol

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    Summary,
    disable_created_metrics,
    generate_latest,
)

from bot.vitals import Vitals
from domain.payments import GIVEN_BACK, Payment, PaymentStatus

disable_created_metrics()  # type: ignore[no-untyped-call]  # a line more for each, which nobody reads

_QUICK = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)
_CALLS = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 120.0)
_VALUE = (1.0, 2.0, 5.0, 10.0, 30.0, 60.0, 120.0, 300.0, 900.0, 3_600.0, 21_600.0, 86_400.0)


class Spans(Protocol):
    """Is told of work that has ended, for traces."""

    def __call__(self, name: str, seconds: float, *, failed: bool = False, **about: str) -> None:
        """Take note of it."""
        ...


def no_spans(name: str, seconds: float, *, failed: bool = False, **about: str) -> None:
    """Take note of nothing."""


class Metrics:
    """The figures of one app."""

    def __init__(self, spans: Spans = no_spans) -> None:
        """`spans` is told of each piece of work besides."""
        self.spans = spans
        self.registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)

        def counter(name: str, about: str, *labels: str) -> Counter:
            return Counter(f"vision_{name}", about, labels, registry=registry)

        def gauge(name: str, about: str, *labels: str) -> Gauge:
            return Gauge(f"vision_{name}", about, labels, registry=registry)

        def times(name: str, about: str, buckets: tuple[float, ...], *labels: str) -> Histogram:
            return Histogram(f"vision_{name}_seconds", about, labels, buckets=buckets, registry=registry)

        self._payments = counter("payments", "Payments that came into a state", "biller", "state")
        self._to_value = times("time_to_value", "From the acceptance to the delivery", _VALUE, "category")
        self._to_refund = times("time_to_refund", "From the acceptance until the money was back", _VALUE)
        self._commands = counter("money_commands", "Commands of the money path", "command", "outcome")
        self._command_time = times("money_command", "From the asking to the verdict", _QUICK)
        self._commit_time = times("money_commit", "What one batch of the money path takes", _QUICK)
        self._committed = counter("money_committed", "Commands that batches took, doubtful ones twice")

        self._updates = counter("updates", "Updates of Telegram that were handled", "kind", "outcome")
        self._update_time = times("update", "What handling an update takes", _QUICK)
        self._requests = counter("requests", "HTTP requests", "route", "method", "status")
        self._request_time = times("request", "What answering a request takes", _QUICK, "route")
        self._calls = counter("outside_calls", "Calls of outside companies", "company", "call", "outcome")
        self._call_time = times("outside_call", "What an outside call takes", _CALLS, "company", "call")
        self._telegram = counter("telegram_calls", "Calls of Telegram", "method", "outcome")
        self._telegram_time = times("telegram_call", "What a call of Telegram takes", _CALLS)
        self._jobs = counter("jobs", "What the clock started", "job", "outcome")

        self._statement_time = times("statement", "What a statement takes", _QUICK, "door", "kind")
        self._statement_failures = counter("statement_failures", "Statements that failed", "door", "kind")
        self._tables = Summary(
            "vision_table_seconds", "The same by table", ("table", "kind"), registry=registry
        )

        self._loop_lag = times("event_loop_lag", "How late the event loop comes", _QUICK)
        self._waiting = gauge("queue_waiting", "What waits, up to 10,000", "queue")
        self._oldest = gauge("queue_oldest_seconds", "How long the oldest of it has", "queue")
        self._open = gauge("open_payments", "Payments that hold money or are asked about", "biller", "state")
        self._oldest_open = gauge("oldest_open_payment_seconds", "Since the oldest was accepted", "state")
        self._heartbeat = gauge("heartbeat_timestamp_seconds", "When it was last done", "what")
        self._findings = gauge("audit_findings", "What the last check of the books found")
        self._lent = gauge("pool_connections_lent", "Connections of the database in use", "pool")
        self._room = gauge("pool_connections", "How many there may be", "pool")
        self._biller_states = gauge("billers_not_well", "Billers that are slow or not sold", "state")
        self._float = gauge("float_kobo", "Our float at a vendor, as last read", "vendor")
        self._age = gauge("figures_age_seconds", "How old what the database said is; -1: nothing yet")

    # --- told by storage (`storage.watching.Watch`)

    def statement(self, door: str, kind: str, subject: str, seconds: float, *, failed: bool) -> None:
        """Take note of a statement."""
        self._statement_time.labels(door, kind).observe(seconds)
        self._tables.labels(subject, kind).observe(seconds)
        if failed:
            self._statement_failures.labels(door, kind).inc()

    def decided(self, command: str, outcome: str, seconds: float) -> None:
        """Take note of a command of the money path."""
        self._commands.labels(command, outcome).inc()
        self._command_time.observe(seconds)
        self.spans("commit", seconds, failed=outcome == "failed", command=command, outcome=outcome)

    def committed(self, commands: int, seconds: float) -> None:
        """Take note of a batch of the money path."""
        self._commit_time.observe(seconds)
        self._committed.inc(commands)

    def moved(self, payment: Payment, before: PaymentStatus | None) -> None:
        """Take note of a payment that is in another state now."""
        order = payment.order
        self._payments.labels(order.biller_id, payment.status.value).inc()
        if payment.ended_at is None:
            return
        took = (payment.ended_at - payment.accepted_at).total_seconds()
        if payment.status is PaymentStatus.DELIVERED:
            self._to_value.labels(order.category.value).observe(took)
        elif payment.status in GIVEN_BACK:
            self._to_refund.observe(took)

    # --- told by the gateways, the web edge and the bot

    def outside_call(self, company: str, call: str, outcome: str, seconds: float) -> None:
        """Take note of a call of an outside company."""
        self._calls.labels(company, call, outcome).inc()
        self._call_time.labels(company, call).observe(seconds)
        failed = not outcome.startswith("2")
        self.spans("outside call", seconds, failed=failed, company=company, call=call, outcome=outcome)

    def request_answered(self, route: str, method: str, status: int, seconds: float) -> None:
        """Take note of a request: the template of its route, never its path."""
        outcome = f"{status // 100}xx"
        self._requests.labels(route, method, outcome).inc()
        self._request_time.labels(route).observe(seconds)
        self.spans("request", seconds, failed=status >= 500, route=route, method=method, status=str(status))

    def update_handled(self, kind: str, failure: str | None, seconds: float) -> None:
        """Take note of an update that was handled."""
        self._updates.labels(kind, "failed" if failure else "handled").inc()
        self._update_time.observe(seconds)
        self.spans("update", seconds, failed=failure is not None, kind=kind)

    def telegram_called(self, method: str, outcome: str, seconds: float) -> None:
        """Take note of a call of Telegram."""
        self._telegram.labels(method, outcome).inc()
        if method != "getUpdates":  # which waits on purpose
            self._telegram_time.observe(seconds)
            self.spans("Telegram call", seconds, failed=outcome != "answered", method=method)

    def job_ended(self, job: str, *, failed: bool) -> None:
        """Take note of something that the clock started."""
        self._jobs.labels(job, "failed" if failed else "done").inc()

    def loop_was_late(self, seconds: float) -> None:
        """Take note of how late the event loop came back."""
        self._loop_lag.observe(seconds)

    # --- read when somebody asks

    def show_vitals(self, vitals: Vitals, *, now: datetime) -> None:
        """Show what the database says."""
        self._age.set((now - vitals.at).total_seconds())
        for name, queue in vitals.queues.items():
            self._waiting.labels(name).set(queue.waiting)
            self._oldest.labels(name).set(queue.age(now).total_seconds())
        self._open.clear()
        oldest: dict[str, datetime] = {}
        for each in vitals.open_payments:
            self._open.labels(each.biller_id, each.state).set(each.total)
            oldest[each.state] = min(each.oldest, oldest.get(each.state, each.oldest))
        self._oldest_open.clear()
        for state, since in oldest.items():
            self._oldest_open.labels(state).set((now - since).total_seconds())
        for beat in vitals.heartbeats:
            self._heartbeat.labels(beat.name).set(beat.at.timestamp())
            if beat.findings is not None:
                self._findings.set(beat.findings)

    def show_nothing_known(self) -> None:
        """Show that the database did not say anything yet."""
        self._age.set(-1)

    def show_pools(self, pools: Mapping[str, tuple[int, int]]) -> None:
        """Show how many connections of each pool are lent, of how many."""
        for name, (lent, room) in pools.items():
            self._lent.labels(name).set(lent)
            self._room.labels(name).set(room)

    def show_billers(self, states: Iterable[str]) -> None:
        """Show how many billers are in which state, of those that are not well."""
        listed = list(states)
        for state in ("slow", "paused"):
            self._biller_states.labels(state).set(listed.count(state))

    def show_float(self, vendor: str, kobo: int) -> None:
        """Show what is left of our float at a vendor."""
        self._float.labels(vendor).set(kobo)

    def text(self) -> bytes:
        """Return everything as Prometheus reads it."""
        return generate_latest(self.registry)


class Stopwatch:
    """How long something takes."""

    def __init__(self) -> None:
        """Begin."""
        self._began = time.perf_counter()

    @property
    def seconds(self) -> float:
        """How long it has taken by now."""
        return time.perf_counter() - self._began

    @property
    def ms(self) -> int:
        """The same in thousandths."""
        return round(self.seconds * 1_000)
