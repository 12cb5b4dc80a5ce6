"""What processors tell of money: read once it is authentic, and answered 200 only when it is safe."""

from __future__ import annotations

import structlog
from starlette.responses import Response

from domain.funding import StillUnclear
from domain.processors import (
    ForgedEvent,
    FundingContested,
    PaymentHinted,
    ProcessorEvent,
    ProcessorGateway,
    StaffNeeded,
    UnreadableEvent,
)
from domain.top_ups import TopUp
from web.account_events import take_account_event
from web.edge import Edge

log = structlog.get_logger(__name__)


async def take_event(edge: Edge, processor: ProcessorGateway, body: bytes, signature: str) -> Response:
    """Take in a signed event. What can't be understood comes again: time to learn the new form."""
    try:
        event = processor.read_event(body, signature)
    except ForgedEvent:
        return _refused(processor, body)
    except UnreadableEvent:
        log.exception("an authentic webhook could not be understood", processor=processor.name)
        return Response(status_code=500)
    if (taken := await take_account_event(edge, processor.name, body)) is not None:
        return taken
    return await _receive(edge, processor, event)


async def take_hint(edge: Edge, processor: ProcessorGateway, body: bytes, signature: str) -> Response:
    """Take in an event that proves who speaks and not what is said: it is asked back, or left."""
    try:
        event = processor.read_event(body, signature)
    except ForgedEvent:
        return _refused(processor, body)
    except UnreadableEvent as error:
        log.warning("a webhook means nothing to us", processor=processor.name, reason=str(error))
        return Response(status_code=200)
    if (taken := await take_account_event(edge, processor.name, body)) is not None:
        return taken
    if not isinstance(event, PaymentHinted | StaffNeeded):
        return Response(status_code=200)
    return await _receive(edge, processor, event)


async def _receive(edge: Edge, processor: ProcessorGateway, event: ProcessorEvent) -> Response:
    try:
        top_up = (
            None
            if await _about_account(edge, processor, event)
            else await _about_page(edge, processor, event)
        )
    except StillUnclear as doubt:
        log.warning("a webhook could not be asked back", processor=processor.name, reason=str(doubt))
        return Response(status_code=503)
    log.info(
        "webhook taken in",
        processor=processor.name,
        kind=type(event).__name__,
        top_up=top_up.id if top_up else None,
    )
    return Response(status_code=200)


async def _about_account(edge: Edge, processor: ProcessorGateway, event: ProcessorEvent) -> bool:
    """Take in a dispute or a refund of what came in on an account number; False if it is none."""
    if not isinstance(event, FundingContested) or await edge.top_ups.knows(event.reference):
        return False
    return await edge.accounts.contested(processor.name, event, now=edge.clock())


async def _about_page(edge: Edge, processor: ProcessorGateway, event: ProcessorEvent) -> TopUp | None:
    return await edge.top_ups.receive(processor.name, event, now=edge.clock())


def _refused(processor: ProcessorGateway, body: bytes) -> Response:
    log.warning("a forged webhook was refused", processor=processor.name, bytes=len(body))
    return Response(status_code=401)
