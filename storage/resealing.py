"""Encrypting everything with the newest key, so that an old one can be taken off the ring.

Safe while the product runs, and to be run again after an interruption: rows are changed a few at a
time, and only if nobody else changed them meanwhile.
"""

from __future__ import annotations

from sqlalchemy import Column, Table, select, update

from storage.database import Database
from storage.tables import (
    address_proofs,
    bank_accounts,
    carts,
    conversations,
    customers,
    e_mails,
    inbox,
    inflows,
    joinings,
    payment_states,
    payments,
    personal_accounts,
    risk_reviews,
    safe_words,
    saved_names,
    schedules,
    staff_messages,
    staff_requests,
    ticket_messages,
    transfers,
    withdrawals,
)

_AT_ONCE = 200
# One-time codes, open sheets and kept answers are not among them: they are over in minutes, or a day.
SEALED: tuple[tuple[Table, str, str], ...] = (
    (customers, "id", "name"),
    (customers, "id", "phone"),
    (payments, "id", "recipient"),
    (payment_states, "payment_id", "delivery"),
    (carts, "customer_id", "content"),
    (saved_names, "id", "content"),
    (e_mails, "customer_id", "address"),
    (e_mails, "customer_id", "pending"),
    (personal_accounts, "id", "details"),
    (inflows, "id", "sender"),
    (withdrawals, "id", "bank_account"),
    (transfers, "id", "claim"),
    (bank_accounts, "id", "content"),
    (risk_reviews, "id", "content"),
    (schedules, "id", "content"),
    (staff_messages, "id", "content"),
    (staff_requests, "id", "content"),
    (ticket_messages, "id", "content"),
    (address_proofs, "id", "file_id"),
    (safe_words, "customer_id", "word"),
    (joinings, "id", "phone"),
    (joinings, "id", "name"),
    (inbox, "update_id", "payload"),
    (conversations, "key", "content"),
)


async def reseal(database: Database) -> int:
    """Encrypt what older keys sealed with the newest one, and return how many values that were."""
    return sum([await _reseal(database, table.c[key], table.c[sealed]) for table, key, sealed in SEALED])


async def _reseal(database: Database, key: Column[object], sealed: Column[bytes]) -> int:
    keyring, done, last = database.keyring, 0, None
    while True:
        async with database.begin() as books:
            query = select(key, sealed).where(sealed.is_not(None)).order_by(key).limit(_AT_ONCE)
            rows = (await books.connection.execute(query if last is None else query.where(key > last))).all()
            for row_key, content in rows:
                if not keyring.is_newest(content):
                    changed = await books.connection.execute(
                        update(key.table)
                        .where(key == row_key, sealed == content)
                        .values({sealed.name: keyring.seal(keyring.open(content))})
                    )
                    done += changed.rowcount
        if len(rows) < _AT_ONCE:
            return done
        last = rows[-1][0]
