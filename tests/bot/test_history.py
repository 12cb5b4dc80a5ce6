"""Looking back: pages, receipts, and that they are one's own."""

import pytest

from domain.money import naira
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
            await vision.waits(minutes=3)

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

    async def test_shows_money_that_came_in_between_payments(self, vision: Vision) -> None:
        ada = await vision.knows()
        for n in range(1, 4):
            await vision.funds(ada, naira(1_000 + n))
            await ada.says(f"10{n} 0802333010{n}")
            await ada.enters_pin()
            await ada.sees("Delivered", f"₦10{n}")
        await ada.says("/fund 777")
        await ada.sees("Add ₦777")

        await ada.says("/history")
        first = await ada.sees("Add money ₦777", "not in yet", "Airtel airtime", "added")
        order = [label.split(" · ")[0] for label in first.labels[:5]]
        assert order == ["To add ₦777", "Airtel ₦103", "Added ₦1,003", "Airtel ₦102", "Added ₦1,002"]
        await ada.taps("Older")
        older = await ada.sees("₦101", "Add money ₦1,001")
        assert "Older" not in older.labels

        await ada.taps("Added ₦1,001")
        known = await ada.sees("Add money ₦1,001", "It is in your wallet", "Finished", "Reference")
        assert known.labels == ["History", "Home"]

    async def test_leads_from_an_open_top_up_to_its_page(self, vision: Vision) -> None:
        ada = await vision.knows()
        await ada.says("/fund 500")
        await ada.sees("Add ₦500")
        await ada.says("/history")

        await ada.taps("To add ₦500")
        known = await ada.sees("It is not in yet")
        assert known.labels == ["Pay ₦500", "I have paid", "History", "Home"]
        await vision.waits(minutes=31)
        await ada.says("/history")
        await ada.taps("To add ₦500")

        late = await ada.sees("It is not in yet")
        assert late.labels == ["I have paid", "History", "Home"]

    async def test_of_somebody_else_is_not_shown(self, vision: Vision) -> None:
        ada, bola = await vision.knows("Ada", wallet=500), await vision.knows("Bola")
        await ada.says("100 " + ada.phone)
        await ada.enters_pin()
        result = await ada.sees("Delivered")

        for label in ("Receipt", "Again"):
            await bola.presses(result.data(label), on=(await bola.newest()).id)
            await bola.sees("It is not yours, or it isn't there any more")

    async def test_of_somebody_else_has_no_top_ups_either(self, vision: Vision) -> None:
        ada, bola = await vision.knows("Ada", wallet=500), await vision.knows("Bola")
        await ada.says("/history")
        page = await ada.sees("Add money ₦500")
        added = next(label for label in page.labels if label.startswith("Added"))

        await bola.presses(page.data(added), on=(await bola.newest()).id)

        await bola.sees("It is not yours, or it isn't there any more")


class TestTheToken:
    async def test_that_is_not_there_yet_says_where_it_comes_from(self, vision: Vision) -> None:
        ada = await vision.knows()

        await ada.says("/token")

        none = await ada.sees("There is no token")
        assert "Home" in none.labels
