"""Sheets that wait for the PIN: kept, read back, agreed to with the PIN and perhaps a one-time code."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import TypeAdapter

from domain.approvals import Approval
from domain.one_time_codes import Purpose, StepUp, StepUpNeeded
from domain.open_sheets import PAYMENT, TRANSFER, OpenSheet
from domain.quotes import Sheet
from domain.transfers import TransferSheet
from web.api.access import SignedIn
from web.api.given import Api

_PAYMENT: TypeAdapter[Sheet] = TypeAdapter(Sheet)
_TRANSFER: TypeAdapter[TransferSheet] = TypeAdapter(TransferSheet)


@dataclass(frozen=True, slots=True)
class Wanted:
    """The one-time code that a sheet takes beside the PIN: for what, and for just which thing."""

    purpose: Purpose
    about: str


async def keep_payment(api: Api, sheet: Sheet) -> None:
    """Keep the sheet of a bill until its PIN comes."""
    order, content = sheet.order, _PAYMENT.dump_json(sheet)
    await api.open_sheets.keep(
        OpenSheet(order.id, order.customer_id, PAYMENT, sheet.hash, content, sheet.expires_at)
    )


async def keep_transfer(api: Api, sheet: TransferSheet) -> None:
    """Keep the sheet of a transfer until its PIN comes."""
    content = _TRANSFER.dump_json(sheet)
    await api.open_sheets.keep(
        OpenSheet(sheet.id, sheet.sender_id, TRANSFER, sheet.hash, content, sheet.expires_at)
    )


async def payment_sheet(api: Api, me: SignedIn, quote_id: str) -> Sheet:
    """Return the sheet of a bill.

    :raises NotAllowed: if there is none, or it is somebody else's
    """
    kept = await api.open_sheets.get(me.id, quote_id, PAYMENT)
    return _PAYMENT.validate_json(kept.content)


async def transfer_sheet(api: Api, me: SignedIn, quote_id: str) -> TransferSheet:
    """Return the sheet of a transfer.

    :raises NotAllowed: if there is none, or it is somebody else's
    """
    kept = await api.open_sheets.get(me.id, quote_id, TRANSFER)
    return _TRANSFER.validate_json(kept.content)


def wanted_by_payment(sheet: Sheet) -> Wanted | None:
    """Return which code a bill wants."""
    return Wanted(Purpose.UNUSUAL_ORDER, sheet.hash) if sheet.wants_code else None


def wanted_by_transfer(sheet: TransferSheet) -> Wanted | None:
    """Return which code a transfer wants."""
    return Wanted(Purpose.NEW_PAYEE, sheet.code_is_about) if sheet.wants_code else None


def wanted_by(kept: OpenSheet) -> Wanted | None:
    """Return which code any sheet wants, None if the PIN is enough for it."""
    if kept.kind == PAYMENT:
        return wanted_by_payment(_PAYMENT.validate_json(kept.content))
    if kept.kind == TRANSFER:
        return wanted_by_transfer(_TRANSFER.validate_json(kept.content))
    return None


async def agree(
    api: Api, me: SignedIn, sheet_hash: str, wanted: Wanted | None, *, pin: str, code: str | None
) -> tuple[Approval, StepUp | None]:
    """Return the consent to a sheet: by the PIN, then by the code if it wants one.

    :raises WrongPin, PinLocked, UnderMaintenance: by the PIN
    :raises StepUpNeeded: if it wants a code, and none was sent along
    :raises WrongCode, CodeVoid, CodeExpired: by the code
    """
    now = api.clock()
    approval = await api.business.pins.approve(
        me.id, pin, for_sheet=sheet_hash, try_key=api.new_id(), now=now
    )
    return approval, await _step_up(api, me, wanted, code) if wanted is not None else None


async def _step_up(api: Api, me: SignedIn, wanted: Wanted, code: str | None) -> StepUp:
    codes, now = api.business.one_time_codes, api.clock()
    try:
        # A code is right once: whoever asks again because the answer was lost has given it already.
        return await codes.standing(me.id, wanted.purpose, about=wanted.about, now=now)
    except StepUpNeeded:
        if code is None:
            raise
    return await codes.check(me.id, wanted.purpose, code, about=wanted.about, try_key=api.new_id(), now=now)
