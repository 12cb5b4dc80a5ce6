"""What processors tell of personal account numbers, once it is authentic."""

from __future__ import annotations

import structlog
from starlette.responses import Response

from domain.processors import UnreadableEvent
from web.edge import Edge

log = structlog.get_logger(__name__)


async def take_account_event(edge: Edge, processor: str, body: bytes) -> Response | None:
    """Take in what an authentic webhook says of accounts; None if it is about something else.

    What can't be understood comes again: time to learn the new form.
    """
    try:
        taken = await edge.accounts.take_in(processor, body, now=edge.clock())
    except UnreadableEvent:
        log.exception("an authentic webhook about an account could not be understood", processor=processor)
        return Response(status_code=500)
    if not taken:
        return None
    log.info("webhook about an account taken in", processor=processor)
    return Response(status_code=200)
