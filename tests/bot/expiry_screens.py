"""Every screen of what runs out, with the longest of what can stand on it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from bot.screen import Screen
from bot.screens import expiries
from bot.text import Translator
from domain.billers import KINDS
from domain.expiries import Expiry, ExpiryKey
from domain.quotes import PlanChoice
from domain.vendors import Category
from tests.bot.samples import IKEJA, LONG, NOON, payment


def expiry_screens(t: Translator) -> Iterator[tuple[str, Screen]]:
    """Draw them."""
    for kind, category in (("data", Category.DATA), ("tv-package", Category.TV)):
        biller = replace(IKEJA, category=category, kind=KINDS[kind])
        paid = payment()
        bought = replace(paid, order=replace(paid.order, category=category, plan=PlanChoice("p", LONG)))
        for lasts in ("", *(f"{days} days" for days in (7, 10, 14, 30, 90))):
            bought = replace(bought, order=replace(bought.order, plan=PlanChoice("p", f"{lasts} {LONG}")))
            for days in (0, 1, 20):
                ends_on = NOON.date() + timedelta(days=days)
                expiry = Expiry(ExpiryKey("ada", b""), paid.id, ends_on)
                screen = expiries.ahead(t, expiry, bought, biller, now=NOON)
                assert screen is not None
                yield f"{kind} for {lasts} ends in {days}", screen
        yield f"{kind} silent", expiries.silent(t, bought, biller)
        yield f"{kind} reminding", expiries.reminding(t, bought, biller)
