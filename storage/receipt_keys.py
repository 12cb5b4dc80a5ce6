"""The keys that sign receipts: Ed25519 (RFC 8032), each under a number that stands in the receipt.

`RECEIPT_KEYS` is a list of "number:base64 of a 32-byte seed", separated by commas. The first one signs;
all of them check, so that old receipts stay genuine when a new key is put in front. A key that must sign
no more, but still check, may be there as "number:public:base64 of the public key".
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

_LENGTH = 32
_PUBLIC = "public:"


class BadReceiptKeys(ValueError):
    """The list of keys can't be read."""


@dataclass(frozen=True)
class Ed25519ReceiptKeys:
    """`domain.receipts.ReceiptKeys`. Without a private key it can only check."""

    newest: int
    private: Ed25519PrivateKey | None
    public: Mapping[int, Ed25519PublicKey]

    @classmethod
    def from_text(cls, keys: str) -> Ed25519ReceiptKeys:
        """Read "2:base64,1:base64"; the first one signs.

        :raises BadReceiptKeys: saying what is wrong, without a key in it
        """
        signing: dict[int, Ed25519PrivateKey] = {}
        public: dict[int, Ed25519PublicKey] = {}
        for part in filter(None, (part.strip() for part in keys.split(","))):
            number, _, text = part.partition(":")
            raw = _decoded(text.removeprefix(_PUBLIC))
            if not (number.isascii() and number.isdigit() and 1 <= int(number) <= 255) or raw is None:
                raise BadReceiptKeys('each key is "number:base64 of 32 bytes", the number from 1 to 255')
            key_id = int(number)
            if key_id in public:
                raise BadReceiptKeys("two keys have the same number")
            if text.startswith(_PUBLIC):
                public[key_id] = Ed25519PublicKey.from_public_bytes(raw)
            else:
                signing[key_id] = Ed25519PrivateKey.from_private_bytes(raw)
                public[key_id] = signing[key_id].public_key()
        newest = next(iter(public), None)
        if newest is None or newest not in signing:
            raise BadReceiptKeys("the first key has to be one that signs")
        return cls(newest, signing[newest], public)

    @classmethod
    def from_published(cls, published: object) -> Ed25519ReceiptKeys:
        """Read what `published` returned somewhere: good for checking alone.

        :raises BadReceiptKeys: if it is something else
        """
        public: dict[int, Ed25519PublicKey] = {}
        for number, text in published.items() if isinstance(published, dict) else [("", None)]:
            raw = _decoded(text) if isinstance(text, str) else None
            if not number.isdigit() or raw is None:
                raise BadReceiptKeys("these are no published receipt keys")
            public[int(number)] = Ed25519PublicKey.from_public_bytes(raw)
        return cls(0, None, public)

    @property
    def published(self) -> dict[str, str]:
        """The public keys for the whole world: number → base64."""
        return {
            str(key_id): base64.b64encode(key.public_bytes_raw()).decode()
            for key_id, key in self.public.items()
        }

    def sign(self, body: bytes) -> bytes:
        """Return the newest key's signature, 64 bytes."""
        if self.private is None:
            raise BadReceiptKeys("there is no key that signs")
        return self.private.sign(body)

    def verifies(self, key_id: int, body: bytes, signature: bytes) -> bool | None:
        """Return whether that key signed exactly this; None if there is no such key."""
        key = self.public.get(key_id)
        if key is None:
            return None
        try:
            key.verify(signature, body)
        except InvalidSignature:
            return False
        return True


def _decoded(text: str) -> bytes | None:
    try:
        raw = base64.b64decode(text, validate=True)
    except ValueError:
        return None
    return raw if len(raw) == _LENGTH else None
