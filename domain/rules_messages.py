"""The numbers of what is told: quiet hours, what goes out by SMS and e-mail, and what that may cost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.money import Money
from domain.times import LAGOS


class Event(StrEnum):
    """What a customer chooses ways for: what became of a bill, money that came in, and the rest."""

    AIRTIME = "airtime"
    DATA = "data"
    ELECTRICITY = "electricity"
    SCHEDULE = "schedule"  # what became of an occurrence, where no other event tells it
    MONEY_IN = "money-in"
    SECURITY = "security"
    REMINDER = "reminder"


@dataclass(frozen=True, slots=True)
class MessageRules:
    """When phones are left alone, and what is told by SMS and e-mail where nobody chose."""

    quiet_from: int  # hours in Lagos
    quiet_until: int
    sms: frozenset[Event]
    e_mail: frozenset[Event]
    sms_price: Money  # of one page, at the dearest vendor
    sms_budget_per_day: Money  # for what is told; codes and security go out above it too
    again_after: tuple[timedelta, ...]  # when nobody took it; then it is given up
    late_after: timedelta  # what is older is not told by SMS or e-mail any more
    fewest_failures: int  # in a row, until a vendor is asked after the others
    asked_again_after: timedelta

    def held_until(self, moment: datetime) -> datetime:
        """Return when a phone may ring: that moment, or the end of the quiet hours in which it lies."""
        local = moment.astimezone(LAGOS)
        over_midnight = self.quiet_from > self.quiet_until
        late, early = local.hour >= self.quiet_from, local.hour < self.quiet_until
        if not (late or early if over_midnight else late and early):
            return moment
        end = local.replace(hour=self.quiet_until, minute=0, second=0, microsecond=0)
        if over_midnight and late:
            end += timedelta(days=1)
        return end.astimezone(moment.tzinfo)
