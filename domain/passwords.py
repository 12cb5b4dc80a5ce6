"""Passwords: for faces other than the chat, beside the PIN. They let somebody in; money takes the PIN.

Length is what counts, as NIST SP 800-63B has it: no rules about signs, but nothing that everybody
tries first.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

from domain.errors import Refusal
from domain.phones import Phone
from domain.rules import PinLock

SHORTEST, LONGEST = 10, 128
_FEWEST_LETTERS = 5  # different ones
_TRIED_FIRST = (
    "password",
    "passw0rd",
    "qwerty",
    "asdfgh",
    "letmein",
    "iloveyou",
    "welcome",
    "vision",
    "123456",
)
_LEFT_OVER = 5  # fewer letters than that beside one of those


class WeakPassword(Refusal):
    """Too short, or easy to guess."""

    code = "weak-password"

    def __init__(self) -> None:
        super().__init__(shortest=SHORTEST)


class PasswordLocked(Refusal):
    """Too many wrong passwords. It opens by itself at `until`, or at once with a new password."""

    code = "password-locked"

    def __init__(self, *, until: datetime) -> None:
        super().__init__(until=until)
        self.until = until


@dataclass(frozen=True, slots=True)
class PasswordRecord:
    """A customer's password as stored, and the wrong tries since the last right one."""

    customer_id: str
    sealed: bytes = field(repr=False)
    changed_at: datetime
    wrong: int = 0
    locked_until: datetime | None = None

    def spend_try(self, locks: Sequence[PinLock], *, now: datetime) -> PasswordRecord:
        """Count a try as wrong before it is compared, so that no crash gives a free guess.

        After the last of the locks every further try locks as long as it does.

        :raises PasswordLocked: if no try is allowed now
        """
        if self.locked_until is not None and now < self.locked_until:
            raise PasswordLocked(until=self.locked_until)
        wrong = self.wrong + 1
        lock = next((lock for lock in locks if lock.wrong == wrong), None)
        if lock is None and wrong > locks[-1].wrong:
            lock = locks[-1]
        until = now + lock.pause if lock is not None and lock.pause is not None else None
        return replace(self, wrong=wrong, locked_until=until)

    def forgiven(self, renewed: bytes | None = None) -> PasswordRecord:
        """Return the record after the right password, sealed anew where an older key had sealed it."""
        return replace(self, wrong=0, locked_until=None, sealed=renewed or self.sealed)


class PasswordStore(Protocol):
    """Where passwords are kept."""

    async def lock(self, customer_id: str) -> PasswordRecord | None:
        """Return the record, locked until the end of the transaction."""
        ...

    async def save(self, record: PasswordRecord) -> None:
        """Keep a new or changed record."""
        ...


def spelled(password: str) -> str:
    """Return a password in the one spelling that is hashed, whatever keyboard it was typed on."""
    return unicodedata.normalize("NFKC", password)


def check_password(password: str, phone: Phone) -> None:
    """Refuse a password that is easy to guess.

    :raises WeakPassword: if it is short, made of few letters, or little more than what everybody tries first
    """
    said = spelled(password).lower()
    if not SHORTEST <= len(said) <= LONGEST or len(set(said)) < _FEWEST_LETTERS:
        raise WeakPassword
    for guess in (*_TRIED_FIRST, phone.e164[-10:]):
        if guess in said and len(said) - len(guess) < _LEFT_OVER:
            raise WeakPassword
