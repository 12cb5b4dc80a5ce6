"""Withdrawals, the bank accounts that they go to, and how many were asked about: rows ↔ values."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import orjson

from domain.account_checks import AccountChecks
from domain.banks import Bank, BankAccount
from domain.money import Money
from domain.recent_withdrawals import RecentWithdrawals, TakenOut
from domain.withdrawals import Withdrawal, WithdrawalStatus
from storage.keyring import Keyring


def withdrawal_from(row: Mapping[Any, Any], keyring: Keyring) -> Withdrawal:
    """Return the value of a row of `withdrawals`; its moments are aware already."""
    return Withdrawal(
        id=row["id"],
        customer_id=row["customer_id"],
        processor=row["processor"],
        to=bank_account_from(row["bank_account"], keyring),
        amount=Money(row["amount"]),
        fee=Money(row["fee"]),
        vat=Money(row["vat"]),
        stamp_duty=Money(row["stamp_duty"]),
        sheet_hash=row["sheet_hash"],
        accepted_at=row["accepted_at"],
        deadline_at=row["deadline_at"],
        status=WithdrawalStatus(row["status"]),
        card=row["card"],
        look_at=row["look_at"],
        attempt=row["attempt"],
        marked_at=row["marked_at"],
        questions=row["questions"],
        not_found=row["not_found"],
        ended_at=row["ended_at"],
        reason=row["reason"],
        cost=Money(row["cost"]) if row["cost"] is not None else None,
        decided_by=row["decided_by"],
        extended=bool(row["extended"]),
    )


def withdrawal_values(withdrawal: Withdrawal, keyring: Keyring) -> dict[str, Any]:
    """Return the row of a withdrawal."""
    return {
        "id": withdrawal.id,
        "customer_id": withdrawal.customer_id,
        "processor": withdrawal.processor,
        "bank_account": sealed_bank_account(withdrawal.to, keyring),
        "account_index": account_index(keyring, withdrawal.customer_id, withdrawal.to),
        "amount": withdrawal.amount.kobo,
        "fee": withdrawal.fee.kobo,
        "vat": withdrawal.vat.kobo,
        "stamp_duty": withdrawal.stamp_duty.kobo,
        "sheet_hash": withdrawal.sheet_hash,
        "accepted_at": withdrawal.accepted_at,
        "deadline_at": withdrawal.deadline_at,
        "status": withdrawal.status.value,
        "card": withdrawal.card,
        "look_at": withdrawal.look_at,
        "attempt": withdrawal.attempt,
        "marked_at": withdrawal.marked_at,
        "questions": withdrawal.questions,
        "not_found": withdrawal.not_found,
        "ended_at": withdrawal.ended_at,
        "reason": withdrawal.reason,
        "cost": withdrawal.cost.kobo if withdrawal.cost is not None else None,
        "decided_by": withdrawal.decided_by,
        "extended": withdrawal.extended,
    }


def checks_from(row: Mapping[Any, Any], _keyring: Keyring) -> AccountChecks:
    """Return the value of a row of `account_checks`."""
    return AccountChecks(row["id"], row["customer_id"], row["checks"], row["mismatches"])


def checks_values(checks: AccountChecks, _keyring: Keyring) -> dict[str, Any]:
    """Return the row of a day's account checks."""
    return {
        "id": checks.id,
        "customer_id": checks.customer_id,
        "checks": checks.checks,
        "mismatches": checks.mismatches,
    }


def recent_from(row: Mapping[Any, Any], _keyring: Keyring) -> RecentWithdrawals:
    """Return the value of a row of `recent_withdrawals`."""
    return RecentWithdrawals(
        row["id"],
        tuple(
            TakenOut(withdrawal_id, account_key, Money(amount), datetime.fromisoformat(at), with_code)
            for withdrawal_id, account_key, amount, at, with_code in orjson.loads(row["taken"])
        ),
    )


def recent_values(recent: RecentWithdrawals, _keyring: Keyring) -> dict[str, Any]:
    """Return the row of what a customer withdrew lately."""
    taken = [
        (each.withdrawal_id, each.account_key, each.amount.kobo, each.at.isoformat(), each.with_code)
        for each in recent.taken
    ]
    return {"id": recent.id, "taken": orjson.dumps(taken).decode()}


def account_index(keyring: Keyring, customer_id: str, account: BankAccount) -> bytes:
    """Return the keyed hash by which a customer's bank account is found again."""
    return keyring.index("bank-account", customer_id, account.bank.code, account.number)


def bank_account_from(sealed: bytes, keyring: Keyring) -> BankAccount:
    """Return a bank account.

    :raises Unreadable: if what was sealed can't be opened
    """
    code, bank, number, name = orjson.loads(keyring.open(sealed))
    return BankAccount(Bank(code, bank), number, name)


def sealed_bank_account(account: BankAccount, keyring: Keyring) -> bytes:
    """Return a bank account as it is kept: whose money is where is personal."""
    return keyring.seal(orjson.dumps((account.bank.code, account.bank.name, account.number, account.name)))
