"""Personal data at rest: encrypted with a key that can be rotated, looked up by a keyed hash.

`ENCRYPTION_KEYS` is a list of "name:base64 of 32 bytes", separated by commas. The first key
encrypts; every key decrypts what it once encrypted, so that a new one is put in front and the old
one stays until nothing is left of it. What is sealed starts with a version byte and the key's name.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
from collections.abc import Mapping
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_VERSION = b"\x01"
_NONCE = 12
_KEY = 32
_SHORTEST = 2  # the version and how long the key's name is


class BadKeys(ValueError):
    """The list of keys can't be read."""


class Unreadable(Exception):
    """Sealed by a key that is not on the ring, or damaged."""


@dataclass(frozen=True)
class Keyring:
    """The keys of one installation. `lookup_key` never changes: what was stored is found by it."""

    ciphers: Mapping[bytes, AESGCM]
    newest: bytes
    lookup_key: bytes

    @classmethod
    def from_text(cls, keys: str, lookup_key: bytes) -> Keyring:
        """Read "name:base64,name:base64"; the first one encrypts.

        :raises BadKeys: saying what is wrong, without a key in it
        """
        ring: dict[bytes, bytes] = {}
        for part in filter(None, (part.strip() for part in keys.split(","))):
            name, colon, text = part.partition(":")
            try:
                key = base64.b64decode(text, validate=True)
            except ValueError:
                key = b""
            if not colon or not name.isalnum() or len(name) > 16 or len(key) != _KEY:
                raise BadKeys('each key is "name:base64 of 32 bytes", the name up to 16 letters and digits')
            if name.encode() in ring:
                raise BadKeys("two keys have the same name")
            ring[name.encode()] = key
        if not ring:
            raise BadKeys("at least one key is needed")
        return cls(
            ciphers={name: AESGCM(key) for name, key in ring.items()},
            newest=next(iter(ring)),
            lookup_key=lookup_key,
        )

    def seal(self, plain: bytes) -> bytes:
        """Encrypt. The same text twice gives two different results."""
        nonce = os.urandom(_NONCE)
        head = self.head_of(self.newest)
        return head + nonce + self.ciphers[self.newest].encrypt(nonce, plain, head)

    @staticmethod
    def head_of(name: bytes) -> bytes:
        """Return how everything begins that the key of that name sealed."""
        return _VERSION + bytes((len(name),)) + name

    def open(self, sealed: bytes) -> bytes:
        """Decrypt.

        :raises Unreadable: if the key is not on the ring, or the text was changed
        """
        if sealed[:1] != _VERSION or len(sealed) < _SHORTEST:
            raise Unreadable("unknown version")
        end = 2 + sealed[1]
        cipher = self.ciphers.get(sealed[2:end])
        if cipher is None:
            raise Unreadable("the key is not on the ring")
        nonce, body = sealed[end : end + _NONCE], sealed[end + _NONCE :]
        try:
            return cipher.decrypt(nonce, body, sealed[:end])
        except (InvalidTag, ValueError) as error:
            raise Unreadable("damaged") from error

    def is_newest(self, sealed: bytes) -> bool:
        """Return whether the newest key sealed it."""
        return sealed[2 : 2 + sealed[1]] == self.newest

    def index(self, *parts: str) -> bytes:
        """Return a keyed hash by which sealed text can be found again, 16 bytes."""
        return hmac.digest(self.lookup_key, "\x1f".join(parts).encode(), hashlib.sha256)[:16]
