"""Who sends our text messages: what each answer means, and who is asked after a no."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta

import httpx
import pytest

from domain.phones import Phone
from domain.text_messages import (
    Refused,
    Reported,
    ReportStatus,
    SendOutcome,
    Sent,
    TextMessage,
    Unclear,
    for_handsets,
)
from gateways import africastalking, termii
from gateways.africastalking import AfricasTalking
from gateways.termii import Termii
from tests.loopback import NO_TLS
from tests.servers import a_sandbox

MESSAGE = TextMessage(Phone("+2348031234567"), "700001 is your Vision code")
QUICKLY = timedelta(seconds=1)


@dataclass
class World:
    """The stand-ins, as a test steers them."""

    http: httpx.AsyncClient
    termii: Termii
    africastalking: AfricasTalking

    async def next(self, vendor: str, kind: str) -> None:
        answer = await self.http.post("/sms/control/faults", json={"vendor": vendor, "kind": kind})
        assert answer.status_code == 200

    async def messages(self) -> list[dict[str, str]]:
        said: list[dict[str, str]] = (await self.http.get("/sms/control/messages")).json()
        return said

    async def send(self, vendor: str) -> SendOutcome:
        gateway = self.termii if vendor == "termii" else self.africastalking
        return await gateway.send(MESSAGE)


@pytest.fixture
async def world() -> AsyncIterator[World]:
    """Both companies."""
    async with a_sandbox() as (telegram, _):
        address = telegram.address
        one = Termii(f"{address}/termii", "demo-termii-key", "Vision", patience=QUICKLY)
        two = AfricasTalking(
            f"{address}/africastalking", "sandbox", "demo-africastalking-key", None, patience=QUICKLY
        )
        async with httpx.AsyncClient(base_url=address, trust_env=False, verify=NO_TLS) as http:
            yield World(http, one, two)
        await one.close()
        await two.close()


VENDORS = ("termii", "africastalking")


@pytest.mark.parametrize("vendor", VENDORS)
class TestEachVendor:
    async def test_takes_a_message(self, world: World, vendor: str) -> None:
        outcome = await world.send(vendor)

        (message,) = await world.messages()
        assert outcome == Sent(message["id"])
        assert (message["to"], message["text"]) == ("+2348031234567", MESSAGE.text)

    @pytest.mark.parametrize(
        ("kind", "expected"),
        [
            ("refuse", Refused),
            ("no-money", Refused),
            ("drop", Unclear),
            ("drop-after", Unclear),
            ("never", Unclear),
            ("garbage", Unclear),
            ("500", Unclear),
            ("lie", Sent),
        ],
    )
    async def test_is_understood_when_it_goes_wrong(
        self, world: World, vendor: str, kind: str, expected: type[SendOutcome]
    ) -> None:
        await world.next(vendor, kind)

        assert isinstance(await world.send(vendor), expected)

    async def test_that_is_not_reached_did_not_send(self, vendor: str) -> None:
        nowhere = "http://127.0.0.1:9"
        gateway: Termii | AfricasTalking = (
            Termii(nowhere, "key", "Vision")
            if vendor == "termii"
            else AfricasTalking(nowhere, "sandbox", "key", "Vision")
        )

        assert await gateway.send(MESSAGE) == Refused("vendor-unreachable")
        await gateway.close()

    async def test_with_a_wrong_key_did_not_send(self, world: World, vendor: str) -> None:
        address = str(world.http.base_url).rstrip("/")
        gateway: Termii | AfricasTalking = (
            Termii(f"{address}/termii", "wrong", "Vision")
            if vendor == "termii"
            else AfricasTalking(f"{address}/africastalking", "sandbox", "wrong", "Vision")
        )

        assert isinstance(await gateway.send(MESSAGE), Refused)
        await gateway.close()


class TestReports:
    @pytest.mark.parametrize(
        ("body", "expected"),
        [
            (
                b'{"message_id":"1","status":"DELIVERED | Message delivered to handset"}',
                ReportStatus.DELIVERED,
            ),
            (b'{"message_id":1,"status":"Message Failed"}', ReportStatus.FAILED),
            (b'{"message_id":"1","status":"DND Active on Phone Number"}', ReportStatus.FAILED),
        ],
    )
    def test_of_termii(self, body: bytes, expected: ReportStatus) -> None:
        reported = termii.read_report(body)

        assert reported is not None
        assert (reported.vendor, reported.message_id, reported.status) == ("termii", "1", expected)

    @pytest.mark.parametrize(
        ("body", "expected"),
        [
            (b"id=ATXid_1&status=Success&phoneNumber=%2B2348031234567", ReportStatus.DELIVERED),
            (b"id=ATXid_1&status=Failed&failureReason=AbsentSubscriber", ReportStatus.FAILED),
            (b"id=ATXid_1&status=Rejected", ReportStatus.FAILED),
        ],
    )
    def test_of_africas_talking(self, body: bytes, expected: ReportStatus) -> None:
        reported = africastalking.read_report(body)

        assert reported is not None
        assert (reported.message_id, reported.status) == ("ATXid_1", expected)

    @pytest.mark.parametrize(
        "body",
        [
            *(b"", b"null", b"[]", b"{}", b"\xff\xfe", b'{"message_id":"1"}', b'{"status":"DELIVERED"}'),
            *(b'{"message_id":"1","status":"Sent to operator"}', b"id=1&status=Buffered", b"status=Success"),
        ],
    )
    def test_that_say_nothing_are_none(self, body: bytes) -> None:
        assert termii.read_report(body) is None
        assert africastalking.read_report(body) is None

    def test_keep_the_reason_of_a_failure(self) -> None:
        assert africastalking.read_report(b"id=1&status=Failed&failureReason=AbsentSubscriber") == Reported(
            "africastalking", "1", ReportStatus.FAILED, "AbsentSubscriber"
        )


class TestATextMessage:
    @pytest.mark.parametrize(
        ("text", "segments"),
        [
            ("a" * 160, 1),
            ("a" * 161, 2),
            ("a" * 306, 2),
            ("a" * 307, 3),
            ("{" * 80, 1),
            ("{" * 81, 2),
            ("₦" * 70, 1),
            ("₦" * 71, 2),
            ("😀" * 35, 1),
            ("😀" * 36, 2),
        ],
    )
    def test_takes_so_many_pages(self, text: str, segments: int) -> None:
        assert TextMessage(MESSAGE.to, text).segments == segments

    def test_has_no_sign_that_handsets_lack(self) -> None:
        written = for_handsets("You\u2060 get ₦1,500 – it’s “yours”…")

        assert written == 'You get NGN 1,500 - it\'s "yours"...'
        assert TextMessage(MESSAGE.to, written).segments == 1

    def test_shows_nothing_of_itself_where_it_is_printed(self) -> None:
        assert "700001" not in repr(MESSAGE)
        assert "0803" not in repr(MESSAGE)
