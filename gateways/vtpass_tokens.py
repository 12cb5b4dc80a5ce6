"""What a meter takes: finds the tokens, units and notes in a VTpass answer, whichever DisCo wrote it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from domain.vendors import Delivery, MeterKind, Token, TokenKind
from gateways.http import Json, words

# Twenty digits, perhaps in groups, and no digit on either side.
TOKEN = re.compile(r"(?<!\d)(?:\d[ -]?){19}\d(?![ -]?\d)")

# Names without regard to case, the most telling first.
ENERGY_FIELDS = ("maintoken", "token", "tokens", "purchased_code", "extras")
UNIT_FIELDS = ("units", "purchasedunits", "maintokenunits")
NOTE_FIELDS: Mapping[str, tuple[str, ...]] = {
    "debt": ("debtamount", "appliedtoarrears", "arrearsbalance"),
    "tariff": ("tariff", "tariffindex"),
    "vat": ("taxamount", "maintokentax", "energyvat", "vat"),
    "receipt": ("exchangereference", "receiptnumber", "invoicenumber"),
}
NOTHING = ("", "n/a", "na", "null", "none", "0", "0.0", "0.00")


def read_delivery(said: Json, meter_kind: MeterKind | None) -> Delivery:
    """Return what the customer got. Only a prepaid meter has tokens and units."""
    fields = by_name(said)
    if meter_kind is None:
        return Delivery()
    notes = tuple((note, text) for note, names in NOTE_FIELDS.items() if (text := _first(fields, names)))
    if meter_kind is MeterKind.POSTPAID:
        return Delivery(notes=notes)
    return Delivery(tokens=_tokens(fields), units=_units(fields), notes=notes)


def by_name(said: Json) -> Json:
    """Return the fields without regard to case; of two with the same name, one that says something."""
    fields: dict[str, object] = {}
    for name, value in said.items():
        fields[name.lower()] = fields.get(name.lower()) or value
    return fields


def _tokens(fields: Json) -> tuple[Token, ...]:
    """Return the tokens in the order of loading: a meter takes the new key before the energy.

    Without the energy there are none yet: keys or a bonus alone would pass for what was bought.
    """
    found: dict[str, Token] = {}
    for kind, names in (
        (TokenKind.KEY_CHANGE_1, ("kct1",)),
        (TokenKind.KEY_CHANGE_2, ("kct2",)),
        (TokenKind.ENERGY, ENERGY_FIELDS),
        (TokenKind.BONUS, ("bonustoken",)),
    ):
        for digits in _first_digits(fields, names, known=found):
            found[digits] = Token(kind, digits)
    tokens = tuple(found.values())
    return tokens if any(token.kind is TokenKind.ENERGY for token in tokens) else ()


def _first_digits(fields: Json, names: tuple[str, ...], *, known: Mapping[str, Token]) -> tuple[str, ...]:
    for name in names:
        if fresh := tuple(digits for digits in _digits(fields.get(name)) if digits not in known):
            return fresh
    return ()


def _digits(value: object) -> Iterator[str]:
    if isinstance(value, list):
        for one in value:
            yield from _digits(one)
    elif isinstance(value, str):
        yield from (re.sub(r"\D", "", match) for match in TOKEN.findall(value))


def _units(fields: Json) -> str | None:
    units = _first(fields, UNIT_FIELDS)
    return f"{units} kWh" if re.fullmatch(r"[\d.]+", units) else units or None


def _first(fields: Json, names: tuple[str, ...]) -> str:
    texts = (_text(fields.get(name)) for name in names)
    return next((text for text in texts if text.lower() not in NOTHING), "")


def _text(value: object) -> str:
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return str(value)
    return words(value, most=60)
