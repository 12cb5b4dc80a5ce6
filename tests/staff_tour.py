"""`python -m tests.staff_tour FOLDER`: one day of an office, and pictures of what staff see in it."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from bot.text import translator
from domain.payments import Payment
from domain.staff import Role, RoleGrant
from storage.migrate import upgrade
from tests.builders import Granted
from tests.chat import Person, Vision, running_vision
from tests.phone import Phone, a_browser
from tests.tour import Visitor

STAFF_PIN = "7391"
METER = "45061234567"


@dataclass
class Office:
    """Two colleagues, each with a phone that looks on, and a customer of theirs."""

    vision: Vision
    kemi: Visitor  # operations and finance
    tunde: Visitor  # an owner
    ada: Person

    async def kemi_asks(self, command: str, *fragments: str, picture: str = "") -> None:
        """Let Kemi send a command, wait for its answer, and take a picture of it if it is wanted."""
        await self.kemi.says(command)
        await self.kemi.person.sees(*fragments)
        if picture:
            await self.kemi.shoots(picture)


Scene = Callable[[Office], Awaitable[None]]
SCENES: list[Scene] = []


def scene(part: Scene) -> Scene:
    """Put a part of the day into its order."""
    SCENES.append(part)
    return part


async def sold(office: Office, line: str) -> Payment:
    """Let Ada buy something, and return it."""
    await office.ada.says(line)
    await office.ada.sees("Enter your PIN")
    await office.ada.enters_pin()
    await office.ada.sees_button("Receipt")
    await office.vision.waits(minutes=20)
    return await office.vision.newest_payment(office.ada)


@scene
async def figures(office: Office) -> None:
    """What the day brought, and how everything is."""
    await office.kemi_asks("/a", "/stats", picture="menu")
    for line in ("500 mtn airtime", "1500 airtel airtime 08021234567", "300 glo airtime 08051234567"):
        await sold(office, line)
    await office.kemi_asks("/stats", "3 payments", picture="stats")
    await office.kemi_asks("/health", "Database", picture="health")
    await office.kemi_asks("/float", "vtpass", picture="float")
    await office.kemi_asks("/billers", "MTN", picture="billers")


@scene
async def one_customer(office: Office) -> None:
    """A payment's story, a customer's card, and money given back by two."""
    payment = await sold(office, "7000 mtn airtime")
    await office.kemi_asks(f"/tx {payment.id}", "delivered", picture="payment")
    await office.kemi_asks(f"/user {office.ada.phone}", "Audit A-", picture="customer")
    await office.kemi_asks(
        f"/refund {payment.id} wrong number, our mistake ?", "nothing was done", picture="dry-run"
    )
    await office.kemi_asks(
        f"/refund {payment.id} wrong number, our mistake", "staff PIN", picture="staff-pin"
    )
    await office.kemi.person.enters_pin(STAFF_PIN)
    created = await office.kemi.person.sees("created", "second person")
    await office.kemi.shoots("request")
    number = next(word for word in created.text.split() if word.startswith("APR-")).rstrip(".,:")
    await office.tunde.says(f"/approve {number}")
    await office.tunde.person.sees("staff PIN")
    await office.tunde.shoots("approve")
    await office.tunde.person.enters_pin(STAFF_PIN)
    await office.tunde.person.sees("done")
    await office.tunde.says("/audit")
    await office.tunde.person.sees("A-")
    await office.tunde.shoots("audit-log", with_words="The log ends at")


@scene
async def a_ticket(office: Office) -> None:
    """What a customer reports, and the answer that she gets."""
    await sold(office, "400 mtn airtime")
    await office.ada.says("/problem")
    await office.ada.taps("It did not arrive")
    await office.ada.sees("Ticket P-")
    await office.kemi_asks("/ticket next", "P-")
    await office.kemi.person.taps("Take")
    await office.kemi.person.sees_button("Reply")
    await office.kemi.shoots("ticket")


@scene
async def trouble(office: Office) -> None:
    """A biller that is down, and fees of another day."""
    await office.kemi_asks(
        "/incident open ikeja-electric Their system is down since 2 pm. Your money is safe.", "staff PIN"
    )
    await office.kemi.person.enters_pin(STAFF_PIN)
    await office.kemi.person.sees("INC-1 is open")
    await office.kemi.shoots("incident")
    await office.kemi_asks("/fee set mtn 1% cap 50 ?", "nothing was done", picture="fee")
    await office.kemi_asks("/broadcast all", "draft", picture="broadcast")


async def walk(folder: Path) -> None:
    """Live through the day."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as database:
        url = f"sqlite+aiosqlite:///{database}/office.db"
        await upgrade(url)
        async with running_vision(url, rate_limits=False) as vision, a_browser() as browser:
            await vision.reads_price_lists()
            ada = await vision.knows("Ada Obi", wallet=40_000, trusted=True)
            colleagues = []
            for number, (name, roles) in enumerate(
                (("Kemi", (Role.OPERATIONS, Role.FINANCE)), ("Tunde", (Role.OWNER,)))
            ):
                telegram_id = 9_300_001 + number
                for role in roles:
                    grant = RoleGrant(telegram_id, role, vision.clock(), "the office")
                    await vision.app.database.money.apply(Granted(grant))
                phone_number = f"+2348{telegram_id:09d}"
                await vision.telegram.add_person(name, phone=phone_number, id=telegram_id)
                await vision.app.services.staff_pins.set_first(f"telegram:{telegram_id}", STAFF_PIN)
                person = Person(vision, telegram_id, name, phone_number)
                await person.says("/whoami")
                phone = await Phone.opened(browser, vision.telegram.address)
                await phone.takes(person.id)
                colleagues.append(Visitor(vision, person, phone, translator("en"), folder))
            kemi, tunde = colleagues
            office = Office(vision, kemi, tunde, ada)
            for part in SCENES:
                await part(office)
            assert kemi.phone.troubles + tunde.phone.troubles == []
    print(f"{len(list(folder.glob('*.png')))} pictures in {folder}")


if __name__ == "__main__":
    asyncio.run(walk(Path(sys.argv[1])))
