"""What is read of the staff: roles, PINs, requests and the audit log. Commands change them, but for PINs."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.audit_log import HEAD, AuditEntry, AuditHead, Doing, chained, entry_id
from domain.maker_checker import RequestStatus, StaffRequest
from domain.staff import Role, RoleGrant
from storage.keyring import Keyring
from storage.staff_rows import as_entry, as_grant, entry_values, head_from, head_values, request_from
from storage.tables import audit_heads, audit_log, staff_requests, staff_roles

_PAGE = 5_000


@dataclass(frozen=True)
class SqlStaffRoles:
    """`domain.staff_people.RoleStore`."""

    connection: AsyncConnection

    async def of(self, telegram_id: int) -> Mapping[Role, RoleGrant]:
        """Return what somebody has or had."""
        ids = [f"{telegram_id}:{role.value}" for role in Role]
        rows = await self.connection.execute(select(staff_roles).where(staff_roles.c.id.in_(ids)))
        grants = [as_grant(row) for row in rows.mappings()]
        return {grant.role: grant for grant in grants}

    async def held(self, *, now: datetime) -> tuple[RoleGrant, ...]:
        """Return who has which role now."""
        until = staff_roles.c.until_at
        rows = await self.connection.execute(
            select(staff_roles).where(or_(until.is_(None), until > now)).order_by(staff_roles.c.id)
        )
        return tuple(as_grant(row) for row in rows.mappings())


@dataclass(frozen=True)
class SqlStaffRequests:
    """`domain.staff_desk.RequestStore`."""

    connection: AsyncConnection
    keyring: Keyring

    async def get(self, request_id: str) -> StaffRequest | None:
        """Return a request."""
        rows = await self.connection.execute(select(staff_requests).where(staff_requests.c.id == request_id))
        row = rows.mappings().one_or_none()
        return request_from(row, self.keyring) if row is not None else None

    async def by_number(self, number: int) -> StaffRequest | None:
        """Return a request by what people call it."""
        rows = await self.connection.execute(select(staff_requests).where(staff_requests.c.number == number))
        row = rows.mappings().one_or_none()
        return request_from(row, self.keyring) if row is not None else None

    async def open_ones(self, *, now: datetime, limit: int) -> tuple[StaffRequest, ...]:
        """Return the requests that wait for a second person, the oldest first."""
        waits = staff_requests.c.status == RequestStatus.OPEN.value
        rows = await self.connection.execute(
            select(staff_requests)
            .where(waits, staff_requests.c.expires_at > now)
            .order_by(staff_requests.c.number)
            .limit(limit)
        )
        return tuple(request_from(row, self.keyring) for row in rows.mappings())

    async def expired(self, *, now: datetime, limit: int) -> tuple[StaffRequest, ...]:
        """Return the requests whose time is over and that nobody decided about, the oldest first."""
        waits = staff_requests.c.status == RequestStatus.OPEN.value
        rows = await self.connection.execute(
            select(staff_requests)
            .where(waits, staff_requests.c.expires_at <= now)
            .order_by(staff_requests.c.number)
            .limit(limit)
        )
        return tuple(request_from(row, self.keyring) for row in rows.mappings())

    async def about(self, subject_id: str, *, limit: int) -> tuple[StaffRequest, ...]:
        """Return the newest requests about a payment, a customer or a role."""
        rows = await self.connection.execute(
            select(staff_requests)
            .where(staff_requests.c.subject_id == subject_id)
            .order_by(staff_requests.c.number.desc())
            .limit(limit)
        )
        return tuple(request_from(row, self.keyring) for row in rows.mappings())


@dataclass(frozen=True)
class SqlAuditLog:
    """`domain.audit_log.AuditStore`."""

    connection: AsyncConnection
    keyring: Keyring

    async def head(self) -> AuditHead:
        """Return where the chain ends."""
        rows = await self.connection.execute(select(audit_heads).where(audit_heads.c.id == HEAD[1]))
        row = rows.mappings().one_or_none()
        return head_from(row, self.keyring) if row is not None else AuditHead()

    async def add(self, doing: Doing) -> AuditEntry:
        """Add a row in this transaction. Everybody else's rows wait until it ends, so it comes last."""
        dialect = postgresql if self.connection.dialect.name == "postgresql" else sqlite
        await self.connection.execute(
            dialect.insert(audit_heads)
            .values(head_values(AuditHead(), self.keyring))
            .on_conflict_do_nothing(index_elements=["id"])
        )
        rows = await self.connection.execute(
            select(audit_heads).where(audit_heads.c.id == HEAD[1]).with_for_update()
        )
        entry = chained(head_from(rows.mappings().one(), self.keyring), doing)
        await self.connection.execute(insert(audit_log).values(entry_values(entry, self.keyring)))
        await self.connection.execute(
            update(audit_heads)
            .where(audit_heads.c.id == HEAD[1])
            .values(head_values(AuditHead(entry.sequence, entry.hash), self.keyring))
        )
        return entry

    async def newest(self, about: str | None, *, limit: int) -> tuple[AuditEntry, ...]:
        """Return the newest rows by an actor, or about a subject or customer; of everything if None."""
        log = audit_log.c
        columns = (None,) if about is None else (log.actor, log.subject_id, log.customer_id)
        found: dict[str, AuditEntry] = {}
        for column in columns:  # One by one, so that each has its index.
            query = select(audit_log).order_by(log.id.desc()).limit(limit)
            rows = await self.connection.execute(query if column is None else query.where(column == about))
            found |= {row["id"]: as_entry(row) for row in rows.mappings()}
        return tuple(found[key] for key in sorted(found, reverse=True)[:limit])

    async def chain(self) -> AsyncIterator[Sequence[AuditEntry]]:
        """Return all rows in their order, some at a time."""
        after = entry_id(0)
        while True:
            rows = await self.connection.execute(
                select(audit_log).where(audit_log.c.id > after).order_by(audit_log.c.id).limit(_PAGE)
            )
            page = [as_entry(row) for row in rows.mappings()]
            if not page:
                return
            yield page
            after = page[-1].id
