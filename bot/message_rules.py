"""The part of the rules' file about messages."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from bot.rule_types import Naira, Part, Time, Times
from domain.rules_messages import Event, MessageRules

_Hour = Annotated[int, Field(ge=0, le=23)]


class Messages(Part):
    """Quiet hours, what goes out by SMS and e-mail, and what that may cost."""

    quiet_from: _Hour
    quiet_until: _Hour
    sms: frozenset[Event]
    e_mail: frozenset[Event]
    sms_price: Naira
    sms_budget_per_day: Naira
    again_after: Times
    late_after: Time
    fewest_failures: Annotated[int, Field(ge=1)]
    asked_again_after: Time

    def rules(self) -> MessageRules:
        """Return them as the domain has them."""
        return MessageRules(**dict(self))
