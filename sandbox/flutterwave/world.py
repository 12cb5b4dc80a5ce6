"""Everything this Flutterwave remembers, and the rules by which it takes a bill."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sandbox.flutterwave.catalogue import Biller, Item, stock
from sandbox.flutterwave.charges import ChargeBook
from sandbox.flutterwave.customers import customer, national
from sandbox.flutterwave.mischief import KINDS, MAGIC, Chaos, Fate, Fault, Plan
from sandbox.journal import Journal


@dataclass(slots=True)
class Bill:
    """One bill that somebody asked to be paid, and what became of it. Times are seconds since the epoch."""

    reference: str  # the merchant's
    tx_ref: str
    flw_ref: str
    biller: str
    item: str
    customer: str
    amount_kobo: int
    fee_kobo: int
    commission_kobo: int
    created_at: float
    token: str | None = None
    fate: Fate = Fate.PENDING
    asked: int = 1  # how many payments carried this reference
    queried: int = 0
    deliveries: int = 0  # how often the value really went out
    visible_at: float = 0.0
    settles_as: Fate | None = None
    settles_at: float = 0.0
    keeps_token_back: bool = False
    webhook_owed: bool = False

    @property
    def total_kobo(self) -> int:
        """Return what the balance paid."""
        return self.amount_kobo + self.fee_kobo - self.commission_kobo


@dataclass(slots=True)
class Account:
    """A permanent account, under the merchant's reference."""

    tx_ref: str
    number: str
    email: str
    holder: str


@dataclass
class World:
    """One Flutterwave account. `friendly` lets any plausible number succeed, as in a demo."""

    friendly: bool = False
    secret_key: str = "FLWSECK_TEST-demo"
    webhook_hash: str = "demo-webhook-hash"
    webhook_url: str = ""
    webhook_pauses_s: tuple[float, ...] = (1.0, 2.0, 5.0)
    float_kobo: int = 5_000_000_00
    clock_offset_s: float = 0.0
    silence_s: float = 120.0  # how long a call that gets no answer hangs
    finds_by_our_reference: bool = True  # else only Flutterwave's own tx_ref finds a bill
    bills: dict[str, Bill] = field(default_factory=dict)
    billers: list[Biller] = field(default_factory=stock)
    accounts: dict[str, Account] = field(default_factory=dict)
    charge_book: ChargeBook = field(default_factory=ChargeBook)
    faults: list[Fault] = field(default_factory=list)
    chaos: Chaos | None = None
    oddities: list[dict[str, object]] = field(default_factory=list)  # of its lists
    calls: dict[str, int] = field(default_factory=dict)
    _journal: Journal | None = field(default=None, init=False, repr=False)

    # --- time and mischief ---

    def now(self) -> datetime:
        """Return this world's time, which tests may move."""
        return datetime.now(UTC) + timedelta(seconds=self.clock_offset_s)

    def count(self, call: str) -> None:
        """Remember that an endpoint was called."""
        self.calls[call] = self.calls.get(call, 0) + 1

    def scripted(self, call: str, number: str = "") -> Plan | None:
        """Take the next scripted fault that concerns this call."""
        for fault in self.faults:
            if fault.concerns(call, national(number)):
                fault.times -= 1
                if fault.times == 0:
                    self.faults.remove(fault)
                return fault.plan
        return None

    def plan(self, biller: Biller, item: Item, number: str, reference: str) -> Plan:
        """Decide what happens to a payment."""
        if scripted := self.scripted("payment", number):
            return scripted
        if self.chaos:
            return self.chaos.plan(reference)
        if magic := MAGIC.get(national(number)):
            if magic.fate is Fate.PENDING and self.friendly:  # In a demo somebody waits for it.
                return Plan(magic.fate, magic.reply, settles_as=Fate.DELIVERED, settles_after_s=25.0)
            return magic
        served = customer(biller, item, number, friendly=self.friendly)
        return KINDS["deliver" if served is not None else "failed"]

    # --- what is on sale ---

    def biller(self, code: str) -> Biller | None:
        """Return the biller with that code."""
        return next((biller for biller in self.billers if biller.code == code), None)

    def item(self, code: str, biller_code: str) -> tuple[Biller, Item] | None:
        """Return an item of a biller."""
        biller = self.biller(biller_code)
        items = biller.items if biller is not None else []
        found = next((item for item in items if item.code == code), None)
        return (biller, found) if biller is not None and found is not None else None

    # --- bills ---

    def objection(self, item: Item, reference: str, amount_kobo: int) -> str | None:
        """Return the sentence with which this payment is not even tried."""
        if reference in self.bills:
            return "Duplicate reference: this reference has been used before"
        if item.amount and amount_kobo != item.amount * 100:
            return "Amount does not match the amount of this item"
        if not item.minimum * 100 <= amount_kobo <= item.maximum * 100:
            return "Amount is outside the limits of this item"
        if amount_kobo + item.fee * 100 > self.float_kobo:
            return "Insufficient funds in your wallet"
        return None

    def take(
        self, biller: Biller, item: Item, number: str, reference: str, amount_kobo: int, plan: Plan
    ) -> Bill:
        """Enter a bill in the books and pay for it from the balance."""
        now = self.now()
        count = len(self.bills) + 1
        bill = Bill(
            reference,
            tx_ref=f"CF-FLYAPI-{now:%Y%m%d%H%M%S}{count:06d}",
            flw_ref=f"BPUSSD{now:%y%m%d}{count:010d}",
            biller=biller.name,
            item=item.name,
            customer=national(number),
            amount_kobo=amount_kobo,
            fee_kobo=item.fee * 100,
            commission_kobo=item.commission_kobo(amount_kobo),
            created_at=now.timestamp(),
            token=_token(reference) if "PREPAID" in item.name else None,
            visible_at=now.timestamp() + plan.unseen_s,
            settles_as=plan.settles_as,
            settles_at=now.timestamp() + plan.settles_after_s,
            keeps_token_back=plan.keeps_token_back,
        )
        self.bills[reference] = bill
        self.float_kobo -= bill.total_kobo
        self.settle(bill, plan.fate)
        return bill

    def settle(self, bill: Bill, fate: Fate) -> None:
        """Decide a bill. What is given back returns to the balance; the same again changes nothing."""
        if bill.fate is not fate:
            if fate is Fate.DELIVERED:
                bill.deliveries += 1
            elif fate is Fate.FAILED:
                self.float_kobo += bill.total_kobo
            bill.fate = fate
            bill.settles_as = None
            bill.webhook_owed = True
        self.note(bill)

    def look_up(self, reference: str) -> Bill | None:
        """Return a bill as a question may see it now, by either reference."""
        now = self.now().timestamp()
        for bill in self.bills.values():
            by_ours = self.finds_by_our_reference and bill.reference == reference
            if (by_ours or bill.tx_ref == reference) and now >= bill.visible_at:
                if bill.settles_as is not None and now >= bill.settles_at:
                    self.settle(bill, bill.settles_as)
                return bill
        return None

    # --- over a restart ---

    def keep_in(self, path: Path) -> None:
        """Remember what that file tells, and write every change to it from now on."""
        journal = Journal(path)
        for record in journal.read():
            self._recall(record)
        self._journal = journal

    def note(self, bill: Bill | None = None) -> None:
        """Write down how things stand, before anybody is told."""
        if self._journal is not None:
            told = None if bill is None else asdict(bill)
            self._journal.add(
                {"float_kobo": self.float_kobo, "clock_offset_s": self.clock_offset_s, "bill": told}
            )

    def note_account(self, account: Account) -> None:
        """Write an account down, before anybody is told."""
        if self._journal is not None:
            self._journal.add({"account": asdict(account)})

    def _recall(self, record: dict[str, Any]) -> None:
        if "account" in record:
            account = Account(**record["account"])
            self.accounts[account.tx_ref] = account
            return
        self.float_kobo = record["float_kobo"]
        self.clock_offset_s = record["clock_offset_s"]
        row = record["bill"]
        if row is not None:
            row["fate"] = Fate(row["fate"])
            row["settles_as"] = row["settles_as"] and Fate(row["settles_as"])
            self.bills[row["reference"]] = Bill(**row)

    def reset(self) -> None:
        """Forget everything but the keys and where the webhooks go."""
        fresh = World()
        self.float_kobo = fresh.float_kobo
        self.clock_offset_s = 0.0
        self.finds_by_our_reference = True
        self.chaos = None
        self.billers = fresh.billers
        for memory in (self.bills, self.faults, self.calls, self.accounts, self.oddities):
            memory.clear()
        self.charge_book.reset()
        if self._journal is not None:
            self._journal.clear()


def _token(reference: str) -> str:
    digits = f"{int.from_bytes(hashlib.sha256(reference.encode()).digest()) % 10**20:020d}"
    return "-".join(digits[n : n + 4] for n in range(0, 20, 4))
