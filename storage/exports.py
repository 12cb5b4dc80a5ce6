"""Rows for exports, some at a time after a place: rows → values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.audit_log import AuditEntry
from domain.exports import ExportedCustomer, ExportedEntry, ExportedPayment, Place
from domain.money import Money
from domain.phones import Phone
from storage.keyring import Keyring
from storage.payment_rows import plan_from, recipient_from
from storage.staff_rows import as_entry
from storage.tables import (
    audit_log,
    customer_accounts,
    customers,
    journal_entries,
    payment_states,
    payments,
    postings,
    vend_attempts,
)

_NEWEST = and_(vend_attempts.c.payment_id == payments.c.id, vend_attempts.c.n == payment_states.c.attempt)
_SOLD = payments.join(payment_states, payment_states.c.payment_id == payments.c.id).outerjoin(
    vend_attempts, _NEWEST
)
_CHANGING = ("status", "cost", "reason", "ended_at")


@dataclass(frozen=True)
class SqlExports:
    """`domain.exports.ExportStore`."""

    connection: AsyncConnection
    keyring: Keyring

    async def payments(
        self, since: datetime, until: datetime, *, after: Place | None, limit: int
    ) -> Sequence[ExportedPayment]:
        """Return payments by when they were accepted."""
        rows = await self.connection.execute(
            select(
                payments,
                *(payment_states.c[name] for name in _CHANGING),
                vend_attempts.c.vendor,
                vend_attempts.c.request_id,
            )
            .select_from(_SOLD)
            .where(*_within(payments.c.accepted_at, payments.c.id, since, until, after))
            .order_by(payments.c.accepted_at, payments.c.id)
            .limit(limit)
        )
        return [self._payment(row) for row in rows.mappings()]

    def _payment(self, row: Any) -> ExportedPayment:
        return ExportedPayment(
            id=row["id"],
            accepted_at=row["accepted_at"],
            customer_id=row["customer_id"],
            biller_id=row["biller_id"],
            category=row["category"],
            plan=plan_from(row["plan"]).name if row["plan"] is not None else "",
            recipient=recipient_from(self.keyring.open(row["recipient"])).reference,
            amount=Money(row["amount"]),
            fee=Money(row["fee"]),
            vat=Money(row["vat"]),
            cashback_used=Money(row["cashback_used"]),
            cashback_earned=Money(row["cashback_earned"]),
            status=row["status"],
            cost=Money(row["cost"]) if row["cost"] is not None else None,
            vendor=row["vendor"] or "",
            request_id=row["request_id"] or "",
            ended_at=row["ended_at"],
            reason=row["reason"] or "",
        )

    async def entries(
        self, since: datetime, until: datetime, *, after: Place | None, limit: int
    ) -> Sequence[ExportedEntry]:
        """Return journal entries by when they were posted."""
        entries = journal_entries.c
        page = (
            select(
                entries.key,
                entries.kind,
                entries.subject_id,
                entries.reverses,
                entries.posted_at,
                entries.written_on,
            )
            .where(*_within(entries.posted_at, entries.key, since, until, after))
            .order_by(entries.posted_at, entries.key)
            .limit(limit)
            .subquery()
        )
        rows = await self.connection.execute(
            select(page, postings.c.account, postings.c.customer_id, postings.c.amount)
            .outerjoin(
                postings,
                and_(postings.c.entry_key == page.c.key, postings.c.written_on == page.c.written_on),
            )
            .order_by(page.c.posted_at, page.c.key, postings.c.line)
        )
        found: dict[str, Any] = {}
        lines: dict[str, list[tuple[str, str, Money]]] = {}
        for row in rows:
            found.setdefault(row.key, row)
            if row.account is not None:
                line = (row.account, row.customer_id or "", Money(row.amount))
                lines.setdefault(row.key, []).append(line)
        return [
            ExportedEntry(
                key, row.kind, row.subject_id, row.reverses or "", row.posted_at, tuple(lines.get(key, ()))
            )
            for key, row in found.items()
        ]

    async def customers(
        self, since: datetime, until: datetime, *, after: str, limit: int
    ) -> Sequence[ExportedCustomer]:
        """Return customers who came in that time, by their ids."""
        accounts = customer_accounts.c
        rows = await self.connection.execute(
            select(customers, accounts.tier, accounts.wallet, accounts.cashback, accounts.held, accounts.owes)
            .join(customer_accounts, accounts.customer_id == customers.c.id)
            .where(
                customers.c.registered_at >= since, customers.c.registered_at < until, customers.c.id > after
            )
            .order_by(customers.c.id)
            .limit(limit)
        )
        return [
            ExportedCustomer(
                id=row["id"],
                registered_at=row["registered_at"],
                name=self.keyring.open(row["name"]).decode(),
                phone=Phone(self.keyring.open(row["phone"]).decode()),
                telegram_id=row["telegram_id"],
                language=row["language"],
                tier=row["tier"],
                wallet=Money(row["wallet"]),
                cashback=Money(row["cashback"]),
                held=Money(row["held"]),
                owes=Money(row["owes"]),
            )
            for row in rows.mappings()
        ]

    async def audit(
        self, since: datetime, until: datetime, *, after: str, limit: int
    ) -> Sequence[AuditEntry]:
        """Return rows of the audit log, in the order of the chain."""
        log = audit_log.c
        rows = await self.connection.execute(
            select(audit_log)
            .where(log.at >= since, log.at < until, log.id > after)
            .order_by(log.id)
            .limit(limit)
        )
        return [as_entry(row) for row in rows.mappings()]


def _within(
    at: ColumnElement[datetime],
    id_: ColumnElement[str],
    since: datetime,
    until: datetime,
    after: Place | None,
) -> list[ColumnElement[bool]]:
    within = [at >= since, at < until]
    if after is not None:
        moment, last = after
        within += [at >= moment, or_(at > moment, id_ > last)]
    return within
