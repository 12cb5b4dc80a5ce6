"""The part of the file of rules about staff."""

from __future__ import annotations

from bot.rule_parts.types import Naira, Part, Time
from domain.staff_rules import StaffRules


class StaffPart(Part):
    """What staff may do alone, and how long others have to agree."""

    refund_alone: Naira
    refund_alone_per_day: Naira
    request_open_for: Time
    sheet_open_for: Time

    def rules(self) -> StaffRules:
        """Return them as the domain has them."""
        return StaffRules(**dict(self))
