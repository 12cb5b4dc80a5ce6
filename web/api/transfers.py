"""Sending money to people: who it is, what the PIN says yes to, and taking it back."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from enum import StrEnum

from fastapi import APIRouter, Response, status
from pydantic import Field

from domain.errors import NotAllowed
from domain.masking import masked_name, masked_phone
from domain.money import ZERO, Money
from domain.payees import NobodyFound, Payee
from domain.payments import SheetExpired
from domain.phones import read_phone
from domain.transfers import Transfer, TransferStatus
from web.api.access import Me, SignedIn
from web.api.given import Api, Given, IdempotencyKey
from web.api.once import once
from web.api.problems import SIGNED_IN
from web.api.shapes import Body, CodeText, Id, Kobo, Line, PinText, Said
from web.api.sheets import agree, keep_transfer, transfer_sheet, wanted_by_transfer

router = APIRouter(prefix="/wallet/transfer", tags=["transfers"], responses=SIGNED_IN)


class KnownBy(StrEnum):
    """What is known of the receiver."""

    PHONE = "phone"
    USERNAME = "username"  # of the chat
    CODE = "code"  # which her QR code holds: the same as her referral code


class TransferWanted(Body):
    """To whom, and how much."""

    by: KnownBy
    to: Line = Field(examples=["08031234567"])
    amount: Kobo


class TransferQuote(Said):
    """A transfer as the PIN says yes to it. Amounts are kobo."""

    quote_id: str = Field(examples=["0192f1c47d3a7c21a4b0a9de5c1f0e77"])
    expires_at: datetime
    name: str = Field(description="The receiver's, masked. Ask whether that is her.", examples=["ADEB*** O."])
    phone: str = Field(description="Masked.", examples=["0803•••4567"])
    amount: int = Field(examples=[150_000])
    fee: int = Field(examples=[0])
    missing: int = Field(description="What the wallet lacks for it.", examples=[0])
    waits: bool = Field(description="It waits a minute, in which it can be undone.")
    needs_code: bool = Field(description="The PIN alone is not enough: ask for one with `POST /codes`.")


class TransferAgreement(Body):
    """Yes to a quote."""

    quote_id: Id
    pin: PinText
    code: CodeText | None = Field(None, description="If the quote `needs_code`.", examples=["281906"])


class TransferSaid(Said):
    """Money from one customer to another."""

    id: str = Field(examples=["0192f1c47d3a7c21a4b0a9de5c1f0e77"])
    is_sent: bool = Field(description="By oneself; else one got it.")
    status: TransferStatus
    amount: int = Field(description="In kobo.", examples=[150_000])
    name: str | None = Field(
        description="Of the other one. Null: nobody has claimed it.", examples=["ADEB*** O."]
    )
    phone: str | None = Field(description="Masked.", examples=["0803•••4567"])
    sent_at: datetime
    due_at: datetime | None = Field(description="When it goes on by itself; until then it can be undone.")
    ended_at: datetime | None


@router.post("/quote", summary="Who is it, and what it costs")
async def quote(body: TransferWanted, me: Me, api: Given) -> TransferQuote:
    """Find the receiver. Looking for people whom you have not paid is limited to a few a day."""
    now = api.clock()
    payee = await _payee(api, me, body, now)
    sheet = await api.business.transfers.draw(api.new_id(), me.id, payee, Money(body.amount), now=now)
    await keep_transfer(api, sheet)
    accounts = await api.business.wallets.of(me.id)
    return TransferQuote(
        quote_id=sheet.id,
        expires_at=sheet.expires_at,
        name=masked_name(payee.name),
        phone=masked_phone(payee.phone),
        amount=sheet.amount.kobo,
        fee=0,
        missing=max(ZERO, sheet.amount - accounts.wallet).kobo,
        waits=sheet.cools,
        needs_code=sheet.wants_code,
    )


@router.post("", status_code=status.HTTP_201_CREATED, response_model=TransferSaid, summary="Send money")
async def send(body: TransferAgreement, me: Me, api: Given, key: IdempotencyKey) -> Response:
    """Send what a quote says. Where a code is needed and not there, the problem is `step-up-needed`."""
    return await once(api, me, key, "transfers", body, lambda _: _sent(api, me, body))


@router.get("/{transfer_id}", summary="What became of a transfer")
async def one(transfer_id: Id, me: Me, api: Given) -> TransferSaid:
    """Return a transfer that one sent, or that reached one."""
    return await _said(api, me, await api.business.transfers.get(me.id, transfer_id))


@router.post("/{transfer_id}/undo", summary="Take a transfer back")
async def undo(transfer_id: Id, me: Me, api: Given) -> TransferSaid:
    """Give the money back to the sender while nobody has it."""
    return await _said(api, me, await api.business.transfers.take_back(me.id, transfer_id, now=api.clock()))


async def _payee(api: Api, me: SignedIn, body: TransferWanted, now: datetime) -> Payee:
    payees = api.business.payees
    found: Payee | None = None
    match body.by:
        case KnownBy.PHONE:
            found = await payees.by_phone(me.id, read_phone(body.to), now=now)
        case KnownBy.USERNAME:
            found = await payees.by_username(me.id, body.to, now=now)
        case KnownBy.CODE:
            found = await payees.by_code(me.id, body.to, now=now)
    if found is None:
        raise NobodyFound
    return found


async def _sent(api: Api, me: SignedIn, body: TransferAgreement) -> TransferSaid:
    sheet = await transfer_sheet(api, me, body.quote_id)
    with suppress(NotAllowed):  # there is none: it is asked for the first time
        return await _said(api, me, await api.business.transfers.get(me.id, sheet.id))
    if api.clock() >= sheet.expires_at:
        raise SheetExpired
    wanted = wanted_by_transfer(sheet)
    approval, step_up = await agree(api, me, sheet.hash, wanted, pin=body.pin, code=body.code)
    transfer = await api.business.transfers.send(sheet, approval, step_up=step_up, card=None, now=api.clock())
    return await _said(api, me, transfer)


async def _said(api: Api, me: SignedIn, transfer: Transfer) -> TransferSaid:
    is_sent = transfer.sender_id == me.id
    other_id = transfer.receiver_id if is_sent else transfer.sender_id
    other = await _known(api, other_id) if other_id is not None else None
    name = None
    if other is not None:
        name = masked_name(other.name) if is_sent else other.name  # who sends chose to be known
    return TransferSaid(
        id=transfer.id,
        is_sent=is_sent,
        status=transfer.status,
        amount=transfer.amount.kobo,
        name=name,
        phone=masked_phone(other.phone) if other is not None else None,
        sent_at=transfer.sent_at,
        due_at=transfer.due_at,
        ended_at=transfer.ended_at,
    )


async def _known(api: Api, customer_id: str) -> Payee | None:
    try:
        return await api.business.payees.known(customer_id)
    except NobodyFound:
        return None  # She has left.
