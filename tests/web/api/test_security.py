"""Attacks on the API, and what becomes of them. `docs/security.md` has the table of all of them."""

from __future__ import annotations

import asyncio
import itertools
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import httpx
import jwt
import pytest

from tests.chat import PIN as PIN_OF_THE_CHAT
from tests.chat import Vision, running_vision
from tests.loopback import NO_TLS
from tests.web.api.conftest import PASSWORD, PIN, Caller
from tests.web.api.test_document import OPEN
from tests.web.api.test_recurring import ada_on_both, begun
from web import bodies
from web.api.app import PREFIX, describe
from web.api.describing import Json, example_of, operations, resolved

SAID = describe()
# What paths are about that is nobody's: whoever is signed in may see it.
PUBLIC = {"biller_id"}
_numbers = itertools.count(1)
NASTY = [
    "Ada'); DROP TABLE customers;--",
    "' OR '1'='1",
    "1 UNION SELECT sealed FROM pins",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{7*7}} ${7*7} %s %n",
    "../../etc/passwd",
    "\u202e\u0000\ufeff",
    "\U0001f4a3" * 30,
]


def body_of(operation: Json) -> Json | None:
    """Return the shape of what an operation is sent, if it is sent any."""
    content = operation.get("requestBody", {}).get("content", {})
    return resolved(SAID, content["application/json"]["schema"]) if content else None


def examples(operation: Json, *, whole: bool = True) -> dict[str, Any]:
    """Return an example of what an operation is sent; without `whole`, only what it needs."""
    shape = body_of(operation) or {}
    needed = shape.get("required", [])
    return {
        name: example_of(SAID, field)
        for name, field in shape.get("properties", {}).items()
        if whole or name in needed
    }


def ids_in(path: str) -> list[str]:
    """Return what of a path says whose or which."""
    return re.findall(r"\{(\w+)\}", path)


def headers_of(operation: Json) -> dict[str, str]:
    """Return the headers that an operation needs."""
    needed = [each["name"] for each in operation.get("parameters", ()) if each["in"] == "header"]
    return {"Idempotency_Key": f"never-used-{next(_numbers)}"} if "Idempotency-Key" in needed else {}


class TestATokenOfNobody:
    async def test_opens_nothing_but_what_is_open(self, caller: Caller) -> None:
        for path, method, operation in operations(SAID):
            path = re.sub(r"\{\w+\}", "0" * 32, path)
            answer = await caller.asks(method, path, examples(operation), **headers_of(operation))

            if path not in OPEN:
                assert (answer.status_code, answer.json()["code"]) == (401, "not-signed-in"), path

    async def test_is_not_believed_whatever_its_head_says(self, caller: Caller, vision: Vision) -> None:
        await caller.joins()
        good = caller.tokens["access_token"]
        said = jwt.decode(good, options={"verify_signature": False})
        head = {"kid": jwt.get_unverified_header(good)["kid"], "typ": "at+jwt"}
        now = int(vision.clock().timestamp())

        def forged(algorithm: str = "HS256", key: str | None = "x" * 64, **other: Any) -> str:
            claims = said | {name: other[name] for name in other if name in said}
            heads = head | {name: other[name] for name in other if name not in said}
            return jwt.encode(claims, key, algorithm=algorithm, headers=heads)  # type: ignore[arg-type]

        begin, claims, signature = good.split(".")
        for token in (
            forged("none", None),
            forged("HS512"),
            forged(),  # another key under the same number
            forged(kid="2"),
            forged(kid="../../../dev/null"),
            forged(jwk={"kty": "oct", "k": "eHh4"}),
            forged(iss="https://elsewhere.example", aud="https://elsewhere.example"),
            forged(exp=now + 10**9),
            f"{begin}.{claims}.",
            f"{begin}.{claims}.{signature[:-2]}xx",
            caller.tokens["refresh_token"],
            "x" * 3_000,
        ):
            answer = await caller.asks("GET", "/auth/me", Authorization=f"Bearer {token}")

            assert (answer.status_code, answer.json()["code"]) == (401, "not-signed-in"), token


async def test_another_customers_things_are_not_there_for_anybody_else(
    caller: Caller, vision: Vision
) -> None:
    ada, _, payment_id = await ada_on_both(caller, vision)
    recurring = await begun(ada, payment_id)
    wanted = {"payment_id": payment_id, "rhythm": "monthly"}
    quote = (await ada.asks("POST", "/recurring/quote", wanted)).json()["quote_id"]
    fund = await ada.asks("POST", "/wallet/fund", {"amount": 100_000}, Idempotency_Key="her-own-money")
    things: dict[str, list[str]] = {
        "top_up_id": [fund.json()["id"]],
        "transfer_id": [await a_transfer(ada, vision)],
        "payment_id": [payment_id],
        "recurring_id": [recurring["id"]],
        "session_id": [each["id"] for each in (await ada.gets("/auth/sessions"))["items"]],
        "quote_id": [quote, recurring["id"]],
    }
    mallory = replace(caller, phone="08039990000", tokens={})
    await mallory.joins(name="Mallory")

    async def all_of_hers() -> list[Any]:
        pages = ("/dashboard", "/recurring", f"/recurring/{recurring['id']}", "/auth/sessions", "/auth/me")
        return [await ada.gets(path) for path in pages]

    before, tried = await all_of_hers(), 0
    for path, method, operation in operations(SAID):
        for filled, body in attempts(path, operation, things):
            tried += 1
            answer = await mallory.asks(
                method, filled, body if body_of(operation) else None, **headers_of(operation)
            )

            assert (answer.status_code, answer.json()["code"]) == (404, "not-allowed"), (
                f"{method} {filled} {body}: {answer.status_code} {answer.text}"
            )

    assert tried >= 10
    assert await all_of_hers() == before


async def a_transfer(ada: Caller, vision: Vision) -> str:
    """Let her send some money to a friend whom she never sent any, and return its id."""
    bola = await vision.knows("Bola")
    wanted = {"by": "phone", "to": f"0{bola.phone[4:]}", "amount": 10_000}
    quote = (await ada.asks("POST", "/wallet/transfer/quote", wanted)).json()
    agreed = {"quote_id": quote["quote_id"], "pin": PIN_OF_THE_CHAT}
    if quote["needs_code"]:
        await ada.asks("POST", "/codes", {"quote_id": quote["quote_id"]})
        agreed["code"] = await ada.code(n=2)
    sent = await ada.asks("POST", "/wallet/transfer", agreed, Idempotency_Key="to-bola-0001")
    assert sent.status_code == 201, sent.text
    return str(sent.json()["id"])


def attempts(
    path: str, operation: Json, things: dict[str, list[str]]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield what somebody asks who puts another one's ids into a path, or into a body."""
    body = examples(operation, whole=False) | ({"pin": PIN} if "pin" in examples(operation) else {})
    named = [name for name in ids_in(path) if name not in PUBLIC]
    if path.startswith("/admin"):
        return  # Who is not of the staff finds nothing there: see the test of it.
    if named:
        assert len(named) == 1, path
        unknown = "say above what of another customer it is, so that it is tried"
        assert named[0] in things, f"{path} names {named[0]}: {unknown}"
        for thing in things[named[0]]:
            hers = {name: things[name][0] for name in body if name in things}
            yield path.replace(f"{{{named[0]}}}", thing), body | hers
        return
    for name in examples(operation):
        if name in things:
            for thing in things[name]:
                yield path, body | {name: thing}


async def test_what_looks_like_sql_or_html_is_text(caller: Caller) -> None:
    await caller.joins()
    name = NASTY[0] + NASTY[3]
    eve = replace(caller, phone="08039990000", tokens={})
    await eve.joins(name=name)
    me = await eve.asks("GET", "/auth/me")
    assert (me.json()["name"], me.headers["content-type"]) == (name, "application/json")

    ends_the_session, nasty = {"/auth/logout"}, itertools.cycle(NASTY)
    for path, method, operation in operations(SAID):
        if path in ends_the_session:
            continue
        documented = {int(status) for status in operation["responses"]}
        for field, shape in (body_of(operation) or {"properties": {}})["properties"].items():
            kinds = {kind.get("type") for kind in (shape, *shape.get("anyOf", ()))}
            if "string" not in kinds:
                continue
            for text in itertools.islice(nasty, 2):
                body = examples(operation) | {field: text}
                filled = re.sub(r"\{\w+\}", "0" * 32, path)
                answer = await caller.asks(method, filled, body, **headers_of(operation))

                assert answer.status_code in documented, (path, field, text, answer.text)
                assert answer.status_code < 500
                assert "html" not in answer.headers["content-type"]
                assert answer.headers["x-content-type-options"] == "nosniff"
    assert (await eve.gets("/auth/me"))["name"] == name


class TestABody:
    async def test_that_is_too_large_is_refused(self, caller: Caller) -> None:
        async def pieces() -> Any:
            for _ in range(10):
                yield b"x" * 10_000

        told = await caller.http.post(f"{PREFIX}/auth/login", content=b"x" * 70_000)
        untold = await caller.http.post(f"{PREFIX}/auth/login", content=pieces())

        for answer in (told, untold):
            assert (answer.status_code, answer.headers["content-type"]) == (413, "application/problem+json")

    async def test_that_never_ends_is_cut_off(self, caller: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(bodies, "PAUSE_AT_MOST", 0.05)
        address = urlsplit(str(caller.http.base_url))
        reader, writer = await asyncio.open_connection(address.hostname, address.port)
        writer.write(
            f"POST {PREFIX}/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            'Content-Length: 100\r\n\r\n{"name"'.encode()
        )

        answer = await reader.readuntil(b"\r\n")

        assert b" 408 " in answer
        writer.close()


class TestSixtyWrongPasswords:
    async def test_lock_the_account_and_tell_nothing(self, caller: Caller, vision: Vision) -> None:
        await caller.joins()
        caller.tokens = {}

        async def log_in(password: str) -> httpx.Response:
            return await caller.asks("POST", "/auth/login", {"name": caller.phone, "password": password})

        told = {(await log_in(f"a wrong lantern {n}")).json()["detail"] for n in range(60)}
        right = await log_in(PASSWORD)

        assert (right.status_code, {right.json()["detail"]}) == (401, told)
        vision.clock.forward(hours=25)
        assert (await log_in(PASSWORD)).status_code == 200

    async def test_from_one_address_or_for_one_name_are_stopped_early(self, sqlite_url: str) -> None:
        async with (
            running_vision(sqlite_url, rate_limits=True) as vision,
            httpx.AsyncClient(base_url=vision.app.http.address, trust_env=False, verify=NO_TLS) as http,
        ):
            mallory = Caller(vision, http, "08039990000")
            answers = []
            for n in range(61):
                body = {"name": f"080311122{n % 4:02d}", "password": "a lantern"}
                answers.append(await mallory.asks("POST", "/auth/login", body))

        rules = vision.app.services.rules.api
        statuses, stopped = [each.status_code for each in answers], answers[-1]
        assert rules.sign_ins_of_address.most < 60
        assert statuses.count(401) <= rules.sign_ins_of_address.most + 2  # it drains a little meanwhile
        assert set(statuses) == {401, 429}
        assert int(stopped.headers["retry-after"]) > 0
        assert timedelta(seconds=int(stopped.headers["retry-after"])) <= rules.sign_ins_of_name.within


async def test_the_same_pin_is_not_guessed_faster_here_than_in_the_chat(
    caller: Caller, vision: Vision
) -> None:
    ada, person, _ = await ada_on_both(caller, vision)
    told = []
    for guess in ("9143", "9144", "9145", "9146", PIN_OF_THE_CHAT):
        answer = await ada.asks("POST", "/auth/pin", {"old_pin": guess, "new_pin": "6193"})
        told.append(answer.json()["code"])

    assert told[:2] == ["wrong-pin", "wrong-pin"]
    assert told[-1] == "pin-locked"  # the right one, too late
    await person.says("500 08020000011")
    await person.sees("Locked till")  # and the chat knows
