"""Everything that is kept about one customer: what a copy of it has, and what goes when she is forgotten.

`TABLES` names every table with a customer in it, so that a new one can't be overlooked (a test compares).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import orjson
from sqlalchemy import ColumnElement, LargeBinary, Table, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import tables
from storage.keyring import Keyring

_CODES = "delivery"  # the column with tokens and vouchers


@dataclass(frozen=True, slots=True)
class Kept:
    """A table with customers in it."""

    table: Table
    by: tuple[str, ...] = ("customer_id",)  # the columns that name a customer
    sealed: tuple[str, ...] = ()  # shown in clear; other encrypted columns are hashes, and nobody's to read
    hidden: tuple[str, ...] = ()  # other people, and how we work
    copied: bool = True  # it is in the copy of one's data
    goes: bool = False  # nothing demands that it is kept: its rows go when she is forgotten


TABLES: tuple[Kept, ...] = (
    Kept(tables.customers, ("id",), sealed=("name", "phone")),
    Kept(tables.customer_accounts, hidden=("version",)),
    Kept(tables.pins, copied=False, goes=True),  # a fingerprint: there is nothing to read
    Kept(tables.passwords, copied=False, goes=True),  # so too this
    Kept(tables.sessions, goes=True),
    Kept(tables.one_time_codes, copied=False, goes=True),
    Kept(tables.idempotency_keys, copied=False, goes=True),  # what was answered, for a day
    Kept(tables.open_sheets, copied=False, goes=True),
    Kept(tables.name_checks, goes=True),
    Kept(tables.saved_names, sealed=("content",), goes=True),
    Kept(tables.e_mails, sealed=("address", "pending"), goes=True),
    Kept(tables.text_messages, goes=True),
    Kept(tables.telegram_names, goes=True),
    Kept(tables.freeze_codes, goes=True),
    Kept(tables.identities, ("id",), goes=True),
    Kept(tables.identity_tries, goes=True),
    Kept(tables.address_proofs, ("id",), hidden=("decided_by",), goes=True),
    Kept(tables.safe_words, sealed=("word",), goes=True),
    Kept(tables.outage_waiters, goes=True),
    Kept(tables.schedule_runs, goes=True),
    Kept(tables.schedules, sealed=("content",), hidden=("look_at", "claimed_until"), goes=True),
    Kept(tables.meters, hidden=("remind_at",), goes=True),
    Kept(tables.expiries, hidden=("remind_at",), goes=True),
    Kept(tables.carts, sealed=("content",), goes=True),
    # Score and reasons of what was held stand in its case, which is kept.
    Kept(tables.risk_reviews, sealed=("content",), hidden=("score", "signs", "decided_by"), goes=True),
    Kept(tables.bank_accounts, sealed=("content",), goes=True),
    Kept(tables.account_checks, goes=True),
    Kept(tables.recent_withdrawals, ("id",), copied=False, goes=True),  # said by the withdrawals themselves
    Kept(tables.personal_accounts, sealed=("details",), hidden=("ask_at", "questions")),
    Kept(tables.echo_choices, goes=True),
    Kept(tables.news_consents, goes=True),
    Kept(tables.echoes, copied=False, goes=True),  # what was told stands on her phone
    Kept(tables.outbox, copied=False, goes=True),  # what was told stands in her chat
    # The books, and what explains them: the law wants them for 7 years.
    Kept(tables.payments, sealed=("recipient",), hidden=("card", "sheet_hash")),
    Kept(tables.top_ups, hidden=("card", "checkout_url", "verify_at", "verifications", "asked_before")),
    Kept(tables.inflows, sealed=("sender",), hidden=("ask_at", "questions")),
    Kept(tables.chargebacks),
    Kept(
        tables.withdrawals, sealed=("bank_account",), hidden=("card", "look_at", "sheet_hash", "decided_by")
    ),
    Kept(tables.transfers, ("sender_id", "receiver_id"), hidden=("card", "sender_id", "receiver_id")),
    Kept(tables.postings, hidden=("written_on",)),
    Kept(tables.tickets, hidden=("id", "taken_by", "card")),
    Kept(tables.ticket_messages, sealed=("content",), hidden=("author",), goes=True),
    Kept(tables.cases),
    Kept(tables.deletions),
    Kept(tables.audit_log, copied=False),  # so too this
    Kept(tables.staff_messages, sealed=("content",), hidden=("by",), goes=True),
    Kept(tables.staff_requests, copied=False),  # what came of them is in the journal
    Kept(tables.staff_refunds, hidden=("alone",)),
    Kept(tables.access_log, copied=False),  # what our staff did; who asks us is told by a person
    Kept(tables.promo_uses, hidden=("last_try",)),
    Kept(tables.referrals, ("id", "referrer_id"), hidden=("id", "referrer_id", "payment_id")),
)


@dataclass(frozen=True)
class SqlOwnData:
    """`domain.privacy.OwnDataStore`."""

    connection: AsyncConnection
    keyring: Keyring

    async def of(
        self, customer_id: str, *, with_codes: bool, limit: int
    ) -> Mapping[str, Sequence[Mapping[str, object]]]:
        """Return what is kept, in clear, the newest first."""
        found = {
            str(kept.table.name): await self._rows(kept, _hers(kept, customer_id), limit)
            for kept in TABLES
            if kept.copied
        }
        states = tables.payment_states
        outcome = Kept(
            states,
            sealed=(_CODES,) if with_codes else (),
            hidden=("version", "requery_at", "attempt", "extended"),
        )
        own = select(tables.payments.c.id).where(tables.payments.c.customer_id == customer_id)
        found[str(states.name)] = await self._rows(outcome, states.c.payment_id.in_(own), limit)
        return found

    async def _rows(self, kept: Kept, hers: ColumnElement[bool], limit: int) -> list[dict[str, object]]:
        columns = [
            column
            for column in kept.table.columns
            if column.name not in kept.hidden
            and (column.name in kept.sealed or not isinstance(column.type, LargeBinary))
        ]
        newest_first = [column.desc() for column in kept.table.primary_key.columns]
        rows = await self.connection.execute(
            select(*columns).where(hers).order_by(*newest_first).limit(limit)
        )
        return [
            {str(name): self._legible(value) for name, value in row.items() if value is not None}
            for row in rows.mappings()
        ]

    def _legible(self, value: Any) -> object:
        if isinstance(value, bytes | memoryview):
            value = self.keyring.open(bytes(value)).decode()
        if isinstance(value, str) and value[:1] in ("{", "["):
            return orjson.loads(value)
        return value.isoformat() if isinstance(value, date | datetime) else value


def _hers(kept: Kept, customer_id: str) -> ColumnElement[bool]:
    return or_(*(kept.table.c[name] == customer_id for name in kept.by))
