"""The PIN's hash: Argon2id over a peppered value, in threads of its own.

Four digits are guessed in no time from a plain hash. The pepper is a key that is not in the
database, so that a stolen database alone gives no PIN away; the slow hash is for the case that both
are stolen. Cost: 19 MiB, 2 passes, 1 lane (the OWASP password storage recommendation).

`PIN_PEPPER` is one pepper, or a list "2:pepper,1:pepper,0:pepper": the first one seals, all of them know what
they sealed. Number 0 is the pepper that had no number once. What it sealed is salt and hash; what a later one
sealed has its number in front.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import os
import re
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

MEMORY_KIB = 19 * 1024
PASSES = 2
LANES = 1
_SALT = 16
_LENGTH = 32
LONGEST_WITHOUT_NUMBER = _SALT + _LENGTH  # of what is sealed
_NUMBERED = re.compile(r"(\d{1,3}):([^\s:]+)")
_HIGHEST = 255
_SHORTEST = 32  # characters of a numbered one: 16 bytes in hex


class BadPeppers(ValueError):
    """The list of peppers can't be read."""


@dataclass(frozen=True)
class Argon2PinHasher:
    """Hashes in a bounded pool: a rush of PINs waits in line instead of eating the memory."""

    pepper: bytes = field(repr=False)
    threads: int = field(default_factory=lambda: os.cpu_count() or 1)
    number: int = 0  # the pepper's
    older: Mapping[int, bytes] = field(default_factory=dict, repr=False)
    pool: ThreadPoolExecutor = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Open the pool."""
        object.__setattr__(self, "pool", ThreadPoolExecutor(self.threads, thread_name_prefix="pin"))

    @classmethod
    def from_text(cls, text: str) -> Argon2PinHasher:
        """Read one pepper, or "2:pepper,1:pepper".

        :raises BadPeppers: saying what is wrong, without a pepper in it
        """
        peppers = peppers_of(text)
        newest = next(iter(peppers))
        older = {number: pepper for number, pepper in peppers.items() if number != newest}
        return cls(peppers[newest], number=newest, older=older)

    async def seal(self, digits: str) -> bytes:
        """Return number, salt and hash of a PIN."""
        salt = os.urandom(_SALT)
        hashed = await self._in_pool(_peppered(self.pepper, digits), salt)
        return (bytes((self.number,)) if self.number else b"") + salt + hashed

    async def matches(self, digits: str, sealed: bytes) -> bool:
        """Return whether that is the PIN, in a time that does not tell how wrong it is."""
        pepper = self._pepper_of(sealed)
        salt, expected = sealed[-LONGEST_WITHOUT_NUMBER:-_LENGTH], sealed[-_LENGTH:]
        found = await self._in_pool(_peppered(pepper or b"", digits), salt)
        return hmac.compare_digest(found, expected) and pepper is not None

    def knows(self, sealed: bytes) -> bool:
        """Return whether the pepper that sealed it is there: without it no PIN is the right one."""
        return self._pepper_of(sealed) is not None

    async def renewed(self, digits: str, sealed: bytes) -> bytes | None:
        """Return what to keep of the right PIN from now on; None if the newest pepper sealed it."""
        return None if number_of(sealed) == self.number else await self.seal(digits)

    def close(self) -> None:
        """Let the threads go."""
        self.pool.shutdown(wait=False, cancel_futures=True)

    def _pepper_of(self, sealed: bytes) -> bytes | None:
        number = number_of(sealed)
        return self.pepper if number == self.number else self.older.get(number)

    async def _in_pool(self, secret: bytes, salt: bytes) -> bytes:
        return await asyncio.get_running_loop().run_in_executor(self.pool, derive, secret, salt)


def peppers_of(text: str) -> dict[int, bytes]:
    """Read the peppers by their numbers, the one that seals first.

    :raises BadPeppers: saying what is wrong, without a pepper in it
    """
    parts = [_NUMBERED.fullmatch(part.strip()) for part in text.split(",")]
    numbered = [(int(part[1]), part[2]) for part in parts if part is not None]
    if len(numbered) < len(parts):
        if numbered:
            raise BadPeppers(
                'in a list each pepper is "number:pepper"; the one that had no number is number 0'
            )
        return {0: text.encode()}
    if any(number > _HIGHEST or (number and len(pepper) < _SHORTEST) for number, pepper in numbered):
        raise BadPeppers("a number is at most 255, and a numbered pepper has at least 32 characters")
    found = {number: pepper.encode() for number, pepper in numbered}
    if len(found) < len(numbered) or len({*found.values()}) < len(numbered):
        raise BadPeppers("two peppers have the same number, or are the same")
    return found


def number_of(sealed: bytes) -> int:
    """Return the number of the pepper that sealed it."""
    return sealed[0] if len(sealed) > LONGEST_WITHOUT_NUMBER else 0


def _peppered(pepper: bytes, digits: str) -> bytes:
    return hmac.digest(pepper, digits.encode(), hashlib.sha256)


def derive(secret: bytes, salt: bytes) -> bytes:
    """Return the Argon2id hash."""
    kdf = Argon2id(salt=salt, length=_LENGTH, iterations=PASSES, lanes=LANES, memory_cost=MEMORY_KIB)
    return kdf.derive(secret)
