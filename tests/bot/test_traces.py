"""One payment followed by one id: through every log line, through the figures, and through spans."""

from __future__ import annotations

import pytest
import structlog
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from structlog.testing import capture_logs

from bot.traces import traced
from bot.tracing import Tracing
from storage.vitals import standing
from tests.bot.engine import until
from tests.chat import Vision

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_payment_is_followed_by_its_id_from_the_tap_to_the_message(vision: Vision) -> None:
    ada = await vision.knows("Ada", wallet=2_000)
    spans = InMemorySpanExporter()
    tracing = Tracing("http://127.0.0.1:1", release="test", exporter=spans)
    vision.app.operations.metrics.spans = tracing

    with capture_logs(processors=[structlog.contextvars.merge_contextvars]) as lines:
        await ada.says("500 " + ada.phone)
        await ada.enters_pin()
        await ada.sees("Delivered")

        async def told() -> bool:
            return any(line["event"] == "told" and line.get("subject") for line in lines)

        await until(told)

    (accepted,) = (line for line in lines if line.get("command") == "Accept")
    payment_id = accepted["subject"]
    about_it = [line for line in lines if line.get("subject") == payment_id]
    update = [line for line in about_it if line["event"] == "update handled"]
    assert accepted["trace"].startswith("u")
    assert [line["trace"] for line in update] == [accepted["trace"]]
    assert {line.get("command") for line in about_it} >= {"Accept", "Submit", "Resolve"}
    assert any(line["event"] == "outside call answered" and line["call"] == "pay" for line in about_it)
    assert any(line["event"] == "step taken" and line["trace"] == payment_id for line in about_it)
    assert any(line["event"] == "told" and line["trace"] == payment_id for line in about_it)

    await tracing.close()
    found = spans.get_finished_spans()
    its_own = {span.name for span in found if span.context and span.context.trace_id == int(payment_id, 16)}
    assert its_own >= {"commit", "outside call", "Telegram call"}
    assert {"update"} <= {span.name for span in found}


async def test_what_became_of_payments_is_counted(vision: Vision) -> None:
    ada = await vision.knows("Ada", wallet=2_000)
    await ada.says("500 " + ada.phone)
    await ada.enters_pin()
    await ada.sees("Delivered")

    text = (await vision.app.operations.text()).decode()

    for state in ("accepted", "submitted", "delivered"):
        assert f'vision_payments_total{{biller="mtn",state="{state}"}}' in text
    assert 'vision_time_to_value_seconds_count{category="airtime"}' in text
    assert 'vision_outside_calls_total{call="pay",company="vtpass",outcome="2xx"}' in text
    assert 'vision_telegram_calls_total{method="sendMessage",outcome="answered"}' in text
    assert 'vision_statement_seconds_count{door="talk",kind="insert"}' in text
    assert 'vision_updates_total{kind="callback_query",outcome="handled"}' in text
    assert (await standing(vision.app.database, now=vision.clock())).open_payments == ()


async def test_a_trace_ends_with_its_block() -> None:
    with traced("u1"):
        structlog.contextvars.bind_contextvars(subject="p1")
        with traced("u2"):
            assert structlog.contextvars.get_contextvars() == {"trace": "u2"}

        assert structlog.contextvars.get_contextvars() == {"trace": "u1", "subject": "p1"}
    assert "subject" not in structlog.contextvars.get_contextvars()
