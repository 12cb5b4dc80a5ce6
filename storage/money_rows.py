"""What a batch of the money path writes, as rows for each table."""

from __future__ import annotations

from typing import Any

from domain.limits import CustomerAccounts
from storage import payment_rows
from storage.account_rows import controls_text, usage_text
from storage.keyring import Keyring
from storage.money_books import Batch
from storage.money_parts import new_record
from storage.money_records import RECORDS


def rows_of(batch: Batch, keyring: Keyring) -> dict[str, list[tuple[Any, ...]]]:
    """Return what a batch writes, by part; the columns stand in the order of the writers' statements."""
    versions = batch.loaded.versions
    new, new_states, states, attempts = [], [], [], []
    for payment in batch.payments.values():
        state = (payment.id, *payment_rows.changing_values(payment, keyring))
        if payment.id in batch.loaded.payments:
            states.append((*state, versions[payment.id]))
        else:
            new.append(payment_rows.fixed_values(payment, keyring))
            new_states.append((*state, 0))
        if payment.attempt is not None:
            attempts.append(payment_rows.attempt_values(payment.id, payment.attempt))
    attempts.extend(payment_rows.attempt_values(id_, attempt) for id_, attempt in batch.ended_attempts)
    accounts, controlled = [], []
    for id_, a in sorted(batch.accounts.items()):
        balances = (id_, a.wallet.kobo, a.cashback.kobo, a.held.kobo, usage_text(a.usage))
        if _controls(a) == _controls(batch.loaded.accounts[id_]):
            accounts.append((*balances, versions[id_]))
        else:
            changed = (a.tier, a.restricted_until, controls_text(a.controls), a.owes.kobo)
            controlled.append((*balances, *changed, versions[id_]))
    return {
        "accounts": accounts,
        "controlled_accounts": controlled,
        "payments": new,
        "new_states": new_states,
        "states": states,
        "attempts": attempts,
        "entries": [
            (e.key, e.kind.value, e.subject_id, e.reverses, e.posted_at) for e in batch.entries.values()
        ],
        "postings": [
            (e.key, line, str(p.account), p.customer_id, p.amount.kobo)
            for e in batch.entries.values()
            for line, p in enumerate(e.postings)
        ],
        "notices": [
            (n.key, n.kind.value, n.subject_id, n.customer_id, n.due_at, 0, n.kind.urgency.value)
            for n in batch.notices.values()
        ],
        "cases": [
            (c.id, c.kind.value, c.subject_id, c.customer_id, c.opened_at, c.deadline_at, c.detail)
            for c in batch.cases.values()
        ],
        "budgets": [(name, day, used.kobo) for (name, day), used in batch.budgets.items()],
        **(_records(batch, keyring) if batch.records else {}),
    }


def _records(batch: Batch, keyring: Keyring) -> dict[str, list[tuple[Any, ...]]]:
    """Return the records that are made, and the ones that change."""
    rows: dict[str, list[tuple[Any, ...]]] = {}
    for key, record in batch.records.items():
        kept = RECORDS[key[0]]
        part = kept.name if key in batch.loaded.records else new_record(kept.name)
        rows.setdefault(part, []).append(kept.row(record, keyring))
    return rows


def _controls(accounts: CustomerAccounts) -> tuple[object, ...]:
    """Return what seldom changes."""
    return accounts.tier, accounts.restricted_until, accounts.controls, accounts.owes
