"""What a customer types in elsewhere: finds PINs, vouchers and cards in a VTpass answer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from domain.vendors import Voucher
from gateways.http import Json, part
from gateways.vtpass_spellings import day
from gateways.vtpass_tokens import by_name

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
# What we said ourselves, and VTpass's own number: an echo is not what was bought.
ECHOES = (
    ("requestId",),
    ("content", "transactions", "transactionId"),
    ("content", "transactions", "unique_element"),
    ("content", "transactions", "phone"),
)

# A word with a digit in it, or one of Showmax's, whose dice may throw letters only. Never a part of one.
_CODE = r"(?P<code>(?:SHM|(?=[A-Za-z0-9-]*\d))[A-Za-z0-9][A-Za-z0-9-]{3,39}(?![A-Za-z0-9-]))"
_LABELLED = re.compile(
    rf"\b(?:pin|voucher|token)(?:\s+(?:code|no|number))?\.?\s*[:=]\s*{_CODE}", re.IGNORECASE
)
_SERIAL = re.compile(r"\bserial(?:\s+(?:no|number))?\.?\s*[:=]\s*([A-Za-z0-9-]+)", re.IGNORECASE)
_BARE = re.compile(_CODE)
_BETWEEN = re.compile(r"\s*[,;|]\s*")


def read_vouchers(said: Json) -> tuple[Voucher, ...]:
    """Return what was sold, in VTpass's order; empty where it is not told (yet). Nothing is made up."""
    fields = by_name(said)
    echoes = {str(part(said, *path)) for path in ECHOES}
    for name in VOUCHER_FIELDS:
        found = {voucher.code: voucher for voucher in _vouchers(fields.get(name))}
        if vouchers := tuple(voucher for code, voucher in found.items() if code not in echoes):
            return vouchers
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
    code = next((code for name in CODE_FIELDS if (code := _code(fields.get(name)))), None)
    if code is not None:
        serial = next((serial for name in SERIAL_FIELDS if (serial := _serial(fields.get(name)))), None)
        expires_on = next((on for name in EXPIRY_FIELDS if (on := day(fields.get(name)))), None)
        yield Voucher(code, serial, expires_on)


def _code(value: object) -> str | None:
    """Return a PIN without what is written in front of it."""
    text = _text(value)
    found = _LABELLED.search(text) or _BARE.fullmatch(text)
    return found["code"] if found else None


def _serial(value: object) -> str | None:
    text = _text(value)
    found = _SERIAL.search(text)
    text = found[1] if found else text
    return text if re.fullmatch(r"(?=.*\d)[A-Za-z0-9-]{1,40}", text) else None


def _text(value: object) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value.strip() if isinstance(value, str) else ""


def _in_text(text: str) -> Iterator[Voucher]:
    codes = [match["code"] for match in _LABELLED.finditer(text)]
    serials = _SERIAL.findall(text)
    if codes:
        each_has_one = len(serials) == len(codes)
        for n, code in enumerate(codes):
            yield Voucher(code, serials[n] if each_has_one else None)
        return
    words = _BETWEEN.split(text)
    if all(_BARE.fullmatch(word) for word in words):
        yield from map(Voucher, words)
