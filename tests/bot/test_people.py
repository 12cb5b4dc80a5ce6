"""Names for people and meters: offered after a payment, shown where one pays again, changed and forgotten."""

import pytest

from tests.chat import Vision

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.parametrize("module_database_url", ["sqlite"], indirect=True, scope="module"),
]


class TestALine:
    async def test_gets_a_name_after_a_payment_and_is_offered_by_it(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=5_000)
        await ada.says("200 08020000001")
        await ada.enters_pin()
        await ada.sees("Delivered")

        await ada.taps("Save as…")
        await ada.sees("What do you call")
        await ada.taps("Mum")
        await ada.sees("Saved as Mum", "People and meters")

        await ada.says("/start")
        await ada.sees_button("⟲ Airtel ₦200 Mum")
        await ada.taps("⟲ Airtel ₦200 Mum")
        await ada.sees("0802 000 0001", "You pay ₦200")

    async def test_is_renamed_and_forgotten_under_settings(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=5_000)
        await ada.says("200 08020000002")
        await ada.enters_pin()
        await ada.sees("Delivered")
        await ada.taps("Save as…")
        await ada.says("x" * 21)
        await ada.sees("at most 20 letters")
        await ada.says("Auntie Bisi")
        await ada.sees("Saved as Auntie Bisi")

        await ada.says("/settings")
        await ada.taps("People and meters")
        await ada.taps("Auntie Bisi")
        await ada.taps("Rename")
        await ada.says("Aunty")
        await ada.sees("Saved as Aunty")
        await ada.taps("Aunty")
        await ada.taps("Forget")
        await ada.sees("Forgotten", "No names yet")

    async def test_of_ones_own_needs_no_name(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=5_000)
        await ada.says(f"200 {ada.phone}")
        await ada.enters_pin()

        result = await ada.sees("Delivered")
        assert "Save as…" not in result.labels
