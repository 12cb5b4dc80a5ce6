"""Banks and people's accounts there: reading an account number, finding a bank, whose account it is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from domain.errors import Refusal

# Offered before anybody searches: OPay, Moniepoint, PalmPay, Kuda, GTBank, Access, Zenith, UBA, First Bank,
# by the codes that Paystack's list has.
COMMON_BANKS = ("999992", "50515", "999991", "50211", "058", "044", "057", "033", "011")
NUMBER_LENGTH = 10  # of a NUBAN, the account number that all Nigerian banks use
_SHARED_WORDS = 2  # a first name alone is that of thousands
_SEPARATORS = re.compile(r"[\s.\-]")
_NO_LETTERS = re.compile(r"[^a-z]+")
_TITLES = frozenset(
    {
        *("mr", "mrs", "ms", "miss", "master", "sir", "lady", "dr", "prof", "engr", "barr", "rev", "pastor"),
        *("chief", "alhaji", "alhaja"),
    }
)
_EVERY_BANK = frozenset({"bank", "plc", "limited", "ltd", "nigeria", "microfinance", "mfb", "of", "the"})


class NotABankAccountNumber(Refusal):
    """Not the ten digits of an account number."""

    code = "not-an-account-number"


class UnknownBank(Refusal):
    """No bank of that name or code is on the list."""

    code = "unknown-bank"


class NoSuchBankAccount(Refusal):
    """The bank has no account of that number."""

    code = "no-such-bank-account"

    def __init__(self, *, bank: str) -> None:
        super().__init__(bank=bank)


class NotYourBankAccount(Refusal):
    """The account is in another name than the customer's."""

    code = "not-your-bank-account"

    def __init__(self, *, name: str) -> None:
        super().__init__(name=name)


@dataclass(frozen=True, slots=True)
class Bank:
    """A bank that can be paid into. `code` is what it goes by among banks."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class BankAccount:
    """A person's account at a bank, as that bank knows it."""

    bank: Bank
    number: str
    name: str

    @property
    def ends(self) -> str:
        """The last four digits, which is all that is shown."""
        return self.number[-4:]


def read_account_number(text: str) -> str:
    """Return the ten digits of an account number.

    :raises NotABankAccountNumber: if it is anything else
    """
    number = _SEPARATORS.sub("", text)
    if len(number) != NUMBER_LENGTH or not (number.isascii() and number.isdigit()):
        raise NotABankAccountNumber
    return number


def find_banks(banks: Sequence[Bank], said: str) -> tuple[Bank, ...]:
    """Return the banks that a person may mean: those that have every word that was said, or begin with it."""
    wanted = _words(said)
    if not wanted:
        return ()
    exact = tuple(bank for bank in banks if _words(bank.name) == wanted)
    return exact or tuple(bank for bank in banks if _means(_words(bank.name), wanted))


def _means(name: frozenset[str], wanted: frozenset[str]) -> bool:
    told_apart = wanted - _EVERY_BANK or wanted
    return all(any(word.startswith(each) for word in name) for each in told_apart)


def same_person(one: str, other: str) -> bool:
    """Return whether two names may be one person's, whatever their order, case, accents and titles.

    The shorter name has to be in the longer one whole, with two words at least; an initial stands for a
    word that begins with it.
    """
    first, second = _words(one) - _TITLES, _words(other) - _TITLES
    return _is_in(first, second) or _is_in(second, first)


def _is_in(shorter: frozenset[str], longer: frozenset[str]) -> bool:
    whole = {word for word in shorter if len(word) > 1}
    if len(whole & longer) < _SHARED_WORDS or not whole <= longer:
        return False
    left = longer - whole
    initials = [word for word in shorter if len(word) == 1]
    return all(any(word.startswith(initial) for word in left) for initial in initials)


def _words(name: str) -> frozenset[str]:
    plain = unicodedata.normalize("NFKD", name.casefold().replace("'", "").replace("’", ""))
    letters = "".join(each for each in plain if not unicodedata.combining(each))
    return frozenset(filter(None, _NO_LETTERS.split(letters)))
