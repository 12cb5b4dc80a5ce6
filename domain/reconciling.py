"""Taking in what companies say, holding our books against it, and keeping what does not agree as breaks.

A statement may come late, twice, or with other words about what it told before: each time the days that it
may concern are compared anew. What agrees by then closes its break; what was corrected or explained stays so
for as long as nothing else is said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Protocol

from domain.audit_log import Audited, Doing
from domain.break_acts import ExplainBreak, TakeBreak
from domain.company_statements import Side, Statement, StatementLine
from domain.errors import Refusal
from domain.money import Money
from domain.notices import Notice, NoticeKind, NoticeStore
from domain.reconciliation import Booked, Break, BreakStatus, Difference, compare
from domain.settlements import bookings
from domain.staff import Act, StaffPerson
from domain.storage import Storage
from domain.times import LAGOS

_DAY = timedelta(days=1)


class NoSuchBreak(Refusal):
    """No break has that number."""

    code = "no-such-break"


@dataclass(frozen=True, slots=True)
class ReconciledDay:
    """One company's day: what was taken in of it, and how far it agrees."""

    company: str
    side: Side
    day: date
    lines: int
    matched: int
    undecided: int
    digest: str
    taken_in_by: str
    taken_in_at: datetime


class ReconciliationStore(Protocol):
    """Where statements and breaks are kept, and the journal is asked about their references."""

    async def take_in(self, statement: Statement) -> None:
        """Keep its lines. One that is known already says what it says now."""
        ...

    async def day(self, company: str, side: Side, day: date) -> ReconciledDay | None:
        """Return a day of which there is a statement."""
        ...

    async def save_day(self, day: ReconciledDay) -> None:
        """Keep how far a day agrees."""
        ...

    async def days(self, day: date) -> tuple[ReconciledDay, ...]:
        """Return what there is of a day, of all companies."""
        ...

    async def references_of(self, company: str, side: Side, day: date) -> frozenset[str]:
        """Return what a day's lines are about."""
        ...

    async def lines_about(
        self, company: str, side: Side, references: frozenset[str]
    ) -> tuple[StatementLine, ...]:
        """Return all that was ever said about these references."""
        ...

    async def booked(self, company: str, side: Side, references: frozenset[str]) -> Mapping[str, Booked]:
        """Return what the journal has about these references, without those that it does not know."""
        ...

    async def booked_between(
        self, company: str, side: Side, since: datetime, until: datetime
    ) -> frozenset[str]:
        """Return the references of what was booked of orders or payments of that time."""
        ...

    async def breaks_about(self, company: str, side: Side, references: frozenset[str]) -> Mapping[str, Break]:
        """Return the breaks of these references."""
        ...

    async def add(self, company: str, side: Side, day: date, found: Difference, *, now: datetime) -> None:
        """Open a break under the next number. One that is there already stays."""
        ...

    async def change(self, known: Break, changed: Break) -> None:
        """Keep a changed break, unless somebody else changed it meanwhile."""
        ...

    async def numbered(self, number: int) -> Break | None:
        """Return a break."""
        ...

    async def open_ones(self, *, day: date | None, after: int, limit: int) -> tuple[Break, ...]:
        """Return open breaks with higher numbers, of a day or of all."""
        ...

    async def open_since(self, moment: datetime) -> int:
        """Return how many breaks have been open since before a moment."""
        ...

    async def of_comparison(self, company: str, side: Side, day: date, *, limit: int) -> tuple[Break, ...]:
        """Return the newest open breaks of a company's day."""
        ...

    async def counts(self, day: date) -> Mapping[tuple[str, Side, str], int]:
        """Return how many open breaks of each kind a day has, by company, side and kind."""
        ...


class ReconciliationBooks(Protocol):
    """What reconciling needs from one transaction."""

    @property
    def reconciliation(self) -> ReconciliationStore:
        """The statements and breaks."""
        ...

    @property
    def outbox(self) -> NoticeStore:
        """The messages owed to people."""
        ...


@dataclass(frozen=True)
class Reconciliations:
    """Our books against what companies say."""

    storage: Storage[ReconciliationBooks]
    margin: timedelta  # an order near midnight may be in the statement of the day beside it

    async def take_in(
        self, statements: Sequence[Statement], by: str, *, now: datetime
    ) -> tuple[ReconciledDay, ...]:
        """Keep statements, compare their days, and return how far those agree. The same again is harmless."""
        for statement in statements:
            async with self.storage.begin() as books:
                await books.reconciliation.take_in(statement)
                await books.reconciliation.save_day(
                    ReconciledDay(
                        statement.company,
                        statement.side,
                        statement.day,
                        len(statement.lines),
                        0,
                        0,
                        statement.digest,
                        by,
                        now,
                    )
                )
            for booking in bookings(statement, now=now):
                await self.storage.money.apply(booking)
        compared: dict[tuple[str, Side, date], ReconciledDay] = {}
        for each in statements:
            for day in (each.day - _DAY, each.day, each.day + _DAY):  # Its lines may concern those beside it.
                name = (each.company, each.side, day)
                if name not in compared and (found := await self.compare(*name, now=now)) is not None:
                    compared[name] = found
        return tuple(compared[each.company, each.side, each.day] for each in statements)

    async def compare(self, company: str, side: Side, day: date, *, now: datetime) -> ReconciledDay | None:
        """Hold the books against a day's statement; None if there is none. Breaks open, change and close."""
        async with self.storage.look() as books:
            store = books.reconciliation
            known_day = await store.day(company, side, day)
            if known_day is None:
                return None
            since, until = await self._period(store, company, side, day)
            references = await store.references_of(company, side, day)
            references |= await store.booked_between(company, side, since, until)
            breaks = await store.breaks_about(company, side, references)
            corrected = {name: each.corrected for name, each in breaks.items()}
            lines = await store.lines_about(company, side, references)
            booked = await store.booked(company, side, references)
        found = compare(lines, booked, corrected)
        differences = {each.reference: each for each in found.differences}
        is_open_again = False
        async with self.storage.begin() as books:
            store = books.reconciliation
            for reference, known in breaks.items():
                changed = _as_found(known, differences.pop(reference, None), now)
                if changed != known:
                    await store.change(known, changed)
                    is_open_again |= changed.status is BreakStatus.OPEN is not known.status
            for each in differences.values():
                await store.add(company, side, day, each, now=now)
            if differences or is_open_again:
                subject = f"{side.value}|{company}|{day.isoformat()}"
                key = f"{NoticeKind.STAFF_BREAKS.value}:{subject}:{now.isoformat()}"
                await books.outbox.add(Notice(key, NoticeKind.STAFF_BREAKS, subject, None, now))
            compared = replace(known_day, matched=found.matched, undecided=found.undecided)
            await store.save_day(compared)
        return compared

    async def _period(
        self, store: ReconciliationStore, company: str, side: Side, day: date
    ) -> tuple[datetime, datetime]:
        """Return of which time everything must be in this statement or in those beside it that are there."""
        since = datetime.combine(day, time(), LAGOS)
        until = since + _DAY
        if await store.day(company, side, day - _DAY) is None:
            since += self.margin
        if await store.day(company, side, day + _DAY) is None:
            until -= self.margin
        return since, until

    async def compare_again(self, days: Sequence[date], *, now: datetime) -> None:
        """Compare what there is of these days once more: what was undecided is decided by now."""
        for day in days:
            async with self.storage.look() as books:
                known = await books.reconciliation.days(day)
            for each in known:
                await self.compare(each.company, each.side, day, now=now)

    # --- looking

    async def day(self, day: date) -> tuple[tuple[ReconciledDay, Mapping[str, int]], ...]:
        """Return what there is of a day, each with its open breaks by kind."""
        async with self.storage.look() as books:
            days = await books.reconciliation.days(day)
            counts = await books.reconciliation.counts(day)
        return tuple(
            (each, {kind: n for (company, side, kind), n in counts.items() if (company, side) == _name(each)})
            for each in days
        )

    async def open_breaks(self, *, day: date | None = None, after: int = 0, limit: int) -> tuple[Break, ...]:
        """Return open breaks in the order of their numbers."""
        async with self.storage.look() as books:
            return await books.reconciliation.open_ones(day=day, after=after, limit=limit)

    async def told(
        self, company: str, side: Side, day: date, *, limit: int
    ) -> tuple[Mapping[str, int], tuple[Break, ...]]:
        """Return the open breaks of a company's day: how many of each kind, and the newest."""
        async with self.storage.look() as books:
            counts = await books.reconciliation.counts(day)
            found = await books.reconciliation.of_comparison(company, side, day, limit=limit)
        return {kind: n for (of, about, kind), n in counts.items() if (of, about) == (company, side)}, found

    async def numbered(self, number: int) -> Break:
        """Return a break.

        :raises NoSuchBreak: if there is none
        """
        async with self.storage.look() as books:
            found = await books.reconciliation.numbered(number)
        if found is None:
            raise NoSuchBreak
        return found

    async def take(self, number: int, by: StaffPerson, *, now: datetime) -> Break:
        """Let somebody see to a break.

        :raises Refusal: whatever `TakeBreak` refuses
        """
        found = await self.numbered(number)
        doing = Doing(by.name, "take-break", found.id, now)
        taken: Break = await self.storage.money.apply(Audited(TakeBreak(found.id, by, now), doing))
        return taken

    async def overdue(self, after: timedelta, *, now: datetime) -> int:
        """Return how many breaks have been open for too long."""
        async with self.storage.look() as books:
            return await books.reconciliation.open_since(now - after)

    async def explain(self, number: int, word: str, by: StaffPerson, *, now: datetime) -> Break:
        """Close a break with a note.

        :raises Refusal: whatever `ExplainBreak` refuses
        """
        found = await self.numbered(number)
        told: Mapping[str, str | int] = {"reason": word.strip()[:300], "difference": found.amount.kobo}
        doing = Doing(by.name, Act.EXPLAIN_BREAK.value, found.id, now, None, told)
        explained: Break = await self.storage.money.apply(
            Audited(ExplainBreak(found.id, word, by, now), doing)
        )
        return explained


def breaks_of(subject: str) -> tuple[str, Side, date]:
    """Return which comparison a message about new breaks is about: the company, what for, the day."""
    side, company, day = subject.split("|")
    return company, Side(side), date.fromisoformat(day)


def _name(day: ReconciledDay) -> tuple[str, Side]:
    return day.company, day.side


def _as_found(known: Break, found: Difference | None, now: datetime) -> Break:
    """Return a break as the newest comparison leaves it."""
    if found is None:
        return replace(known, status=BreakStatus.GONE) if known.status is BreakStatus.OPEN else known
    same = (known.theirs, known.ours) == (found.theirs, found.ours)
    if same and known.status in (BreakStatus.OPEN, BreakStatus.EXPLAINED):
        return known
    return replace(
        known,
        kind=found.kind,
        theirs=found.theirs,
        ours=found.ours,
        subject_id=found.subject_id,
        status=BreakStatus.OPEN,
        opened_at=known.opened_at if known.status is BreakStatus.OPEN else now,
    )


def total(breaks: Sequence[Break]) -> Money:
    """Return what the companies have more than we, of all these together."""
    return sum((each.amount for each in breaks), Money(0))
