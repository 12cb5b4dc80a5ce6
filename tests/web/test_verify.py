"""Checking receipts in a browser: what the edge serves, and what the page does with it."""

from __future__ import annotations

import base64
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from domain.receipts import PREFIX, sign, verify
from storage.receipt_keys import Ed25519ReceiptKeys
from tests.domain.test_receipts import RECEIPT
from tests.phone import CHROMIUM, a_browser
from tests.web.conftest import World

in_a_browser = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium; CHROMIUM= names one"),
]


def a_code(world: World) -> str:
    """A receipt's code, signed by the running installation."""
    return str(sign(RECEIPT, world.app.receipt_keys))


def changed(code: str) -> str:
    """The code with one bit of the amount changed."""
    signed = bytearray(base64.b32decode(code.removeprefix(PREFIX)))
    signed[10] ^= 1
    return PREFIX + base64.b32encode(bytes(signed)).decode()


class TestTheEdge:
    async def test_publishes_keys_that_anybody_can_check_with(self, world: World) -> None:
        published = (await world.http.get("/receipt-keys.json")).json()

        keys = Ed25519ReceiptKeys.from_published(published)
        assert verify(a_code(world), keys) == verify(a_code(world), world.app.receipt_keys)

    async def test_says_what_the_books_say_today(self, world: World) -> None:
        genuine = (await world.http.post("/verify", content=a_code(world))).json()
        fake = (await world.http.post("/verify", content=changed(a_code(world)))).json()

        assert genuine["verdict"] == "genuine"
        assert "Light ₦10,000" in genuine["facts"]
        assert (fake["verdict"], fake["facts"]) == ("not-genuine", [])

    @pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"VSN1:", b"x" * 100_000])
    async def test_calls_nothing_genuine_that_is_not(self, world: World, content: bytes) -> None:
        answer = await world.http.post("/verify", content=content)

        assert answer.json()["verdict"] == "not-genuine"

    async def test_lets_the_page_run_no_script_but_its_own(self, world: World) -> None:
        page = await world.http.get("/verify")

        policy = page.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'sha256-" in policy
        assert "unsafe-eval" not in policy
        assert "{{" not in page.text


class TestThePage:
    pytestmark = in_a_browser

    @pytest.fixture
    async def browser(self) -> AsyncIterator[Browser]:
        async with a_browser() as browser:
            yield browser

    @pytest.fixture
    async def page(self, browser: Browser) -> AsyncIterator[Page]:
        page = await browser.new_page(viewport={"width": 390, "height": 844})
        troubles: list[object] = []
        page.on("pageerror", lambda error: troubles.append(error))
        yield page
        assert troubles == []

    async def check(self, page: Page, code: str) -> None:
        """Paste a code and press the button."""
        await page.get_by_role("textbox").fill(code)
        await page.get_by_role("button").click()

    async def test_knows_a_genuine_receipt_and_a_changed_one(self, world: World, page: Page) -> None:
        await page.goto(f"{world.app.http.address}/verify")

        await self.check(page, a_code(world))

        result = page.locator("output")
        await expect(result).to_contain_text("Genuine receipt. It was delivered.")
        await expect(result).to_contain_text("Light ₦10,000")
        await expect(result).to_contain_text("ends in 0678")
        await expect(result).to_contain_text("with Vision's books")
        await self.check(page, changed(a_code(world)))
        await expect(result).to_contain_text("Not genuine")

    async def test_opens_with_the_code_that_a_link_brings(self, world: World, page: Page) -> None:
        await page.goto(f"{world.app.http.address}/verify#{a_code(world)}")

        await expect(page.locator("output")).to_contain_text("Genuine receipt")

    async def test_works_as_a_saved_copy_without_us(self, world: World, page: Page, tmp_path: Path) -> None:
        copy = tmp_path / "verify.html"
        copy.write_text((await world.http.get("/verify")).text, encoding="utf-8")
        await page.goto(copy.as_uri())

        await self.check(page, a_code(world))

        result = page.locator("output")
        await expect(result).to_contain_text("Genuine receipt. It was delivered.")
        await expect(result).to_contain_text("Light ₦10,000")
        await expect(result).to_contain_text("Fee and VAT ₦161.25")
        await expect(result).to_contain_text("3 Jun 2026")
        await expect(result).to_contain_text("could not reach Vision")
        await self.check(page, changed(a_code(world)))
        await expect(result).to_contain_text("Not genuine")

    async def test_asks_the_server_where_the_browser_cannot_check(self, world: World, page: Page) -> None:
        await page.add_init_script("crypto.subtle.importKey = () => Promise.reject(new Error('unknown'))")
        await page.goto(f"{world.app.http.address}/verify")

        await self.check(page, a_code(world))

        await expect(page.locator("output")).to_contain_text("Genuine receipt")
        await expect(page.locator("output")).to_contain_text("Vision's own server checked it")

    async def test_says_when_it_does_not_know_the_key(self, world: World, page: Page) -> None:
        others = Ed25519ReceiptKeys.from_text("9:" + base64.b64encode(b"x" * 32).decode())
        await page.goto(f"{world.app.http.address}/verify")

        await self.check(page, str(sign(RECEIPT, others)))

        await expect(page.locator("output")).to_contain_text("key 9, which I don't know")
