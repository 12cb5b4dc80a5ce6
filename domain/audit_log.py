"""The audit log: every act of our staff and every look at personal data, each row chained to the one before.

A row is written in the transaction of what it tells, so there is no act without it and no row without its
act. Its hash covers all of it and the hash before; the head says where the chain ends. So a row that was
changed, taken out or put in between is found, also by who has nothing but a copy.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Protocol, TypeVar

from domain.money_books import MoneyBooks, MoneyCommand, Touches
from domain.storage import Storage

TRIMMED = "audit-log-trimmed"  # the act that says from which row on older ones were not kept any longer
_BEGINNING = "0" * 64
_DIGITS = 12

Verdict = TypeVar("Verdict")


@dataclass(frozen=True, slots=True)
class Doing:
    """What somebody did, before it is chained. `details` hold no secrets: codes, amounts in kobo, reasons."""

    actor: str  # "telegram:123"
    act: str
    subject_id: str
    at: datetime
    customer_id: str | None = None  # whose data or money
    details: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One row of the log."""

    sequence: int
    at: datetime
    actor: str
    act: str
    subject_id: str
    customer_id: str | None
    details: str  # JSON
    previous: str  # the hash of the row before, in hexadecimal digits
    hash: str

    @property
    def id(self) -> str:
        """Its place in the chain, in a form that sorts as numbers do."""
        return entry_id(self.sequence)

    def computed(self) -> str:
        """Return the hash that it must have."""
        return _hash(self)


@dataclass(frozen=True, slots=True)
class AuditHead:
    """Where the chain ends. Whoever adds to it locks this first, in whatever process."""

    sequence: int = 0
    hash: str = _BEGINNING

    @property
    def id(self) -> str:
        """There is one."""
        return "head"


HEAD: tuple[type[Any], str] = (AuditHead, AuditHead().id)


def by_channel(channel: str | None) -> dict[str, str]:
    """Return what a row says of where something was done; nothing for the chat."""
    return {"channel": channel} if channel is not None else {}


def entry_id(sequence: int) -> str:
    """Return the id of a row."""
    return f"{sequence:0{_DIGITS}}"


def append(books: MoneyBooks, doing: Doing) -> AuditEntry:
    """Add a row. The command has to touch `HEAD`."""
    entry = chained(books.record(AuditHead, HEAD[1]) or AuditHead(), doing)
    books.save_record(entry)
    books.save_record(AuditHead(entry.sequence, entry.hash))
    return entry


def chained(head: AuditHead, doing: Doing) -> AuditEntry:
    """Return the row that follows where the chain ends."""
    drafted = AuditEntry(
        sequence=head.sequence + 1,
        at=doing.at.astimezone(UTC),
        actor=doing.actor,
        act=doing.act,
        subject_id=doing.subject_id,
        customer_id=doing.customer_id,
        details=json.dumps(dict(doing.details), ensure_ascii=False, sort_keys=True),
        previous=head.hash,
        hash="",
    )
    return replace(drafted, hash=_hash(drafted))


def _hash(entry: AuditEntry) -> str:
    said = (
        entry.sequence,
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        entry.actor,
        entry.act,
        entry.subject_id,
        entry.customer_id,
        entry.details,
        entry.previous,
    )
    return sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Audited:
    """A command of the money path with the row that tells of it. A refusal leaves neither."""

    command: MoneyCommand[Any]
    doing: Doing

    @property
    def touches(self) -> Touches:
        """What the command touches, and the end of the chain."""
        touches = self.command.touches
        return replace(touches, records=(*touches.records, HEAD))

    def decide(self, books: MoneyBooks) -> Any:
        """Return the command's verdict."""
        verdict = self.command.decide(books)
        append(books, self.doing)
        return verdict


@dataclass(frozen=True, slots=True)
class Note:
    """Write down what moved nothing: a look, a wrong PIN, something that was refused."""

    doing: Doing

    @property
    def touches(self) -> Touches:
        """The end of the chain."""
        return Touches(records=(HEAD,))

    def decide(self, books: MoneyBooks) -> AuditEntry:
        """Return the row."""
        return append(books, self.doing)


class AuditWriter(Protocol):
    """Where a row is added to what is no command of the money path."""

    async def add(self, doing: Doing) -> AuditEntry:
        """Add a row in this transaction. Everybody else's rows wait until it ends, so it comes last."""
        ...


class AuditStore(Protocol):
    """Where the log is read."""

    async def head(self) -> AuditHead:
        """Return where the chain ends."""
        ...

    async def newest(self, about: str | None, *, limit: int) -> tuple[AuditEntry, ...]:
        """Return the newest rows by an actor, or about a subject or customer; of everything if None."""
        ...

    def chain(self) -> AsyncIterator[Sequence[AuditEntry]]:
        """Return all rows in their order, some at a time."""
        ...


class AuditBooks(Protocol):
    """What the log needs from one transaction."""

    @property
    def audit(self) -> AuditStore:
        """The rows."""
        ...


@dataclass(slots=True)
class Chain:
    """Goes along the chain and says what is wrong with it."""

    sequence: int = 0
    hash: str = _BEGINNING
    begins_at: int | None = None
    trimmed_to: set[int] = field(default_factory=set)
    problems: list[str] = field(default_factory=list)

    def take(self, entry: AuditEntry) -> None:
        """Look at the next row."""
        if self.begins_at is None:
            self.begins_at = entry.sequence
            if entry.sequence != 1:
                self.sequence, self.hash = entry.sequence - 1, entry.previous
        if entry.act == TRIMMED:
            self.trimmed_to.add(int(entry.subject_id))
        if entry.sequence != self.sequence + 1:
            self.problems.append(f"a row of the audit log is missing before {entry.sequence}")
        elif entry.previous != self.hash:
            self.problems.append(f"the audit log is broken before row {entry.sequence}")
        if entry.computed() != entry.hash:
            self.problems.append(f"row {entry.sequence} of the audit log was changed")
        self.sequence, self.hash = entry.sequence, entry.hash

    def ended(self, head: AuditHead) -> list[str]:
        """Return what is wrong, the end included."""
        if self.begins_at not in (None, 1) and self.begins_at not in self.trimmed_to:
            self.problems.append(f"the audit log begins at row {self.begins_at}")
        if (self.sequence, self.hash) != (head.sequence, head.hash):
            self.problems.append(f"the audit log ends at row {self.sequence}, and not at {head.sequence}")
        return self.problems


@dataclass(frozen=True)
class AuditLog:
    """Reading the log, and holding it against itself."""

    storage: Storage[AuditBooks]

    async def note(self, doing: Doing) -> AuditEntry:
        """Write down what moved nothing."""
        return await self.storage.money.apply(Note(doing))

    async def newest(self, about: str | None, *, limit: int) -> tuple[AuditEntry, ...]:
        """Return the newest rows by an actor, or about a subject or customer; of everything if None."""
        async with self.storage.look() as books:
            return await books.audit.newest(about, limit=limit)

    async def head(self) -> AuditHead:
        """Return where the chain ends. Its hash, noted elsewhere, proves later that nothing changed."""
        async with self.storage.look() as books:
            return await books.audit.head()
