"""The demo in a real browser, from nothing to a paid bill: what a person does on the first evening."""

import re
import signal
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from tests.data_servers import free_port
from tests.phone import CHROMIUM, DESK, Phone, a_browser
from tests.processes import ended, line_with, start

ADA, OPS = 7_000_001, 1_000  # the people that the demo begins with
METER = "45061234567"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium; CHROMIUM= names one"),
]


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with a_browser() as browser:
        yield browser


@asynccontextmanager
async def the_demo(folder: Path, port: int) -> AsyncIterator[str]:
    """Run the demo with its state in that folder, and stop it as Ctrl-C does."""
    demo: Process
    # A test taps faster than fingers do, and would wait for the bot's turns to speak.
    quick = {"RATE_LIMITS": "false", "LOG_LEVEL": "WARNING"}
    async with ended(await start("demo", folder, PORT=str(port), **quick)) as demo:
        await line_with(demo, "Vision is ready")
        yield f"http://127.0.0.1:{port}"
        demo.send_signal(signal.SIGINT)
        assert (await demo.communicate())[0].strip() == b""  # Not one warning was logged.
        assert demo.returncode == 0


async def add_money(phone: Phone, amount: str, *, charged: str = "") -> None:
    """Go through the payment page; `charged` is another amount that the page takes."""
    await phone.taps("Add money")
    await phone.sees("How much?")
    await phone.taps(amount)
    await phone.sees("The link is good for 30 minutes")
    await phone.shoots("add-money")
    async with phone.context.expect_page() as opened:
        await phone.taps(f"Pay {amount}")
    checkout = Phone(await opened.value, phone.troubles, pictures=phone.pictures)
    await expect(checkout.page.get_by_text("Test mode")).to_be_visible()
    if charged:
        await checkout.page.get_by_text("Make it go wrong").click()
        await checkout.page.get_by_label("Another amount").fill(charged)
    else:
        await checkout.shoots("checkout")
    await checkout.page.get_by_test_id("pay").click()
    await expect(checkout.page.get_by_role("heading")).to_have_text("Thank you")
    await checkout.page.get_by_role("link", name="Back to the chat").click()
    await expect(checkout.page).to_have_title(re.compile("Vision"))
    await checkout.page.close()


@pytest.mark.slow
class TestTheDemo:
    async def test_leads_a_stranger_to_paid_bills_and_forgets_nothing_when_it_stops(
        self, browser: Browser, tmp_path: Path
    ) -> None:
        port = free_port()
        async with the_demo(tmp_path, port) as address:
            phone = await Phone.opened(browser, address, pictures=True)
            await phone.takes(ADA)
            await phone.registers()

            await add_money(phone, "₦5,000")
            await phone.sees("₦5,000 received")
            await phone.presses("Home")

            await phone.taps("Airtime")
            await phone.sees("MTN airtime", "Your line 0803 123 4567")
            await phone.taps("₦500")
            await phone.sees("You pay ₦500")
            await phone.enters_pin()
            await phone.sees("Delivered", "₦500 MTN airtime for 0803 123 4567")
            await phone.shoots("delivered")

            await phone.taps("Home")
            await phone.sees_button("⟲ MTN ₦500…")
            await phone.taps("Light")
            await phone.sees("from which company?")
            await phone.taps("Ikeja")
            await phone.sees("Type the meter")
            await phone.says(METER)
            await phone.sees("Is this the right house?", "Meter 4506 123 4567 · Ikeja Electric, prepaid")
            await phone.shoots("right-house")
            await phone.taps("Yes, this one")
            await phone.sees("How much?")
            await phone.taps("₦2,000")
            await phone.sees("Fee ₦30", "VAT on the fee ₦2.25", "You pay ₦2,032.25")
            await phone.shoots("pay-sheet")
            await phone.enters_pin()
            message = await phone.sees("Light token", "Ikeja Electric")
            shown = re.search(r"\d{4}( \d{4}){4}", await message.inner_text())
            assert shown is not None
            await phone.taps("Copy token")
            assert await phone.copied() == shown[0].replace(" ", "")
            await phone.shoots("token")
            desk = await Phone.opened(browser, address, DESK, pictures=True)
            await desk.sees("Light token", shown[0])
            await desk.shoots("desk")
            await desk.context.close()

            await phone.taps("Home")
            await phone.sees_button("⟲ Light ₦2k…")
            await phone.shoots("home")
            await phone.taps("History")
            await phone.sees("Your payments", "₦2,000 Ikeja light", "₦500 MTN airtime")
            await phone.shoots("history")
            await phone.taps("Light ₦2k…")
            await phone.sees("Receipt", "Delivered", shown[0])
            await phone.shoots("receipt")

            await phone.says("200 0802 765 4321")  # A pay sheet is open while everything stops.
            await phone.sees("You pay ₦200")

        async with the_demo(tmp_path, port) as address:
            await phone.page.reload()
            await phone.sees("Light token", shown[0])
            await phone.enters_pin()
            await phone.sees("Delivered", "₦200 Airtel airtime")
            await phone.presses("Home")
            home = await phone.sees("Good", "Cashback")
            await home.get_by_label("Hidden text").first.click()
            await expect(home).to_contain_text("₦2,267.75")

            await self.a_second_look_at_a_desk(browser, address)
        assert phone.troubles == []

    async def a_second_look_at_a_desk(self, browser: Browser, address: str) -> None:
        """Two people and the staff, side by side on a big screen."""
        desk = await Phone.opened(browser, address, DESK)
        await desk.takes(OPS)
        await desk.starts()
        await desk.sees("Welcome to Vision")

        await desk.page.get_by_test_id("add-person").click()
        await desk.page.get_by_label("First name").fill("Bola")
        await desk.page.get_by_label("Phone number").fill("2348021234567")
        await desk.page.get_by_test_id("dialog-ok").click()
        await desk.registers()
        await add_money(desk, "₦2,000", charged="1500")
        await desk.sees("It was not the ₦2,000 that was asked for")

        await desk.takes(OPS)
        await desk.sees("Case: another amount came in")
        desk.pictures = True
        await desk.shoots("staff")
        assert desk.troubles == []
