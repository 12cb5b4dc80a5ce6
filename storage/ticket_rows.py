"""Tickets and what was said about them: rows ↔ values. What was said is sealed.

The column `status` has what versions before this one knew: open or resolved. The state itself is in `state`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson

from domain.ticket_states import OPEN, TicketStatus
from domain.tickets import ProblemKind, Ticket, TicketMessage, WaitsFor
from storage.keyring import Keyring

STILL_OPEN, RESOLVED = "open", "resolved"


def ticket_from(row: Mapping[Any, Any], keyring: Keyring) -> Ticket:
    """Return the value of a row of `tickets`."""
    return as_ticket(row)


def as_ticket(row: Mapping[Any, Any]) -> Ticket:
    """Return the value of a row of `tickets`; its moments are aware already."""
    waits_for = row["waits_for"]
    return Ticket(
        number=row["number"],
        customer_id=row["customer_id"],
        payment_id=row["payment_id"],
        kind=ProblemKind(row["kind"]),
        status=_status(row),
        opened_at=row["opened_at"],
        answer_by=row["answer_by"],
        evidence=tuple(orjson.loads(row["evidence"])),
        taken_by=row["taken_by"],
        waits_for=WaitsFor(waits_for) if waits_for is not None else None,
        first_answer_at=row["first_answer_at"],
        reopened_at=row["reopened_at"],
        closed_at=row["closed_at"],
        is_well=bool(row["is_well"]),
        card=row["card"],
    )


def _status(row: Mapping[Any, Any]) -> TicketStatus:
    known = TicketStatus(row["state"]) if row["state"] is not None else TicketStatus.RECEIVED
    if row["closed_at"] is not None and known in OPEN:
        return TicketStatus.SOLVED  # A version before this one closed it.
    return known


def ticket_values(ticket: Ticket, keyring: Keyring) -> dict[str, Any]:
    """Return the row of a ticket."""
    return {
        "number": ticket.number,
        "id": ticket.id,
        "customer_id": ticket.customer_id,
        "payment_id": ticket.payment_id,
        "kind": ticket.kind.value,
        "status": STILL_OPEN if ticket.is_open else RESOLVED,
        "state": ticket.status.value,
        "opened_at": ticket.opened_at,
        "answer_by": ticket.answer_by,
        "evidence": orjson.dumps(ticket.evidence).decode(),
        "taken_by": ticket.taken_by,
        "waits_for": ticket.waits_for.value if ticket.waits_for is not None else None,
        "first_answer_at": ticket.first_answer_at,
        "reopened_at": ticket.reopened_at,
        "closed_at": ticket.closed_at,
        "is_well": ticket.is_well,
        "card": ticket.card,
    }


def message_from(row: Mapping[Any, Any], keyring: Keyring) -> TicketMessage:
    """Return the value of a row of `ticket_messages`; its moment is aware already.

    :raises Unreadable: if what was sealed can't be opened
    """
    said = orjson.loads(keyring.open(row["content"]))
    return TicketMessage(
        id=row["id"],
        number=row["number"],
        customer_id=row["customer_id"],
        at=row["at"],
        text=said["text"],
        file_id=said.get("file_id"),
        is_photo=bool(said.get("is_photo")),
        author=row["author"],
    )


def message_values(message: TicketMessage, keyring: Keyring) -> dict[str, Any]:
    """Return the row of something that was said."""
    said: dict[str, Any] = {"text": message.text}
    if message.file_id is not None:
        said |= {"file_id": message.file_id, "is_photo": message.is_photo}
    return {
        "id": message.id,
        "number": message.number,
        "customer_id": message.customer_id,
        "at": message.at,
        "author": message.author,
        "is_hers": message.author is None,
        "content": keyring.seal(orjson.dumps(said)),
    }
