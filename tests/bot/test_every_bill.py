"""Every kind of bill on each vendor that sells it: from Home to what was bought, and in how many taps."""

from __future__ import annotations

import tomllib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio

import storage
from domain.money import naira
from tests.bot.walks import Say, Step, Tap, at_home, go
from tests.chat import Vision, running_vision

BOTH = VTPASS, FLUTTERWAVE = "vtpass", "flutterwave"
METER, POSTPAID = "45701239001", "7001239002"
CARD = "1212121213"  # of which VTpass tells the package
OTHER_CARD = "1212121212"  # of which it does not
YES = Tap("Yes")
FIRST = Tap("1. ")  # the first thing on a list


@dataclass(frozen=True)
class Listed:
    """A biller, as the catalogue starts."""

    kind: str
    services: dict[str, str]


def _listed() -> dict[str, Listed]:
    categories = tomllib.loads(Path(storage.__file__).with_name("catalogue.toml").read_text(encoding="utf-8"))
    return {
        name: Listed(row.get("kind", category["kind"]), row["services"])
        for category in categories.values()
        for name, row in category["billers"].items()
    }


_CATALOGUE = _listed()


@dataclass(frozen=True)
class Bill:
    """One row: what is bought, how, and what is seen of it."""

    biller: str  # as the catalogue calls it
    what: str
    steps: tuple[Step, ...]
    taps: int  # and the PIN
    sheet: tuple[str, ...]
    result: tuple[str, ...]
    vendors: tuple[str, ...] = BOTH


def meter(number: str) -> Say:
    """The number of a meter, when it is asked for."""
    return Say(number, asked="Type the meter")


def card(number: str) -> Say:
    """The number of a card, when it is asked for."""
    return Say(number, asked="Type the card number")


def account(number: str) -> Say:
    """The number of an account, when it is asked for."""
    return Say(number, asked="Type the account number")


# fmt: off
BILLS = (
    Bill("mtn", "airtime", (Tap("Airtime"), Tap("₦500")), 2,
         ("MTN airtime", "Airtime ₦500", "Fee none"), ("Delivered", "₦500 MTN airtime")),
    Bill("mtn-data", "a bundle", (Tap("Data"), FIRST), 2,
         ("MTN Data", "Fee none"), ("Delivered", "MTN data")),
    Bill("ikeja-electric", "prepaid",
         (Tap("Light"), Tap("Ikeja"), meter(METER), YES, Tap("₦5,000")), 5,
         ("Ikeja Electric · prepaid", "Light ₦5,000", "Fee ₦75"), ("Light token", "9001")),
    Bill("ikeja-electric", "postpaid",
         (Tap("Light"), Tap("Ikeja"), meter(POSTPAID), YES, Tap("₦5,000")), 5,
         ("Ikeja Electric · postpaid", "Light ₦5,000"), ("Delivered", "₦5,000 Ikeja light")),
    Bill("dstv", "a package", (Tap("TV"), Tap("DStv"), card(OTHER_CARD), YES, FIRST), 5,
         ("DStv", "Card 1212 1212 12", "TV ₦4,400"), ("Delivered", "₦4,400 DStv")),
    Bill("gotv", "a package", (Tap("TV"), Tap("GOtv"), card(OTHER_CARD), YES, FIRST), 5,
         ("GOtv", "Card 1212 1212 12"), ("Delivered", "GOtv")),
    Bill("dstv", "what the decoder has", (Tap("TV"), Tap("DStv"), card(CARD), YES, Tap("Renew")), 5,
         ("DStv", "once more", "Card 1212 1212 13"), ("Delivered", "DStv"), (VTPASS,)),
    Bill("startimes", "a package",
         (Tap("TV"), Tap("StarTimes"), card("01234567890"), YES, FIRST), 5,
         ("StarTimes", "Card 0123 456 7890", "TV ₦2,100"), ("Delivered", "₦2,100 StarTimes")),
    Bill("showmax", "a voucher", (Tap("TV"), Tap("Showmax"), FIRST), 3,
         ("Showmax",), ("Showmax", "Voucher"), (VTPASS,)),
    Bill("smile", "a bundle", (Tap("Internet"), Tap("Smile"), account("1402000567"), YES, Tap("2. ")), 5,
         ("Smile", "Account 1402 0005 67"), ("Delivered", "Smile internet")),
    Bill("spectranet", "a card",
         (Tap("Internet"), Tap("Spectranet"), account("1212121212"), YES, Tap("2. ")), 5,
         ("Spectranet", "Internet ₦1,000"), ("Spectranet", "Serial number", "PIN"), (VTPASS,)),
    Bill("waec", "an exam's PIN", (Tap("More bills"), Tap("Education"), Tap("WAEC result")), 3,
         ("WAEC result checker", "Exam ₦4,000"), ("Serial number", "PIN"), (VTPASS,)),
    Bill("waec-registration", "an exam's PIN", (Tap("More bills"), Tap("Education"), Tap("WAEC reg.")), 3,
         ("WAEC registration",), ("WAEC registration", "PIN"), (VTPASS,)),
    Bill("jamb", "for a candidate",
         (Tap("More bills"), Tap("Education"), Tap("JAMB"), FIRST,
          Say("0123456789", asked="Type the profile code"), YES), 6,
         ("JAMB", "Profile 0123 4567 89"), ("JAMB", "PIN"), (VTPASS,)),
    Bill("lagos-water", "a bill",
         (Tap("More bills"), Tap("Water"), account("5550001234"), YES, Say("2500", asked="How much?")), 5,
         ("Lagos Water", "Account 5550 0012 34", "Water ₦2,500"),
         ("Delivered", "₦2,500 Lagos Water"), (FLUTTERWAVE,)),
)
# fmt: on
ON_EACH_VENDOR = [
    pytest.param(vendor, bill, id=f"{vendor}: {bill.biller}, {bill.what}")
    for vendor in BOTH
    for bill in BILLS
    if vendor in bill.vendors
]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def vision(module_database_url: str) -> AsyncIterator[Vision]:
    """The bot, with keys for both vendors."""
    async with running_vision(module_database_url, flutterwave_secret_key="FLWSECK_TEST-demo") as running:
        yield running


async def sells_alone(vision: Vision, vendor: str, biller: str) -> None:
    """That vendor sells for a biller, and no other does."""
    async with vision.app.database.begin() as books:
        services = _CATALOGUE[biller].services
        await books.billers.sell_through(biller, {vendor: services[vendor]})
    await vision.reads_price_lists()
    await vision.waits(minutes=2)  # What was read of a biller before is remembered for a minute.


@pytest.mark.parametrize("module_database_url", ["sqlite"], indirect=True, scope="module")
@pytest.mark.asyncio(loop_scope="module")
class TestABill:
    @pytest.mark.parametrize(("vendor", "bill"), ON_EACH_VENDOR)
    async def test_is_bought_from_home_in_so_many_taps(self, vision: Vision, vendor: str, bill: Bill) -> None:
        await sells_alone(vision, vendor, bill.biller)
        ada = await at_home(vision)

        await go(ada, *bill.steps)
        await ada.sees("You pay", *bill.sheet)
        await ada.enters_pin()
        await ada.sees(*bill.result)

        assert ada.taps_made == bill.taps
        payment = await vision.newest_payment(ada)
        assert payment.order.biller_id == bill.biller
        assert payment.attempt is not None
        assert (payment.attempt.n, payment.attempt.vendor) == (1, vendor)
        company = vision.vtpass if vendor == VTPASS else vision.flutterwave
        assert (await company.deliveries())[payment.attempt.request_id] == 1
        assert await ada.balance() == naira(100_000) - payment.quote.from_wallet


class TestTheTable:
    def test_has_every_kind_of_bill_for_each_vendor_that_sells_it(self) -> None:
        sold = {(biller.kind, vendor) for biller in _CATALOGUE.values() for vendor in biller.services}
        bought = {(_CATALOGUE[bill.biller].kind, vendor) for bill in BILLS for vendor in bill.vendors}

        assert bought == sold
