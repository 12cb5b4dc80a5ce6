"""By what a biller knows its customer: reading what people type, before anybody is asked whose it is."""

from __future__ import annotations

import re

from domain.billers import Asks, read_meter_number
from domain.errors import Refusal

# The outermost bounds: billers differ, and whose it is says the validation.
_SHAPES = {
    Asks.SMARTCARD: re.compile(r"[0-9]{8,14}"),
    Asks.ACCOUNT: re.compile(r"[A-Za-z0-9/\-]{5,20}"),
    Asks.PROFILE: re.compile(r"[0-9]{10}"),
}
_FEWEST_DIGITS = 5
_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]+\.[^@\s]{2,}")
_LONGEST_EMAIL = 100
_SEPARATORS = re.compile(r"[\s\u00a0]+")
_DASHES = re.compile(r"[\s\u00a0\-]+")


class NotAReference(Refusal):
    """What was typed can't be a smartcard, account or profile number."""

    code = "not-a-reference"

    def __init__(self, *, asks: Asks, digits: int) -> None:
        super().__init__(asks=asks, digits=digits)


def read_reference(asks: Asks, text: str) -> str:
    """Return a customer reference as the biller wants it. Accounts may be looked for by an e-mail address.

    :raises NotAMeterNumber: if it can't be a meter
    :raises NotAReference: if it can't be a card, an account or a profile
    """
    if asks is Asks.METER:
        return read_meter_number(text)
    if asks is Asks.ACCOUNT and len(text) <= _LONGEST_EMAIL and _EMAIL.fullmatch(text.strip()):
        return text.strip()
    shape = _SHAPES[asks]
    only_digits = asks is not Asks.ACCOUNT
    reference = (_DASHES if only_digits else _SEPARATORS).sub("", text.strip())
    digits = sum(character.isdigit() for character in reference)
    if not shape.fullmatch(reference) or digits < _FEWEST_DIGITS:
        raise NotAReference(asks=asks, digits=digits)
    return reference
