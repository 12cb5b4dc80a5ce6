"""Sends what took how long to whoever collects OpenTelemetry traces. Loaded only where settings ask for it.

A span is told when it is over, and finds its trace by the one that log lines bear: the id of a payment is a
trace's id as it is, so that all that became of it lies together, after a restart and from every process.
"""

from __future__ import annotations

import asyncio
import hashlib
import re
import time

import structlog
from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter
from opentelemetry.trace import NonRecordingSpan, SpanContext, SpanKind, Status, StatusCode, TraceFlags

_FLUSH_WITHIN_MS = 2_000
_PATIENCE = 5  # seconds for one delivery
_SECOND = 1_000_000_000
_TRACE_ID = re.compile(r"(?!0{32})[0-9a-f]{32}")
_KINDS = {
    "request": SpanKind.SERVER,
    "update": SpanKind.CONSUMER,
    "outside call": SpanKind.CLIENT,
    "Telegram call": SpanKind.CLIENT,
}


class Tracing:
    """`bot.metrics.Spans`, for one app."""

    def __init__(self, endpoint: str, *, release: str, exporter: SpanExporter | None = None) -> None:
        """Nothing is sent yet.

        :param exporter: where spans go in place of the endpoint
        """
        self._provider = TracerProvider(
            resource=Resource.create({"service.name": "vision", "service.version": release}),
            shutdown_on_exit=False,
        )
        where = exporter or OTLPSpanExporter(f"{endpoint}/v1/traces", timeout=_PATIENCE)
        self._provider.add_span_processor(BatchSpanProcessor(where))
        self._tracer = self._provider.get_tracer("vision")

    def __call__(self, name: str, seconds: float, *, failed: bool = False, **about: str) -> None:
        """Tell of work that has ended just now."""
        bound = structlog.contextvars.get_contextvars()
        if "subject" in bound:
            about["subject"] = str(bound["subject"])
        ended = time.time_ns()
        span = self._tracer.start_span(
            name,
            _context_of(str(bound.get("trace", ""))),
            _KINDS.get(name, SpanKind.INTERNAL),
            dict(about),
            start_time=ended - round(seconds * _SECOND),
        )
        if failed:
            span.set_status(Status(StatusCode.ERROR))
        span.end(ended)

    async def close(self) -> None:
        """Send what waits, as far as there is time."""
        await asyncio.to_thread(self._provider.force_flush, _FLUSH_WITHIN_MS)
        await asyncio.to_thread(self._provider.shutdown)


def _context_of(bound: str) -> Context | None:
    """Return where a span belongs: under a root that stands for the trace, and is never told itself."""
    if not bound:
        return None
    digest = hashlib.sha256(bound.encode()).digest()
    trace_id = int(bound, 16) if _TRACE_ID.fullmatch(bound) else int.from_bytes(digest[:16])
    root = SpanContext(
        trace_id, int.from_bytes(digest[16:24]), is_remote=True, trace_flags=TraceFlags(TraceFlags.SAMPLED)
    )
    return trace.set_span_in_context(NonRecordingSpan(root))
