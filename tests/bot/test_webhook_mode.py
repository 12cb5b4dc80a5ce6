"""The same conversations where Telegram brings updates by webhook. `CHAT_MODE=webhook` brings all so."""

from collections.abc import AsyncIterator

import pytest

from tests.chat import Vision, running_vision
from tests.chat_mode import by_webhook


@pytest.fixture
async def vision(sqlite_url: str) -> AsyncIterator[Vision]:
    async with running_vision(sqlite_url, **by_webhook()) as vision:
        yield vision


class TestByWebhook:
    async def test_somebody_joins_and_somebody_pays(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=2_000)
        bayo = await vision.meets("Bayo", phone="+2348051234567")
        await bayo.registers()

        await ada.says(f"500 {ada.phone}")
        await ada.sees("You pay")
        await ada.enters_pin()
        await ada.sees("Delivered")
