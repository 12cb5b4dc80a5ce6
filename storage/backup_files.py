"""Backup files: closed in pieces, so that a large one needs little memory, and none opens that lacks a piece.

`BACKUP_KEYS` is a list of "name:base64 of 32 bytes", separated by commas; the first one closes, all of them
open. A file begins with a line that names it and one that says what it is and by which key it was closed.
Then come pieces of one size, each sealed with AES-256-GCM under a key of this file alone (HKDF of the key and
a salt). A piece's nonce is its number and whether it is the last one, and the head is sealed along with each:
what was cut off, put in another order or came out of another file is found before anything is made of it.
"""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MAGIC = b"VISION BACKUP 1\n"
PIECE = 1024 * 1024
_TAG = 16
_KEY = 32
_SALT = 32
_LONGEST_HEAD = 4_096
_LAST, _MORE = b"\x01", b"\x00"


class BadBackupKeys(ValueError):
    """The list of keys can't be read."""


class DamagedBackup(Exception):
    """A file that is none of ours, was changed or cut off, or was closed by a key that is not in the list."""


@dataclass(frozen=True)
class BackupKeys:
    """The keys of one installation's backups, by name."""

    newest: str
    keys: Mapping[str, bytes] = field(repr=False)

    @classmethod
    def from_text(cls, text: str) -> BackupKeys:
        """Read "name:base64,name:base64"; the first one closes.

        :raises BadBackupKeys: saying what is wrong, without a key in it
        """
        found: dict[str, bytes] = {}
        for part in filter(None, (part.strip() for part in text.split(","))):
            name, _, encoded = part.partition(":")
            try:
                key = base64.b64decode(encoded, validate=True)
            except ValueError:
                key = b""
            if not (name.isascii() and name.isalnum() and len(name) <= 16) or len(key) != _KEY:
                raise BadBackupKeys(
                    'each key is "name:base64 of 32 bytes", the name up to 16 letters and digits'
                )
            if name in found:
                raise BadBackupKeys("two keys have the same name")
            found[name] = key
        if not found:
            raise BadBackupKeys("at least one key is needed")
        return cls(next(iter(found)), found)


def close(source: IO[bytes], target: IO[bytes], keys: BackupKeys, about: Mapping[str, str]) -> None:
    """Copy what is read, sealed with the newest key. `about` is for whoever finds it, no secret."""
    salt = os.urandom(_SALT)
    head = json.dumps({**about, "key": keys.newest, "salt": base64.b64encode(salt).decode()}).encode() + b"\n"
    cipher = _cipher(keys.keys[keys.newest], salt)
    target.write(MAGIC + head)
    number, piece = 0, _filled(source, PIECE)
    while True:
        following = _filled(source, PIECE)
        target.write(cipher.encrypt(_nonce(number, last=not following), piece, head))
        if not following:
            return
        number, piece = number + 1, following


def read_head(source: IO[bytes]) -> dict[str, str]:
    """Return what a backup says of itself. Nobody has sealed that yet: `opened` does find a lie.

    :raises DamagedBackup: if it is none
    """
    return _head(source)[0]


def opened(source: IO[bytes], keys: BackupKeys) -> Iterator[bytes]:
    """Yield what was closed, piece by piece. What came before a damaged piece is genuine, but not all.

    :raises DamagedBackup: as soon as a piece is not what was written
    """
    about, head = _head(source)
    key = keys.keys.get(about.get("key", ""))
    if key is None:
        raise DamagedBackup(f"it was closed by the key {about.get('key')!r}, which BACKUP_KEYS does not have")
    try:
        cipher = _cipher(key, base64.b64decode(about["salt"], validate=True))
    except (KeyError, ValueError) as error:
        raise DamagedBackup("its head is damaged") from error
    number, piece = 0, _filled(source, PIECE + _TAG)
    while True:
        following = _filled(source, PIECE + _TAG)
        try:
            yield cipher.decrypt(_nonce(number, last=not following), piece, head)
        except (InvalidTag, ValueError) as error:
            raise DamagedBackup("it was changed, or its end is missing") from error
        if not following:
            return
        number, piece = number + 1, following


def _head(source: IO[bytes]) -> tuple[dict[str, str], bytes]:
    head = source.readline(_LONGEST_HEAD) if source.read(len(MAGIC)) == MAGIC else b""
    try:
        about = json.loads(head)
    except ValueError:
        about = None
    if not isinstance(about, dict) or not all(isinstance(each, str) for each in about.values()):
        raise DamagedBackup("it is no backup of ours")
    return about, head


def _cipher(key: bytes, salt: bytes) -> AESGCM:
    return AESGCM(HKDF(SHA256(), _KEY, salt, MAGIC).derive(key))


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + (_LAST if last else _MORE)


def _filled(source: IO[bytes], size: int) -> bytes:
    """Read that much, or all that there is: a pipe gives less at a time."""
    parts, missing = [], size
    while missing and (part := source.read(missing)):
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)
