"""Statements and breaks: rows ↔ values, and what the journal has about their references."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, and_, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.company_statements import Side, Statement, StatementLine
from domain.crediting import incoming_key
from domain.ledger import EntryKind, HouseAccount, house
from domain.money import ZERO, Money
from domain.payments import HOLDING
from domain.reconciliation import Booked, Break, BreakKind, BreakStatus, Difference, break_id
from domain.reconciling import ReconciledDay
from domain.settlements import settlement_key
from domain.withdrawals import HOLDING as PAYOUT_HOLDING
from domain.withdrawals import read_reference, reference_of
from storage.keyring import Keyring
from storage.tables import (
    breaks,
    chargebacks,
    journal_entries,
    payment_states,
    postings,
    statement_days,
    statement_lines,
    vend_attempts,
    withdrawals,
)

_AT_ONCE = 500  # references in one question
_UNDECIDED = frozenset(status.value for status in HOLDING)
_PAYING_OUT = (EntryKind.WITHDRAWAL, EntryKind.WITHDRAWAL_REFUND)
_PAYOUT_UNDECIDED = frozenset(status.value for status in PAYOUT_HOLDING)
_INCOMING = (EntryKind.TOP_UP.value, EntryKind.INFLOW.value)


@dataclass(frozen=True)
class SqlReconciliation:
    """`domain.reconciling.ReconciliationStore`."""

    connection: AsyncConnection

    async def take_in(self, statement: Statement) -> None:
        """Keep its lines. One that is known already says what it says now."""
        table, name = statement_lines, {"company": statement.company, "side": statement.side.value}
        rows = [
            {
                **name,
                "id": line.id,
                "reference": line.reference,
                "day": statement.day,
                "at": line.at,
                "amount": line.amount.kobo,
                "counts": line.counts,
            }
            for line in statement.lines
        ]
        for some in _parts(rows):
            await self._upsert(table, some)

    async def day(self, company: str, side: Side, day: date) -> ReconciledDay | None:
        """Return a day of which there is a statement."""
        rows = await self.connection.execute(
            select(statement_days).where(_of(statement_days, company, side), statement_days.c.day == day)
        )
        row = rows.mappings().one_or_none()
        return _day_from(row) if row is not None else None

    async def save_day(self, day: ReconciledDay) -> None:
        """Keep how far a day agrees."""
        row = {
            "company": day.company,
            "side": day.side.value,
            "day": day.day,
            "lines": day.lines,
            "matched": day.matched,
            "undecided": day.undecided,
            "digest": day.digest,
            "taken_in_by": day.taken_in_by,
            "taken_in_at": day.taken_in_at,
        }
        await self._upsert(statement_days, [row])

    async def days(self, day: date) -> tuple[ReconciledDay, ...]:
        """Return what there is of a day, of all companies."""
        days = statement_days.c
        rows = await self.connection.execute(
            select(statement_days).where(days.day == day).order_by(days.side.desc(), days.company)
        )
        return tuple(_day_from(row) for row in rows.mappings())

    async def references_of(self, company: str, side: Side, day: date) -> frozenset[str]:
        """Return what a day's lines are about."""
        rows = await self.connection.execute(
            select(statement_lines.c.reference).where(
                _of(statement_lines, company, side), statement_lines.c.day == day
            )
        )
        return frozenset(rows.scalars())

    async def lines_about(
        self, company: str, side: Side, references: frozenset[str]
    ) -> tuple[StatementLine, ...]:
        """Return all that was ever said about these references."""
        lines = statement_lines.c
        found: list[StatementLine] = []
        for some in _parts(sorted(references)):
            rows = await self.connection.execute(
                select(statement_lines).where(_of(statement_lines, company, side), lines.reference.in_(some))
            )
            found += (
                StatementLine(
                    row["id"], row["reference"], Money(row["amount"]), bool(row["counts"]), row["at"]
                )
                for row in rows.mappings()
            )
        return tuple(found)

    async def booked(self, company: str, side: Side, references: frozenset[str]) -> Mapping[str, Booked]:
        """Return what the journal has about these references, without those that it does not know."""
        found: dict[str, Booked] = {}
        for some in _parts(sorted(references)):
            match side:
                case Side.VENDOR:
                    found |= await self._vended(company, some)
                case Side.PROCESSOR:
                    found |= await self._came_in(company, some)
                case Side.PAYOUT:
                    found |= await self._paid_out(company, some)
                case Side.CHARGEBACK:
                    found |= await self._taken_back(company, some)
                case Side.SETTLEMENT:
                    found |= await self._settled(company, some)
        return found

    async def _vended(self, vendor: str, request_ids: Sequence[str]) -> Mapping[str, Booked]:
        """Return what the float paid. It is the newest attempt's: who came before it was rejected."""
        attempts, states = vend_attempts.c, payment_states.c
        rows = (
            await self.connection.execute(
                select(attempts.request_id, attempts.payment_id, attempts.n, states.attempt, states.status)
                .join(payment_states, states.payment_id == attempts.payment_id)
                .where(attempts.request_id.in_(request_ids), attempts.vendor == vendor)
            )
        ).all()
        newest = {row.payment_id for row in rows if row.n == row.attempt}
        keys = [f"{kind.value}:{each}" for each in newest for kind in (EntryKind.SETTLE, EntryKind.REFUND)]
        paid = await self._posted(house(HouseAccount.FLOAT, vendor), keys)
        found = {}
        for row in rows:
            is_newest = row.n == row.attempt
            entries = (
                f"{EntryKind.SETTLE.value}:{row.payment_id}",
                f"{EntryKind.REFUND.value}:{row.payment_id}",
            )
            amount = sum((paid.get(key, ZERO) for key in entries), ZERO) if is_newest else ZERO
            undecided = is_newest and row.status in _UNDECIDED
            found[row.request_id] = Booked(amount, row.payment_id, undecided)
        return found

    async def _came_in(self, processor: str, transaction_ids: Sequence[str]) -> Mapping[str, Booked]:
        """Return what a processor was booked to owe us."""
        by_key = {incoming_key(processor, each): each for each in transaction_ids}
        owed = await self._posted(house(HouseAccount.COLLECTED, processor), list(by_key))
        return {by_key[key]: Booked(-amount, key) for key, amount in owed.items()}

    async def _paid_out(self, processor: str, references: Sequence[str]) -> Mapping[str, Booked]:
        """Return what payouts took, the fee included. Of one that came back nothing: its fee is not told."""
        named = {each: read for each in references if (read := read_reference(each)) is not None}
        ids = {withdrawal_id for withdrawal_id, _ in named.values()}
        rows = await self.connection.execute(
            select(withdrawals.c.id, withdrawals.c.attempt, withdrawals.c.status).where(
                withdrawals.c.id.in_(ids), withdrawals.c.processor == processor
            )
        )
        known = {row.id: row for row in rows}
        keys = [f"{kind.value}:{each}" for each in known for kind in _PAYING_OUT]
        posted = await self._posted(house(HouseAccount.COLLECTED, processor), keys)
        found = {}
        for reference, (withdrawal_id, attempt) in named.items():
            row = known.get(withdrawal_id)
            if row is None:
                continue
            paid, back = (posted.get(f"{kind.value}:{withdrawal_id}", ZERO) for kind in _PAYING_OUT)
            is_newest = attempt == row.attempt
            amount = paid if is_newest and not back else ZERO
            found[reference] = Booked(amount, withdrawal_id, is_newest and row.status in _PAYOUT_UNDECIDED)
        return found

    async def _taken_back(self, processor: str, references: Sequence[str]) -> Mapping[str, Booked]:
        """Return what was lost by disputes and refunds."""
        ids = {f"{processor}:{each}": each for each in references}
        rows = await self.connection.execute(
            select(chargebacks.c.id, chargebacks.c.subject_id).where(chargebacks.c.id.in_(list(ids)))
        )
        known = {row.id: row.subject_id for row in rows}
        lost = EntryKind.CHARGEBACK_LOST.value
        posted = await self._posted(
            house(HouseAccount.COLLECTED, processor), [f"{lost}:{each}" for each in known]
        )
        return {
            ids[id_]: Booked(posted.get(f"{lost}:{id_}", ZERO), subject) for id_, subject in known.items()
        }

    async def _settled(self, processor: str, references: Sequence[str]) -> Mapping[str, Booked]:
        """Return what was booked to have reached our bank."""
        by_key = {settlement_key(processor, each): each for each in references}
        paid = await self._posted(house(HouseAccount.COLLECTED, processor), list(by_key))
        return {by_key[key]: Booked(amount, key) for key, amount in paid.items()}

    async def _posted(self, account: str, keys: Sequence[str]) -> Mapping[str, Money]:
        posted: dict[str, Money] = {}
        for some in _parts(keys):
            rows = await self.connection.execute(
                select(postings.c.entry_key, func.sum(postings.c.amount))
                .where(postings.c.entry_key.in_(some), postings.c.account == account)
                .group_by(postings.c.entry_key)
            )
            posted |= {key: Money(int(amount)) for key, amount in rows}
        return posted

    async def booked_between(
        self, company: str, side: Side, since: datetime, until: datetime
    ) -> frozenset[str]:
        """Return the references of what was booked of orders or payments of that time."""
        attempts, entries = vend_attempts.c, journal_entries.c
        if side is Side.VENDOR:
            rows = await self.connection.execute(
                select(attempts.request_id).where(
                    attempts.marked_at >= since, attempts.marked_at < until, attempts.vendor == company
                )
            )
            return frozenset(rows.scalars())
        if side is Side.CHARGEBACK:
            ended = chargebacks.c.ended_at
            rows = await self.connection.execute(
                select(chargebacks.c.id).where(
                    ended >= since, ended < until, chargebacks.c.processor == company
                )
            )
            return frozenset(id_.removeprefix(f"{company}:") for id_ in rows.scalars())
        if side is Side.PAYOUT:
            rows = await self.connection.execute(
                select(withdrawals.c.id, withdrawals.c.attempt)
                .join(journal_entries, entries.subject_id == withdrawals.c.id)
                .where(
                    entries.posted_at >= since,
                    entries.posted_at < until,
                    entries.kind == EntryKind.WITHDRAWAL.value,
                    withdrawals.c.processor == company,
                )
            )
            return frozenset(reference_of(row.id, row.attempt) for row in rows)
        is_settled = side is Side.SETTLEMENT
        kinds = (EntryKind.SETTLEMENT.value,) if is_settled else _INCOMING
        beginning = settlement_key(company, "") if is_settled else incoming_key(company, "")
        rows = await self.connection.execute(
            select(entries.key).where(
                entries.posted_at >= since, entries.posted_at < until, entries.kind.in_(kinds)
            )
        )
        return frozenset(key.removeprefix(beginning) for key in rows.scalars() if key.startswith(beginning))

    async def breaks_about(self, company: str, side: Side, references: frozenset[str]) -> Mapping[str, Break]:
        """Return the breaks of these references."""
        found: dict[str, Break] = {}
        for some in _parts(sorted(references)):
            ids = [break_id(company, side, each) for each in some]
            for each in await self._breaks(select(breaks).where(breaks.c.id.in_(ids))):
                found[each.reference] = each
        return found

    async def add(self, company: str, side: Side, day: date, found: Difference, *, now: datetime) -> None:
        """Open a break under the next number. One that is there already stays."""
        new = Break(
            0,
            company,
            side,
            found.reference,
            day,
            found.kind,
            found.theirs,
            found.ours,
            found.subject_id,
            now,
        )
        row = {name: value for name, value in _break_values(new).items() if name != "number"}
        await self.connection.execute(
            self._dialect.insert(breaks).values(row).on_conflict_do_nothing(index_elements=["id"])
        )

    async def change(self, known: Break, changed: Break) -> None:
        """Keep a changed break, unless somebody else changed it meanwhile."""
        row = {name: value for name, value in _break_values(changed).items() if name not in ("number", "id")}
        await self.connection.execute(
            update(breaks)
            .where(
                breaks.c.id == known.id,
                breaks.c.corrected == known.corrected.kobo,
                breaks.c.status == known.status.value,
            )
            .values(row)
        )

    async def numbered(self, number: int) -> Break | None:
        """Return a break."""
        found = await self._breaks(select(breaks).where(breaks.c.number == number))
        return found[0] if found else None

    async def open_ones(self, *, day: date | None, after: int, limit: int) -> tuple[Break, ...]:
        """Return open breaks with higher numbers, of a day or of all."""
        query = select(breaks).where(breaks.c.status == BreakStatus.OPEN.value, breaks.c.number > after)
        if day is not None:
            query = query.where(breaks.c.day == day.isoformat())
        return await self._breaks(query.order_by(breaks.c.number).limit(limit))

    async def open_since(self, moment: datetime) -> int:
        """Return how many breaks have been open since before a moment."""
        open_ = breaks.c.status == BreakStatus.OPEN.value
        rows = await self.connection.execute(
            select(func.count()).select_from(breaks).where(open_, breaks.c.opened_at <= moment)
        )
        return int(rows.scalar_one())

    async def of_comparison(self, company: str, side: Side, day: date, *, limit: int) -> tuple[Break, ...]:
        """Return the newest open breaks of a company's day."""
        return await self._breaks(
            select(breaks)
            .where(
                breaks.c.status == BreakStatus.OPEN.value,
                breaks.c.day == day.isoformat(),
                _of(breaks, company, side),
            )
            .order_by(breaks.c.number.desc())
            .limit(limit)
        )

    async def counts(self, day: date) -> Mapping[tuple[str, Side, str], int]:
        """Return how many open breaks of each kind a day has, by company, side and kind."""
        columns = (breaks.c.company, breaks.c.side, breaks.c.kind)
        rows = await self.connection.execute(
            select(*columns, func.count())
            .where(breaks.c.day == day.isoformat(), breaks.c.status == BreakStatus.OPEN.value)
            .group_by(*columns)
        )
        return {(company, Side(side), kind): count for company, side, kind, count in rows}

    async def _breaks(self, query: Select[Any]) -> tuple[Break, ...]:
        rows = await self.connection.execute(query)
        return tuple(_as_break(row) for row in rows.mappings())

    @property
    def _dialect(self) -> Any:
        return postgresql if self.connection.dialect.name == "postgresql" else sqlite

    async def _upsert(self, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
        key = [column.name for column in table.primary_key]
        insert = self._dialect.insert(table)
        changed = {name: insert.excluded[name] for name in rows[0] if name not in key} if rows else {}
        if rows:
            await self.connection.execute(
                insert.on_conflict_do_update(index_elements=key, set_=changed), list(rows)
            )


def _of(table: Table, company: str, side: Side) -> ColumnElement[bool]:
    return and_(table.c.company == company, table.c.side == side.value)


def _parts(all_: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(all_), _AT_ONCE):
        yield all_[start : start + _AT_ONCE]


def _day_from(row: Mapping[Any, Any]) -> ReconciledDay:
    return ReconciledDay(
        row["company"],
        Side(row["side"]),
        row["day"],
        row["lines"],
        row["matched"],
        row["undecided"],
        row["digest"],
        row["taken_in_by"],
        row["taken_in_at"],
    )


def _as_break(row: Mapping[Any, Any]) -> Break:
    return Break(
        number=row["number"],
        company=row["company"],
        side=Side(row["side"]),
        reference=row["reference"],
        day=date.fromisoformat(row["day"]),
        kind=BreakKind(row["kind"]),
        theirs=Money(row["theirs"]),
        ours=Money(row["ours"]),
        subject_id=row["subject_id"],
        opened_at=row["opened_at"],
        status=BreakStatus(row["status"]),
        corrected=Money(row["corrected"]),
        decided_by=row["decided_by"],
        decided_at=row["decided_at"],
        word=row["word"],
        owner=row["owner"],
    )


def break_from(row: Mapping[Any, Any], keyring: Keyring) -> Break:
    """Return the value of a row of `breaks`; its moments are aware already."""
    return _as_break(row)


def break_values(found: Break, keyring: Keyring) -> dict[str, Any]:
    """Return the row of a break."""
    return _break_values(found)


def _break_values(found: Break) -> dict[str, Any]:
    return {
        "number": found.number,
        "id": found.id,
        "company": found.company,
        "side": found.side.value,
        "reference": found.reference,
        "day": found.day.isoformat(),
        "kind": found.kind.value,
        "theirs": found.theirs.kobo,
        "ours": found.ours.kobo,
        "subject_id": found.subject_id,
        "opened_at": found.opened_at,
        "status": found.status.value,
        "corrected": found.corrected.kobo,
        "decided_by": found.decided_by,
        "decided_at": found.decided_at,
        "word": found.word,
        "owner": found.owner,
    }
