"""What the companies that send our text messages tell of them afterwards, which nobody signs."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest
from sqlalchemy import text

from domain.one_time_codes import Purpose
from domain.text_messages import Reported, ReportStatus
from tests.chat import SMS_SECRET, Person, Vision, running_vision


@pytest.fixture
async def vision(sqlite_url: str) -> AsyncIterator[Vision]:
    async with running_vision(sqlite_url) as vision:
        yield vision


async def reports(
    vision: Vision, body: dict[str, str], *, vendor: str = "termii", secret: str = SMS_SECRET
) -> int:
    """Send a report to the bot and return the status of its answer."""
    async with httpx.AsyncClient(trust_env=False) as http:
        address = f"{vision.app.http.address}/webhooks/{vendor}/{secret}"
        return (await http.post(address, json=body)).status_code


async def a_code_is_sent(vision: Vision, ada: Person) -> dict[str, str]:
    """Let a code go out and return the message that carries it."""
    await ada.says("/pin")
    await ada.taps("I forgot it")
    await ada.shares_contact()
    await ada.receives_code()

    async def is_known() -> bool:
        return await _status(vision, sent["id"]) is not None

    sent: dict[str, str] = (await vision.messages.sent())[-1]
    await vision.until(is_known)
    return sent


async def _status(vision: Vision, message_id: str) -> str | None:
    async with vision.app.database.look() as books:
        rows = await books.connection.execute(
            text("SELECT status FROM text_messages WHERE message_id = :id"), {"id": message_id}
        )
        return rows.scalar_one_or_none()


class TestADeliveryReport:
    async def test_that_a_code_did_not_arrive_is_told_to_its_customer_once(self, vision: Vision) -> None:
        ada = await vision.knows("Ada")
        sent = await a_code_is_sent(vision, ada)
        failed = {"message_id": sent["id"], "status": "Message Failed"}

        assert await reports(vision, failed) == 200
        await ada.sees("did not reach your phone")
        assert await reports(vision, failed) == 200

        assert (await ada.chat()).count("did not reach your phone") == 1
        assert await _status(vision, sent["id"]) == "failed"

    async def test_with_a_wrong_secret_is_refused(self, vision: Vision) -> None:
        ada = await vision.knows("Ada")
        sent = await a_code_is_sent(vision, ada)
        failed = {"message_id": sent["id"], "status": "Message Failed"}

        assert await reports(vision, failed, secret="another-secret") == 404

        assert await _status(vision, sent["id"]) == "sent"

    async def test_of_a_message_that_is_not_ours_changes_nothing(self, vision: Vision) -> None:
        assert await reports(vision, {"message_id": "1", "status": "Message Failed"}) == 200
        assert await reports(vision, {"nothing": "of use"}, vendor="africastalking") == 200

    async def test_after_the_delivery_is_no_news(self, vision: Vision) -> None:
        ada = await vision.knows("Ada")
        sent = await a_code_is_sent(vision, ada)
        await reports(vision, {"message_id": sent["id"], "status": "DELIVERED | on the handset"})

        await reports(vision, {"message_id": sent["id"], "status": "Message Failed"})

        assert await _status(vision, sent["id"]) == "delivered"

    async def test_about_a_code_that_was_used_is_not_told(self, vision: Vision) -> None:
        ada = await vision.knows("Ada")
        sent = await a_code_is_sent(vision, ada)
        await ada.says(await ada.receives_code())
        await ada.sees("Choose a PIN")

        await vision.app.services.code_sender.take_report(Reported("termii", sent["id"], ReportStatus.FAILED))

        assert "did not reach your phone" not in await ada.chat()
        customer = await ada.customer()
        codes = vision.app.services.one_time_codes
        standing = await codes.standing(customer.id, Purpose.PIN_RESET, now=vision.clock())
        assert standing.customer_id == customer.id


class TestWithoutASecret:
    async def test_the_door_is_closed(self, sqlite_url: str) -> None:
        async with running_vision(sqlite_url, sms_webhook_secret="") as vision:
            assert await reports(vision, {"message_id": "1", "status": "Message Failed"}) == 404
