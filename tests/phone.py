"""Somebody's phone in a real browser: the chat page, as a person sees and touches it.

Nobody sleeps: whoever looks for something waits until it is there.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, BrowserContext, Locator, Page, async_playwright, expect

CHROMIUM = shutil.which(os.environ.get("CHROMIUM", "chromium"))
SCREENSHOTS = os.environ.get("SCREENSHOTS")  # a folder: pictures of the stations on the way are put there
POCKET, DESK = (390, 844), (1280, 800)
PIN = "2580"
_PLAIN = "background: var(--wall)"  # behind the messages: a pattern makes a picture three times as large


@asynccontextmanager
async def a_browser() -> AsyncIterator[Browser]:
    """Run the system's Chromium."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        await browser.close()


class Phone:
    """A window on the chat page."""

    def __init__(self, page: Page, troubles: list[Any], *, pictures: bool) -> None:
        self.page = page
        self.troubles = troubles
        self.pictures = pictures  # wanted of what is seen here

    @classmethod
    async def opened(
        cls, browser: Browser, address: str, size: tuple[int, int] = POCKET, *, pictures: bool = False
    ) -> Phone:
        """Open the page in a window of that size."""
        context = await browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            has_touch=size == POCKET,
            device_scale_factor=1.5 if size == POCKET else 1,
            reduced_motion="reduce",
            timezone_id="Africa/Lagos",
            locale="en-GB",
            permissions=["clipboard-read", "clipboard-write"],
        )
        page = await context.new_page()
        phone = cls(page, [], pictures=pictures)
        page.on("pageerror", lambda error: phone.troubles.append(error))
        await page.goto(address)
        return phone

    async def takes(self, person: int) -> None:
        """Open the chat of that person."""
        await self.page.get_by_test_id(f"person-{person}").click()

    async def starts(self) -> None:
        """Press START below the empty chat."""
        await self.page.get_by_test_id("start").click()

    async def says(self, text: str) -> None:
        """Type a message and send it."""
        await self.page.get_by_test_id("composer").fill(text)
        await self.page.get_by_test_id("send").click()

    async def taps(self, label: str) -> None:
        """Tap the newest button with that label; `…` at its end stands for the rest."""
        await self.button(label).click()

    async def presses(self, label: str) -> None:
        """Press a key of the bar below the chat."""
        await self.page.get_by_test_id("reply-keyboard").get_by_role("button", name=label, exact=True).click()

    async def shares_number(self) -> None:
        """Press the key that shares the own number, and agree when the app asks."""
        await self.presses("Share my number")
        await self.page.get_by_test_id("dialog-ok").click()

    async def enters_pin(self, digits: str = PIN) -> None:
        """Enter a PIN on the newest keypad."""
        keypad = self.messages.filter(has=self.page.get_by_role("button", name="⌫", exact=True)).last
        for digit in digits:
            await keypad.get_by_role("button", name=digit, exact=True).click()

    async def registers(self) -> None:
        """Become a customer, the shortest way."""
        await self.starts()
        await self.sees("Welcome to Vision")
        await self.shoots("welcome")
        await self.taps("Continue")
        await self.sees("Share your number")
        await self.shares_number()
        await self.sees("Choose a PIN")
        await self.enters_pin()
        await self.sees("Enter the same PIN again")
        await self.enters_pin()
        await self.sees("Your wallet is ready")

    async def sees(self, *words: str) -> Locator:
        """Wait until one of the bot's messages has all these words, and return the newest such."""
        found = self.messages
        for each in words:
            found = found.filter(has_text=each)
        await expect(found.last).to_be_visible(timeout=10_000)
        return found.last

    async def sees_button(self, label: str) -> None:
        """Wait until there is such a button."""
        await expect(self.button(label)).to_be_visible(timeout=10_000)

    async def copied(self) -> str:
        """Return what was copied last."""
        return str(await self.page.evaluate("navigator.clipboard.readText()"))

    async def shoots(self, name: str) -> None:
        """Take a picture for the documentation, where one is wanted."""
        if SCREENSHOTS and self.pictures:
            await expect(self.page.locator("[aria-current=true] .badge")).to_have_count(0)
            await self.page.evaluate("document.activeElement.blur()")
            await self.page.mouse.move(5, 300)
            await self.page.screenshot(
                path=Path(SCREENSHOTS) / f"{name}.png",
                style=f".wall {{ {_PLAIN} }} .toast {{ display: none }}",
            )

    def button(self, label: str) -> Locator:
        """Return the newest button with that label; `…` at its end stands for the rest."""
        fits = re.compile("^" + re.escape(label.removesuffix("…")) + ("" if label.endswith("…") else "$"))
        return self.page.get_by_test_id("inline-button").filter(has_text=fits).last

    @property
    def messages(self) -> Locator:
        """The bot's messages."""
        return self.page.locator("li.message:not(.own)")

    @property
    def context(self) -> BrowserContext:
        """The browser with all its pages."""
        return self.page.context
