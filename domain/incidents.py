"""Incidents: what went wrong with a biller, told to staff and to whom it touches, until it is over.

While one is open the biller is off sale. Affected is whose payment is undecided, or was given back meanwhile.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

from domain.audit_log import AuditEntry, Doing
from domain.errors import Refusal
from domain.notices import Notice, NoticeKind
from domain.outages import OutageBooks, Outages
from domain.staff import Act
from domain.storage import Storage

LONGEST_WORD = 500  # characters: it is a message to customers
_MOST_OPEN = 50  # open ones come first
_LOOKED_BACK = timedelta(hours=24)  # so old may a payment be that is undecided when it begins


class NoSuchIncident(Refusal):
    """No incident is open for that biller, or has that number."""

    code = "no-such-incident"


class IncidentIsOpen(Refusal):
    """There is an incident of that biller already: it can be updated."""

    code = "incident-is-open"


class WordTooLong(Refusal):
    """What is to be told is longer than a message."""

    code = "word-too-long"


@dataclass(frozen=True, slots=True)
class Word:
    """One thing that staff said about it."""

    at: datetime
    by: str  # "telegram:123"
    text: str


@dataclass(frozen=True, slots=True)
class Incident:
    """What went wrong with a biller. `number` 0: not kept yet."""

    number: int
    biller_id: str
    opened_at: datetime
    said: tuple[Word, ...]
    closed_at: datetime | None = None


class IncidentStore(Protocol):
    """Where incidents are kept."""

    async def add(self, incident: Incident) -> int | None:
        """Keep a new one and return its number; None if the biller has an open one."""
        ...

    async def save(self, incident: Incident) -> None:
        """Keep what was said."""
        ...

    async def open_of(self, biller_id: str) -> Incident | None:
        """Return the open incident of a biller, locked until the end of the transaction."""
        ...

    async def get(self, number: int) -> Incident | None:
        """Return an incident."""
        ...

    async def newest(self, *, limit: int) -> tuple[Incident, ...]:
        """Return the newest incidents, open ones first."""
        ...

    async def affected(
        self, biller_id: str, *, since: datetime, given_back_since: datetime
    ) -> frozenset[str]:
        """Return the customers with undecided payments, or with payments that were given back meanwhile."""
        ...


class IncidentBooks(OutageBooks, Protocol):
    """What incidents need from one transaction: what outages need, and the incidents."""

    @property
    def incidents(self) -> IncidentStore:
        """The incidents."""
        ...


@dataclass(frozen=True)
class Incidents:
    """Opening, updating and closing them, each with its row of the audit log and what it does to sales."""

    storage: Storage[IncidentBooks]
    outages: Outages

    async def open(self, biller_id: str, text: str, *, by: str, now: datetime) -> tuple[Incident, AuditEntry]:
        """Begin an incident: the biller is off sale, and affected customers are told.

        :raises IncidentIsOpen: if there is one already
        :raises WordTooLong: if the text is no message
        """
        _check(text)
        incident = Incident(0, biller_id, now, (Word(now, by, text),))
        async with self.storage.begin() as books:
            number = await books.incidents.add(incident)
            if number is None:
                raise IncidentIsOpen
            incident = replace(incident, number=number)
            await _tell(books, incident, now)
            outage = await self.outages.pause_within(books, biller_id, text, None)
            entry = await books.audit.add(_doing("open", incident))
        self.outages.was_paused(outage)
        return incident, entry

    async def update(
        self, biller_id: str, text: str, *, by: str, now: datetime
    ) -> tuple[Incident, AuditEntry]:
        """Say how it is going, to affected customers too.

        :raises NoSuchIncident: if none is open
        :raises WordTooLong: if the text is no message
        """
        _check(text)
        async with self.storage.begin() as books:
            incident = await _say(books, biller_id, Word(now, by, text), closed_at=None)
            return incident, await books.audit.add(_doing("update", incident))

    async def close(
        self, biller_id: str, text: str, *, by: str, now: datetime
    ) -> tuple[Incident, AuditEntry]:
        """End it: the biller is sold again, and affected customers are told.

        :raises NoSuchIncident: if none is open
        :raises WordTooLong: if the text is no message
        """
        _check(text)
        async with self.storage.begin() as books:
            incident = await _say(books, biller_id, Word(now, by, text), closed_at=now)
            await self.outages.resume_within(books, biller_id)  # if nobody has put it on sale before
            entry = await books.audit.add(_doing("close", incident))
        self.outages.has_ended(biller_id)
        return incident, entry

    async def newest(self, *, limit: int) -> tuple[Incident, ...]:
        """Return the newest incidents, open ones first."""
        async with self.storage.look() as books:
            return await books.incidents.newest(limit=limit)

    async def open_words(self) -> Mapping[str, Word]:
        """Return what was said last about each biller that has an open incident."""
        newest = await self.newest(limit=_MOST_OPEN)
        return {each.biller_id: each.said[-1] for each in newest if each.closed_at is None}

    async def get(self, number: int) -> Incident:
        """Return an incident.

        :raises NoSuchIncident: if there is none
        """
        async with self.storage.look() as books:
            incident = await books.incidents.get(number)
        if incident is None:
            raise NoSuchIncident
        return incident

    async def affected(self, incident: Incident) -> int:
        """Return how many customers it touches, or touched."""
        async with self.storage.look() as books:
            return len(await _affected(books, incident))

    async def touched_by(self, biller_id: str, *, now: datetime) -> int:
        """Return how many customers an incident would touch that begins now."""
        return await self.affected(Incident(0, biller_id, now, ()))

    async def word(self, subject_id: str) -> tuple[Incident, Word] | None:
        """Return what a notice is about: "number:word"."""
        number, _, n = subject_id.partition(":")
        async with self.storage.look() as books:
            incident = await books.incidents.get(int(number))
        return (incident, incident.said[int(n)]) if incident is not None else None


async def _say(books: IncidentBooks, biller_id: str, word: Word, *, closed_at: datetime | None) -> Incident:
    found = await books.incidents.open_of(biller_id)
    if found is None:
        raise NoSuchIncident
    incident = replace(found, said=(*found.said, word), closed_at=closed_at)
    await books.incidents.save(incident)
    await _tell(books, incident, word.at)
    return incident


def _doing(change: str, incident: Incident) -> Doing:
    word = incident.said[-1]
    told: dict[str, str | int] = {"change": change, "number": incident.number, "text": word.text}
    return Doing(word.by, Act.RUN_INCIDENT.value, incident.biller_id, word.at, details=told)


def _check(text: str) -> None:
    if len(text) > LONGEST_WORD:
        raise WordTooLong


async def _affected(books: IncidentBooks, incident: Incident) -> frozenset[str]:
    began = incident.opened_at
    return await books.incidents.affected(
        incident.biller_id, since=began - _LOOKED_BACK, given_back_since=began
    )


async def _tell(books: IncidentBooks, incident: Incident, now: datetime) -> None:
    subject = f"{incident.number}:{len(incident.said) - 1}"
    for customer_id in sorted(await _affected(books, incident)):
        key = f"{NoticeKind.INCIDENT.value}:{subject}:{customer_id}"
        await books.outbox.add(Notice(key, NoticeKind.INCIDENT, subject, customer_id, now))
