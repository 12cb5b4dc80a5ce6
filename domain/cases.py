"""Cases: what a person on our staff has to decide, with its clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class CaseKind(StrEnum):
    """Why a person has to look."""

    DEADLINE_NEAR = "deadline-near"  # nobody knows, and no rule may decide when the time is over
    UNRESOLVED_AT_DEADLINE = "unresolved-at-deadline"
    LATE_DELIVERY = "late-delivery"
    CONTRADICTION = "contradiction"  # the vendor took its final word back, other than by a reversal
    COST_UNKNOWN = "cost-unknown"
    TOKEN_MISSING = "token-missing"  # noqa: S105 - a kind of case, no secret
    CLAWBACK_SHORT = "clawback-short"
    REFERRAL_REVIEW = "referral-review"  # the bill that counts looks like the referrer's own
    AMOUNT_MISMATCH = "amount-mismatch"
    ABOVE_MAXIMUM_BALANCE = "above-maximum-balance"
    UNKNOWN_TOP_UP = "unknown-top-up"
    UNKNOWN_ACCOUNT = "unknown-account"
    PAID_TWICE = "paid-twice"
    WITHDRAWAL_APPROVAL = "withdrawal-approval"  # a large one waits for a second person
    LATE_PAYOUT = "late-payout"  # paid out after its money went back
    PAYOUT_NEEDS_CODE = "payout-needs-code"  # the processor waits for a code that it sent to us
    BANK_NAME_MISMATCH = "bank-name-mismatch"  # somebody asks for accounts in other names
    RECALL_REFUSED = "recall-refused"  # the sender of a transfer was not given it back
    UNKNOWN_SENDER = "unknown-sender"  # the receiver of a transfer does not know who sent it
    CHARGEBACK = "chargeback"  # a processor takes a funding back, or may: it has to be answered
    CHARGEBACK_SHORT = "chargeback-short"  # and it was spent
    CHARGEBACK_UNCLEAR = "chargeback-unclear"  # it waits for us, or contradicts what was said before
    CHARGEBACK_UNKNOWN = "chargeback-unknown"  # of a funding that is not in our books
    FREEZE_APPEAL = "freeze-appeal"  # a customer asks us to look at a freeze of ours
    ADDRESS_PROOF = "address-proof"  # a document is to be looked at
    MONEY_IN_FROZEN = "money-in-frozen"  # it came in for a wallet that we froze altogether
    RISK_REVIEW = "risk-review"  # an order looks unusual, and is held
    RISK_APPEAL = "risk-appeal"  # it was refused, and the customer asks us to look once more
    PROCESSOR_EVENT = "processor-event"


@dataclass(frozen=True, slots=True)
class Case:
    """One thing to decide. A subject has one case of a kind; opening it again changes nothing."""

    kind: CaseKind
    subject_id: str
    customer_id: str | None
    opened_at: datetime
    deadline_at: datetime
    detail: str = ""  # figures and codes only, no personal data

    @property
    def id(self) -> str:
        """Its name: the kind and what it is about."""
        return f"{self.kind.value}:{self.subject_id}"
