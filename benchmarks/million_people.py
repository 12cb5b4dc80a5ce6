"""The people in a large database: customers with their bills, staff, and what staff did before."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import asyncpg

from domain.audit_log import AuditEntry, AuditHead
from domain.limits import Usage
from domain.money import naira
from domain.payments import PaymentStatus
from domain.phones import Phone
from domain.quotes import Order, PlanChoice, Recipient
from domain.times import lagos_day
from domain.vendors import Category, Delivery, MeterKind, Token, TokenKind
from storage import payment_rows
from storage.account_rows import usage_text
from storage.keyring import Keyring
from tests.builders import a_payment

FIRST_TELEGRAM_ID = 700_000_000
_AIRTIME, _DATA, _LIGHT = range(11), range(11, 16), range(16, 19)  # and one of twenty is TV
_NETWORKS = ("mtn", "airtel", "glo", "9mobile")
_DISCOS = ("ikeja-electric", "eko-electric", "abuja-electric", "ibadan-electric", "enugu-electric")
_TIER = 3
_LANGUAGES = ("en", "en", "en", "pcm")
_TOKENS = 100


def telegram_id(n: int) -> int:
    """Return the Telegram account of a customer."""
    return FIRST_TELEGRAM_ID + n


def phone_of(n: int) -> Phone:
    """Return the number of a customer."""
    return Phone(f"+234803{n:07d}")


def customer_id(n: int, registered_at: datetime) -> str:
    """Return her id, in the order of time like all of them."""
    chance = random.Random(n)
    tail = f"7{chance.getrandbits(12):03x}8{chance.getrandbits(60):015x}"
    return f"{int(registered_at.timestamp() * 1000):012x}{tail}"


@dataclass(frozen=True)
class People:
    """Writes customers down."""

    connection: asyncpg.Connection[asyncpg.Record]
    keyring: Keyring
    count: int
    since: datetime
    sealed_pin: bytes

    async def write(self) -> None:
        """Write all of them, with empty accounts, and what they pay."""
        usage = usage_text(Usage(lagos_day(self.since)))
        ids = [customer_id(n, self._registered_at(n)) for n in range(self.count)]
        copy = self.connection.copy_records_to_table
        await copy("bench_people", records=list(enumerate(ids)))
        await copy("customers", records=self._customers(ids), columns=_CUSTOMERS)
        await copy(
            "customer_accounts", records=((id_, 0, 0, 0, _TIER, usage) for id_ in ids), columns=_ACCOUNTS
        )
        await copy("pins", records=((id_, self.sealed_pin, 0, False) for id_ in ids), columns=_PINS)
        asked = ((id_, self.since) for id_ in ids[::2])
        await copy("news_consents", records=asked, columns=("customer_id", "given_at"))
        await copy("referrals", records=self._referrals(ids), columns=_REFERRALS)
        await copy("bench_bills", records=self._bills())
        tokens = ((n, self._delivery(n)) for n in range(_TOKENS))
        await copy("bench_deliveries", records=tokens)

    def _registered_at(self, n: int) -> datetime:
        return self.since - timedelta(days=30) + timedelta(days=110) * n / self.count

    def _customers(self, ids: list[str]) -> Iterator[tuple[object, ...]]:
        for n, id_ in enumerate(ids):
            phone = phone_of(n)
            yield (
                id_,
                telegram_id(n),
                self.keyring.seal(b"Ada"),
                self.keyring.seal(phone.e164.encode()),
                self.keyring.index("phone", phone.e164),
                _LANGUAGES[n % len(_LANGUAGES)],
                f"b{n:08d}",
                n % 100 != 0 or n == 0,
                self._registered_at(n),
            )

    def _referrals(self, ids: list[str]) -> Iterator[tuple[object, ...]]:
        for n in range(40, self.count, 20):
            yield ids[n], ids[n // 2], "waiting", self._registered_at(n)

    def _bills(self) -> Iterator[tuple[object, ...]]:
        for n in range(self.count):
            phone, network = phone_of(n), _NETWORKS[n % 4]
            disco = _DISCOS[n % len(_DISCOS)]
            line = Recipient(phone.national, phone)
            plan, padi = PlanChoice(f"{network}-500mb", "500 MB"), PlanChoice("padi", "DStv Padi")
            meter = Recipient(f"{45_000_000_000 + n}", phone, MeterKind.PREPAID, "ADA OBI", "12 Allen Avenue")
            card = Recipient(f"{7_000_000_000 + n}", phone, None, "ADA OBI")
            airtime = self._bill(network, Category.AIRTIME, line, None)
            data = self._bill(f"{network}-data", Category.DATA, line, plan)
            light = self._bill(disco, Category.ELECTRICITY, meter, None)
            tv = self._bill("dstv", Category.TV, card, padi)
            for slot in range(20):
                bill = (
                    airtime
                    if slot in _AIRTIME
                    else data
                    if slot in _DATA
                    else light
                    if slot in _LIGHT
                    else tv
                )
                yield n, slot, *bill

    def _bill(
        self, biller_id: str, category: Category, recipient: Recipient, plan: PlanChoice | None
    ) -> tuple[object, ...]:
        order = Order("", "", biller_id, category, recipient, naira(1_000), plan)
        fixed = payment_rows.fixed_values(a_payment(order), self.keyring)
        row = dict(zip(payment_rows.FIXED, fixed, strict=True))
        return biller_id, category.value, row["recipient"], row["recipient_index"], row["plan"]

    def _delivery(self, n: int) -> object:
        token = Token(TokenKind.ENERGY, f"{n:020d}")
        payment = replace(a_payment(status=PaymentStatus.DELIVERED), delivery=Delivery((token,), "40 kWh"))
        changing = payment_rows.changing_values(payment, self.keyring)
        return dict(zip(payment_rows.CHANGING, changing, strict=True))["delivery"]


_CUSTOMERS = (
    *("id", "telegram_id", "name", "phone", "phone_index", "language", "referral_code", "reachable"),
    "registered_at",
)
_ACCOUNTS = ("customer_id", "wallet", "cashback", "held", "tier", "usage")
_PINS = ("customer_id", "sealed", "wrong", "reset_needed")
_REFERRALS = ("id", "referrer_id", "status", "joined_at")


async def write_looks(
    connection: asyncpg.Connection[asyncpg.Record],
    ids: list[str],
    *,
    count: int,
    since: datetime,
    until: datetime,
) -> None:
    """Write down that staff looked at customers, each look chained to the one before."""
    entries: list[tuple[object, ...]] = []
    looks: list[tuple[object, ...]] = []
    head = AuditHead()
    for n in range(count):
        at = since + (until - since) * n / count
        whom = ids[n * 7 % len(ids)]
        drafted = AuditEntry(
            sequence=n + 1,
            at=at,
            actor=f"telegram:{1 + n % 12}",
            act="look-at-customer",
            subject_id=whom,
            customer_id=whom,
            details="{}",
            previous=head.hash,
            hash="",
        )
        entry = replace(drafted, hash=drafted.computed())
        head = AuditHead(entry.sequence, entry.hash)
        entries.append((entry.id, at, entry.actor, entry.act, whom, whom, "{}", entry.previous, entry.hash))
        looks.append((f"{int(at.timestamp() * 1000):012x}{n:020x}", entry.actor, whom, "customer", whom, at))
    await connection.copy_records_to_table("audit_log", records=entries)
    await connection.copy_records_to_table("access_log", records=looks)
    await connection.execute(
        "INSERT INTO audit_heads (id, sequence, hash) VALUES ($1, $2, $3)"
        " ON CONFLICT (id) DO UPDATE SET sequence = excluded.sequence, hash = excluded.hash",
        head.id,
        head.sequence,
        head.hash,
    )
