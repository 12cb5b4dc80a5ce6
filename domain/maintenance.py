"""Maintenance: a time in which nothing that takes money begins. What was accepted goes on; looking works.

That it is on is in the database. Each process looks every few seconds and answers from what it knew then.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from domain.audit_log import AuditEntry, AuditWriter, Doing
from domain.errors import Refusal
from domain.staff import Act
from domain.storage import Storage

MayBegin = Callable[[], None]  # raises `UnderMaintenance` while nothing that takes money may begin

LONGEST_TEXT = 300  # characters: it is a sentence to customers
_BY_ITSELF = "clock"  # who did it, in the audit log
_SUBJECT = "maintenance"


class UnderMaintenance(Refusal):
    """We work on the house. Nothing was charged."""

    code = "under-maintenance"

    def __init__(self, *, text: str, until: datetime | None) -> None:
        super().__init__(text=text, ends="yes" if until is not None else "no", until=until or "")


class NotUnderMaintenance(Refusal):
    """It is not on, so it can't be ended."""

    code = "not-under-maintenance"


class MaintenanceTextTooLong(Refusal):
    """What customers are told is longer than a sentence."""

    code = "maintenance-text-too-long"

    def __init__(self) -> None:
        super().__init__(most=LONGEST_TEXT)


@dataclass(frozen=True, slots=True)
class Stop:
    """That it is on: what customers are told, since when, and when it is over by itself."""

    text: str
    since: datetime
    until: datetime | None = None  # None: until somebody says so

    def holds(self, now: datetime) -> bool:
        """Return whether it is on at that moment."""
        return self.until is None or now < self.until


class MaintenanceStore(Protocol):
    """Where it is kept that it is on."""

    async def get(self) -> Stop | None:
        """Return what is on, or was until its hour."""
        ...

    async def put(self, stop: Stop) -> None:
        """Keep that it is on, in the place of what was there."""
        ...

    async def remove(self) -> Stop | None:
        """Keep that it is off, and return what was on."""
        ...


class MaintenanceBooks(Protocol):
    """What is needed from one transaction."""

    @property
    def maintenance(self) -> MaintenanceStore:
        """That it is on."""
        ...

    @property
    def audit(self) -> AuditWriter:
        """The audit log."""
        ...


def always() -> None:
    """Let everything begin."""


@dataclass(frozen=True)
class Maintenance:
    """Beginning and ending it, and knowing of it."""

    storage: Storage[MaintenanceBooks]
    clock: Callable[[], datetime]
    _known: list[Stop] = field(default_factory=list, init=False, repr=False)  # one, or none

    def now(self) -> Stop | None:
        """Return what is on, as this process knew it a moment ago."""
        now = self.clock()
        return next((stop for stop in self._known if stop.holds(now)), None)

    def check(self) -> None:
        """Let nothing begin that takes money.

        :raises UnderMaintenance: while it is on
        """
        stop = self.now()
        if stop is not None:
            raise UnderMaintenance(text=stop.text, until=stop.until)

    async def begin(self, text: str, until: datetime | None, *, by: str) -> AuditEntry:
        """Let nothing begin any more that takes money; said again, it has the new text and hour.

        :raises MaintenanceTextTooLong: if the text is no sentence
        """
        check_text(text)
        now = self.clock()
        stop = Stop(text, now, until)
        told: dict[str, str | int] = {"text": text, "until": until.isoformat() if until is not None else ""}
        async with self.storage.begin() as books:
            await books.maintenance.put(stop)
            entry = await books.audit.add(_doing(by, "on", now, told))
        self._know(stop)
        return entry

    async def end(self, *, by: str) -> AuditEntry:
        """Let everything begin again.

        :raises NotUnderMaintenance: if it is not on
        """
        now = self.clock()
        async with self.storage.begin() as books:
            if await books.maintenance.remove() is None:
                raise NotUnderMaintenance
            entry = await books.audit.add(_doing(by, "off", now, {}))
        self._know(None)
        return entry

    async def watch(self) -> None:
        """Learn what other processes know, and end what is over."""
        async with self.storage.look() as books:
            stop = await books.maintenance.get()
        self._know(stop)
        if stop is not None and not stop.holds(self.clock()):
            await self._end_what_is_over()

    async def _end_what_is_over(self) -> None:
        now = self.clock()
        async with self.storage.begin() as books:
            stop = await books.maintenance.remove()
            if stop is not None and stop.holds(now):  # Somebody has given it another hour meanwhile.
                await books.maintenance.put(stop)
            elif stop is not None:
                await books.audit.add(_doing(_BY_ITSELF, "off", now, {}))

    def _know(self, stop: Stop | None) -> None:
        self._known[:] = [stop] if stop is not None else []


def check_text(text: str) -> None:
    """Refuse what is no sentence.

    :raises MaintenanceTextTooLong: if it is longer
    """
    if len(text) > LONGEST_TEXT:
        raise MaintenanceTextTooLong


def _doing(by: str, what: str, now: datetime, told: dict[str, str | int]) -> Doing:
    return Doing(by, f"{Act.STOP_FOR_MAINTENANCE.value}:{what}", _SUBJECT, now, details=told)
