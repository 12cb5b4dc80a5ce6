"""What people answer when a processor wants to know who they are: read, and never guessed."""

from __future__ import annotations

import re

from domain.account_processors import Bank
from domain.errors import Refusal

_ELEVEN_DIGITS = re.compile(r"\d{11}", re.ASCII)
_TEN_DIGITS = re.compile(r"\d{10}", re.ASCII)
_SEPARATORS = str.maketrans("", "", " -.")
# What people call banks, and what is in their long names.
_CALLED = {
    "gtb": "guaranty",
    "gtbank": "guaranty",
    "gt bank": "guaranty",
    "uba": "united bank",
    "fcmb": "first city",
    "firstbank": "first bank",
    "fbn": "first bank",
}


class NotAnIdentityNumber(Refusal):
    """A BVN or NIN has eleven digits."""

    code = "not-an-identity-number"


class NotABankAccount(Refusal):
    """A bank account has ten digits."""

    code = "not-a-bank-account"


class NotAFullName(Refusal):
    """A name as banks have it has a first and a last part."""

    code = "not-a-full-name"


def read_identity_number(text: str) -> str:
    """Return the eleven digits of a BVN or NIN.

    :raises NotAnIdentityNumber: if these are none
    """
    digits = text.strip().translate(_SEPARATORS)
    if not _ELEVEN_DIGITS.fullmatch(digits):
        raise NotAnIdentityNumber
    return digits


def read_bank_account(text: str) -> str:
    """Return the ten digits of a bank account.

    :raises NotABankAccount: if these are none
    """
    digits = text.strip().translate(_SEPARATORS)
    if not _TEN_DIGITS.fullmatch(digits):
        raise NotABankAccount
    return digits


def read_full_name(text: str) -> tuple[str, str]:
    """Return the first name and what follows it.

    :raises NotAFullName: if there is only one, or something that no name has
    """
    first, _, rest = " ".join(text.split()).partition(" ")
    letters = (first + rest).translate(str.maketrans("", "", " -.'’"))
    if not rest or not letters.isalpha() or len(first) + len(rest) > 100:
        raise NotAFullName
    return first, rest


def find_banks(banks: tuple[Bank, ...], said: str) -> tuple[Bank, ...]:
    """Return the banks that people may mean by that."""
    words = " ".join(said.casefold().split())
    words = _CALLED.get(words, words)
    return tuple(bank for bank in banks if words in bank.name.casefold()) if words else ()
