"""What staff do for one customer without moving money: opening a locked PIN, writing to her."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Protocol

from domain.audit_log import AuditEntry, AuditWriter, Doing
from domain.customers import Customer
from domain.errors import Refusal
from domain.notices import Notice, NoticeKind, NoticeStore
from domain.pins import PinRecord, PinStore
from domain.restricting import Restrict
from domain.rules import Rules
from domain.staff import MAY, Act, NotYourRole, OwnAccount, Role, RoleGrant, StaffPerson
from domain.staff_acts import NothingToChange
from domain.storage import Storage
from domain.times import lagos_midnight

LONGEST_MESSAGE = 1_000  # characters


class PinNeedsReset(Refusal):
    """So many PINs were wrong that only a new one opens it, which she sets with a code to her phone."""

    code = "pin-needs-reset"


class MessageTooLong(Refusal):
    """That is too much for one message to a customer."""

    code = "staff-message-too-long"

    def __init__(self) -> None:
        super().__init__(most=LONGEST_MESSAGE)


class TooManyMessages(Refusal):
    """Staff wrote to this customer often enough today."""

    code = "too-many-staff-messages"

    def __init__(self, *, most: int) -> None:
        super().__init__(most=most)


class RoleStore(Protocol):
    """Who has which role."""

    async def of(self, telegram_id: int) -> Mapping[Role, RoleGrant]:
        """Return what somebody has or had."""
        ...


@dataclass(frozen=True, slots=True)
class StaffMessage:
    """What somebody of the staff wrote to a customer."""

    id: str
    customer_id: str
    at: datetime
    by: str
    text: str


class MessageStore(Protocol):
    """What staff wrote to customers."""

    async def add(self, message: StaffMessage) -> None:
        """Keep a message, sealed."""
        ...

    async def get(self, message_id: str) -> StaffMessage | None:
        """Return a message."""
        ...

    async def count(self, customer_id: str, *, since: datetime) -> int:
        """Return how many messages a customer got."""
        ...


class CustomerBooks(Protocol):
    """What helping a customer needs from one transaction."""

    @property
    def staff_roles(self) -> RoleStore:
        """Who of the staff has which role."""
        ...

    @property
    def pins(self) -> PinStore:
        """The customers' PINs."""
        ...

    @property
    def staff_messages(self) -> MessageStore:
        """What staff wrote."""
        ...

    @property
    def outbox(self) -> NoticeStore:
        """The messages owed to people."""
        ...

    @property
    def audit(self) -> AuditWriter:
        """The audit log."""
        ...


@dataclass(frozen=True)
class CustomerDesk:
    """Helping one customer."""

    storage: Storage[CustomerBooks]
    rules: Rules

    async def check_locked(self, customer: Customer, person: StaffPerson, *, now: datetime) -> None:
        """Refuse what opening her PIN would refuse by now.

        :raises OwnAccount, PinNeedsReset, NothingToChange: if so
        """
        _check_not_own(customer, person)
        async with self.storage.look() as books:
            _check_locked(await books.pins.get(customer.id), now)

    async def unlock_pin(
        self, customer: Customer, reason: str, person: StaffPerson, *, now: datetime
    ) -> tuple[datetime, AuditEntry]:
        """Let a customer try her PIN again. Wrong ones before it count on, so that nobody gets more guesses.

        :returns: until when she may spend little, and the row of the audit log
        :raises NotYourRole, OwnAccount, PinNeedsReset, NothingToChange: and nothing is opened
        """
        await self.check_locked(customer, person, now=now)
        # First what protects the money: after a crash in between it is restricted for nothing, no worse.
        until = await self.storage.money.apply(Restrict(customer.id, self.rules, now))
        async with self.storage.begin() as books:
            await _check_role(books, person, Act.UNLOCK_PIN, now)
            record = _check_locked(await books.pins.lock(customer.id), now)
            await books.pins.save(replace(record, locked_until=None))
            kind = NoticeKind.PIN_UNLOCKED
            key = f"{kind.value}:{customer.id}:{now.isoformat()}"
            await books.outbox.add(Notice(key, kind, customer.id, customer.id, now))
            details: dict[str, str | int] = {"reason": reason, "wrong": record.wrong}
            entry = await books.audit.add(
                Doing(person.name, Act.UNLOCK_PIN.value, customer.id, now, customer.id, details)
            )
        return until, entry

    def check_message(self, customer: Customer, text: str, person: StaffPerson) -> None:
        """Refuse a message that can't be sent.

        :raises OwnAccount, MessageTooLong: if so
        """
        _check_not_own(customer, person)
        if len(text) > LONGEST_MESSAGE:
            raise MessageTooLong

    async def write(
        self, message_id: str, customer: Customer, text: str, person: StaffPerson, *, now: datetime
    ) -> AuditEntry | None:
        """Owe a customer a message from staff. Handed in twice, it is sent once (None: it was before).

        The audit log has who, when, how long it was and its hash, and not what it says.

        :raises NotYourRole, OwnAccount, MessageTooLong, TooManyMessages: and nothing is sent
        """
        self.check_message(customer, text, person)
        most = self.rules.staff.messages_a_day
        details: dict[str, str | int] = {
            "sha256": sha256(text.encode()).hexdigest(),
            "length": len(text),
            "message": message_id,
        }
        doing = Doing(person.name, Act.MESSAGE_CUSTOMER.value, customer.id, now, customer.id, details)
        async with self.storage.begin() as books:
            await _check_role(books, person, Act.MESSAGE_CUSTOMER, now)
            if await books.staff_messages.get(message_id) is not None:
                return None
            entry = await books.audit.add(doing)  # Others wait behind it, so two can't count at once.
            if await books.staff_messages.count(customer.id, since=lagos_midnight(now)) >= most:
                raise TooManyMessages(most=most)
            await books.staff_messages.add(StaffMessage(message_id, customer.id, now, person.name, text))
            kind = NoticeKind.SUPPORT_MESSAGE
            await books.outbox.add(Notice(f"{kind.value}:{message_id}", kind, message_id, customer.id, now))
        return entry

    async def message(self, customer_id: str, message_id: str) -> StaffMessage | None:
        """Return a message to a customer; None if there is none for her."""
        async with self.storage.look() as books:
            message = await books.staff_messages.get(message_id)
        return message if message is not None and message.customer_id == customer_id else None


def _check_not_own(customer: Customer, person: StaffPerson) -> None:
    if customer.id == person.own_customer_id or customer.telegram_id == person.telegram_id:
        raise OwnAccount


def _check_locked(record: PinRecord | None, now: datetime) -> PinRecord:
    if record is not None and record.reset_needed:
        raise PinNeedsReset
    if record is None or record.locked_until is None or record.locked_until <= now:
        raise NothingToChange
    return record


async def _check_role(books: CustomerBooks, person: StaffPerson, act: Act, now: datetime) -> None:
    if not person.roles(await books.staff_roles.of(person.telegram_id), now=now) & MAY[act]:
        raise NotYourRole
