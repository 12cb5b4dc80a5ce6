"""Passwords, sessions and refresh tokens: rows ↔ values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.passwords import PasswordRecord
from domain.sign_ins import EndReason, RefreshToken, Session
from storage.tables import passwords, refresh_tokens, sessions

_REMEMBERED = ("sealed", "changed_at", "wrong", "locked_until")


@dataclass(frozen=True)
class SqlPasswords:
    """`domain.passwords.PasswordStore`."""

    connection: AsyncConnection

    async def lock(self, customer_id: str) -> PasswordRecord | None:
        """Return the record, locked until the end of the transaction."""
        rows = await self.connection.execute(
            select(passwords).where(passwords.c.customer_id == customer_id).with_for_update()
        )
        row = rows.mappings().one_or_none()
        if row is None:
            return None
        return PasswordRecord(customer_id, **{name: row[name] for name in _REMEMBERED})

    async def save(self, record: PasswordRecord) -> None:
        """Keep a new or changed record."""
        values = {name: getattr(record, name) for name in _REMEMBERED}
        changed = await self.connection.execute(
            update(passwords).where(passwords.c.customer_id == record.customer_id).values(values)
        )
        if changed.rowcount == 0:
            await self.connection.execute(insert(passwords).values(customer_id=record.customer_id, **values))


@dataclass(frozen=True)
class SqlSessions:
    """`domain.sign_ins.SessionStore`."""

    connection: AsyncConnection

    async def add(self, session: Session) -> None:
        """Keep a new session."""
        await self.connection.execute(
            insert(sessions).values(id=session.id, customer_id=session.customer_id, began_at=session.began_at)
        )

    async def get(self, session_id: str) -> Session | None:
        """Return a session."""
        return await self._one(session_id, for_update=False)

    async def lock(self, session_id: str) -> Session | None:
        """Return a session, locked until the end of the transaction."""
        return await self._one(session_id, for_update=True)

    async def open_of(self, customer_id: str, *, now: datetime, limit: int) -> tuple[Session, ...]:
        """Return a customer's sessions that can still go on, the newest first."""
        goes_on = exists().where(
            refresh_tokens.c.session_id == sessions.c.id,
            refresh_tokens.c.used_at.is_(None),
            refresh_tokens.c.expires_at > now,
        )
        rows = await self.connection.execute(
            select(sessions)
            .where(sessions.c.customer_id == customer_id, sessions.c.ended_at.is_(None), goes_on)
            .order_by(sessions.c.id.desc())
            .limit(limit)
        )
        return tuple(Session(row["id"], row["customer_id"], row["began_at"]) for row in rows.mappings())

    async def end(self, session_id: str, reason: EndReason, *, now: datetime) -> None:
        """End a session. One that has ended stays as it is."""
        await self.connection.execute(
            update(sessions)
            .where(sessions.c.id == session_id, sessions.c.ended_at.is_(None))
            .values(ended_at=now, ended_by=reason.value)
        )

    async def end_all(self, customer_id: str, reason: EndReason, *, now: datetime) -> None:
        """End all sessions of a customer."""
        await self.connection.execute(
            update(sessions)
            .where(sessions.c.customer_id == customer_id, sessions.c.ended_at.is_(None))
            .values(ended_at=now, ended_by=reason.value)
        )

    async def add_token(self, token: RefreshToken) -> None:
        """Keep a refresh token."""
        await self.connection.execute(
            insert(refresh_tokens).values(
                digest=token.digest, session_id=token.session_id, expires_at=token.expires_at
            )
        )

    async def token(self, digest: str) -> RefreshToken | None:
        """Return a refresh token."""
        rows = await self.connection.execute(select(refresh_tokens).where(refresh_tokens.c.digest == digest))
        row = rows.mappings().one_or_none()
        return RefreshToken(**row) if row is not None else None

    async def use(self, digest: str, *, now: datetime) -> None:
        """Mark a refresh token as used."""
        await self.connection.execute(
            update(refresh_tokens).where(refresh_tokens.c.digest == digest).values(used_at=now)
        )

    async def _one(self, session_id: str, *, for_update: bool) -> Session | None:
        query = select(sessions).where(sessions.c.id == session_id)
        rows = await self.connection.execute(query.with_for_update() if for_update else query)
        row = rows.mappings().one_or_none()
        if row is None:
            return None
        return Session(
            row["id"],
            row["customer_id"],
            row["began_at"],
            row["ended_at"],
            EndReason(row["ended_by"]) if row["ended_by"] is not None else None,
        )
