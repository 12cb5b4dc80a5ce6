"""What keeps an account one's own: the PIN, the e-mail address, and where one is signed in."""

from __future__ import annotations

from datetime import datetime

from fastapi import APIRouter, status
from pydantic import Field

from domain.new_pins import CHANGE
from domain.one_time_codes import Channel, CodeExpired, Purpose
from domain.own_e_mails import SETTING, about
from web.api.access import Me
from web.api.auth import code_sent
from web.api.given import Given, Language
from web.api.problems import SIGNED_IN
from web.api.shapes import Body, CodeSent, CodeText, Id, Line, PinText, Said

router = APIRouter(prefix="/auth", tags=["auth"], responses=SIGNED_IN)


class NewPin(Body):
    """The old PIN and a new one."""

    old_pin: PinText
    new_pin: PinText


class NewEMail(Body):
    """An address, and the PIN that says whose wish it is."""

    address: Line = Field(examples=["ada@example.com"])
    pin: PinText


class EMailCode(Body):
    """The code that came to the address."""

    code: CodeText


class EMail(Said):
    """A confirmed address."""

    e_mail: str = Field(examples=["ada@example.com"])


class SessionSaid(Said):
    """Somewhere one is signed in."""

    id: Id
    began_at: datetime
    is_this: bool = Field(description="Whether it is the one that asks.")


class SessionList(Said):
    """All that can still go on, the newest first."""

    items: list[SessionSaid]


@router.post("/pin", status_code=status.HTTP_204_NO_CONTENT, summary="Change the PIN")
async def change_pin(body: NewPin, me: Me, api: Given) -> None:
    """Take a new PIN in the place of the old one, for all channels. It is told in the chat and by message."""
    now = api.clock()
    approval = await api.business.pins.approve(
        me.id, body.old_pin, for_sheet=CHANGE, try_key=api.new_id(), now=now, takes_money=False
    )
    await api.business.new_pins.change(me.customer, approval, body.new_pin, now=now)


@router.post("/e-mail", status_code=status.HTTP_202_ACCEPTED, summary="Set the e-mail address")
async def set_e_mail(body: NewEMail, me: Me, api: Given, language: Language) -> CodeSent:
    """Send a code to the address. The one before stays good until `/auth/e-mail/confirm` has it."""
    now = api.clock()
    approval = await api.business.pins.approve(
        me.id, body.pin, for_sheet=SETTING, try_key=api.new_id(), now=now, takes_money=False
    )
    what = await api.business.own_e_mails.propose(me.customer, approval, body.address, now=now)
    fresh = await api.send_code(
        me.customer, Purpose.E_MAIL, about=what, channel=Channel.E_MAIL, language=language
    )
    return code_sent(api, fresh)


@router.post("/e-mail/confirm", summary="Confirm the e-mail address")
async def confirm_e_mail(body: EMailCode, me: Me, api: Given) -> EMail:
    """Make the address one's own: to sign in with, and for codes."""
    now = api.clock()
    pending = (await api.business.own_e_mails.of(me.id)).pending
    if pending is None:
        raise CodeExpired
    step_up = await api.business.one_time_codes.check(
        me.id, Purpose.E_MAIL, body.code, about=about(pending), try_key=api.new_id(), now=now
    )
    return EMail(e_mail=await api.business.own_e_mails.confirm(me.customer, step_up, now=now))


@router.get("/sessions", summary="Where am I signed in")
async def sessions(me: Me, api: Given) -> SessionList:
    """Return the sessions that can still go on."""
    found = await api.sign_ins.sessions(me.id, now=api.clock())
    return SessionList(
        items=[
            SessionSaid(id=each.id, began_at=each.began_at, is_this=each.id == me.claims.session_id)
            for each in found
        ]
    )


@router.delete("/sessions/{session_id}", status_code=status.HTTP_204_NO_CONTENT, summary="Sign out elsewhere")
async def end_session(session_id: Id, me: Me, api: Given) -> None:
    """End a session: neither of its tokens is good any more."""
    await api.sign_ins.end_session(me.id, session_id, now=api.clock())
