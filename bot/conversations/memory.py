"""What the bot remembers of a conversation between two messages. Sealed as a whole where it is kept.

It holds no money state: a lost memory costs the customer a few taps.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import structlog
from pydantic import TypeAdapter, ValidationError

from bot.conversations.account_draft import AccountDraft
from bot.conversations.identity_draft import IdentityDraft
from bot.conversations.schedule_draft import ScheduleDraft
from bot.conversations.send_draft import SendDraft
from bot.conversations.staff_draft import NewsText, StaffQuestion, StaffSheet, TicketReply
from bot.keypad import Keypad
from domain.approvals import Approval
from domain.banks import Bank, BankAccount
from domain.money import Money
from domain.one_time_codes import Channel, Purpose
from domain.payments import Payment
from domain.phones import Phone
from domain.plan_wishes import PlanWish
from domain.quotes import Order, PlanChoice, Sheet
from domain.transfers import TransferSheet
from domain.typed_orders import TypedOrder
from domain.vendors import Category, MeterKind, NamedReference, Renewal, Validated
from domain.withdrawals import WithdrawalSheet

log = structlog.get_logger(__name__)
_CLOSED_KEPT = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An order as far as it was told. Kept for a day, whatever the customer does meanwhile."""

    category: Category
    started_at: datetime
    phone: Phone  # whom the vendor may text; for airtime and data the line itself
    biller_id: str | None = None
    reference: str | None = None  # a meter, card, account or profile
    meter_kind: MeterKind | None = None
    name: str | None = None
    address: str | None = None
    minimum: Money | None = None
    arrears: Money | None = None
    found: tuple[NamedReference, ...] = ()  # if any: `reference` must be one of these
    renewal: Renewal | None = None  # what a decoder has
    validated_at: datetime | None = None
    is_right: bool = False  # the customer has said that it is theirs, or has paid for it before
    plan: PlanChoice | None = None
    amount: Money | None = None
    price_before: Money | None = None  # what it cost before its price moved under the order
    wish: PlanWish | None = None  # what was said of a plan before the list was shown
    nearly: str | None = None  # a number known here, one slip away from the one that was typed
    recurs: bool = False  # it is told to be paid regularly, and not now

    def with_biller(self, biller_id: str) -> Draft:
        """Return the order at a biller; what was chosen or said at another one is not carried over."""
        if biller_id == self.biller_id:
            return self
        amount = self.amount if self.plan is None else None
        return replace(self.with_reference(self.reference), biller_id=biller_id, plan=None, amount=amount)

    def with_reference(self, reference: str | None) -> Draft:
        """Return the order for another meter, card, account or profile, of which nothing is known yet."""
        kept = None if self.plan is not None and self.plan.renews else self.plan
        return replace(
            self,
            reference=reference,
            meter_kind=None,
            name=None,
            address=None,
            minimum=None,
            arrears=None,
            found=(),
            renewal=None,
            validated_at=None,
            is_right=False,
            nearly=None,
            plan=kept,
            amount=self.amount if kept is self.plan else None,
        )

    def with_plan(self, plan: PlanChoice, amount: Money | None) -> Draft:
        """Return the order of a plan. `amount` is its price; None: the customer says how much."""
        return replace(self, plan=plan, amount=amount, price_before=None, wish=None)

    def with_validation(self, known: Validated, *, now: datetime) -> Draft:
        """Return the order with what the biller says. Under another name it is to be confirmed again.

        A renewal costs what the biller says now; if it says nothing, a package must be chosen.
        """
        validated = replace(
            self,
            meter_kind=known.meter_kind,
            name=known.name,
            address=known.address,
            minimum=known.minimum,
            arrears=known.arrears,
            found=known.references,
            renewal=known.renewal,
            validated_at=now,
            is_right=self.is_right and known.name == self.name,
        )
        if len(known.references) == 1:
            validated = replace(validated, reference=known.references[0].reference)
        if self.plan is None or not self.plan.renews:
            return validated
        renewal = known.renewal
        if renewal is None or renewal.amount is None:
            return replace(validated, plan=None, amount=None)
        plan = replace(self.plan, name=renewal.package or self.plan.name)
        return validated.repriced(renewal.amount, plan)

    def repriced(self, amount: Money, plan: PlanChoice | None = None) -> Draft:
        """Return the order at today's price. If it moved, the customer is told."""
        moved = self.amount is not None and self.amount != amount
        before = self.amount if moved else self.price_before
        return replace(self, plan=plan or self.plan, amount=amount, price_before=before)


@dataclass(frozen=True, slots=True)
class ClosedKeypad:
    """A keypad that was handed in, and the order that it was for, if any."""

    sid: str
    order_id: str | None
    taken: bool = False  # the PIN was right, and what it said yes to is done


@dataclass(frozen=True, slots=True, kw_only=True)
class PinSheet:
    """A sheet for the PIN that is not about a bill: what it says yes to, in words and as a hash."""

    purpose: str  # whose it is: the conversation's own name
    subject_id: str  # minted with the sheet: the id of what the PIN brings about
    text: str  # all that the customer says yes to, as shown
    hash: str  # of exactly that; the approval is for it
    expires_at: datetime
    again: str | None = None  # the place that draws it anew
    change: str | None = None  # the place where what it says is changed


@dataclass(frozen=True, slots=True)
class WantedCode:
    """What a one-time code was asked for, and who goes on when it was typed (`step_up.given`)."""

    purpose: Purpose
    then: str  # whose it is: the name that the conversation gave to `given`
    about: str = ""  # the one thing that the code is for, such as a sheet's hash
    subject_id: str = ""  # whatever that conversation has to know to go on: an id, an amount
    channel: Channel = Channel.SMS


@dataclass(frozen=True, slots=True)
class Entitled:
    """To a new PIN or address, by the PIN some steps ago. None: by a one-time code, which is kept."""

    approval: Approval | None = None
    purpose: Purpose = Purpose.PIN_RESET  # what that code was for


@dataclass(frozen=True, slots=True)
class Agreed:
    """A pay sheet that the PIN has said yes to, and that wants a one-time code too."""

    sheet: Sheet
    approval: Approval


@dataclass(frozen=True, slots=True)
class Move:
    """An account that is to move to this Telegram: by its number, and whose it is."""

    phone: Phone
    customer_id: str


@dataclass(frozen=True, slots=True)
class KnownWord:
    """A customer's safe word as it was read last, so that not every sheet reads it. None: she has none."""

    customer_id: str
    word: str | None


@dataclass(frozen=True, slots=True)
class Named:
    """A line or meter that is being given a name, and the biller that it was paid for at."""

    reference: str
    biller_id: str


@dataclass(frozen=True, slots=True)
class WithdrawalDraft:
    """A withdrawal as far as it was told."""

    bank: Bank | None = None
    to: BankAccount | None = None
    sheet: WithdrawalSheet | None = None  # as it was drawn last


@dataclass(slots=True)
class Memory:
    """One person's conversation."""

    card: int | None = None  # the message that the conversation lives in
    language: str | None = None  # before registration; then the customer has it
    payload: str | None = None  # of the deep link that brought them
    invited_by: str | None = None  # the code of who sent them the link
    phone: Phone | None = None  # shared, not registered yet
    first_pin: str | None = None  # until it was entered again
    keypad: Keypad | None = None
    keypad_on: int | None = None  # the message that shows a keypad
    sheet_on: int | None = None  # the same, if the keypad is a sheet's
    sheet: Sheet | None = None
    pin_sheet: PinSheet | None = None
    withdrawal: WithdrawalDraft | None = None
    sending: SendDraft | None = None
    recurring: ScheduleDraft | None = None
    transfer_sheet: TransferSheet | None = None  # what the open sheet says of a transfer
    draft: Draft | None = None
    account_draft: AccountDraft | None = None
    identity_draft: IdentityDraft | None = None
    closed: tuple[ClosedKeypad, ...] = field(default_factory=tuple)
    knows_keys_are_safer: bool = False
    uses_cashback: bool = False  # as the switch on the pay sheet was left
    search: str | None = None  # what was looked for in the history
    offered: tuple[TypedOrder, ...] = ()  # what a line may have meant, or a pasted text holds
    named: Named | None = None  # what is being given a name
    meter: str | None = None  # what is being read off, by one of its purchases
    safe_word: KnownWord | None = None
    wanted_code: WantedCode | None = None
    agreed: Agreed | None = None
    entitled: Entitled | None = None  # to a new PIN, or to another e-mail address
    move: Move | None = None
    staff_sheet: StaffSheet | None = None  # what waits for the staff PIN
    ticket: int | None = None  # to which a customer is adding something
    ticket_reply: TicketReply | None = None  # what somebody of the staff writes to a customer
    staff_question: StaffQuestion | None = None  # what a tapped command of staff still lacks
    news_text: NewsText | None = None  # what somebody of the staff is writing

    def close_keypad(self, order_id: str | None = None) -> None:
        """End the keypad, so that whatever else is pressed on it counts for nothing."""
        if self.keypad is not None:
            self.closed = (*self.closed, ClosedKeypad(self.keypad.sid, order_id))[-_CLOSED_KEPT:]
        self.keypad = None

    def keypad_taken(self) -> None:
        """Remember that what the last keypad was for is done."""
        if self.closed:
            self.closed = (*self.closed[:-1], replace(self.closed[-1], taken=True))

    @property
    def was_left(self) -> bool:
        """Whether no PIN was handed in on the keypad that was closed last."""
        return bool(self.closed) and self.closed[-1].order_id is None and not self.closed[-1].taken

    def close_sheet(self) -> None:
        """End the sheet and its keypad, and what was on the way to a new PIN or address. The draft stays."""
        self.close_keypad()
        self.sheet = self.pin_sheet = None
        self.first_pin = self.wanted_code = self.entitled = self.agreed = None

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


def draft_of(payment: Payment, *, now: datetime) -> Draft:
    """Return an order like an earlier one."""
    return draft_like(payment.order, now=now)


def draft_like(order: Order, *, now: datetime) -> Draft:
    """Return an order of the same once more."""
    to = order.recipient
    # Nobody is asked whose line it is, so it has no name; a Smile account may well be a phone number.
    is_for_a_line = to.name is None and to.reference == to.phone.national
    return Draft(
        category=order.category,
        started_at=now,
        phone=to.phone,
        biller_id=order.biller_id,
        reference=None if is_for_a_line else to.reference,
        meter_kind=to.meter_kind,
        name=to.name,
        address=to.address,
        is_right=True,
        plan=order.plan,
        amount=order.amount,
    )
