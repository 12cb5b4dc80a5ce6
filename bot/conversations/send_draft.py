"""A transfer as far as it was told, as the conversation remembers it."""

from __future__ import annotations

from dataclasses import dataclass, field

from domain.money import Money
from domain.payees import Payee
from domain.transfers import ANYBODY, MeantFor


@dataclass(frozen=True, slots=True, kw_only=True)
class SendDraft:
    """How much to whom; by a link where nobody was found."""

    amount: Money | None = None
    payee: Payee | None = None
    is_right: bool = False  # the customer has said that it is the one she means, or has paid her before
    asked_for: str | None = None  # by what nobody was found
    meant_for: MeantFor = ANYBODY
    claim_code: str | None = field(default=None, repr=False)  # it goes by a link
