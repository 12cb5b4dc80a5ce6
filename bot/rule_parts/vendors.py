"""Parts of the file of rules about the companies that deliver and take in money."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from bot.rule_parts.types import Count, Naira, Part, Share, Time


class CataloguePart(Part):
    """How often vendors' lists are read."""

    sync_every: Time


class HealthPart(Part):
    """When a vendor is taken for ill: `domain.rules.HealthRules`."""

    window: Time
    fewest_calls: Count
    least_success: Share
    slow_p95: Time
    longest_p95: Time
    open_for: Time
    trial_patience: Time
    wait_for_vendor: Time
    pause_after: Time
    fewest_failures: Count
    pause_for: Time
    trial_for: Time


class FloatsPart(Part):
    """Our money at vendors: `domain.rules.FloatRules`."""

    read_every: Time
    read_again_after: Time
    low: Naira
    use_measured_over: Time
    warned_before: Time
    warned_again_after: Time


class CheckoutsPart(Part):
    """Which processor opens payment pages: `domain.rules.CheckoutRules`."""

    shares: dict[str, Annotated[int, Field(ge=0)]]
    patience: Time
    fewest_failures: Count
    asked_again_after: Time
