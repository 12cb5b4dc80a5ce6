"""What a thief finds who copies the database: no number, no name, no meter, no token, no PIN."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy import text

from domain.lanes import Ended
from domain.money import naira
from domain.paying import Payments
from domain.phones import Phone
from domain.pins import Pins
from domain.registration import Customers
from storage.database import Database
from storage.pin_hasher import Argon2PinHasher
from tests.builders import NOON, RULES, TOKEN, Bank, a_light_order, delivered, new_id, opened
from tests.vendors import FakeVendor

PHONE, METER, PIN = "+2348037654321", "45998877665", "7193"
SECRETS = (PHONE, PHONE[4:], "Adaeze", "Okonkwo", METER, TOKEN.digits, "17 Marina Road", PIN)


async def everything_happens(database: Database) -> None:
    """Register, fund, pay for light, talk: all that writes about a person."""
    hasher = Argon2PinHasher(b"pepper")
    customer = await Customers(database, hasher, RULES).register(
        new_id(),
        telegram_id=7,
        name="Adaeze Okonkwo",
        phone=Phone(PHONE),
        language="en",
        pin=PIN,
        now=NOON,
    )
    bank = Bank(database)
    async with database.begin() as books:
        await books.billers.add_missing()
    await bank.top_up(customer, naira(6_000))
    vendor = FakeVendor()
    vendor.will_answer(delivered(naira(4_900), token=True))
    payments = Payments(database, {"vtpass": vendor}, RULES, lambda: NOON)
    order = a_light_order(customer, meter=METER, name="Adaeze Okonkwo", address="17 Marina Road")
    sheet = await payments.draw_sheet(order, use_cashback=False, now=NOON)
    pins = Pins(database, hasher, RULES.pin_locks)
    approval = await pins.approve(customer.id, PIN, for_sheet=sheet.hash, try_key="tap", now=NOON)
    await payments.accept(sheet, approval, card=1, now=NOON)
    await payments.advance(order.id)
    said = f"light 5k for {METER}, {PHONE}, pin {PIN}".encode()
    await database.talk.lanes.beat("us", "", 1)
    kept = await database.talk.keep([(1, 7, said), (2, 7, said)], holder="us", claims=True, now=NOON)
    ended = Ended(7, kept.held[7].claim, None, 1, None, "7", said)
    await database.talk.end([ended], holder="us", now=NOON)
    async with database.begin() as books:
        await books.name_checks.count_unpaid(
            customer.id, day=NOON.date(), biller_id="ikeja-electric", reference=METER + "1", limit=5
        )
    assert (await bank.payment(order.id)).delivery.tokens == (TOKEN,)
    hasher.close()


class TestAStolenDatabase:
    async def test_on_sqlite_tells_nothing_of_anybody(self, sqlite_url: str) -> None:
        async with opened(sqlite_url) as database:
            await everything_happens(database)
            file = Path(urlsplit(sqlite_url).path.removeprefix("/"))
            stolen = b"".join(part.read_bytes() for part in sorted(file.parent.glob(f"{file.name}*")))

        assert len(stolen) > 100_000
        assert [secret for secret in SECRETS[:-1] if secret.encode() in stolen] == []

    async def test_on_either_database_has_no_row_with_a_secret(self, database_url: str) -> None:
        async with opened(database_url) as database:
            await everything_happens(database)
            rows = await _every_row(database)

        assert len(rows) > 30
        found = {
            secret for secret in SECRETS[:-1] for row in rows if secret in row or secret.encode().hex() in row
        }
        assert found == set()


async def _every_row(database: Database) -> list[str]:
    """Return every row of every table as text, with binary values as hexadecimal digits."""
    listing = (
        "SELECT name FROM sqlite_master WHERE type = 'table'"
        if database.engine.dialect.name == "sqlite"
        else "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    )
    found = []
    async with database.begin() as books:
        tables = (await books.connection.execute(text(listing))).scalars().all()
        for table in tables:
            rows = await books.connection.execute(text(f'SELECT * FROM "{table}"'))  # noqa: S608 - our tables
            found += [
                " ".join(value.hex() if isinstance(value, bytes) else str(value) for value in row)
                for row in rows
            ]
    return found
