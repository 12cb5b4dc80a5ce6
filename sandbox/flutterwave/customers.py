"""Who is behind a customer id: the same people behind the same numbers as everywhere on this machine.

Meters and phone numbers are those of `sandbox.vtpass.households`, and so is what a friendly world knows.
Flutterwave's own: smartcard 0025401100. Ours: account 1001001001 of the water company.
"""

from __future__ import annotations

import re

from sandbox.flutterwave.catalogue import AIRTIME, DATA, UTILITY, Biller, Item
from sandbox.vtpass.households import MAGIC_NUMBERS, Household, household, somebody, takes_airtime

SMARTCARD, WATER_ACCOUNT = "0025401100", "1001001001"
_KNOWN = {
    SMARTCARD: Household("MTEST VIEWER", ""),
    WATER_ACCOUNT: Household("WATER TESTER", "1 Reservoir Road"),
}
_ACCOUNT = re.compile(r"\d{5,14}")


def customer(biller: Biller, item: Item, number: str, *, friendly: bool) -> Household | None:
    """Return who would get it, or None where nobody would."""
    number = national(number)
    if biller.category in (AIRTIME, DATA):
        takes = number in MAGIC_NUMBERS or takes_airtime(number, friendly=friendly)
        return Household(biller.name, "") if takes else None
    if biller.category == UTILITY and item.label == "Meter Number":
        return household(number, postpaid="POSTPAID" in item.name, friendly=friendly)
    if number in MAGIC_NUMBERS:
        return _KNOWN[SMARTCARD]
    if friendly and number not in _KNOWN and _ACCOUNT.fullmatch(number) and set(number) != {"9"}:
        return somebody(number)
    return _KNOWN.get(number)


def national(number: str) -> str:
    """Return a line without its country: +234803… is 0803… again."""
    if not number.startswith("+234"):
        return number
    rest = number.removeprefix("+234")
    return rest if rest in MAGIC_NUMBERS else f"0{rest}"
