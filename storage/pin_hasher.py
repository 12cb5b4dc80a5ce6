"""The PIN's hash: Argon2id over a peppered value, in threads of its own.

Four digits are guessed in no time from a plain hash. The pepper is a key that is not in the
database, so that a stolen database alone gives no PIN away; the slow hash is for the case that both
are stolen. Cost: 19 MiB, 2 passes, 1 lane (the OWASP password storage recommendation).
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

MEMORY_KIB = 19 * 1024
PASSES = 2
LANES = 1
_SALT = 16
_LENGTH = 32


@dataclass(frozen=True)
class Argon2PinHasher:
    """Hashes in a bounded pool: a rush of PINs waits in line instead of eating the memory."""

    pepper: bytes
    threads: int = field(default_factory=lambda: os.cpu_count() or 1)
    pool: ThreadPoolExecutor = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Open the pool."""
        object.__setattr__(self, "pool", ThreadPoolExecutor(self.threads, thread_name_prefix="pin"))

    async def seal(self, digits: str) -> bytes:
        """Return salt and hash of a PIN."""
        salt = os.urandom(_SALT)
        return salt + await self._in_pool(self._peppered(digits), salt)

    async def matches(self, digits: str, sealed: bytes) -> bool:
        """Return whether that is the PIN, in a time that does not tell how wrong it is."""
        salt, expected = sealed[:_SALT], sealed[_SALT:]
        found = await self._in_pool(self._peppered(digits), salt)
        return hmac.compare_digest(found, expected)

    def close(self) -> None:
        """Let the threads go."""
        self.pool.shutdown(wait=False, cancel_futures=True)

    def _peppered(self, digits: str) -> bytes:
        return hmac.digest(self.pepper, digits.encode(), hashlib.sha256)

    async def _in_pool(self, secret: bytes, salt: bytes) -> bytes:
        return await asyncio.get_running_loop().run_in_executor(self.pool, derive, secret, salt)


def derive(secret: bytes, salt: bytes) -> bytes:
    """Return the Argon2id hash."""
    kdf = Argon2id(salt=salt, length=_LENGTH, iterations=PASSES, lanes=LANES, memory_cost=MEMORY_KIB)
    return kdf.derive(secret)
