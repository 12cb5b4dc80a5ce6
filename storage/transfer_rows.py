"""A transfer: row ↔ value. Its claim code, and whom that is for, are sealed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson

from domain.money import Money
from domain.phones import Phone
from domain.transfers import ANYBODY, MeantFor, Transfer, TransferStatus
from storage.keyring import Keyring
from storage.payment_rows import recipient_index

# Where name checks of bills have the biller.
PAYEE = "transfer"


def transfer_from(row: Mapping[Any, Any], keyring: Keyring) -> Transfer:
    """Return the value of a row of `transfers`; its moments are aware already."""
    code, meant_for = _opened(row["claim"], keyring)
    return Transfer(
        id=row["id"],
        sender_id=row["sender_id"],
        receiver_id=row["receiver_id"],
        amount=Money(row["amount"]),
        status=TransferStatus(row["status"]),
        sent_at=row["sent_at"],
        due_at=row["due_at"],
        delivered_at=row["delivered_at"],
        ended_at=row["ended_at"],
        claim_code=code,
        meant_for=meant_for,
        recalled_at=row["recalled_at"],
        recalled=Money(row["recalled"]),
        card=row["card"],
    )


def values(transfer: Transfer, keyring: Keyring) -> dict[str, Any]:
    """Return the row of a transfer."""
    code, phone = transfer.claim_code, transfer.meant_for.phone
    claim = (code, phone.e164 if phone is not None else None, transfer.meant_for.telegram_id)
    payee = transfer.receiver_id or (phone.e164 if phone is not None else None)
    return {
        "id": transfer.id,
        "sender_id": transfer.sender_id,
        "receiver_id": transfer.receiver_id,
        "payee_index": payee_index(keyring, payee) if payee is not None else None,
        "amount": transfer.amount.kobo,
        "status": transfer.status.value,
        "sent_at": transfer.sent_at,
        "due_at": transfer.due_at,
        "delivered_at": transfer.delivered_at,
        "ended_at": transfer.ended_at,
        "claim": keyring.seal(orjson.dumps(claim)) if code is not None else None,
        "claim_index": claim_index(keyring, code) if code is not None else None,
        "recalled_at": transfer.recalled_at,
        "recalled": transfer.recalled.kobo,
        "card": transfer.card,
    }


def payee_index(keyring: Keyring, payee: str) -> bytes:
    """Return the keyed hash of whoever is paid: a customer's id, or the phone number of somebody unknown."""
    return recipient_index(keyring, PAYEE, payee)


def claim_index(keyring: Keyring, code: str) -> bytes:
    """Return the keyed hash by which a claim link is found."""
    return keyring.index("claim", code)


def _opened(sealed: bytes | None, keyring: Keyring) -> tuple[str | None, MeantFor]:
    if sealed is None:
        return None, ANYBODY
    code, phone, telegram_id = orjson.loads(keyring.open(sealed))
    return code, MeantFor(Phone(phone) if phone is not None else None, telegram_id)
