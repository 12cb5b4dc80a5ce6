"""Joining, signing in and out, and who one is."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, status
from pydantic import Field, StringConstraints

from domain.customers import Customer
from domain.one_time_codes import CodeAskedTooSoon, FreshCode, Purpose, TooManyCodes
from domain.phones import read_phone
from domain.sign_ins import Tokens
from web.api.access import Me, count, counted_as_sign_in
from web.api.given import Api, Given, Language
from web.api.problems import SIGNED_IN, documented
from web.api.shapes import Body, CodeSent, CodeText, Line, PasswordText, PhoneText, PinText, Said

router = APIRouter(prefix="/auth", tags=["auth"])
_OPEN = [Depends(counted_as_sign_in)]
_REFUSES = documented(401, 403, 409)


class Join(Body):
    """Who wants to join."""

    phone: PhoneText
    name: Line = Field(examples=["Ada Obi"])
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")] = Field("en", examples=["en"])


class Proof(Body):
    """What lets somebody in who has the number and knows the PIN."""

    phone: PhoneText
    code: CodeText
    pin: PinText
    password: PasswordText
    referral_code: Annotated[str, StringConstraints(pattern=r"^[A-Z2-9]{8}$")] | None = Field(
        None, description="Of who invited them. Only the first time.", examples=["K7PQ2MXR"]
    )


class Forgotten(Body):
    """Whose password is forgotten."""

    phone: PhoneText


class LogIn(Body):
    """A name and the password."""

    name: Line = Field(description="A phone number or a confirmed e-mail address.", examples=["08031234567"])
    password: PasswordText


class Refresh(Body):
    """The refresh token, which is good once."""

    refresh_token: Annotated[
        str, StringConstraints(min_length=20, max_length=200, pattern=r"^[\x21-\x7e]+$")
    ] = Field(examples=["3q2-7wAAh8dTnJ0Zt6GQ5l1sXH9mYcB4kVfRpEoUuIw"])


class NewPassword(Body):
    """The old password and a new one."""

    old_password: PasswordText
    new_password: PasswordText


class Profile(Body):
    """What a customer may change of herself."""

    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")] = Field(examples=["pcm"])


class TokenPair(Said):
    """A sign-in. Keep the refresh token as safe as a password."""

    access_token: str = Field(examples=["eyJhbGciOiJIUzI1NiIsImtpZCI6IjEiLCJ0eXAiOiJhdCtqd3QifQ.e30.sig"])
    refresh_token: str = Field(examples=["3q2-7wAAh8dTnJ0Zt6GQ5l1sXH9mYcB4kVfRpEoUuIw"])
    token_type: str = Field("bearer", examples=["bearer"])
    access_expires_at: datetime
    refresh_expires_at: datetime


class Person(Said):
    """Who one is."""

    id: str = Field(examples=["0192f1c47d3a7c21a4b0a9de5c1f0e77"])
    name: str = Field(examples=["Ada Obi"])
    phone: str = Field(examples=["08031234567"])
    e_mail: str | None = Field(description="If it is confirmed.", examples=["ada@example.com"])
    language: str = Field(examples=["en"])
    level: int = Field(description="What limits hold: 1 to 3.", examples=[1])
    referral_code: str = Field(examples=["K7PQ2MXR"])
    is_in_chat: bool = Field(description="Whether the wallet is open in the chat too.", examples=[True])
    registered_at: datetime


@router.post(
    "/register",
    status_code=status.HTTP_202_ACCEPTED,
    dependencies=_OPEN,
    summary="Ask for a code to join with",
)
async def register(body: Join, api: Given, language: Language) -> CodeSent:
    """Send a code to the number, whether or not it has a wallet already. `/auth/register/confirm` goes on."""
    spoken = body.language if body.language in api.languages else api.languages[0]
    who = await api.joinings.begin(read_phone(body.phone), body.name, spoken, now=api.clock())
    return await _send(api, who, language)


@router.post(
    "/register/confirm",
    status_code=status.HTTP_201_CREATED,
    dependencies=_OPEN,
    responses=_REFUSES,
    summary="Join, or link the wallet of the chat",
)
async def confirm(body: Proof, api: Given) -> TokenPair:
    """Open a wallet with this PIN; or, where the number has one, take its PIN. Set the password, sign in."""
    now = api.clock()
    customer, tokens = await api.joinings.finish(
        read_phone(body.phone), body.code, pin=body.pin, password=body.password, now=now
    )
    if body.referral_code is not None and customer.registered_at == now:
        await api.business.referrals.join(customer.id, body.referral_code, now=now)
    return _pair(tokens)


@router.post(
    "/password/forgot",
    status_code=status.HTTP_202_ACCEPTED,
    dependencies=_OPEN,
    summary="Ask for a code to set a new password with",
)
async def forgot(body: Forgotten, api: Given, language: Language) -> CodeSent:
    """Send a code if the number has a wallet; else say the same. `/auth/register/confirm` goes on."""
    phone = read_phone(body.phone)
    who = await api.joinings.known(phone)
    if who is not None:
        with suppress(CodeAskedTooSoon, TooManyCodes):  # which would tell that there is a wallet
            return await _send(api, who, language)
    return _as_if_sent(api)


@router.post("/login", dependencies=_OPEN, responses=_REFUSES, summary="Sign in")
async def log_in(body: LogIn, api: Given) -> TokenPair:
    """Sign in by phone number or e-mail address. Who has no password yet asks for a code to set one."""
    name = hashlib.blake2s(body.name.strip().lower().encode(), digest_size=16).hexdigest()
    await count(api, f"name:{name}", api.rules.sign_ins_of_name)
    return _pair(await api.sign_ins.log_in(body.name, body.password, now=api.clock()))


@router.post("/refresh", dependencies=_OPEN, responses=_REFUSES, summary="Exchange the refresh token")
async def refresh(body: Refresh, api: Given) -> TokenPair:
    """Return the next pair. A refresh token that comes twice ends the whole session."""
    return _pair(await api.sign_ins.refresh(body.refresh_token, now=api.clock()))


@router.post(
    "/logout", status_code=status.HTTP_204_NO_CONTENT, responses=SIGNED_IN, summary="End this session"
)
async def log_out(me: Me, api: Given) -> None:
    """End this session: neither of its tokens is good any more."""
    await api.sign_ins.log_out(me.claims, now=api.clock())


@router.get("/me", responses=SIGNED_IN, summary="Who am I")
async def who_am_i(me: Me, api: Given) -> Person:
    """Return who is signed in."""
    return await _person(api, me.customer)


@router.patch("/profile", responses=SIGNED_IN, summary="Change the language")
async def change_profile(body: Profile, me: Me, api: Given) -> Person:
    """Change in which language one is written to, here and in the chat."""
    if body.language in api.languages:
        await api.business.customers.speak(me.id, body.language)
    customer = await api.business.customers.get(me.id)
    return await _person(api, customer or me.customer)


@router.post("/password", responses=SIGNED_IN, summary="Change the password")
async def change_password(body: NewPassword, me: Me, api: Given) -> TokenPair:
    """Change the password. All sessions end; this one goes on with the tokens of the answer."""
    tokens = await api.sign_ins.change_password(
        me.customer, body.old_password, body.new_password, now=api.clock()
    )
    return _pair(tokens)


async def _send(api: Api, who: Customer, language: str) -> CodeSent:
    fresh = await api.send_code(who, Purpose.PASSWORD, about="", channel=None, language=language)
    return code_sent(api, fresh)


def code_sent(api: Api, fresh: FreshCode) -> CodeSent:
    """Return what is said of a code that is on its way."""
    wait = api.business.one_time_codes.rules.resend_after
    return CodeSent(
        channel=fresh.channel.value,
        expires_at=fresh.expires_at,
        resend_after_seconds=int(wait.total_seconds()),
    )


def _as_if_sent(api: Api) -> CodeSent:
    rules = api.business.one_time_codes.rules
    return CodeSent(
        channel="sms",
        expires_at=api.clock() + rules.good_for,
        resend_after_seconds=int(rules.resend_after.total_seconds()),
    )


def _pair(tokens: Tokens) -> TokenPair:
    return TokenPair(
        access_token=tokens.access,
        refresh_token=tokens.refresh,
        token_type="bearer",  # noqa: S106 - a type of token
        access_expires_at=tokens.access_expires_at,
        refresh_expires_at=tokens.refresh_expires_at,
    )


async def _person(api: Api, customer: Customer) -> Person:
    addresses = await api.business.own_e_mails.of(customer.id)
    return Person(
        id=customer.id,
        name=customer.name,
        phone=customer.phone.national,
        e_mail=addresses.address,
        language=customer.language,
        level=customer.tier,
        referral_code=customer.referral_code,
        is_in_chat=customer.is_in_chat,
        registered_at=customer.registered_at,
    )
