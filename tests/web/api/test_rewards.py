"""Cashback, friends, promo codes, and the page that shows it all, over HTTP."""

from __future__ import annotations

from datetime import timedelta

from domain.money import naira
from domain.promo_codes import PromoCode
from tests.chat import Vision
from tests.web.api.conftest import Caller
from tests.web.api.test_recurring import ada_on_both, begun


async def test_what_was_paid_in_the_chat_earned_and_is_seen_first(caller: Caller, vision: Vision) -> None:
    caller, _, payment_id = await ada_on_both(caller, vision)
    recurring = await begun(caller, payment_id)

    page = await caller.gets("/dashboard")
    cashback = await caller.gets("/cashback")

    assert (page["wallet"], page["held"], page["under_way"], page["open_tickets"]) == (450_000, 0, 0, 0)
    assert [(each["id"], each["status"]) for each in page["recent"]] == [(payment_id, "delivered")]
    assert [each["recurring_id"] for each in page["upcoming"]] == [recurring["id"]]
    assert page["cashback"] == cashback["balance"] == sum(each["earned"] for each in cashback["earned"])
    assert sum(each["earned"] for each in cashback["month"]) == cashback["balance"]
    assert cashback["balance"] > 0


async def test_a_promo_code_gives_once_whatever_the_key(caller: Caller, vision: Vision) -> None:
    await caller.joins()
    now = vision.clock()
    await vision.app.services.promo_codes.make(
        PromoCode("DETTY25", naira(200), naira(1_000), 1, now, now + timedelta(days=1))
    )

    first = await caller.asks("POST", "/promo", {"code": "detty 25"}, Idempotency_Key="promo-0001")
    again = await caller.asks("POST", "/promo", {"code": "detty 25"}, Idempotency_Key="promo-0001")
    more = await caller.asks("POST", "/promo", {"code": "DETTY25"}, Idempotency_Key="promo-0002")
    other = await caller.asks("POST", "/promo", {"code": "DETTY26"}, Idempotency_Key="promo-0001")

    assert (
        (first.status_code, first.json()) == (again.status_code, again.json()) == (201, {"credited": 20_000})
    )
    assert (more.status_code, more.json()["code"]) == (409, "promo-used-before")
    assert (other.status_code, other.json()["code"]) == (422, "key-used-otherwise")  # no guess is free
    assert (await caller.gets("/cashback"))["balance"] == 20_000


async def test_a_friend_who_joins_by_the_code_is_counted_and_not_named(caller: Caller) -> None:
    await caller.joins()
    mine = await caller.gets("/referrals")
    code = mine["code"]
    assert mine["link"].endswith(f"?start=ref_{code}")
    friend = Caller(caller.vision, caller.http, "08039998877")
    await friend.asks("POST", "/auth/register", {"phone": friend.phone, "name": "Bola"})
    proof = {
        "phone": friend.phone,
        "code": await friend.code(),
        "pin": "6193",
        "password": "drums in the rain",
    }
    await friend.asks("POST", "/auth/register/confirm", {**proof, "referral_code": code})

    seen = await caller.asks("GET", "/referrals")

    assert (seen.json()["waiting"], seen.json()["newest"][0]["status"]) == (1, "waiting")
    assert "Bola" not in seen.text
