"""Who checks identities: what each answer means, and that a doubt is never a no."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import httpx
import pytest

from domain.account_processors import IdentityKind
from domain.identity import IdentityAnswer, IdentityQuestion, NobodyFound, NotAnswered, PersonFound
from gateways.identity import IdentityChecks
from sandbox import identity as stand_in
from tests.servers import a_sandbox

QUICKLY = timedelta(seconds=2)


async def answered(
    checks: IdentityChecks, number: str, kind: IdentityKind = IdentityKind.BVN
) -> IdentityAnswer:
    return await checks.ask(IdentityQuestion(kind, number, "Ada Obi"))


@pytest.fixture
async def checks() -> AsyncIterator[IdentityChecks]:
    async with a_sandbox() as (telegram, _):
        opened = IdentityChecks(f"{telegram.address}/identity/v1", "demo-identity-key", patience=QUICKLY)
        yield opened
        await opened.close()


class TestAskingTheStandIn:
    @pytest.mark.parametrize("kind", IdentityKind)
    @pytest.mark.parametrize(
        ("number", "expected"),
        [
            (stand_in.HERS, PersonFound("ADA OBI")),
            (stand_in.ANOTHERS, PersonFound("MUSA BELLO GARBA")),
            (stand_in.NOBODYS, NobodyFound()),
            (stand_in.DOWN, NotAnswered("http-503")),
            (stand_in.SLOW, NotAnswered("TimeoutError")),
            (stand_in.RUBBISH, NotAnswered("http-200-not-json")),
        ],
    )
    async def test_says_whose_a_number_is(
        self, checks: IdentityChecks, kind: IdentityKind, number: str, expected: IdentityAnswer
    ) -> None:
        found = await answered(checks, number, kind)

        if isinstance(expected, NotAnswered):
            assert isinstance(found, NotAnswered)
        else:
            assert found == expected


class TestAnAnswer:
    @pytest.mark.parametrize(
        ("status", "said", "expected"),
        [
            (200, {"status": "found", "name": "Ada Obi"}, PersonFound("Ada Obi")),
            (
                200,
                {"status": "FOUND", "first_name": "Ada", "middle_name": None, "last_name": "Obi"},
                PersonFound("Ada Obi"),
            ),
            (200, {"status": "found"}, NotAnswered("no-name")),
            (200, {"status": "not_found"}, NobodyFound()),
            (404, {"status": "not_found"}, NobodyFound()),
            (404, {"detail": "Not Found"}, NotAnswered("unlisted-answer")),
            (404, {"status": "found", "name": "Ada Obi"}, NotAnswered("unlisted-answer")),
            (401, {"status": "not_found"}, NotAnswered("http-401")),
            (500, {"status": "found", "name": "Ada Obi"}, NotAnswered("http-500")),
            (200, {"status": True}, NotAnswered("unlisted-answer")),
        ],
    )
    async def test_is_believed_only_where_it_is_clear(
        self, status: int, said: dict[str, object], expected: IdentityAnswer
    ) -> None:
        transport = httpx.MockTransport(lambda _: httpx.Response(status, json=said))
        checks = IdentityChecks("https://identity.example.com", "key", transport=transport)

        assert await answered(checks, "12345678901") == expected

    async def test_from_nobody_is_none(self) -> None:
        checks = IdentityChecks("http://127.0.0.1:9", "key", patience=QUICKLY)

        assert await answered(checks, "12345678901") == NotAnswered("unreachable")

    def test_has_no_number_in_its_words(self) -> None:
        assert "12345678901" not in repr(IdentityQuestion(IdentityKind.NIN, "12345678901", "Ada Obi"))
