"""The numbers in a typed line: phones, meters and cards, sizes of data and for how long, amounts.

They are looked for before words, in the order in which one could be taken for another.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from domain.money import Money
from domain.phones import NotAPhoneNumber, Phone, read_phone
from domain.typed_amounts import take_amounts
from domain.typed_text import Line

# 0803…, 803…, +234803…, in one piece or grouped 4-3-4.
_JOINT = r"[ .()-]{0,2}"
_PHONE = re.compile(
    rf"(?<![0-9,.])(?:\+?234{_JOINT}0?|0){_JOINT}[789][01][0-9]{_JOINT}[0-9]{{3}}[ .-]?[0-9]{{4}}(?![0-9])"
    r"|(?<![0-9,.])[789][01][0-9]{8}(?![0-9])"
)
# *500*08031234567#, *737*500*08031234567#: how banks have it typed.
_USSD = re.compile(r"\*[0-9]{2,14}(?:\*\+?[0-9][0-9 -]{0,16})+#?")
_GROUPED = re.compile(
    r"(?<![0-9,.₦-])(?<![0-9] )[0-9]{3,4}(?:[ -][0-9]{1,4}){2,3}(?![0-9,]|\.[0-9]|[ -][0-9])"
)
# A phone with a digit too many, in groups.
_TOO_LONG_PHONE = re.compile(
    r"(?<![0-9,.₦])0[789][01][0-9][ -](?:[0-9]{3}[ -][0-9]{5}|[0-9]{4}[ -][0-9]{4})(?![0-9])"
)
_REFERENCE = re.compile(r"(?<![\w.,₦#/+-])[a-z0-9][a-z0-9/-]{6,19}(?![\w/-])")
_DATE = re.compile(r"[0-9]{1,4}[/-][0-9]{1,2}[/-][0-9]{2,4}")
# A token, or the number of a bank's card: nothing to pay for.
_TOO_LONG = re.compile(r"(?<![0-9])(?:[0-9]{4}[ -]?){3,4}[0-9]{4}(?![0-9])")
METER_DIGITS = (11, 13)  # of a prepaid meter (IEC 62055-41)
_FEWEST_DIGITS = 5
_GROUPED_DIGITS = range(10, 14)
_ROUND_SUM = re.compile(r"[0-9]{4}000")  # seven digits that end so are money
# Begins as phones do and has a digit too few or too many. Hardly any other number does.
_NEARLY_A_PHONE = re.compile(r"0[789][01](?:[0-9]{7}|[0-9]{9})")
_NAIRA = ("k", "m", "naira", "ngn")

_SIZE = re.compile(
    r"(?<![\w.,])(?P<number>[0-9]{1,4}(?:\.[0-9]{1,2})?|one|two|three|five|ten)\s?"
    r"(?P<unit>gb|gbs|gig|gigs|giga|gigabytes?|mb|mbs|meg|megs|megabytes?|tb)(?![a-z0-9])"
)
_MEGABYTES = {"g": 1_000, "m": 1, "t": 1_000_000}
_COUNTS = {"a": 1, "one": 1, "two": 2, "three": 3, "five": 5, "ten": 10}
_PERIOD = re.compile(
    r"(?<![\w.,])(?P<number>[0-9]{1,3}|one|two|three|a)[ -]?"
    r"(?P<unit>hours?|hrs?|days?|weeks?|wks?|months?|mths?|years?|yrs?)(?![a-z0-9])"
)
_HOURS = {"h": 1, "d": 24, "w": 7 * 24, "m": 30 * 24, "y": 365 * 24}


class Validity(StrEnum):
    """For how long a data plan lasts."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


_LASTS = {
    24: Validity.DAY,
    7 * 24: Validity.WEEK,
    30 * 24: Validity.MONTH,
    31 * 24: Validity.MONTH,
    365 * 24: Validity.YEAR,
}


@dataclass(frozen=True, slots=True)
class TypedPhone:
    """What reads as a phone number, and may yet be a meter or a card."""

    phone: Phone
    digits: str  # as typed


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers in a line, each once."""

    phones: tuple[TypedPhone, ...]
    references: tuple[str, ...]  # of meters, cards and accounts
    amounts: tuple[Money, ...]
    sizes: tuple[int, ...]  # MB
    validity: Validity | None

    @property
    def any(self) -> bool:
        """Whether a number says that something is to be bought."""
        return bool(self.names_a_recipient or self.amounts or self.sizes)

    @property
    def names_a_recipient(self) -> bool:
        """Whether a number says for whom."""
        return bool(self.phones or self.references)


def take_numbers(line: Line) -> Numbers:
    """Return the numbers in a line, and take them out of it."""
    _open_ussd(line)
    phones: dict[Phone, TypedPhone] = {}
    for match in line.find(_PHONE):
        phone = read_phone(match[0])
        phones[phone] = TypedPhone(phone, re.sub(r"[^0-9]", "", match[0]))
        line.take(match)
    sizes = _take_sizes(line)
    validity = _take_validity(line)
    for match in line.find(_TOO_LONG):
        line.take(match)
    references = _take_references(line)
    return Numbers(tuple(phones.values()), references, take_amounts(line), sizes, validity)


def megabytes(number: str, unit: str) -> int:
    """Return a size of data in MB, a GB being 1,000 of them as plans are named."""
    return int(Decimal(_COUNTS.get(number, number)) * _MEGABYTES[unit[0]])


def is_nearly_a_phone(reference: str) -> bool:
    """Return whether a number looks like a mobile phone's with a digit too few or too many."""
    return _NEARLY_A_PHONE.fullmatch(reference) is not None


def read_size(text: str) -> int | None:
    """Return the size in the name of a plan, in MB: how a plan is found that fits what was typed."""
    match = _SIZE.search(Line(text).rest)
    return megabytes(match["number"], match["unit"]) if match else None


def _open_ussd(line: Line) -> None:
    """Put the amount and the phone of a bank's code in its place: the amount is before the phone."""
    match = next(line.find(_USSD), None)
    if match is None:
        return
    parts = match[0].strip("*#").split("*")
    phone = next((place for place, part in enumerate(parts) if _is_phone(part)), None)
    if phone is None:
        kept = parts[-1:]
    elif phone == 0:
        kept = parts[:2]
    else:
        kept = parts[phone - 1 : phone + 1]
    line.rest = f"{line.rest[: match.start()]} {' '.join(kept)} {line.rest[match.end() :]}"


def _take_sizes(line: Line) -> tuple[int, ...]:
    found: dict[int, None] = {}
    for match in line.find(_SIZE):
        found[megabytes(match["number"], match["unit"])] = None
        line.take(match)
    return tuple(found)


def _take_validity(line: Line) -> Validity | None:
    """Return the last period in a line. Others than the usual ones are taken out and mean nothing."""
    validity = None
    for match in line.find(_PERIOD):
        number = _COUNTS.get(match["number"]) or int(match["number"])
        validity = _LASTS.get(number * _HOURS[match["unit"][0]])
        line.take(match)
    return validity


def _take_references(line: Line) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for match in line.find(_TOO_LONG_PHONE):
        found[re.sub(r"[ -]", "", match[0])] = None
        line.take(match)
    for match in line.find(_GROUPED):
        number = re.sub(r"[ -]", "", match[0])
        if len(number) in _GROUPED_DIGITS:
            found[number] = None
            line.take(match)
    for match in line.find(_REFERENCE):
        if _is_reference(match[0]):
            found[_without_dashes(match[0].upper())] = None
            line.take(match)
    return tuple(found)


def _without_dashes(reference: str) -> str:
    """Return a prepaid meter's number in one piece. Elsewhere a dash may belong to the number."""
    digits = reference.replace("-", "")
    return digits if digits.isdecimal() and len(digits) in METER_DIGITS else reference


def _is_reference(word: str) -> bool:
    digits = sum(letter.isdecimal() for letter in word)
    if digits < _FEWEST_DIGITS or word.endswith(_NAIRA):
        return False
    return not _ROUND_SUM.fullmatch(word) and not _DATE.fullmatch(word)


def _is_phone(part: str) -> bool:
    try:
        read_phone(part)
    except NotAPhoneNumber:
        return False
    return True
