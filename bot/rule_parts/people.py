"""Parts of the file of rules about customers: their levels, PINs, codes, and what is unusual."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from bot.rule_parts.types import Count, Naira, Part, Time
from domain.rate_limits import Allowance
from domain.rules import ApiRules, PinLock, SignInRules


class TierPart(Part):
    """What a level allows: `domain.rules.Tier`."""

    daily_outflow: Naira
    maximum_balance: Naira | None = None


class NewAccountsPart(Part):
    """What new and moved accounts may spend at first."""

    outflow: Naira
    lasts: Time


class PinLockPart(Part):
    """A pause after wrong PINs: `domain.rules.PinLock`."""

    wrong: int
    pause: Time | None = None


class PasswordLockPart(Part):
    """A pause after wrong passwords. The last one repeats."""

    wrong: int
    pause: Time


class CodesPart(Part):
    """One-time codes: `domain.rules.CodeRules`."""

    good_for: Time
    resend_after: Time
    most_a_day: Count
    tries: Count
    step_up_lasts: Time


class SignInsPart(Part):
    """Sign-ins elsewhere than in the chat: `domain.rules.SignInRules`."""

    access_lasts: Time
    refresh_lasts: Time
    locks: Annotated[tuple[PasswordLockPart, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _rises(self) -> Self:
        wrongs = [lock.wrong for lock in self.locks]
        if wrongs != sorted(set(wrongs)) or wrongs[0] < 1:
            raise ValueError("the locks have to come by rising numbers of wrong tries")
        return self

    def rules(self) -> SignInRules:
        """Return them as the domain has them."""
        locks = tuple(PinLock(lock.wrong, lock.pause) for lock in self.locks)
        return SignInRules(self.access_lasts, self.refresh_lasts, locks)


class AllowancePart(Part):
    """So many within a time: `domain.rate_limits.Allowance`."""

    most: Count
    within: Time

    def allowance(self) -> Allowance:
        """Return it as the domain has it."""
        return Allowance(self.most, self.within)


class ApiPart(Part):
    """How often the HTTP API may be asked: `domain.rules.ApiRules`."""

    of_account: AllowancePart
    of_address: AllowancePart
    sign_ins_of_address: AllowancePart
    sign_ins_of_name: AllowancePart

    def rules(self) -> ApiRules:
        """Return them as the domain has them."""
        return ApiRules(
            self.of_account.allowance(),
            self.of_address.allowance(),
            self.sign_ins_of_address.allowance(),
            self.sign_ins_of_name.allowance(),
        )


class IdentityPart(Part):
    """Checks of who somebody is: `domain.rules.IdentityRules`."""

    checks_per_day: Count
    documents_per_day: Count
    documents_answered_within: Time


class PrivacyPart(Part):
    """How long somebody may think again who wants to be forgotten."""

    deletion_grace: Time


class RiskPart(Part):
    """What is unusual: `domain.rules.RiskRules`."""

    orders_in_minutes: Count
    orders_in_hour: Count
    sum_in_hour: Naira
    new_recipient_above: Naira
    again_to_new_recipient: Annotated[int, Field(ge=2)]
    unusual_amount_from: Naira
    unusual_times: Count
    night_from: Annotated[int, Field(ge=0, le=23)]
    night_until: Annotated[int, Field(ge=1, le=24)]
    payers_of_recipient: Count
    usual_within: Time
    reviewed_within: Time
    decision_holds: Time
    points: dict[str, Annotated[int, Field(ge=0)]]
    step_up_from: Count
    review_from: Count
