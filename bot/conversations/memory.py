"""What the bot remembers of a conversation between two messages. Sealed as a whole where it is kept.

It holds no money state: a lost memory costs the customer a few taps.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import structlog
from pydantic import TypeAdapter, ValidationError

from bot.keypad import Keypad
from domain.money import Money
from domain.payments import Payment
from domain.phones import Phone
from domain.quotes import Sheet
from domain.vendors import Category, MeterKind, Validated

log = structlog.get_logger(__name__)
_CLOSED_KEPT = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An order as far as it was told. Kept for a day, whatever the customer does meanwhile."""

    category: Category
    started_at: datetime
    phone: Phone  # whom the vendor may text; for airtime the line itself
    biller_id: str | None = None
    meter: str | None = None
    meter_kind: MeterKind | None = None
    name: str | None = None
    address: str | None = None
    minimum: Money | None = None
    arrears: Money | None = None
    validated_at: datetime | None = None
    is_right_house: bool = False
    amount: Money | None = None
    use_cashback: bool = False


@dataclass(frozen=True, slots=True)
class ClosedKeypad:
    """A keypad that was handed in, and the order that it was for, if any."""

    sid: str
    order_id: str | None


@dataclass(slots=True)
class Memory:
    """One person's conversation."""

    card: int | None = None  # the message that the conversation lives in
    language: str | None = None  # before registration; then the customer has it
    payload: str | None = None  # of the deep link that brought them
    phone: Phone | None = None  # shared, not registered yet
    first_pin: str | None = None  # until it was entered again
    keypad: Keypad | None = None
    keypad_on: int | None = None  # the message that shows a keypad
    sheet: Sheet | None = None
    draft: Draft | None = None
    closed: tuple[ClosedKeypad, ...] = field(default_factory=tuple)
    knows_keys_are_safer: bool = False
    adds_for_order: bool = False

    def close_keypad(self, order_id: str | None = None) -> None:
        """End the keypad, so that whatever else is pressed on it counts for nothing."""
        if self.keypad is not None:
            self.closed = (*self.closed, ClosedKeypad(self.keypad.sid, order_id))[-_CLOSED_KEPT:]
        self.keypad = None

    def close_sheet(self) -> None:
        """End the sheet and its keypad. The draft stays."""
        self.close_keypad()
        self.sheet = None

    def was_closed(self, sid: str) -> ClosedKeypad | None:
        """Return what is known of a keypad that was handed in."""
        return next((closed for closed in self.closed if closed.sid == sid), None)


_ADAPTER = TypeAdapter(Memory)


def recall(data: dict[str, Any]) -> Memory:
    """Return the memory; an empty one if what was kept can't be read any more."""
    try:
        return _ADAPTER.validate_python(data)
    except ValidationError as trouble:
        log.warning("conversation forgotten", fields=trouble.error_count())
        return Memory()


def kept(memory: Memory) -> dict[str, Any]:
    """Return the memory as plain JSON values."""
    value: dict[str, Any] = _ADAPTER.dump_python(memory, mode="json", exclude_defaults=True)
    return value


def with_validation(draft: Draft, known: Validated, *, now: datetime) -> Draft:
    """Return the draft with what the biller says of the meter."""
    return replace(
        draft,
        meter_kind=known.meter_kind,
        name=known.name,
        address=known.address,
        minimum=known.minimum,
        arrears=known.arrears,
        validated_at=now,
    )


def draft_of(payment: Payment, *, now: datetime) -> Draft:
    """Return an order like an earlier one."""
    order = payment.order
    is_meter = order.category is Category.ELECTRICITY
    return Draft(
        category=order.category,
        started_at=now,
        phone=order.recipient.phone,
        biller_id=order.biller_id,
        meter=order.recipient.reference if is_meter else None,
        meter_kind=order.recipient.meter_kind,
        name=order.recipient.name,
        address=order.recipient.address,
        is_right_house=is_meter,
        amount=order.amount,
    )
