"""The numbers of tickets. Values come from configuration."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class TicketRules:
    """How soon a person answers, how long somebody else is waited for, and what a customer may add."""

    answered_within: timedelta
    customer_waited_for: timedelta  # then it is looked at again
    biller_waited_for: timedelta  # at most
    reopened_within: timedelta  # by the customer
    notes_per_day: int  # of one customer, by Lagos days
