"""What keeps an account one's own, over HTTP: the PIN, the address, and where one is signed in."""

from __future__ import annotations

from dataclasses import replace

from tests.web.api.conftest import PASSWORD, PIN, Caller


async def test_the_pin_is_changed_by_the_old_one(caller: Caller) -> None:
    await caller.joins()

    wrong = await caller.asks("POST", "/auth/pin", {"old_pin": "9143", "new_pin": "6193"})
    weak = await caller.asks("POST", "/auth/pin", {"old_pin": PIN, "new_pin": "1234"})
    right = await caller.asks("POST", "/auth/pin", {"old_pin": PIN, "new_pin": "6193"})
    old = await caller.asks("POST", "/auth/pin", {"old_pin": PIN, "new_pin": "7204"})

    assert [(each.status_code, each.json()["code"]) for each in (wrong, weak, old)] == [
        (403, "wrong-pin"),
        (422, "weak-pin"),
        (403, "wrong-pin"),
    ]
    assert right.status_code == 204


async def test_the_address_is_hers_when_a_code_that_went_there_comes_back(caller: Caller) -> None:
    await caller.joins()
    body = {"address": "ada@example.com", "pin": PIN}

    wrong = await caller.asks("POST", "/auth/e-mail", {**body, "pin": "9143"})
    asked = await caller.asks("POST", "/auth/e-mail", body)
    code = await caller.vision.messages.code("ada@example.com", n=1, by="e-mail")
    unconfirmed = (await caller.gets("/auth/me"))["e_mail"]
    confirmed = await caller.asks("POST", "/auth/e-mail/confirm", {"code": code})

    assert wrong.status_code == 403
    assert (asked.status_code, asked.json()["channel"], unconfirmed) == (202, "e-mail", None)
    assert confirmed.json() == {"e_mail": "ada@example.com"}
    login = {"name": "ada@example.com", "password": PASSWORD}
    assert (await caller.asks("POST", "/auth/login", login)).status_code == 200


async def test_a_lost_phone_is_signed_out_from_another_one(caller: Caller) -> None:
    await caller.joins()
    lost = replace(caller, tokens=dict(caller.tokens))
    login = await caller.asks("POST", "/auth/login", {"name": caller.phone, "password": PASSWORD})
    caller.tokens = login.json()
    here, there = (await caller.gets("/auth/sessions"))["items"]
    assert (here["is_this"], there["is_this"]) == (True, False)

    assert (await caller.asks("DELETE", f"/auth/sessions/{there['id']}")).status_code == 204

    assert (await lost.asks("GET", "/auth/me")).status_code == 401
    refresh = {"refresh_token": lost.tokens["refresh_token"]}
    assert (await lost.asks("POST", "/auth/refresh", refresh)).status_code == 401
    assert [each["id"] for each in (await caller.gets("/auth/sessions"))["items"]] == [here["id"]]
