"""Reading a whole order from one typed line, words in any order. It proposes; the PIN disposes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from domain.amounts import NotAnAmount, read_amount
from domain.billers import NotAMeterNumber, read_meter_number
from domain.money import Money
from domain.phones import Phone, read_phone
from domain.vendors import Category

# A phone number inside a line: 0803…, 803…, +234803…, in one piece or grouped 4-3-4.
_PHONE = re.compile(
    r"(?<![\d,.])(?:\+?234[ -]?0?|0)[789][01]\d[ -]?\d{3}[ -]?\d{4}(?!\d)|(?<![\d,.])[789][01]\d{8}(?!\d)"
)
_LONGEST = 80
_SHORTEST_METER = 7

_CATEGORY_WORDS = {
    Category.AIRTIME: "airtime card recharge credit call",
    Category.ELECTRICITY: "light electricity nepa power prepaid postpaid meter",
}
_BILLER_WORDS = {
    "mtn": "mtn",
    "airtel": "airtel",
    "glo": "glo",
    "9mobile": "9mobile etisalat t2",
    "ikeja-electric": "ikeja ikedc",
    "eko-electric": "eko ekedc",
    "abuja-electric": "abuja aedc",
    "kano-electric": "kano kedco",
    "portharcourt-electric": "portharcourt ph phed",
    "jos-electric": "jos jed",
    "ibadan-electric": "ibadan ibedc",
    "kaduna-electric": "kaduna kaedco",
    "enugu-electric": "enugu eedc",
    "benin-electric": "benin bedc",
    "aba-electric": "aba",
    "yola-electric": "yola yedc",
}
_NETWORKS = frozenset({"mtn", "airtel", "glo", "9mobile"})
_FILLERS = frozenset(
    "buy get send me my own line number for to on of the please pls abeg naira i want wan".split()  # noqa: SIM905
)

_CATEGORIES = {word: category for category, words in _CATEGORY_WORDS.items() for word in words.split()}
_BILLERS = {word: biller for biller, words in _BILLER_WORDS.items() for word in words.split()}


@dataclass(frozen=True, slots=True)
class TypedOrder:
    """What a line says of an order. What it leaves out is asked for."""

    category: Category
    amount: Money | None = None
    biller_id: str | None = None
    phone: Phone | None = None  # None: one's own line
    meter: str | None = None


def read_order(text: str) -> TypedOrder | None:
    """Return the order in a line; None if it is none, or if a word of it can't be placed.

    A bare number or name is none: it may answer a question. An amount with a phone number or a biller is
    one, and so is anything with a word for what is bought.
    """
    if len(text) > _LONGEST:
        return None
    found = _PHONE.search(text)
    said = _Said(phone=read_phone(found[0]) if found else None)
    rest = text[: found.start()] + " " + text[found.end() :] if found else text
    for word in rest.casefold().replace("port harcourt", "portharcourt").split():
        if not said.place(word.strip("?!;:")):
            return None
    return said.order(found[0] if found else None)


@dataclass(slots=True)
class _Said:
    """What was understood so far, each thing at most once."""

    phone: Phone | None
    category: Category | None = None
    biller_id: str | None = None
    amount: Money | None = None
    meter: str | None = None

    def place(self, word: str) -> bool:
        """Take a word in; False if it can't be placed."""
        if not word or word in _FILLERS:
            return True
        if word in _CATEGORIES:
            same = self.category in (None, _CATEGORIES[word])
            self.category = _CATEGORIES[word]
            return same
        if word in _BILLERS:
            fresh = self.biller_id is None
            self.biller_id = _BILLERS[word]
            return fresh
        return self._place_number(word)

    def _place_number(self, word: str) -> bool:
        if self.meter is None and len(word) >= _SHORTEST_METER and _is_meter(word):
            self.meter = word.upper()
            return True
        if self.amount is not None:
            return False
        try:
            self.amount = read_amount(word)
        except NotAnAmount:
            return False
        return True

    def order(self, phone_as_typed: str | None) -> TypedOrder | None:
        """Return the order that this makes, if it makes one."""
        category = self.category
        if category is None and self.amount is not None:
            category = self._category_of_biller() or (Category.AIRTIME if self.phone is not None else None)
        if category is None or (category is Category.AIRTIME and self.meter is not None):
            return None
        if self._category_of_biller() not in (None, category):
            return None
        if category is Category.ELECTRICITY and self.phone is not None:
            # Eleven digits that look like a phone number may well be a meter.
            if self.meter is not None or phone_as_typed is None:
                return None
            return TypedOrder(category, self.amount, self.biller_id, meter=_digits(phone_as_typed))
        return TypedOrder(category, self.amount, self.biller_id, self.phone, self.meter)

    def _category_of_biller(self) -> Category | None:
        if self.biller_id is None:
            return None
        return Category.AIRTIME if self.biller_id in _NETWORKS else Category.ELECTRICITY


def _is_meter(word: str) -> bool:
    try:
        read_meter_number(word)
    except NotAMeterNumber:
        return False
    return any(character.isdigit() for character in word) and not word.endswith(("k", "m", "naira"))


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)
