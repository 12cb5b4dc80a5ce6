"""One-time codes for quotes that the PIN alone is not enough for."""

from __future__ import annotations

from fastapi import APIRouter, status
from pydantic import Field

from domain.one_time_codes import Channel, CodeNotNeeded
from domain.payments import SheetExpired
from web.api.access import Me
from web.api.auth import code_sent
from web.api.given import Given, Language
from web.api.problems import SIGNED_IN
from web.api.shapes import Body, CodeSent, Id
from web.api.sheets import wanted_by

router = APIRouter(prefix="/codes", tags=["codes"], responses=SIGNED_IN)


class CodeWanted(Body):
    """For which quote a code is asked for, and which way it shall come."""

    quote_id: Id
    channel: Channel | None = Field(
        None, description="Left out: by SMS. An e-mail goes to a confirmed address.", examples=["sms"]
    )


@router.post("", status_code=status.HTTP_202_ACCEPTED, summary="Ask for a one-time code")
async def ask(body: CodeWanted, me: Me, api: Given, language: Language) -> CodeSent:
    """Send a code for just this quote. Then send the request with the PIN again, with the code in it."""
    kept = await api.open_sheets.get(me.id, body.quote_id)
    if api.clock() >= kept.expires_at:
        raise SheetExpired
    wanted = wanted_by(kept)
    if wanted is None:
        raise CodeNotNeeded
    fresh = await api.send_code(
        me.customer, wanted.purpose, about=wanted.about, channel=body.channel, language=language
    )
    return code_sent(api, fresh)
