"""Reading from a typed line how much is to be sent to whom: "send 2k to 0803…", "/send @ada 500"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from domain.amounts import NotAnAmount, read_amount
from domain.money import Money
from domain.phones import NotAPhoneNumber, Phone, read_phone

_LONGEST = 120
_PAY_LINK = re.compile(r"(?:https?://)?t\.me/\w+\?start=pay_([A-Za-z0-9]{8})\b")
_USERNAME = re.compile(
    r"(?<![\w@])@([A-Za-z][A-Za-z0-9_]{3,31})\b|(?:https?://)?t\.me/([A-Za-z][A-Za-z0-9_]{3,31})\b"
)
_PHONE = re.compile(r"(?<![\d+])(?:\+?234[\s-]?\(?0?\)?|0)[\s-]?[789][01](?:[\s-]?\d){8}(?!\d)")
# A line that begins so, and says an amount and a person, is about money and nothing else.
_ORDER = re.compile(
    r"\s*(?:(?:abeg|please|pls|biko|oya)\s+)?(?:send|transfer|dash|give)\b(.*)", re.IGNORECASE | re.DOTALL
)
_FILLERS = frozenset(
    [
        "to",
        "for",
        "give",
        "send",
        "transfer",
        "dash",
        "money",
        "cash",
        "naira",
        "ngn",
        "abeg",
        "please",
        "pls",
        "biko",
        "oya",
        "from",
        "my",
        "wallet",
        "the",
        "sum",
        "of",
        "na",
    ]
)


@dataclass(frozen=True, slots=True)
class TypedTransfer:
    """What a line says of a transfer. `name`: the words that are left, perhaps a saved name."""

    amount: Money | None = None
    phone: Phone | None = None
    username: str | None = None
    pay_code: str | None = None
    name: str | None = None

    @property
    def says_whom(self) -> bool:
        """Whether somebody is named beyond doubt."""
        return self.phone is not None or self.username is not None or self.pay_code is not None


def read_transfer(text: str) -> TypedTransfer:
    """Return what a line says, in any order."""
    rest, pay_code = _take(_PAY_LINK, text[:_LONGEST])
    rest, username = _take(_USERNAME, rest)
    rest, number = _take(_PHONE, rest)
    amount: Money | None = None
    words = []
    for word in rest.split():
        if amount is None and (found := _amount(word)) is not None:
            amount = found
        elif word.casefold().strip(".,!:;") not in _FILLERS:
            words.append(word)
    return TypedTransfer(
        amount=amount,
        phone=_phone(number),
        username=username,
        pay_code=pay_code.upper() if pay_code is not None else None,
        name=" ".join(words) or None,
    )


def read_order_to_send(text: str) -> TypedTransfer | None:
    """Return what a whole line orders to be sent; None if it is about else, or leaves a part open."""
    line = _ORDER.fullmatch(text) if len(text) <= _LONGEST else None
    if line is None:
        return None
    said = read_transfer(line[1])
    if said.amount is None or (said.says_whom and said.name is not None):
        return None  # "send 500 airtime to 0803…"
    return said if said.says_whom or said.name is not None else None


def _take(pattern: re.Pattern[str], text: str) -> tuple[str, str | None]:
    match = pattern.search(text)
    if match is None:
        return text, None
    found = next((group for group in match.groups() if group), match[0])
    return f"{text[: match.start()]} {text[match.end() :]}", found


def _amount(word: str) -> Money | None:
    try:
        return read_amount(word)
    except NotAnAmount:
        return None


def _phone(number: str | None) -> Phone | None:
    if number is None:
        return None
    try:
        return read_phone(number)
    except NotAPhoneNumber:
        return None
