"""Who is behind a smartcard, an internet account or a candidate's profile.

VTpass's own: smartcard 1212121212, of which it does not tell the package; the e-mail address
tester@sandbox.com at Smile; profile 0123456789 at JAMB; and the numbers of `mischief.MAGIC`.

Ours: smartcard 1212121213 has a package and a price; 1212121214 the same in an older spelling;
1212121215 owes nothing; 1212121216 is refused by the flag `"true"` as a text and no error; 1212121217 has
no name. At Smile, family@sandbox.com has two accounts and empty@sandbox.com none. The JAMB profile
0123456788 is known for direct entry only.

A friendly world knows every smartcard of 10 or 11 digits, every account of 5 to 14, every e-mail
address and every profile of 10 digits, but those of nothing but nines.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from sandbox.vtpass.catalogue import ELECTRICITY, Service
from sandbox.vtpass.households import DELIVERING_PHONE, MAGIC_NUMBERS, household, somebody, takes_airtime

SMARTCARD, PROFILE = "1212121212", "0123456789"
SMILE, SPECTRANET, JAMB, STARTIMES = "smile-direct", "spectranet", "jamb", "startimes"

_CARD, _ACCOUNT, _PROFILE = re.compile(r"\d{10,11}"), re.compile(r"\d{5,14}"), re.compile(r"\d{10}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


@dataclass(frozen=True, slots=True)
class Viewer:
    """What a TV company tells of a smartcard."""

    name: str
    tells_package: bool = True
    price_as_text: bool = False  # and the day in the older field
    owes_nothing: bool = False
    wrong_flag: object = None  # None: there is no such field


_CARDS: Mapping[str, Viewer] = {
    SMARTCARD: Viewer("TEST METER", tells_package=False),
    "1212121213": Viewer("BISI ADEWALE"),
    "1212121214": Viewer("OCHE AGBO", price_as_text=True),
    "1212121215": Viewer("HAUWA SANI", owes_nothing=True),
    "1212121216": Viewer("NOBODY AT ALL", wrong_flag="true"),
    "1212121217": Viewer(""),
}
_SMILE_KNOWN: Mapping[str, tuple[str, ...]] = {
    "tester@sandbox.com": ("1402000567",),
    DELIVERING_PHONE: ("1402000567",),
    "family@sandbox.com": ("1402000568", "1402000569"),
    "empty@sandbox.com": (),
}
_SMILE_ACCOUNTS = {account for accounts in _SMILE_KNOWN.values() for account in accounts}
_DIRECT_ENTRY_ONLY = "0123456788"


def viewer(number: str, *, friendly: bool) -> Viewer | None:
    """Return who is behind a smartcard."""
    if number in _CARDS:
        return _CARDS[number]
    if number in MAGIC_NUMBERS:
        return _CARDS[SMARTCARD]
    if friendly and _is_plausible(_CARD, number):
        return Viewer(somebody(number).name, tells_package=not number.endswith("0"))
    return None


def spectranet_owner(number: str, *, friendly: bool) -> str | None:
    """Return the name behind a Spectranet account."""
    if number in (SMARTCARD, *MAGIC_NUMBERS):
        return _CARDS[SMARTCARD].name
    return somebody(number).name if friendly and _is_plausible(_ACCOUNT, number) else None


def smile_owner(said: str, *, friendly: bool) -> str | None:
    """Return the name behind a Smile account, its phone number or its e-mail address."""
    if said in _SMILE_KNOWN or said in _SMILE_ACCOUNTS or said in MAGIC_NUMBERS:
        return "SMILE TESTER"
    known = _EMAIL.fullmatch(said) or _is_plausible(_ACCOUNT, said) or takes_airtime(said, friendly=True)
    return somebody(said).name if friendly and known else None


def smile_accounts(address: str) -> tuple[str, ...]:
    """Return the accounts behind an e-mail address or a phone number."""
    if address in _SMILE_KNOWN:
        return _SMILE_KNOWN[address]
    dice = hashlib.sha256(address.encode()).digest()
    accounts = tuple(f"14{int.from_bytes(dice[n : n + 4]) % 10**8:08d}" for n in (0, 4))
    return accounts[: 1 + dice[8] % 2]


def candidate(profile: str, exam: str, *, friendly: bool) -> str | None:
    """Return the name behind a JAMB profile, which may be good for one exam only."""
    if profile == _DIRECT_ENTRY_ONLY:
        return "ENO EFFIONG" if exam == "de" else None
    if profile in (PROFILE, *MAGIC_NUMBERS):
        return "JAMB TESTER"
    return somebody(profile).name if friendly and _is_plausible(_PROFILE, profile) else None


def is_served(service: Service, reference: str, variation: str, *, friendly: bool) -> bool:
    """Tell whether a purchase for that recipient succeeds."""
    if service.category == ELECTRICITY:
        return household(reference, postpaid=variation == "postpaid", friendly=friendly) is not None
    if service.id == SMILE:
        return "@" not in reference and smile_owner(reference, friendly=friendly) is not None
    if service.id == SPECTRANET:
        return spectranet_owner(reference, friendly=friendly) is not None
    if service.id == JAMB:
        return candidate(reference, variation, friendly=friendly) is not None
    if service.is_bouquet or service.id == STARTIMES:
        owner = viewer(reference, friendly=friendly)
        return owner is not None and owner.wrong_flag is None
    return takes_airtime(reference, friendly=friendly)


def _is_plausible(shape: re.Pattern[str], number: str) -> bool:
    return shape.fullmatch(number) is not None and set(number) != {"9"}
