"""The numbers of what staff may do. Values come from configuration."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from domain.money import Money


@dataclass(frozen=True, slots=True)
class StaffRules:
    """What one person may refund alone, and how long a request waits for a second one."""

    refund_alone: Money  # of one payment, all its refunds by one person together
    refund_alone_per_day: Money  # by one person, in a day of Lagos
    request_open_for: timedelta
    sheet_open_for: timedelta  # how long an act waits for the PIN
    statements_fetched_at: timedelta  # so long after midnight in Lagos, of the day before
    contests_followed_for: timedelta  # disputes and refunds are fetched so long, as they stand
    settlements_followed_for: timedelta
    break_overdue_after: timedelta  # a break that is open longer is shown red
    statements_compared_for: timedelta  # so long days are held against their statements once more
    statement_margin: timedelta  # so near midnight an order may be in the statement of the day beside it
    export_longest: timedelta  # so many days at most in one file
    broadcast_alone: int  # to so many people one person may send news
    messages_a_day: int  # staff write to one customer so often in a day of Lagos
    broadcast_batch: int  # so many messages of news are owed at once
