"""The part of the file of rules about messages."""

from __future__ import annotations

from bot.rule_parts.types import Count, Hour, Naira, Part, Time, Times
from domain.rules_messages import Event, MessageRules


class MessagesPart(Part):
    """Quiet hours, what goes out by SMS and e-mail, and what that may cost."""

    quiet_from: Hour
    quiet_until: Hour
    sms: frozenset[Event]
    e_mail: frozenset[Event]
    sms_price: Naira
    sms_budget_per_day: Naira
    again_after: Times
    late_after: Time
    fewest_failures: Count
    asked_again_after: Time

    def rules(self) -> MessageRules:
        """Return them as the domain has them."""
        return MessageRules(**dict(self))
