"""Everything this Paystack remembers: payment pages, what was paid on them, and the faults to come."""

from __future__ import annotations

import re
import secrets
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from sandbox.journal import Journal
from sandbox.paystack.account_book import AccountBook
from sandbox.paystack.payout_book import PayoutBook

REFERENCE = re.compile(r"[A-Za-z0-9.=-]{1,100}")
FIRST_ID = 4_099_260_516  # beyond 32 bits, as theirs are


class WebhookTime(StrEnum):
    """When the webhook goes out, seen from the customer's return to the bot."""

    FIRST = "first"
    LATE = "late"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Choices:
    """How a payment is made: the drawer of the payment page."""

    charged_kobo: int | None = None  # instead of what was asked
    currency: str | None = None
    customer_bears_fee: bool = False
    webhook: WebhookTime = WebhookTime.FIRST
    webhook_copies: int = 1
    webhook_delay_s: float = 10.0  # of a late one


@dataclass(slots=True)
class Transaction:
    """One payment page. Amounts in kobo."""

    id: int
    reference: str
    access_code: str
    email: str
    requested: int
    callback_url: str
    metadata: object
    created_at: str
    currency: str = "NGN"
    status: str = "abandoned"  # what Paystack says until somebody pays
    amount: int = 0
    fees: int | None = None
    paid_at: str | None = None
    tries: int = 0
    webhook_owed: bool = False  # paid, and the bot has not taken the webhook yet


@dataclass(slots=True)
class Fault:
    """What goes wrong with the next calls of one endpoint. `done`: after the work was done."""

    call: str
    kind: str  # late, never, drop, garbage, 500 or 429
    times: int = 1
    done: bool = False
    delay_s: float = 2.0


@dataclass
class World:
    """One Paystack account."""

    secret_key: str = "sk_test_demo"
    webhook_url: str = ""
    webhook_pauses_s: tuple[float, ...] = (2.0, 5.0, 10.0, 30.0, 60.0, 300.0)
    clock_offset_s: float = 0.0
    silence_s: float = 120.0
    transactions: dict[str, Transaction] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    contests: dict[str, dict[str, object]] = field(
        default_factory=dict
    )  # disputes and refunds, as they stand
    oddities: list[dict[str, object]] = field(default_factory=list)  # of its lists
    account_book: AccountBook = field(default_factory=AccountBook)
    payout_book: PayoutBook = field(default_factory=PayoutBook)
    _journal: Journal | None = field(default=None, init=False, repr=False)

    def now(self) -> datetime:
        """Return this world's time, which tests may move."""
        return datetime.now(UTC) + timedelta(seconds=self.clock_offset_s)

    def stamp(self) -> str:
        """Return the time as Paystack writes it."""
        return self.now().strftime("%Y-%m-%dT%H:%M:%S.000Z")

    def open(
        self, *, email: str, amount: int, reference: str, callback_url: str, metadata: object
    ) -> Transaction:
        """Open a payment page under a reference that was not used yet."""
        transaction = Transaction(
            id=FIRST_ID + len(self.transactions),
            reference=reference or secrets.token_hex(8),
            access_code=secrets.token_hex(8),
            email=email,
            requested=amount,
            callback_url=callback_url,
            metadata=metadata,
            created_at=self.stamp(),
        )
        self.transactions[transaction.reference] = transaction
        self.note(transaction)
        return transaction

    def by_access_code(self, access_code: str) -> Transaction | None:
        """Return the page with that address."""
        found = (one for one in self.transactions.values() if one.access_code == access_code)
        return next(found, None)

    def pay(self, transaction: Transaction, choices: Choices) -> None:
        """Take the money. A page is paid once; afterwards nothing changes."""
        if transaction.status == "success":
            return
        transaction.tries += 1
        transaction.status = "success"
        transaction.currency = choices.currency or transaction.currency
        charged = transaction.requested if choices.charged_kobo is None else choices.charged_kobo
        transaction.fees = fee_of(charged)
        if choices.customer_bears_fee:
            transaction.fees = fee_borne_for(charged)
            charged += transaction.fees
        transaction.amount = charged
        transaction.paid_at = self.stamp()
        transaction.webhook_owed = choices.webhook is not WebhookTime.NEVER
        self.note(transaction)

    def fail(self, transaction: Transaction) -> None:
        """Decline the card. The page can be tried again."""
        if transaction.status != "success":
            transaction.tries += 1
            transaction.status = "failed"
            self.note(transaction)

    def abandon(self, transaction: Transaction) -> None:
        """Leave the page."""
        if transaction.status != "success":
            transaction.status = "abandoned"
            self.note(transaction)

    def take_fault(self, call: str) -> Fault | None:
        """Return the next fault of that endpoint."""
        for fault in self.faults:
            if fault.call == call:
                fault.times -= 1
                if fault.times <= 0:
                    self.faults.remove(fault)
                return fault
        return None

    def keep_in(self, path: Path) -> None:
        """Remember what that file tells, and write every change to it from now on."""
        journal = Journal(path)
        for record in journal.read():
            transaction = Transaction(**record)  # type: ignore[arg-type]
            self.transactions[transaction.reference] = transaction
        self._journal = journal

    def note(self, transaction: Transaction) -> None:
        """Write down how a page stands, before anybody is told."""
        if self._journal is not None:
            self._journal.add(asdict(transaction))

    def reset(self) -> None:
        """Forget everything but the key and where the webhooks go."""
        self.transactions.clear()
        self.faults.clear()
        self.contests.clear()
        self.oddities.clear()
        self.account_book.reset()
        self.payout_book.reset()
        self.clock_offset_s = 0.0
        if self._journal is not None:
            self._journal.clear()


def fee_of(amount: int) -> int:
    """Return what Paystack keeps: 1.5 %, and 100 naira more from 2,500 naira on, at most 2,000."""
    flat = 100_00 if amount >= 2_500_00 else 0
    return min((amount * 15 + 500) // 1_000 + flat, 2_000_00)


def fee_borne_for(amount: int) -> int:
    """Return what is added for a customer who bears the fee, so that the amount is left of it."""
    fee = fee_of(amount)
    while fee < fee_of(amount + fee):
        fee = fee_of(amount + fee)
    return fee
