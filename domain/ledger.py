"""The double-entry ledger: which accounts exist and which entry each business event posts.

Everything here is arithmetic; `storage` writes the entries down. A posting is signed: a credit is
positive, a debit negative, and an entry sums to zero. An account of a kind that grows on the
credit side (what we owe, what we earn) shows the sum as it is, one that grows on the debit side
(what we own, what we spend) shows it with the sign turned.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.errors import Refusal
from domain.money import ZERO, Money


class UnbalancedEntry(Exception):
    """A journal entry whose postings do not sum to zero: a mistake in our code."""


class InsufficientFunds(Refusal):
    """The wallet cannot cover it. Says what is missing; nothing was written."""

    code = "insufficient-funds"

    def __init__(self, *, short_by: Money) -> None:
        super().__init__(short_by=short_by)
        self.short_by = short_by


class CustomerAccount(StrEnum):
    """The accounts of a customer. They keep a running balance, never below zero."""

    WALLET = "wallet"
    CASHBACK = "cashback"
    HELD = "held"


class HouseAccount(StrEnum):
    """The accounts of the house. Their balance is the sum of their postings."""

    COLLECTED = "collected"  # per processor: what it owes us
    FLOAT = "float"  # per vendor: what we prepaid
    BANK = "bank"
    FEE_INCOME = "fee-income"
    VAT_PAYABLE = "vat-payable"
    COMMISSION_INCOME = "commission-income"
    PROCESSOR_FEES = "processor-fees"
    CASHBACK_EXPENSE = "cashback-expense"
    REFERRAL_EXPENSE = "referral-expense"
    PROMO_EXPENSE = "promo-expense"
    APOLOGY_EXPENSE = "apology-expense"
    CLAIMS = "claims"
    PAYOUTS = "payouts"
    STAMP_DUTY = "stamp-duty"
    CUSTOMER_RECEIVABLE = "customer-receivable"
    SUSPENSE = "suspense"


GROWS_ON_THE_DEBIT_SIDE = frozenset(
    {
        HouseAccount.COLLECTED,
        HouseAccount.FLOAT,
        HouseAccount.BANK,
        HouseAccount.PROCESSOR_FEES,
        HouseAccount.CASHBACK_EXPENSE,
        HouseAccount.REFERRAL_EXPENSE,
        HouseAccount.PROMO_EXPENSE,
        HouseAccount.APOLOGY_EXPENSE,
        HouseAccount.STAMP_DUTY,
        HouseAccount.CUSTOMER_RECEIVABLE,
    }
)


@dataclass(frozen=True, slots=True)
class Posting:
    """One signed line on one account. `customer_id` None: an account of the house."""

    account: str  # "wallet", "held", "float:vtpass", …
    amount: Money
    customer_id: str | None = None


class EntryKind(StrEnum):
    """The business events that move money."""

    TOP_UP = "top-up"
    INFLOW = "inflow"
    HOLD = "hold"
    RELEASE = "release"
    SETTLE = "settle"
    CASHBACK = "cashback"
    REFUND = "refund"
    CLAWBACK = "clawback"
    APOLOGY = "apology"
    PROMO = "promo"
    REFERRAL = "referral"
    WITHDRAWAL = "withdrawal"
    WITHDRAWAL_REFUND = "withdrawal-refund"
    TRANSFER = "transfer"
    TRANSFER_HOLD = "transfer-hold"
    TRANSFER_RELEASE = "transfer-release"
    CLAIM_PARK = "claim-park"
    CLAIM = "claim"
    CLAIM_RETURN = "claim-return"
    RECALL_HOLD = "recall-hold"
    RECALL_RELEASE = "recall-release"
    RECALL = "recall"
    CHARGEBACK = "chargeback"  # set aside, because a processor may take it back
    CHARGEBACK_LOST = "chargeback-lost"
    CHARGEBACK_WON = "chargeback-won"
    STAFF_REFUND = "staff-refund"  # a part of a delivered bill
    STAFF_CREDIT = "staff-credit"
    STAFF_DEBIT = "staff-debit"
    RECOVERY = "recovery"  # what a customer owes us is taken of what came in for her
    SETTLEMENT = "settlement"  # a processor paid what it owed us to our bank
    RECONCILIATION = "reconciliation"  # our books are made to say what a company says


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One business event. `key` is its identity: the same event is never written twice."""

    key: str
    kind: EntryKind
    subject_id: str  # the payment or top-up that it belongs to
    posted_at: datetime
    postings: tuple[Posting, ...]
    reverses: str | None = None  # the key of the entry that it undoes


def house(account: HouseAccount, company: str | None = None) -> str:
    """Return the name of a house account, per company where there is one for each."""
    return f"{account.value}:{company}" if company else account.value


def entry(
    kind: EntryKind, subject_id: str, now: datetime, *postings: Posting, reverses: str | None = None
) -> JournalEntry:
    """Return the entry for a business event, without its empty lines.

    :raises UnbalancedEntry: if the postings do not sum to zero
    """
    lines = tuple(posting for posting in postings if posting.amount.kobo)
    if sum(posting.amount.kobo for posting in lines):
        raise UnbalancedEntry(f"{kind}:{subject_id}")
    return JournalEntry(f"{kind.value}:{subject_id}", kind, subject_id, now, lines, reverses)


def hold(
    customer_id: str, payment_id: str, *, from_wallet: Money, from_cashback: Money, now: datetime
) -> JournalEntry:
    """Set money aside for a payment, remembering which part came from where."""
    return entry(
        EntryKind.HOLD,
        payment_id,
        now,
        Posting(CustomerAccount.WALLET, -from_wallet, customer_id),
        Posting(CustomerAccount.CASHBACK, -from_cashback, customer_id),
        Posting(CustomerAccount.HELD, from_wallet + from_cashback, customer_id),
    )


def release(
    customer_id: str, payment_id: str, *, to_wallet: Money, to_cashback: Money, now: datetime
) -> JournalEntry:
    """Give a hold back, each part to where it came from."""
    return entry(
        EntryKind.RELEASE,
        payment_id,
        now,
        Posting(CustomerAccount.HELD, -(to_wallet + to_cashback), customer_id),
        Posting(CustomerAccount.WALLET, to_wallet, customer_id),
        Posting(CustomerAccount.CASHBACK, to_cashback, customer_id),
    )


def settle(
    customer_id: str,
    payment_id: str,
    *,
    vendor: str,
    amount: Money,
    fee: Money,
    vat: Money,
    cost: Money,
    now: datetime,
) -> JournalEntry:
    """Give a hold up: the vendor's float pays `cost`, what is left of the bill is our commission.

    A cost above the bill makes the commission a debit.
    """
    return entry(
        EntryKind.SETTLE,
        payment_id,
        now,
        Posting(CustomerAccount.HELD, -(amount + fee + vat), customer_id),
        Posting(house(HouseAccount.FLOAT, vendor), cost),
        Posting(HouseAccount.FEE_INCOME, fee),
        Posting(HouseAccount.VAT_PAYABLE, vat),
        Posting(HouseAccount.COMMISSION_INCOME, amount - cost),
    )


def earn_cashback(customer_id: str, payment_id: str, amount: Money, *, now: datetime) -> JournalEntry:
    """Give the customer her cashback for a delivered payment."""
    return entry(
        EntryKind.CASHBACK,
        payment_id,
        now,
        Posting(HouseAccount.CASHBACK_EXPENSE, -amount),
        Posting(CustomerAccount.CASHBACK, amount, customer_id),
    )


def refund(
    customer_id: str,
    payment_id: str,
    *,
    vendor: str,
    amount: Money,
    fee: Money,
    vat: Money,
    cost: Money,
    to_wallet: Money,
    to_cashback: Money,
    given_before: Money = ZERO,
    now: datetime,
) -> JournalEntry:
    """Undo a settled payment that the vendor reversed to our float.

    What staff gave back of it before, out of suspense, goes there and not to the customer once more.
    """
    less_for_wallet = min(given_before, to_wallet)
    return entry(
        EntryKind.REFUND,
        payment_id,
        now,
        Posting(house(HouseAccount.FLOAT, vendor), -cost),
        Posting(HouseAccount.FEE_INCOME, -fee),
        Posting(HouseAccount.VAT_PAYABLE, -vat),
        Posting(HouseAccount.COMMISSION_INCOME, -(amount - cost)),
        Posting(HouseAccount.SUSPENSE, given_before),
        Posting(CustomerAccount.WALLET, to_wallet - less_for_wallet, customer_id),
        Posting(CustomerAccount.CASHBACK, to_cashback - (given_before - less_for_wallet), customer_id),
        reverses=f"{EntryKind.SETTLE.value}:{payment_id}",
    )


def claw_cashback_back(
    customer_id: str, payment_id: str, *, available: Money, owed: Money, now: datetime
) -> JournalEntry:
    """Take the cashback of a refunded payment back, as far as it is there; the rest is owed to us."""
    taken = min(available, owed)
    return entry(
        EntryKind.CLAWBACK,
        payment_id,
        now,
        Posting(CustomerAccount.CASHBACK, -taken, customer_id),
        Posting(HouseAccount.CUSTOMER_RECEIVABLE, -(owed - taken)),
        Posting(HouseAccount.CASHBACK_EXPENSE, owed),
        reverses=f"{EntryKind.CASHBACK.value}:{payment_id}",
    )


def apology_key(payment_id: str) -> str:
    """Return the key of the one apology that a payment can have."""
    return f"{EntryKind.APOLOGY.value}:{payment_id}"


def apologize(customer_id: str, payment_id: str, amount: Money, *, now: datetime) -> JournalEntry:
    """Give the customer something for a deadline that we missed."""
    return entry(
        EntryKind.APOLOGY,
        payment_id,
        now,
        Posting(HouseAccount.APOLOGY_EXPENSE, -amount),
        Posting(CustomerAccount.CASHBACK, amount, customer_id),
    )


def top_up(
    customer_id: str | None,
    top_up_id: str,
    *,
    key: str,
    processor: str,
    amount: Money,
    charged: Money,
    fee: Money,
    to_suspense: bool,
    now: datetime,
    kind: EntryKind = EntryKind.TOP_UP,
) -> JournalEntry:
    """Credit money that a processor took in for us.

    It owes us what it charged less its fee. What the fee takes from the credited amount is our
    expense; where the customer bore the fee, nothing is.

    `to_suspense` keeps a credit that the wallet may not take (yet) for staff to decide.
    """
    target = (
        Posting(HouseAccount.SUSPENSE, amount)
        if to_suspense
        else Posting(CustomerAccount.WALLET, amount, customer_id)
    )
    drafted = entry(
        kind,
        top_up_id,
        now,
        Posting(house(HouseAccount.COLLECTED, processor), -(charged - fee)),
        Posting(HouseAccount.PROCESSOR_FEES, (charged - fee) - amount),
        target,
    )
    return JournalEntry(key, drafted.kind, drafted.subject_id, now, drafted.postings)
