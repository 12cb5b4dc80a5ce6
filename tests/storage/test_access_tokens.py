"""Access tokens: ours are read, and nothing that only looks like one."""

from __future__ import annotations

import base64
from dataclasses import replace
from datetime import timedelta
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from domain.sign_ins import Claims, NotSignedIn
from storage.access_tokens import BadTokenKeys, JwtAccessTokens
from tests.builders import NOON

HERE = "https://vision.example"
OLD, NEW = b"o" * 64, b"n" * 64
CLAIMS = Claims("0193-ada", "0193-phone", NOON, NOON + timedelta(minutes=30))


def keys(*pairs: tuple[int, bytes]) -> str:
    """The setting with these keys."""
    return ",".join(f"{number}:{base64.b64encode(key).decode()}" for number, key in pairs)


def forged(key: Any, *, algorithm: str = "HS256", head: dict[str, Any] | None = None, **changes: Any) -> str:
    """A token with what ours say, signed otherwise."""
    said = {
        "sub": CLAIMS.customer_id,
        "sid": CLAIMS.session_id,
        "iat": int(NOON.timestamp()),
        "exp": int(CLAIMS.expires_at.timestamp()),
        "iss": HERE,
        "aud": HERE,
    }
    said = {name: value for name, value in (said | changes).items() if value is not None}
    return jwt.encode(said, key, algorithm=algorithm, headers={"kid": "1", "typ": "at+jwt"} | (head or {}))


@pytest.fixture
def ours() -> JwtAccessTokens:
    return JwtAccessTokens.from_text(keys((1, OLD)), HERE)


class TestAToken:
    def test_says_who_and_until_when(self, ours: JwtAccessTokens) -> None:
        assert ours.read(ours.issue(CLAIMS), now=NOON) == CLAIMS

    def test_is_worth_nothing_when_its_time_is_over(self, ours: JwtAccessTokens) -> None:
        token = ours.issue(CLAIMS)

        assert ours.read(token, now=CLAIMS.expires_at - timedelta(seconds=1)) == CLAIMS
        with pytest.raises(NotSignedIn):
            ours.read(token, now=CLAIMS.expires_at)

    def test_stays_good_while_its_key_is_there(self, ours: JwtAccessTokens) -> None:
        token = ours.issue(CLAIMS)
        both = JwtAccessTokens.from_text(keys((2, NEW), (1, OLD)), HERE)
        gone = JwtAccessTokens.from_text(keys((2, NEW)), HERE)

        assert both.read(token, now=NOON) == CLAIMS
        assert jwt.get_unverified_header(both.issue(CLAIMS))["kid"] == "2"
        with pytest.raises(NotSignedIn):
            gone.read(token, now=NOON)

    @pytest.mark.parametrize(
        "token",
        [
            pytest.param(forged(NEW), id="another key"),
            pytest.param(forged(OLD, head={"kid": "2"}), id="another key's number"),
            pytest.param(forged(OLD, head={"typ": "JWT"}), id="another type"),
            pytest.param(forged(OLD, algorithm="HS512"), id="another algorithm"),
            pytest.param(forged(None, algorithm="none"), id="no signature"),
            pytest.param(
                forged(rsa.generate_private_key(65537, 2048), algorithm="RS256"),
                id="a pair of keys of theirs",
            ),
            pytest.param(forged(OLD, iss="https://other.example"), id="another issuer"),
            pytest.param(forged(OLD, aud="https://other.example"), id="for somebody else"),
            pytest.param(forged(OLD, exp=None), id="no end"),
            pytest.param(forged(OLD, sid=None), id="no session"),
            pytest.param("", id="nothing"),
            pytest.param("a.b.c", id="rubbish"),
            pytest.param("é" * 20, id="no ASCII"),
            pytest.param("x" * 100_000, id="very long"),
        ],
    )
    def test_of_somebody_else_is_not_read(self, ours: JwtAccessTokens, token: str) -> None:
        with pytest.raises(NotSignedIn):
            ours.read(token, now=NOON)

    def test_with_another_end_is_not_read(self, ours: JwtAccessTokens) -> None:
        head, _, signature = ours.issue(CLAIMS).split(".")
        later = ours.issue(replace(CLAIMS, expires_at=NOON + timedelta(days=9))).split(".")[1]

        with pytest.raises(NotSignedIn):
            ours.read(f"{head}.{later}.{signature}", now=NOON)


class TestTheKeys:
    @pytest.mark.parametrize(
        "text", ["", "1:short", "1:" + "A" * 20, keys((1, OLD), (1, NEW)), "x:" + "A" * 44]
    )
    def test_are_refused_unless_they_are_numbered_and_long(self, text: str) -> None:
        with pytest.raises(BadTokenKeys):
            JwtAccessTokens.from_text(text, HERE)

    def test_are_not_shown(self, ours: JwtAccessTokens) -> None:
        assert "ooo" not in repr(ours)
