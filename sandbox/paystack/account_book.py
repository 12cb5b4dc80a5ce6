"""What this Paystack remembers of dedicated accounts: who asked, which number is whose, and what came in."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from sandbox.journal import Journal

FIRST_CUSTOMER = 181_873_700
FIRST_TRANSFER = 5_200_000_001  # beyond 32 bits, and apart from the payment pages' ids
FIRST_NUMBER = 9_930_000_000

BANKS = {
    "044": "Access Bank",
    "050": "Ecobank Nigeria",
    "070": "Fidelity Bank",
    "011": "First Bank of Nigeria",
    "214": "First City Monument Bank",
    "058": "Guaranty Trust Bank",
    "50211": "Kuda Bank",
    "50515": "Moniepoint MFB",
    "999992": "OPay Digital Services Limited (OPay)",
    "999991": "PalmPay",
    "221": "Stanbic IBTC Bank",
    "232": "Sterling Bank",
    "032": "Union Bank of Nigeria",
    "033": "United Bank For Africa",
    "035": "Wema Bank",
    "057": "Zenith Bank",
}
PROVIDERS = {
    "test-bank": "Test Bank",
    "wema-bank": "Wema Bank",
    "titan-paystack": "Titan Paystack",
    "access-bank": "Access Bank",
}
# A BVN that ends so is another person's, or is never decided; every other one is right.
ANOTHERS, UNDECIDED = "0000", "9999"


@dataclass(slots=True)
class Account:
    """One customer and the number that was assigned to her. `number` empty: none yet."""

    customer_id: int
    email: str
    first_name: str
    last_name: str
    phone: str
    provider: str
    fate: str  # assigned, refused or undecided
    number: str = ""
    active: bool = False
    owed: bool = True  # the bot has not taken its webhook yet

    @property
    def holder(self) -> str:
        """The name that the sender's bank shows."""
        return f"VISION / {self.first_name} {self.last_name}".upper()


@dataclass(slots=True)
class Inflow:
    """One transfer to a number. Amounts in kobo."""

    id: int
    number: str
    amount: int
    fees: int
    sender: str
    sender_bank: str
    paid_at: str
    owed: bool = True

    @property
    def reference(self) -> str:
        """What Paystack calls it: a name of its own."""
        return f"1{self.id}2f"


@dataclass
class AccountBook:
    """The dedicated accounts of one world."""

    accounts: dict[str, Account] = field(default_factory=dict)  # by e-mail address
    inflows: dict[int, Inflow] = field(default_factory=dict)
    decides_after_s: float = 0.0  # how long it takes to check who somebody is
    _journal: Journal | None = field(default=None, init=False, repr=False)

    def assign(self, form: dict[str, str]) -> Account:
        """Take a request. Whoever has a number already keeps it."""
        email = form["email"].lower()
        known = self.accounts.get(email)
        if known is not None and known.active:
            known.owed = True
            return known
        account = Account(
            customer_id=known.customer_id if known else FIRST_CUSTOMER + len(self.accounts),
            email=email,
            first_name=form["first_name"],
            last_name=form["last_name"],
            phone=form["phone"],
            provider=form["preferred_bank"],
            fate={ANOTHERS: "refused", UNDECIDED: "undecided"}.get(form["bvn"][-4:], "assigned"),
        )
        self.accounts[email] = account
        self.note(account)
        return account

    def decide(self, account: Account, fate: str | None = None) -> None:
        """Give her a number, or say that she is not who she says."""
        account.fate = fate or account.fate
        if account.fate == "assigned" and not account.number:
            account.number = str(FIRST_NUMBER + account.customer_id - FIRST_CUSTOMER + 1)
            account.active = True
        self.note(account)

    def by_number(self, number: str) -> Account | None:
        """Return whose number it is."""
        return next((one for one in self.accounts.values() if one.number == number), None)

    def by_reference(self, reference: str) -> Inflow | None:
        """Return the transfer of that name."""
        return next((one for one in self.inflows.values() if one.reference == reference), None)

    def by_customer(self, customer_id: str) -> Account | None:
        """Return the customer with that id or code."""
        found = (one for one in self.accounts.values() if customer_id in (str(one.customer_id), code_of(one)))
        return next(found, None)

    def take(self, number: str, amount: int, sender: str, sender_bank: str) -> Inflow:
        """Take a transfer in. The fee is 1 %, at most 300 naira."""
        inflow = Inflow(
            id=FIRST_TRANSFER + len(self.inflows),
            number=number,
            amount=amount,
            fees=min((amount + 50) // 100, 300_00),
            sender=sender,
            sender_bank=sender_bank,
            paid_at=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z",
        )
        self.inflows[inflow.id] = inflow
        self.note(inflow)
        return inflow

    def keep_in(self, path: Path) -> None:
        """Remember what that file tells, and write every change to it from now on."""
        journal = Journal(path)
        for record in journal.read():
            if "sender" in record:
                inflow = Inflow(**record)  # type: ignore[arg-type]
                self.inflows[inflow.id] = inflow
            else:
                account = Account(**record)  # type: ignore[arg-type]
                self.accounts[account.email] = account
        self._journal = journal

    def note(self, changed: Account | Inflow) -> None:
        """Write down how things stand, before anybody is told."""
        if self._journal is not None:
            self._journal.add(asdict(changed))

    def reset(self) -> None:
        """Forget everything."""
        self.accounts.clear()
        self.inflows.clear()
        self.decides_after_s = 0.0
        if self._journal is not None:
            self._journal.clear()


def code_of(account: Account) -> str:
    """Return the customer's code."""
    return f"CUS_sandbox{account.customer_id}"
