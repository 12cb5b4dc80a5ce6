"""The same bill once more: what it brought the first time is shown before it is paid again."""

import pytest
import pytest_asyncio

from tests.bot.walks import Say, Step, Tap, at_home, go, looks_at_home
from tests.chat import PIN, Vision

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.parametrize("module_database_url", ["sqlite"], indirect=True, scope="module"),
]

LIGHT = (Say("light 2k ikeja 45701239101"), Tap("Yes"))
EXAM = (Tap("More bills"), Tap("Education"), Tap("WAEC result"))
VOUCHER = (Tap("TV"), Tap("Showmax"), Tap("1. "))


@pytest_asyncio.fixture(scope="module", loop_scope="module", autouse=True)
async def price_lists(vision: Vision) -> None:
    """The bot knows what its vendors list."""
    await vision.reads_price_lists()


class TestThePaySheet:
    @pytest.mark.parametrize(
        ("bill", "button", "brought"),
        [
            pytest.param(LIGHT, "Show the earlier token", "Light token", id="light"),
            pytest.param(EXAM, "Show the earlier code", "Serial number", id="an exam"),
            pytest.param(VOUCHER, "Show the earlier code", "Voucher", id="a voucher"),
        ],
    )
    async def test_shows_what_the_same_bill_brought_before(
        self, vision: Vision, bill: tuple[Step, ...], button: str, brought: str
    ) -> None:
        ada = await at_home(vision)
        await go(ada, *bill)
        await ada.enters_pin()
        first = await ada.sees(brought)
        await vision.waits(hours=1)

        await looks_at_home(ada)
        await go(ada, *bill)
        sheet = await ada.sees("You pay", "for just this", "Enter your PIN only if you want it twice")
        await ada.taps(button)
        shown = await ada.sees(brought)

        assert shown.text == first.text
        assert shown.id != first.id

        for digit in PIN:  # The sheet is still open.
            await ada.taps(digit, on=sheet)
        again = await ada.sees(brought)
        assert again.text != first.text

    async def test_warns_for_a_day(self, vision: Vision) -> None:
        ada = await at_home(vision)
        await go(ada, Say(f"500 {ada.phone}"))
        await ada.enters_pin()
        await ada.sees("Delivered")
        await vision.waits(hours=24, minutes=1)

        await go(ada, Say(f"500 {ada.phone}"))

        sheet = await ada.sees("You pay")
        assert "for just this" not in sheet.text
