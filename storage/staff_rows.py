"""What staff may, ask for and do: rows ↔ values. What a request is about is sealed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from pydantic import TypeAdapter

from domain.access_log import Access, Shown
from domain.audit_log import AuditEntry, AuditHead
from domain.break_acts import CorrectBreak
from domain.broadcast_acts import SendBroadcast
from domain.maker_checker import RequestStatus, StaffRequest
from domain.money import Money
from domain.promo_acts import EndPromo, MakePromo
from domain.rule_acts import ChangeAtALoss, ChangeCashback, ChangeFee
from domain.staff import Act, Role, RoleGrant, StaffPerson
from domain.staff_acts import (
    CreditWallet,
    DebitWallet,
    Effect,
    RefundPayment,
    StaffAct,
)
from domain.staff_control_acts import ChangeLimit, FreezeAccount, UnfreezeAccount
from domain.staff_entries import StaffRefunds
from domain.staff_pin_acts import ResetStaffPin, StaffPinReset
from domain.staff_role_acts import GiveRole, TakeRole
from storage.keyring import Keyring

_KINDS: tuple[type[StaffAct], ...] = (
    RefundPayment,
    CreditWallet,
    DebitWallet,
    FreezeAccount,
    UnfreezeAccount,
    ChangeLimit,
    CorrectBreak,
    ChangeFee,
    ChangeCashback,
    ChangeAtALoss,
    MakePromo,
    EndPromo,
    GiveRole,
    TakeRole,
    ResetStaffPin,
    SendBroadcast,
)
_ACTS: Mapping[Act, TypeAdapter[Any]] = {kind.act: TypeAdapter(kind) for kind in _KINDS}


class _Said(NamedTuple):
    """What is sealed of a request, beside the act."""

    reason: str
    effect: Effect
    maker: StaffPerson
    word: str | None


_SAID = TypeAdapter(_Said)


def request_from(row: Mapping[Any, Any], keyring: Keyring) -> StaffRequest:
    """Return the value of a row of `staff_requests`; its moments are aware already.

    :raises Unreadable: if what was sealed can't be opened
    """
    what, _, said = keyring.open(row["content"]).partition(b"\n")
    known = _SAID.validate_json(said)
    return StaffRequest(
        id=row["id"],
        number=row["number"],
        what=_ACTS[Act(row["act"])].validate_json(what),
        reason=known.reason,
        effect=known.effect,
        maker=known.maker,
        asked_at=row["asked_at"],
        expires_at=row["expires_at"],
        needs_second=bool(row["needs_second"]),
        status=RequestStatus(row["status"]),
        checker=row["checker"],
        decided_at=row["decided_at"],
        word=known.word,
    )


def request_values(request: StaffRequest, keyring: Keyring) -> dict[str, Any]:
    """Return the row of a request."""
    what = request.what
    said = _Said(request.reason, request.effect, request.maker, request.word)
    content = b"\n".join((_ACTS[what.act].dump_json(what), _SAID.dump_json(said)))
    return {
        "id": request.id,
        "number": request.number,
        "act": what.act.value,
        "subject_id": what.subject_id,
        "customer_id": what.customer_id,
        "amount": request.effect.moved.kobo,
        "maker": request.maker.name,
        "asked_at": request.asked_at,
        "expires_at": request.expires_at,
        "needs_second": request.needs_second,
        "status": request.status.value,
        "checker": request.checker,
        "decided_at": request.decided_at,
        "content": keyring.seal(content),
    }


def grant_from(row: Mapping[Any, Any], keyring: Keyring) -> RoleGrant:
    """Return the value of a row of `staff_roles`."""
    return as_grant(row)


def as_grant(row: Mapping[Any, Any]) -> RoleGrant:
    """Return the value of a row of `staff_roles`; its moments are aware already."""
    return RoleGrant(
        row["telegram_id"],
        Role(row["role"]),
        row["from_at"],
        row["granted_by"],
        row["until_at"],
        row["ended_by"],
    )


def grant_values(grant: RoleGrant, keyring: Keyring) -> dict[str, Any]:
    """Return the row of a role."""
    return {
        "id": grant.id,
        "telegram_id": grant.telegram_id,
        "role": grant.role.value,
        "from_at": grant.from_at,
        "granted_by": grant.granted_by,
        "until_at": grant.until_at,
        "ended_by": grant.ended_by,
    }


def reset_from(row: Mapping[Any, Any], keyring: Keyring) -> StaffPinReset:
    """Return the value of a row of `staff_pin_resets`; its moments are aware already."""
    return StaffPinReset(row["id"], row["count"], row["reset_at"], row["by"])


def reset_values(reset: StaffPinReset, keyring: Keyring) -> dict[str, Any]:
    """Return the row of a PIN that was taken away."""
    return {"id": reset.id, "count": reset.count, "reset_at": reset.reset_at, "by": reset.by}


def refunds_from(row: Mapping[Any, Any], keyring: Keyring) -> StaffRefunds:
    """Return the value of a row of `staff_refunds`."""
    return StaffRefunds(row["id"], row["customer_id"], Money(row["total"]), Money(row["alone"]))


def refunds_values(refunds: StaffRefunds, keyring: Keyring) -> dict[str, Any]:
    """Return the row of what was refunded of a payment."""
    return {
        "id": refunds.id,
        "customer_id": refunds.customer_id,
        "total": refunds.total.kobo,
        "alone": refunds.alone.kobo,
    }


def entry_from(row: Mapping[Any, Any], keyring: Keyring) -> AuditEntry:
    """Return the value of a row of `audit_log`."""
    return as_entry(row)


def as_entry(row: Mapping[Any, Any]) -> AuditEntry:
    """Return the value of a row of `audit_log`; its moment is aware already."""
    return AuditEntry(
        int(row["id"]),
        row["at"],
        row["actor"],
        row["act"],
        row["subject_id"],
        row["customer_id"],
        row["details"],
        row["previous"],
        row["hash"],
    )


def entry_values(entry: AuditEntry, keyring: Keyring) -> dict[str, Any]:
    """Return the row of the audit log."""
    return {
        "id": entry.id,
        "at": entry.at,
        "actor": entry.actor,
        "act": entry.act,
        "subject_id": entry.subject_id,
        "customer_id": entry.customer_id,
        "details": entry.details,
        "previous": entry.previous,
        "hash": entry.hash,
    }


def head_from(row: Mapping[Any, Any], keyring: Keyring) -> AuditHead:
    """Return the value of the row of `audit_heads`."""
    return AuditHead(row["sequence"], row["hash"])


def head_values(head: AuditHead, keyring: Keyring) -> dict[str, Any]:
    """Return the row that says where the chain ends."""
    return {"id": head.id, "sequence": head.sequence, "hash": head.hash}


def access_from(row: Mapping[Any, Any], keyring: Keyring) -> Access:
    """Return the value of a row of `access_log`."""
    return as_access(row)


def as_access(row: Mapping[Any, Any]) -> Access:
    """Return the value of a row of `access_log`; its moment is aware already."""
    return Access(
        row["id"],
        row["viewer"],
        row["customer_id"],
        Shown(row["what"]),
        row["subject_id"],
        row["seen_at"],
    )


def access_values(access: Access, keyring: Keyring) -> dict[str, Any]:
    """Return the row of a look."""
    return {
        "id": access.id,
        "viewer": access.viewer,
        "customer_id": access.customer_id,
        "what": access.what.value,
        "subject_id": access.subject_id,
        "seen_at": access.seen_at,
    }
