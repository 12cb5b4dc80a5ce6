"""Parts of the file of rules about what pays itself and what runs out."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from bot.rule_parts.types import Count, Hour, Naira, Part, Share, Time, Times


class LightPart(Part):
    """Light that will be used up: `domain.rules.LightRules`."""

    remind_before: Time
    remind_at_hour: Hour


class ExpiriesPart(Part):
    """What runs out on a day: `domain.rules.ExpiryRules`."""

    remind_at_hour: Hour
    shortest: Time


class SchedulesPart(Part):
    """Recurring payments: `domain.schedule_rules`."""

    minimum: Naira
    maximum: Naira
    fewest_days: Annotated[int, Field(ge=2)]  # a daily one would be announced while yesterday's is being paid
    most_days: Annotated[int, Field(ge=2)]
    most_a_customer: Count
    runs_at_hour: Hour
    announced_at_hour: Hour
    announced_before: Time
    tried_again_after: Times
    price_change: Share
    most_failures: Count
