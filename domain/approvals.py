"""Permission to spend: a value that a payment must be handed, and that few can make."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.errors import Refusal


class WrongApproval(Refusal):
    """The approval is for something else than what is to be paid."""

    code = "wrong-approval"


@dataclass(frozen=True, slots=True)
class Approval:
    """A customer's consent to exactly one sheet, given with the right PIN.

    Made by `domain.pins` alone (a house rule checks it), so no face can forget to ask. Given for the terms of
    a schedule it is a mandate, from which `domain.pins` alone derives consent to each of its payments.
    """

    customer_id: str
    sheet_hash: str
    given_at: datetime

    def covers(self, customer_id: str, sheet_hash: str) -> bool:
        """Return whether it is consent to that sheet by that customer."""
        return self.customer_id == customer_id and self.sheet_hash == sheet_hash
