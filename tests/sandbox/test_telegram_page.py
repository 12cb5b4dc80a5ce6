"""The chat page in a real browser: what a person does on it, and what they see."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from playwright.async_api import Page, async_playwright, expect

from tests.sandbox.telegram_bots import RawBot
from tests.servers import a_sandbox
from tests.telegram_client import Json

CHROMIUM = shutil.which(os.environ.get("CHROMIUM", "chromium"))
ADA = 7_000_001

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium; CHROMIUM= names one"),
]


class ChattyBot:
    """Shows a bit of everything: on /start a keyboard, on a contact a message with buttons."""

    def __init__(self, bot: RawBot) -> None:
        self.bot = bot
        self.seen: list[Json] = []

    async def run(self) -> None:
        offset = 0
        while True:
            for update in await self.bot.updates(offset=offset, timeout=20):
                offset = update["update_id"] + 1
                self.seen.append(update)
                await self.react(update)

    async def react(self, update: Json) -> None:
        if query := update.get("callback_query"):
            alert = query["data"] == "alert"
            await self.bot.call(
                "answerCallbackQuery",
                callback_query_id=query["id"],
                text=f"Did {query['data']}",
                show_alert=alert,
            )
            if query["data"] == "edit":
                await self.bot.call(
                    "editMessageText", chat_id=ADA, message_id=query["message"]["message_id"], text="Edited"
                )
            return
        message = update.get("message", {})
        if message.get("text") == "/start":
            key = {"text": "Share my number", "request_contact": True}
            keyboard = {"keyboard": [[key]], "resize_keyboard": True}
            await self.bot.call("sendMessage", chat_id=ADA, text="Welcome", reply_markup=keyboard)
        elif "contact" in message:
            await self.bot.call(
                "sendMessage", chat_id=ADA, text="Thanks", reply_markup={"remove_keyboard": True}
            )
            buttons: list[list[Json]] = [
                [{"text": "Toast", "callback_data": "toast", "style": "primary"}],
                [{"text": "Alert", "callback_data": "alert"}, {"text": "Off", "disabled": {}}],
                [
                    {"text": "Copy", "copy_text": {"text": "1234 5678"}},
                    {"text": "Edit", "callback_data": "edit"},
                ],
            ]
            await self.bot.call(
                "sendMessage",
                chat_id=ADA,
                text="Wallet <tg-spoiler>₦500</tg-spoiler> for &lt;Ada&gt;",
                parse_mode="HTML",
                reply_markup={"inline_keyboard": buttons},
            )


@pytest.fixture
async def page() -> AsyncIterator[Page]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        context = await browser.new_context(
            viewport={"width": 390, "height": 844}, permissions=["clipboard-read", "clipboard-write"]
        )
        yield await context.new_page()
        await browser.close()


async def test_a_person_chats_with_a_bot_on_the_page(page: Page) -> None:
    troubles: list[Any] = []
    page.on("pageerror", lambda error: troubles.append(error))
    async with a_sandbox(friendly=True) as (people, _), httpx.AsyncClient(timeout=30) as http:
        bot = ChattyBot(RawBot(http, people.address))
        running = asyncio.create_task(bot.run())
        await page.goto(people.address)
        await page.get_by_test_id(f"person-{ADA}").click()

        await page.get_by_test_id("start").click()
        await page.get_by_role("button", name="Share my number").click()
        await expect(page.get_by_test_id("dialog")).to_contain_text("+2348031234567")
        await page.get_by_test_id("dialog-ok").click()

        wallet = page.locator("li.message").filter(has_text="Wallet")
        await expect(wallet).to_contain_text("for <Ada>")
        await expect(page.get_by_test_id("reply-keyboard")).to_be_hidden()
        await wallet.get_by_label("Hidden text").click()
        await expect(wallet.locator(".spoiler.open")).to_have_text("₦500")

        await page.get_by_role("button", name="Toast").click()
        await expect(page.get_by_test_id("toast")).to_have_text("Did toast")
        await page.get_by_role("button", name="Alert").click()
        await expect(page.get_by_test_id("dialog")).to_contain_text("Did alert")
        await page.get_by_test_id("dialog-ok").click()
        await page.get_by_role("button", name="Copy", exact=True).click()
        assert await page.evaluate("navigator.clipboard.readText()") == "1234 5678"
        await expect(page.get_by_role("button", name="Off")).to_be_disabled()
        await page.get_by_role("button", name="Edit", exact=True).click()
        await expect(page.locator("li.message").filter(has_text="Edited")).to_be_visible()
        await expect(page.get_by_role("button", name="Toast")).to_have_count(0)

        await page.get_by_test_id("composer").fill("500 08031234567 <b>")
        await page.get_by_test_id("send").click()
        await expect(page.locator("li.message.own").last).to_contain_text("500 08031234567 <b>")
        await page.get_by_test_id("attach").click()
        await page.get_by_role("menuitem", name="Voice message").click()
        await expect(page.get_by_role("img", name="Voice message")).to_be_visible()
        running.cancel()

    sent = [update["message"] for update in bot.seen if "message" in update]
    assert sent[1]["contact"]["user_id"] == ADA
    assert sent[2]["text"] == "500 08031234567 <b>"
    assert troubles == []


async def test_the_page_says_that_the_sandbox_is_gone_only_when_it_is(page: Page) -> None:
    troubles: list[Any] = []
    page.on("pageerror", lambda error: troubles.append(error))
    async with a_sandbox(friendly=True) as (people, _):
        await page.route("**/telegram-sandbox/people", lambda route: route.fulfill(json={"people": "none"}))
        async with page.expect_event("pageerror"):
            await page.goto(people.address)
        await expect(page.get_by_test_id("toast")).to_be_hidden()
        assert len(troubles) > 0

        await page.unroute("**/telegram-sandbox/people")
        await page.route("**/telegram-sandbox/people", lambda route: route.abort())
        await page.goto(people.address)
        await expect(page.get_by_test_id("toast")).to_have_text(
            "The sandbox is not there. Is it still running?"
        )
