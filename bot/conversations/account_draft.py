"""What somebody told of herself while she asks for an account number: all but the BVN or NIN."""

from __future__ import annotations

from dataclasses import dataclass, field

from domain.account_processors import Bank, IdentityKind


@dataclass(frozen=True, slots=True)
class AccountDraft:
    """A request as far as it was told."""

    processor: str  # that is asked first
    identities: tuple[IdentityKind, ...]  # what it takes
    bank_account_wanted: bool
    identity: IdentityKind
    first_name: str = field(default="", repr=False)
    last_name: str = field(default="", repr=False)
    bank: Bank | None = None
    bank_account: str | None = field(default=None, repr=False)
