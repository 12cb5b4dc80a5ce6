"""Paying regularly over HTTP: agreed to with the PIN, left out, paused, changed, paid early, ended."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.chat import PIN as PIN_OF_THE_CHAT
from tests.chat import Person, Vision
from tests.web.api.conftest import PASSWORD, Caller


async def ada_on_both(caller: Caller, vision: Vision) -> tuple[Caller, Person, str]:
    """Somebody who paid airtime in the chat and signed in here too; and that payment's id."""
    ada = await vision.knows("Ada", wallet=5_000)
    await ada.says("500 08020000011")
    await ada.enters_pin()
    await ada.sees("Delivered", "₦500")
    caller = replace(caller, phone="0" + ada.phone[4:])
    assert (await caller.joins(pin=PIN_OF_THE_CHAT)).status_code == 201
    return caller, ada, (await vision.newest_payment(ada)).id


async def begun(caller: Caller, payment_id: str, **wanted: Any) -> dict[str, Any]:
    """Begin a recurring payment like a past one."""
    wanted = {"payment_id": payment_id, "rhythm": "weekly", **wanted}
    quote = await caller.asks("POST", "/recurring/quote", wanted)
    assert quote.status_code == 200, quote.text
    agreed = {"quote_id": quote.json()["quote_id"], "pin": PIN_OF_THE_CHAT}
    answer = await caller.asks("POST", "/recurring", agreed, Idempotency_Key="begin-weekly")
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def test_begins_with_the_pin_once_and_is_the_chats_too(caller: Caller, vision: Vision) -> None:
    caller, ada, payment_id = await ada_on_both(caller, vision)
    wanted = {"payment_id": payment_id, "rhythm": "monthly", "day": 27, "cap": 60_000}
    quote = (await caller.asks("POST", "/recurring/quote", wanted)).json()
    assert (quote["terms"]["total"], quote["terms"]["cap"]) == (50_000, 60_000)
    agreed = {"quote_id": quote["quote_id"], "pin": PIN_OF_THE_CHAT}

    wrong = await caller.asks("POST", "/recurring", {**agreed, "pin": "9143"}, Idempotency_Key="rent-0001")
    right = await caller.asks("POST", "/recurring", agreed, Idempotency_Key="rent-0001")
    again = await caller.asks("POST", "/recurring", agreed, Idempotency_Key="rent-0001")
    under_another_key = await caller.asks("POST", "/recurring", agreed, Idempotency_Key="rent-0002")

    assert (wrong.status_code, wrong.json()["code"]) == (403, "wrong-pin")
    assert right.status_code == again.status_code == under_another_key.status_code == 201
    assert right.json() == again.json() == under_another_key.json()
    assert [each["id"] for each in (await caller.gets("/recurring"))["items"]] == [quote["quote_id"]]
    await ada.says("/schedules")
    await ada.sees("₦500")


async def test_is_left_out_once_paused_resumed_and_ended(caller: Caller, vision: Vision) -> None:
    caller, _, payment_id = await ada_on_both(caller, vision)
    one = await begun(caller, payment_id)
    path = f"/recurring/{one['id']}"

    skipped = (await caller.asks("POST", f"{path}/skip", {"occurrence": one["next"]})).json()
    again = (await caller.asks("POST", f"{path}/skip", {"occurrence": one["next"]})).json()
    paused = (await caller.asks("POST", f"{path}/pause")).json()
    resumed = (await caller.asks("POST", f"{path}/resume")).json()
    ended = (await caller.asks("POST", f"{path}/cancel")).json()

    assert skipped == again
    assert skipped["next"] > one["next"]
    assert [each["status"] for each in (paused, resumed, ended)] == ["paused", "active", "ended"]
    assert (await caller.gets("/recurring"))["items"] == []
    seen = await caller.gets(path)
    assert [(run["occurrence"], run["state"]) for run in seen["runs"]] == [(one["next"], "skipped")]


async def test_is_changed_by_new_terms_and_the_pin(caller: Caller, vision: Vision) -> None:
    caller, _, payment_id = await ada_on_both(caller, vision)
    one = await begun(caller, payment_id)
    path = f"/recurring/{one['id']}"
    quote = (await caller.asks("POST", f"{path}/quote", {"amount": 70_000})).json()
    agreed = {"quote_id": quote["quote_id"], "pin": PIN_OF_THE_CHAT}

    elsewhere = await caller.asks("POST", "/recurring", agreed, Idempotency_Key="change-to-700")
    changed = await caller.asks("PATCH", path, agreed, Idempotency_Key="change-to-700-1")

    assert elsewhere.status_code == 404
    assert changed.status_code == 200
    assert changed.json()["terms"]["amount"] == 70_000
    assert [each["terms"]["amount"] for each in (await caller.gets("/recurring"))["items"]] == [70_000]
    assert (await caller.gets(path))["recurring"]["reason"] == "changed"


async def test_is_paid_before_its_day_once(caller: Caller, vision: Vision) -> None:
    caller, ada, payment_id = await ada_on_both(caller, vision)
    one = await begun(caller, payment_id)
    schedule = await vision.app.services.schedules.get((await ada.customer()).id, one["id"])
    assert schedule.look_at is not None
    await vision.waits(seconds=(schedule.look_at - vision.clock()).total_seconds() + 1)
    await vision.app.workers.schedules.run()  # it is announced
    login = await caller.asks("POST", "/auth/login", {"name": caller.phone, "password": PASSWORD})
    caller.tokens = login.json()
    path, body = f"/recurring/{one['id']}/pay-now", {"occurrence": one["next"]}

    paid = await caller.asks("POST", path, body, Idempotency_Key="early-0001")
    again = await caller.asks("POST", path, body, Idempotency_Key="early-0002")

    assert (paid.status_code, paid.json()["state"]) == (200, "paid")
    assert again.json() == paid.json()
    await ada.sees("Delivered", "₦500")


async def test_says_what_is_not_possible(caller: Caller, vision: Vision) -> None:
    caller, _, payment_id = await ada_on_both(caller, vision)
    wishes: list[tuple[dict[str, Any], int, str]] = [
        ({"payment_id": payment_id, "rhythm": "every-days"}, 409, "bad-rhythm"),
        ({"payment_id": payment_id, "rhythm": "weekly", "last": "2001-01-01"}, 409, "schedule-over"),
        ({"payment_id": payment_id, "rhythm": "weekly", "cap": 100}, 409, "cap-too-small"),
        ({"payment_id": "0" * 32, "rhythm": "weekly"}, 404, "not-allowed"),
        ({"quote_id": "0" * 32, "rhythm": "weekly"}, 404, "not-allowed"),
        ({"rhythm": "weekly"}, 422, "invalid-request"),
    ]
    for wish, status, code in wishes:
        answer = await caller.asks("POST", "/recurring/quote", wish)

        assert (answer.status_code, answer.json()["code"]) == (status, code), wish
