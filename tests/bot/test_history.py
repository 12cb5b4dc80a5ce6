"""Looking back: pages, receipts, and that they are one's own."""

import pytest

from tests.chat import Vision

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.parametrize("module_database_url", ["sqlite"], indirect=True, scope="module"),
]


class TestTheHistory:
    async def test_is_empty_at_first(self, vision: Vision) -> None:
        ada = await vision.knows()

        await ada.says("/history")

        await ada.sees("There are no payments yet")

    async def test_turns_its_pages_and_opens_receipts(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=10_000)
        for amount in range(101, 108):
            await ada.says(f"{amount} 0802111{amount:04d}")
            await ada.enters_pin()
            await ada.sees("Delivered", f"₦{amount}")

        await ada.says("/history")
        first = await ada.sees("Your payments", "₦107 Airtel airtime for 0802•••0107", "delivered")
        assert "₦102" not in first.text
        await ada.taps("Older")
        older = await ada.sees("₦102", "₦101")
        assert older.id == first.id
        assert "Older" not in older.labels
        await ada.taps("Airtel ₦101")

        receipt = await ada.sees("Receipt", "Delivered", "0802 111 0101", "Total ₦101", "Reference")
        assert "Again" in receipt.labels

    async def test_of_somebody_else_is_not_shown(self, vision: Vision) -> None:
        ada, bola = await vision.knows("Ada", wallet=500), await vision.knows("Bola")
        await ada.says("100 " + ada.phone)
        await ada.enters_pin()
        result = await ada.sees("Delivered")

        for label in ("Receipt", "Again"):
            await bola.presses(result.data(label), on=(await bola.newest()).id)
            await bola.sees("It is not yours, or it isn't there any more")
