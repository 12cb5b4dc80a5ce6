"""The part of the file of rules about staff."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from bot.rule_parts.types import Naira, Part, Time
from domain.staff_rules import StaffRules


class StaffPart(Part):
    """What staff may do alone, and how long others have to agree."""

    refund_alone: Naira
    refund_alone_per_day: Naira
    request_open_for: Time
    sheet_open_for: Time
    statement_margin: Time
    statements_compared_for: Time
    statements_fetched_at: Time
    contests_followed_for: Time
    settlements_followed_for: Time
    break_overdue_after: Time
    export_longest: Time
    broadcast_alone: Annotated[int, Field(ge=0)]
    messages_a_day: Annotated[int, Field(ge=1)]
    broadcast_batch: Annotated[int, Field(ge=2)]

    def rules(self) -> StaffRules:
        """Return them as the domain has them."""
        return StaffRules(**dict(self))
