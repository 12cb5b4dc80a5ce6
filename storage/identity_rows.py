"""Identities, tries and proofs of address: rows ↔ values. Which file proves an address is sealed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.account_processors import IdentityKind
from domain.identity import AddressFault, AddressProof, AddressStatus, Document, IdentityTries, KnownIdentity
from storage.keyring import Keyring


def identity_from(row: Mapping[Any, Any], _keyring: Keyring) -> KnownIdentity:
    """Return the value of a row of `identities`; its moments are aware already."""
    return KnownIdentity(row["id"], IdentityKind(row["kind"]), row["ends"], row["verified_at"])


def identity_values(identity: KnownIdentity, _keyring: Keyring) -> dict[str, Any]:
    """Return the row of a verified identity."""
    return {
        "id": identity.id,
        "kind": identity.kind.value,
        "ends": identity.ends,
        "verified_at": identity.verified_at,
    }


def tries_from(row: Mapping[Any, Any], _keyring: Keyring) -> IdentityTries:
    """Return the value of a row of `identity_tries`."""
    return IdentityTries(row["id"], row["customer_id"], row["tries"])


def tries_values(tries: IdentityTries, _keyring: Keyring) -> dict[str, Any]:
    """Return the row of a day's tries."""
    return {"id": tries.id, "customer_id": tries.customer_id, "tries": tries.tries}


def proof_from(row: Mapping[Any, Any], keyring: Keyring) -> AddressProof:
    """Return the value of a row of `address_proofs`; its moments are aware already.

    :raises Unreadable: if what was sealed can't be opened
    """
    return AddressProof(
        id=row["id"],
        document=Document(keyring.open(row["file_id"]).decode(), bool(row["is_photo"])),
        handed_in_at=row["handed_in_at"],
        answer_by=row["answer_by"],
        status=AddressStatus(row["status"]),
        fault=AddressFault(row["fault"]) if row["fault"] is not None else None,
        decided_at=row["decided_at"],
        decided_by=row["decided_by"],
    )


def proof_values(proof: AddressProof, keyring: Keyring) -> dict[str, Any]:
    """Return the row of a proof of address."""
    return {
        "id": proof.id,
        "file_id": keyring.seal(proof.document.file_id.encode()),
        "is_photo": proof.document.is_photo,
        "handed_in_at": proof.handed_in_at,
        "answer_by": proof.answer_by,
        "status": proof.status.value,
        "fault": proof.fault.value if proof.fault is not None else None,
        "decided_at": proof.decided_at,
        "decided_by": proof.decided_by,
    }
