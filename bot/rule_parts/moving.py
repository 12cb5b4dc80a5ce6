"""Parts of the file of rules about money that comes in, goes to people and goes out."""

from __future__ import annotations

from bot.rule_parts.bills import FeePart
from bot.rule_parts.types import Count, Naira, Part, Time, Times


class TopUpsPart(Part):
    """Money that is put in on payment pages."""

    minimum: Naira
    maximum: Naira
    checkout_open_for: Time
    verify_after: Times


class PersonalAccountsPart(Part):
    """Account numbers of one's own: `domain.rules.PersonalAccountRules`."""

    ask_after: Times
    given_up_after: Time
    transfers_asked_for: Time
    fees: dict[str, FeePart]
    customer_bears_fee: bool
    stamp_duty: Naira
    stamp_duty_from: Naira
    stamp_duty_taken: bool


class TransfersPart(Part):
    """Money to people: `domain.rules.TransferRules`."""

    minimum: Naira
    maximum: Naira
    cools_above: Naira
    undo_for: Time
    code_above: Naira
    payee_is_new_for: Time
    claim_open_for: Time
    recall_within: Time
    recall_answered_within: Time


class FeeStepPart(Part):
    """A fee up to an amount: `domain.rules.FeeStep`."""

    fee: Naira
    up_to: Naira | None = None


class WithdrawalsPart(Part):
    """Money to one's own bank account: `domain.rules.WithdrawalRules`."""

    minimum: Naira
    maximum: Naira
    approval_above: Naira
    approval_within: Time
    added_up_within: Time
    deadline: Time
    usually: Time
    most_transfers: Count
    watched_after: Times
    account_checks_per_day: int
    mismatches_until_case: Count
    stamp_duty: Naira
    stamp_duty_from: Naira
    fees: tuple[FeeStepPart, ...]
    processor_fees: tuple[FeeStepPart, ...]
