"""Parts of the file of rules that are large enough to be read by themselves."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from bot.rule_types import Naira, Part, Share, Time, Times
from domain.staff_rules import StaffRules

_Hour = Annotated[int, Field(ge=0, le=23)]
_Count = Annotated[int, Field(ge=1)]


class LightPart(Part):
    """Light that will be used up: `domain.rules.LightRules`."""

    remind_before: Time
    remind_at_hour: _Hour


class ExpiriesPart(Part):
    """What runs out on a day: `domain.rules.ExpiryRules`."""

    remind_at_hour: _Hour
    shortest: Time


class SchedulesPart(Part):
    """Recurring payments: `domain.schedule_rules`."""

    minimum: Naira
    maximum: Naira
    fewest_days: Annotated[int, Field(ge=2)]  # a daily one would be announced while yesterday's is being paid
    most_days: Annotated[int, Field(ge=2)]
    most_a_customer: _Count
    runs_at_hour: _Hour
    announced_at_hour: _Hour
    announced_before: Time
    tried_again_after: Times
    price_change: Share
    most_failures: _Count


class StaffPart(Part):
    """What staff may do alone, and how long others have to agree."""

    refund_alone: Naira
    refund_alone_per_day: Naira
    request_open_for: Time
    sheet_open_for: Time

    def rules(self) -> StaffRules:
        """Return them as the domain has them."""
        return StaffRules(**dict(self))
