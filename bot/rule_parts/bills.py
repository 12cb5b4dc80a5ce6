"""Parts of the file of rules about bills and what they earn."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from bot.rule_parts.types import Count, Naira, Part, Share, Time, Times
from domain.money import ZERO
from domain.ticket_rules import TicketRules
from domain.vendors import Category

Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


class BillsPart(Part):
    """What one bill may cost, and how often names are looked at."""

    minimum: Naira
    maximum: Naira
    duplicate_warning_for: Time
    name_checks_per_day: int
    freeze_tries_per_day: int


class SheetsPart(Part):
    """How long what was shown and chosen stays good."""

    open_for: Time
    validation_good_for: Time
    draft_kept_for: Time
    cart_mandate_lasts: Time


class PromisePart(Part):
    """How long bills of a category take: `domain.rules.Promise`."""

    usually: Time
    first_update: Time
    deadline: Time


class UnresolvedPart(Part):
    """What happens to an order that nobody can say the end of."""

    requery_after: Times
    release_limit: Naira
    release_budget_per_day: Naira
    extended_deadline: Time
    staff_called_before: Time


class ApologiesPart(Part):
    """What a deadline that we missed costs us: `domain.rules.Apology`."""

    share: Share
    minimum: Naira
    maximum: Naira
    budget_per_day: Naira
    grace: Time


class TicketsPart(Part):
    """How soon a person answers, and who is waited for how long."""

    answered_within: Time
    customer_waited_for: Time
    biller_waited_for: Time
    reopened_within: Time
    notes_per_day: Count

    def rules(self) -> TicketRules:
        """Return them as the domain has them."""
        return TicketRules(**dict(self))


class FeePart(Part):
    """A share with a cap: `domain.rules.FeeRule`."""

    share: Share
    cap: Naira


class CashbackPart(Part):
    """One rule: `domain.rules.CashbackRule`."""

    name: str
    priority: int
    share: Share
    minimum: Naira
    cap_per_payment: Naira
    cap_per_month: Naira
    billers: frozenset[str] | None = None
    category: Category | None = None
    maximum: Naira | None = None
    days: frozenset[Day] | None = None
    on: bool = True
    may_lose: bool = False


class CommissionPart(Part):
    """What vendors leave us of a bill: `domain.rules.Commission`."""

    share: Share = 0
    flat: Naira = ZERO
    billers: dict[str, Share] = Field(default_factory=dict)


class ReferralsPart(Part):
    """Rewards for who invites: `domain.rules.ReferralRules`."""

    reward: Naira
    least_bill: Naira
    held_for: Time
    most_a_month: Count
    looked_back: Time
    cluster_from: Count
    cluster_within: Time
