"""What staff may do over HTTP: what their roles permit in the chat, with the same second person and log."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pytest

from domain.staff import Act, Role, RoleGrant, name_of
from storage.audit_chain import chain_problems
from storage.checks import problems
from tests.builders import Granted
from tests.chat import PIN as PIN_OF_THE_CHAT
from tests.chat import Person, Vision
from tests.web.api.conftest import Caller
from web.api.app import describe
from web.api.describing import example_of, operations

STAFF_PIN = "7391"
SAID = describe()
ADMIN = [(path, method, said) for path, method, said in operations(SAID) if path.startswith("/admin")]


@dataclass
class Office:
    """People of the staff, each with an app, and a customer who paid a bill."""

    caller: Caller
    vision: Vision
    ada: Person
    payment_id: str

    async def hires(self, name: str, role: Role) -> Caller:
        """Somebody with a role, a staff PIN and an app."""
        person = await self.vision.knows(name)
        services = self.vision.app.services
        grant = RoleGrant(person.id, role, self.vision.clock(), "the office")
        await self.vision.app.database.money.apply(Granted(grant))
        await services.staff_pins.set_first(name_of(person.id), STAFF_PIN)
        hired = replace(self.caller, phone="0" + person.phone[4:], tokens={})
        assert (await hired.joins(pin=PIN_OF_THE_CHAT)).status_code == 201
        return hired

    async def customer_id(self) -> str:
        """Whose bill it was."""
        return (await self.ada.customer()).id

    async def log(self) -> list[tuple[str, str]]:
        """What the audit log has, newest first: what was done, and the details."""
        entries = await self.vision.app.services.audit_log.newest(None, limit=50)
        return [(each.act, each.details) for each in entries]

    async def is_sound(self) -> None:
        """The books and the audit log hold."""
        assert await problems(self.vision.app.database) == []
        assert await chain_problems(self.vision.app.database) == []


@pytest.fixture
async def office(caller: Caller, vision: Vision) -> Office:
    ada = await vision.knows("Ada", wallet=5_000)
    await ada.says("500 08020000011")
    await ada.enters_pin()
    await ada.sees("Delivered", "₦500")
    return Office(caller, vision, ada, (await vision.newest_payment(ada)).id)


async def test_looks_are_masked_and_in_the_log_before_they_are_answered(office: Office) -> None:
    femi = await office.hires("Femi", Role.SUPPORT)
    who = {"customer": office.ada.phone}

    me = await femi.gets("/admin/me")
    found = (await femi.asks("POST", "/admin/customers/find", who)).json()
    story = await femi.gets(f"/admin/payments/{office.payment_id}")

    assert (me["roles"], me["has_pin"], Act.FREEZE in me["acts"], Act.CREDIT in me["acts"]) == (
        ["support"],
        True,
        True,
        False,
    )
    assert (found["id"], found["wallet"]) == (await office.customer_id(), 450_000)
    assert office.ada.phone[-7:] not in str(found)
    assert [each["outcome"] for each in story["attempts"]] == ["delivered"]
    assert (await office.log())[:2] == [
        ("look-at-payment", '{"channel": "api"}'),
        ("look-at-customer", '{"channel": "api"}'),
    ]
    await office.is_sound()


async def test_a_refund_takes_the_staff_pin_and_a_second_person_once(office: Office) -> None:
    femi, fatima = await office.hires("Femi", Role.SUPPORT), await office.hires("Fatima", Role.FINANCE)
    ola = await office.hires("Ola", Role.OPERATIONS)
    path, body = f"/admin/payments/{office.payment_id}/refund", {"reason": "Charged twice."}

    wrong = await femi.asks("POST", path, {**body, "staff_pin": "1590"}, Idempotency_Key="refund-01")
    asked = await femi.asks("POST", path, {**body, "staff_pin": STAFF_PIN}, Idempotency_Key="refund-01")
    again = await femi.asks("POST", path, {**body, "staff_pin": STAFF_PIN}, Idempotency_Key="refund-01")
    number = asked.json()["number"]
    word = {"staff_pin": STAFF_PIN}
    own = await femi.asks("POST", f"/admin/requests/{number}/approve", word)
    by_operations = await ola.asks("POST", f"/admin/requests/{number}/approve", word)
    waiting = await fatima.gets("/admin/requests")
    done = await fatima.asks("POST", f"/admin/requests/{number}/approve", word)

    assert (wrong.status_code, wrong.json()["code"]) == (403, "wrong-pin")
    assert (asked.status_code, asked.json()["status"], again.json()) == (201, "open", asked.json())
    assert (own.status_code, by_operations.status_code) == (403, 403)
    assert dict(await office.log())["refused:approve"] == '{"channel": "api"}'
    assert [each["number"] for each in waiting["items"]] == [number]
    assert (done.status_code, done.json()["status"]) == (200, "done")
    assert (await office.ada.balance()).kobo == 500_000
    assert '"channel": "api"' in dict(await office.log())["approve:refund"]
    await office.is_sound()


async def test_a_wallet_is_stopped_by_one_and_goes_on_by_two(office: Office) -> None:
    femi, ola = await office.hires("Femi", Role.SUPPORT), await office.hires("Ola", Role.OPERATIONS)
    path = f"/admin/customers/{await office.customer_id()}"
    body: dict[str, Any] = {"reason": "She called.", "staff_pin": STAFF_PIN}

    frozen = await femi.asks("POST", f"{path}/freeze", {**body, "what": "out"}, Idempotency_Key="freeze-01")
    seen = await femi.gets(path)
    asked = await femi.asks("POST", f"{path}/unfreeze", body, Idempotency_Key="unfreeze-01")
    number = asked.json()["number"]
    no = await ola.asks("POST", f"/admin/requests/{number}/reject", {"reason": "Not yet."})
    late = await ola.asks("POST", f"/admin/requests/{number}/approve", {"staff_pin": STAFF_PIN})

    assert (frozen.status_code, frozen.json()["status"], seen["frozen"]) == (201, "done", "staff")
    assert (asked.json()["status"], no.json()["status"]) == ("open", "rejected")
    assert (late.status_code, late.json()["code"]) == (409, "request-over")
    await office.is_sound()


async def test_a_biller_goes_off_sale_and_on_again(office: Office) -> None:
    ola = await office.hires("Ola", Role.OPERATIONS)
    off = {"reason": "Their server is down.", "staff_pin": STAFF_PIN}

    paused = await ola.asks("POST", "/admin/billers/mtn/pause", off)
    status = await ola.gets("/billers/status")
    resumed = await ola.asks("POST", "/admin/billers/mtn/resume", {"staff_pin": STAFF_PIN})

    assert (paused.status_code, resumed.status_code) == (200, 200), paused.text
    assert [each["biller_id"] for each in status["not_well"]] == ["mtn"]
    assert (await ola.gets("/billers/status"))["not_well"] == []


async def test_nobody_acts_on_her_own_wallet_or_above_her_role(office: Office) -> None:
    ola = await office.hires("Ola", Role.OPERATIONS)
    own = (await ola.gets("/auth/me"))["id"]
    body = {"amount": 100_000, "reason": "A gift.", "staff_pin": STAFF_PIN}

    herself = await ola.asks("POST", f"/admin/customers/{own}/credit", body, Idempotency_Key="a-gift-01")
    log = await ola.asks("GET", "/admin/audit")

    assert (herself.status_code, herself.json()["code"]) == (403, "own-account")
    assert (log.status_code, log.json()["code"]) == (403, "not-your-role")
    assert (await office.log())[0] == ("refused:look-at-audit-log", '{"channel": "api"}')


async def test_for_everybody_else_there_is_nothing_there(office: Office) -> None:
    """Neither for a customer of the chat, nor for one of the API alone."""
    of_the_chat = replace(office.caller, phone="0" + office.ada.phone[4:])
    await of_the_chat.joins(pin=PIN_OF_THE_CHAT)
    of_the_api = replace(office.caller, phone="08039990000", tokens={})
    await of_the_api.joins()

    for path, method, said in ADMIN:
        filled = path.replace("{number}", "1").replace("{biller_id}", "mtn")
        filled = filled.replace("{reference}", office.payment_id)
        filled = filled.replace("{customer_id}", await office.customer_id())
        shape = said.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
        body = example_of(SAID, shape) if shape is not None else None
        for somebody in (of_the_chat, of_the_api):
            answer = await somebody.asks(method, filled, body, Idempotency_Key="never-used")

            assert (answer.status_code, answer.json()["code"]) == (404, "not-allowed"), filled

    assert len(ADMIN) >= 15
    assert await office.log() == []
