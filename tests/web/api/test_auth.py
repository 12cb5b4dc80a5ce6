"""Joining, signing in and out, over HTTP."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.errors import BooksUnreachable
from tests.chat import PIN as PIN_OF_THE_CHAT
from tests.chat import Vision
from tests.web.api.conftest import PASSWORD, Caller


async def login(caller: Caller, name: str | None = None, password: str = PASSWORD) -> int:
    """Sign in, and return the status."""
    answer = await caller.asks("POST", "/auth/login", {"name": name or caller.phone, "password": password})
    if answer.status_code == 200:
        caller.tokens = answer.json()
    return answer.status_code


class TestJoining:
    async def test_opens_a_wallet_with_a_number_a_code_a_pin_and_a_password(self, caller: Caller) -> None:
        answer = await caller.joins()

        assert answer.status_code == 201
        me = await caller.gets("/auth/me")
        assert (me["name"], me["phone"], me["level"], me["is_in_chat"]) == ("Ada Obi", caller.phone, 1, False)
        assert await login(caller) == 200

    async def test_links_the_wallet_of_the_chat_with_its_pin(self, caller: Caller, vision: Vision) -> None:
        ada = await vision.knows("Ada", wallet=500)
        caller = replace(caller, phone="0" + ada.phone[4:])

        answer = await caller.joins(pin=PIN_OF_THE_CHAT)

        assert answer.status_code == 201
        me = await caller.gets("/auth/me")
        assert (me["id"], me["is_in_chat"]) == ((await ada.customer()).id, True)
        await ada.sees("password")  # and she hears of it where she is

    async def test_links_nothing_without_the_wallets_pin(self, caller: Caller, vision: Vision) -> None:
        ada = await vision.knows("Ada")
        caller = replace(caller, phone="0" + ada.phone[4:])

        answer = await caller.joins(pin="9143")

        assert (answer.status_code, answer.json()["code"]) == (403, "wrong-pin")
        assert await login(caller) == 401

    async def test_needs_the_code(self, caller: Caller) -> None:
        await caller.asks("POST", "/auth/register", {"phone": caller.phone, "name": "Ada"})
        right = await caller.code()
        wrong = f"{(int(right) + 1) % 1_000_000:06d}"

        answer = await caller.asks(
            "POST",
            "/auth/register/confirm",
            {"phone": caller.phone, "code": wrong, "pin": "4827", "password": PASSWORD},
        )

        assert (answer.status_code, answer.json()["code"]) == (403, "wrong-code")

    async def test_moves_to_the_chat_when_its_owner_comes_there(self, caller: Caller, vision: Vision) -> None:
        await caller.joins()
        ada = await vision.meets("Ada", phone=f"+234{caller.phone[1:]}")
        await ada.says("/start")
        await ada.taps("Continue")

        await ada.shares_contact()

        await ada.sees("This number already has a wallet", "Shall it move here?")


class TestSigningIn:
    async def test_says_the_same_of_strangers_and_of_wrong_passwords(self, caller: Caller) -> None:
        await caller.joins()
        caller.tokens = {}
        told = []
        for name, password in ((caller.phone, "another lantern there"), ("08039998877", PASSWORD)):
            answer = await caller.asks("POST", "/auth/login", {"name": name, "password": password})
            told.append((answer.status_code, {**answer.json(), "request_id": None}))

        assert told[0] == told[1]
        assert told[0][0] == 401

    async def test_is_renewed_once_by_each_refresh_token(self, caller: Caller) -> None:
        await caller.joins()
        first = caller.tokens

        second = await caller.asks("POST", "/auth/refresh", {"refresh_token": first["refresh_token"]})
        again = await caller.asks("POST", "/auth/refresh", {"refresh_token": first["refresh_token"]})

        assert (second.status_code, again.status_code) == (200, 401)
        caller.tokens = second.json()
        assert (await caller.asks("GET", "/auth/me")).status_code == 401  # the whole session has ended

    async def test_ends_when_she_signs_out(self, caller: Caller) -> None:
        await caller.joins()

        assert (await caller.asks("POST", "/auth/logout")).status_code == 204
        answer = await caller.asks("GET", "/auth/me")
        assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")

    async def test_is_over_after_half_an_hour(self, caller: Caller, vision: Vision) -> None:
        await caller.joins()

        vision.clock.forward(minutes=31)

        assert (await caller.asks("GET", "/auth/me")).status_code == 401

    async def test_goes_on_with_a_changed_password(self, caller: Caller) -> None:
        await caller.joins()
        body = {"old_password": PASSWORD, "new_password": "seven drums in the rain"}

        answer = await caller.asks("POST", "/auth/password", body)

        caller.tokens = answer.json()
        assert (await caller.gets("/auth/me"))["name"] == "Ada Obi"
        assert await login(caller) == 401
        assert await login(caller, password="seven drums in the rain") == 200


class TestAProblem:
    @pytest.mark.parametrize(
        ("body", "field"),
        [
            ({"phone": "08031112233"}, "body.name"),
            ({"phone": 5, "name": "Ada"}, "body.phone"),
            ({"phone": "08031112233", "name": "A\x00da"}, "body.name"),
            ({"phone": "08031112233", "name": "Ada", "is_admin": True}, "body.is_admin"),
        ],
    )
    async def test_names_the_field_and_not_what_was_sent(
        self, caller: Caller, body: dict[str, object], field: str
    ) -> None:
        answer = await caller.asks("POST", "/auth/register", body)

        assert answer.status_code == 422
        assert answer.headers["content-type"] == "application/problem+json"
        assert [each["field"] for each in answer.json()["errors"]] == [field]
        assert '"input"' not in answer.text

    async def test_is_told_in_the_language_that_is_asked_for(self, caller: Caller) -> None:
        answer = await caller.asks("GET", "/auth/me", Accept_Language="pcm, en;q=0.5")

        assert answer.json()["detail"] == "Abeg sign in again."

    @pytest.mark.parametrize("path", ["/nothing/here", "/payments/a%0Ab/receipt"])
    async def test_is_what_a_path_of_nobody_is(self, caller: Caller, path: str) -> None:
        answer = await caller.asks("GET", path)

        assert (answer.status_code, answer.json()["code"]) == (404, "not-found")

    async def test_says_when_the_books_cannot_be_used(
        self, caller: Caller, vision: Vision, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def lost() -> None:
            raise BooksUnreachable

        monkeypatch.setattr(vision.app.database, "look", lost)

        body = {"name": caller.phone, "password": PASSWORD}
        answer = await caller.asks("POST", "/auth/login", body)

        assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")
        assert answer.json()["code"] == "books-unreachable"
        assert "Your money is safe" in answer.json()["detail"]
