"""What a customer types in elsewhere: finds PINs, vouchers and cards in a VTpass answer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from domain.vendors import Voucher
from gateways.http import Json
from gateways.vtpass_spellings import day
from gateways.vtpass_tokens import NOTHING, by_name

# Names without regard to case, the most telling first: cards have a serial number and a last day.
VOUCHER_FIELDS = (
    "cards",
    "voucher",
    "vouchers",
    "tokens",
    "pin",
    "pins",
    "token",
    "purchased_code",
    "extras",
)
CODE_FIELDS = ("pin", "voucher", "token", "code")
SERIAL_FIELDS = ("serial", "serialnumber", "serialno", "serial_number")
EXPIRY_FIELDS = ("expireson", "expires_on", "expirydate", "expiry_date", "expiry")

_CODE = r"(?P<code>[A-Za-z0-9][A-Za-z0-9-]{3,39})"
_LABELLED = re.compile(
    rf"\b(?:pin|voucher|token)(?:\s+(?:code|no|number))?\.?\s*[:=]\s*{_CODE}", re.IGNORECASE
)
_SERIAL = re.compile(r"\bserial(?:\s+(?:no|number))?\.?\s*[:=]\s*([A-Za-z0-9-]+)", re.IGNORECASE)
_BARE = re.compile(r"(?=.*\d)[A-Za-z0-9][A-Za-z0-9-]{5,39}")


def read_vouchers(said: Json) -> tuple[Voucher, ...]:
    """Return what was sold, in VTpass's order; empty where it is not told (yet). Nothing is made up."""
    fields = by_name(said)
    for name in VOUCHER_FIELDS:
        if found := {voucher.code: voucher for voucher in _vouchers(fields.get(name))}:
            return tuple(found.values())
    return ()


def _vouchers(value: object) -> Iterator[Voucher]:
    match value:
        case list():
            for one in value:
                yield from _vouchers(one)
        case dict():
            yield from _card(by_name(value))
        case str():
            yield from _in_text(value.strip())


def _card(fields: Json) -> Iterator[Voucher]:
    code = _first(fields, CODE_FIELDS)
    if not code:
        return
    expires_on = next((on for name in EXPIRY_FIELDS if (on := day(fields.get(name)))), None)
    yield Voucher(code, _first(fields, SERIAL_FIELDS) or None, expires_on)


def _first(fields: Json, names: tuple[str, ...]) -> str:
    return next((text for name in names if (text := _word(fields.get(name)))), "")


def _word(value: object) -> str:
    """Return a PIN or a serial number without what VTpass writes in front of it."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    text = value.strip() if isinstance(value, str) else ""
    labelled = _LABELLED.search(text) or _SERIAL.search(text)
    text = labelled[1] if labelled else " ".join(text.split())
    return "" if text.lower() in NOTHING else text[:60]


def _in_text(text: str) -> Iterator[Voucher]:
    codes = [match["code"] for match in _LABELLED.finditer(text)]
    serials = _SERIAL.findall(text)
    if codes:
        each_has_one = len(serials) == len(codes)
        for n, code in enumerate(codes):
            yield Voucher(code, serials[n] if each_has_one else None)
    elif _BARE.fullmatch(text):
        yield Voucher(text)
