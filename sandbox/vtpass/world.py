"""Everything this VTpass remembers, and the rules by which it takes a purchase."""

from __future__ import annotations

import re
import zlib
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from sandbox.journal import Journal
from sandbox.vtpass.catalogue import SERVICES, Service
from sandbox.vtpass.mischief import KINDS, MAGIC, Chaos, Fate, Fault, Plan
from sandbox.vtpass.orders import Purchase
from sandbox.vtpass.price_lists import starting_lists
from sandbox.vtpass.subscribers import is_served
from sandbox.vtpass.variations import Lists, Variation

LAGOS = timezone(timedelta(hours=1), "Africa/Lagos")
_REQUEST_ID = re.compile(r"\d{12}[A-Za-z0-9-]*")
FIRST_TRANSACTION_ID = 17_416_000_000_000
MOST_PIECES = 10


@dataclass(slots=True)
class Transaction:
    """One purchase and what became of it. Times are seconds since the epoch."""

    purchase: Purchase
    transaction_id: str
    created_at: float
    fate: Fate
    commission_kobo: int
    asked: int = 1  # how many /pay calls carried this id
    requeried: int = 0
    deliveries: int = 0  # how often the value really went out
    visible_at: float = 0.0
    settles_as: Fate | None = None
    settles_at: float = 0.0
    keeps_token_back: bool = False
    key_change: bool = False  # the first purchase of a meter in the Eko style
    fee_kobo: int = 0  # the convenience fee

    @property
    def total_kobo(self) -> int:
        """Return what the float paid."""
        return self.purchase.amount_kobo - self.commission_kobo + self.fee_kobo


@dataclass
class World:
    """One VTpass account. `friendly` lets any plausible number succeed, as in a demo."""

    friendly: bool = False
    api_key: str = "demo-api-key"
    public_key: str = "demo-public-key"
    secret_key: str = "demo-secret-key"
    webhook_url: str = ""
    webhook_pauses_s: tuple[float, ...] = (1.0, 2.0, 5.0, 10.0)  # with the first try: five
    float_kobo: int = 5_000_000_00
    clock_offset_s: float = 0.0
    twin_window_s: float = 30.0  # code 019: the same purchase again so soon
    silence_s: float = 120.0  # how long a call that gets no answer hangs
    transactions: dict[str, Transaction] = field(default_factory=dict)
    lists: Lists = field(default_factory=starting_lists)
    faults: list[Fault] = field(default_factory=list)
    chaos: Chaos | None = None
    calls: dict[str, int] = field(default_factory=dict)
    _journal: Journal | None = field(default=None, init=False, repr=False)
    _latest: dict[tuple[str, str], float] = field(default_factory=dict, init=False, repr=False)

    # --- time and mischief ---

    def now(self) -> datetime:
        """Return this world's time, which tests may move."""
        return datetime.now(UTC) + timedelta(seconds=self.clock_offset_s)

    def count(self, call: str) -> None:
        """Remember that an endpoint was called."""
        self.calls[call] = self.calls.get(call, 0) + 1

    def scripted(self, call: str, customer_reference: str = "") -> Plan | None:
        """Take the next scripted fault that concerns this call."""
        for fault in self.faults:
            if fault.concerns(call, customer_reference):
                fault.times -= 1
                if fault.times == 0:
                    self.faults.remove(fault)
                return fault.plan
        return None

    def plan(self, purchase: Purchase) -> Plan:
        """Decide what happens to a purchase."""
        if scripted := self.scripted("pay", purchase.customer_reference):
            return scripted
        if self.chaos:
            return self.chaos.plan(purchase.request_id)
        if purchase.customer_reference in MAGIC:
            return self._magic(purchase.customer_reference)
        return KINDS["deliver"] if self._succeeds(purchase) else KINDS["failed"]

    def _magic(self, number: str) -> Plan:
        plan = MAGIC[number]
        if plan.fate is Fate.PENDING and self.friendly:  # In a demo somebody waits for it.
            return Plan(plan.fate, code=plan.code, settles_as=Fate.DELIVERED, settles_after_s=25.0)
        return plan

    def _succeeds(self, purchase: Purchase) -> bool:
        service = SERVICES[purchase.service]
        return is_served(service, purchase.customer_reference, purchase.variation, friendly=self.friendly)

    # --- purchases ---

    def objection(self, purchase: Purchase) -> str | None:
        """Return the code for which this purchase is not even tried."""
        service = SERVICES.get(purchase.service)
        if not _REQUEST_ID.fullmatch(purchase.request_id) or not self._dated_today(purchase.request_id):
            return "085"
        if purchase.request_id in self.transactions:
            return "014"
        if service is None:
            return "012"
        if service.is_electricity and purchase.variation not in ("prepaid", "postpaid"):
            return "010"
        chooses = service.from_list and not purchase.renews
        if chooses and self.lists.find(service.id, purchase.variation) is None:
            return "010"
        if not 1 <= purchase.quantity <= MOST_PIECES:
            return "031" if purchase.quantity < 1 else "032"
        return self._price_objection(purchase, service)

    def _price_objection(self, purchase: Purchase, service: Service) -> str | None:
        if purchase.amount_kobo < service.minimum * 100:
            return "013"
        if purchase.amount_kobo > service.maximum * 100:
            return "017"
        if purchase.amount_kobo > self.float_kobo:
            return "018"
        latest = self._latest.get((purchase.service, purchase.customer_reference))
        if latest is not None and self.now().timestamp() - latest < self.twin_window_s:
            return "019"
        return None

    def _dated_today(self, request_id: str) -> bool:
        return request_id.startswith(self.now().astimezone(LAGOS).strftime("%Y%m%d"))

    def take(self, purchase: Purchase, plan: Plan) -> Transaction:
        """Enter a purchase in the books and pay for it from the float."""
        now = self.now().timestamp()
        service = SERVICES[purchase.service]
        number = (
            FIRST_TRANSACTION_ID
            + len(self.transactions) * 1_000
            + zlib.crc32(purchase.request_id.encode()) % 1_000
        )
        transaction = Transaction(
            purchase,
            str(number),
            now,
            Fate.PENDING,
            commission_kobo=purchase.amount_kobo * service.commission // 10_000
            + service.flat_commission * 100 * purchase.quantity,
            fee_kobo=service.fee * 100,
            visible_at=now + plan.unseen_s,
            settles_as=plan.settles_as,
            settles_at=now + plan.settles_after_s,
            keeps_token_back=plan.keeps_token_back,
            key_change=self._is_first_of_meter(purchase),
        )
        self._enter(transaction)
        self.float_kobo -= transaction.total_kobo
        self.settle(transaction, plan.fate)
        return transaction

    def _is_first_of_meter(self, purchase: Purchase) -> bool:
        return (purchase.service, purchase.customer_reference) not in self._latest

    def settle(self, transaction: Transaction, fate: Fate) -> None:
        """Decide a purchase. What is given back returns to the float; the same again changes nothing."""
        if transaction.fate is not fate:
            if fate is Fate.DELIVERED:
                transaction.deliveries += 1
            elif fate in (Fate.FAILED, Fate.REVERSED):
                self.float_kobo += transaction.total_kobo
            transaction.fate = fate
            transaction.settles_as = None
        self.note(transaction)

    def look_up(self, request_id: str) -> Transaction | None:
        """Return a purchase as a requery may see it now."""
        transaction = self.transactions.get(request_id)
        now = self.now().timestamp()
        if transaction is None or now < transaction.visible_at:
            return None
        if transaction.settles_as is not None and now >= transaction.settles_at:
            self.settle(transaction, transaction.settles_as)
        return transaction

    # --- over a restart ---

    def keep_in(self, path: Path) -> None:
        """Remember what that file tells, and write every change to it from now on."""
        journal = Journal(path)
        for record in journal.read():
            self._recall(record)
        self._journal = journal

    def note(self, transaction: Transaction | None = None) -> None:
        """Write down how things stand, before anybody is told."""
        if self._journal is not None:
            told = None if transaction is None else asdict(transaction)
            self._journal.add(
                {"float_kobo": self.float_kobo, "clock_offset_s": self.clock_offset_s, "transaction": told}
            )

    def note_list(self, service: str) -> None:
        """Write a list down as it is now."""
        if self._journal is not None:
            rows: list[object] = [[row.code, row.name, row.kobo] for row in self.lists.of(service)]
            self._journal.add({"service": service, "list": rows})

    def _recall(self, record: dict[str, Any]) -> None:
        if "list" in record:
            self.lists.replace(record["service"], [Variation(*row) for row in record["list"]])
            return
        self.float_kobo = record["float_kobo"]
        self.clock_offset_s = record["clock_offset_s"]
        row = record["transaction"]
        if row is None:
            return
        row["purchase"] = Purchase(**row["purchase"])
        row["fate"] = Fate(row["fate"])
        row["settles_as"] = row["settles_as"] and Fate(row["settles_as"])
        self._enter(Transaction(**row))

    def _enter(self, transaction: Transaction) -> None:
        purchase = transaction.purchase
        self.transactions[purchase.request_id] = transaction
        self._latest[purchase.service, purchase.customer_reference] = transaction.created_at

    def reset(self) -> None:
        """Forget everything but the keys and where the webhooks go."""
        fresh = World()
        self.float_kobo = fresh.float_kobo
        self.clock_offset_s = 0.0
        self.twin_window_s = fresh.twin_window_s
        self.chaos = None
        self.lists = fresh.lists
        for memory in (self.transactions, self.faults, self.calls, self._latest):
            memory.clear()
        if self._journal is not None:
            self._journal.clear()
