"""Access tokens: JSON Web Tokens (RFC 7519) under HMAC-SHA256, each with the number of its key.

`JWT_KEYS` is a list of "number:base64 of 32 bytes or more", separated by commas. The first one signs, all
of them check, so that tokens stay good when a new key is put in front; what is taken out ends its tokens at
once. A token is read under the one algorithm and type that we write, whatever its head says (RFC 8725).
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

import jwt

from domain.sign_ins import Claims, NotSignedIn

_ALGORITHM = "HS256"
_TYPE = "at+jwt"  # RFC 9068
_SHORTEST_KEY = 32
_LONGEST_TOKEN = 2_000
_ALL = ("sub", "sid", "iat", "exp", "iss", "aud")


class BadTokenKeys(ValueError):
    """The list of keys can't be read."""


@dataclass(frozen=True)
class JwtAccessTokens:
    """`domain.sign_ins.AccessTokens`. `issuer` is this installation, by its address."""

    issuer: str
    newest: str
    keys: Mapping[str, bytes] = field(repr=False)

    @classmethod
    def from_text(cls, keys: str, issuer: str) -> JwtAccessTokens:
        """Read "2:base64,1:base64"; the first one signs.

        :raises BadTokenKeys: saying what is wrong, without a key in it
        """
        found: dict[str, bytes] = {}
        for part in filter(None, (part.strip() for part in keys.split(","))):
            number, _, text = part.partition(":")
            try:
                key = base64.b64decode(text, validate=True)
            except binascii.Error:
                key = b""
            if not (number.isascii() and number.isdigit()) or len(key) < _SHORTEST_KEY:
                raise BadTokenKeys('each key is "number:base64 of at least 32 bytes"')
            if number in found:
                raise BadTokenKeys("two keys have the same number")
            found[number] = key
        if not found:
            raise BadTokenKeys("there has to be one key at least")
        return cls(issuer, next(iter(found)), found)

    def issue(self, claims: Claims) -> str:
        """Return a signed token."""
        return jwt.encode(
            {
                "sub": claims.customer_id,
                "sid": claims.session_id,
                "iat": int(claims.issued_at.timestamp()),
                "exp": int(claims.expires_at.timestamp()),
                "iss": self.issuer,
                "aud": self.issuer,
            },
            self.keys[self.newest],
            algorithm=_ALGORITHM,
            headers={"kid": self.newest, "typ": _TYPE},
        )

    def read(self, token: str, *, now: datetime) -> Claims:
        """Return what a token of ours says.

        :raises NotSignedIn: if it is not ours, or not good at that moment
        """
        try:
            said = self._opened(token)
        except (jwt.PyJWTError, ValueError) as error:
            raise NotSignedIn from error
        claims = Claims(
            str(said["sub"]),
            str(said["sid"]),
            datetime.fromtimestamp(said["iat"], UTC),
            datetime.fromtimestamp(said["exp"], UTC),
        )
        if now >= claims.expires_at:
            raise NotSignedIn
        return claims

    def _opened(self, token: str) -> dict[str, int]:
        if len(token) > _LONGEST_TOKEN:
            raise ValueError("too long")
        head = jwt.get_unverified_header(token)
        key = self.keys.get(str(head.get("kid")))
        if key is None or head.get("typ") != _TYPE:
            raise ValueError("not written by us")
        # Of time we ask our own clock.
        return jwt.decode(
            token,
            key,
            algorithms=[_ALGORITHM],
            audience=self.issuer,
            issuer=self.issuer,
            options={"require": list(_ALL), "verify_exp": False, "verify_iat": False},
        )
