"""`python -m tests.tour FOLDER`: walk through every main screen in each language and take its picture.

The people tap and type through the stand-in's scripting API; a phone in a real browser only looks on.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.async_api import Browser, expect

from bot.text import LANGUAGES, Translator, translator
from storage.migrate import upgrade
from tests.chat import Person, Seen, Vision, running_vision
from tests.phone import Phone, a_browser

METER, CARD, PROFILE = "45061234567", "1212121213", "0123456789"
_COLOURS = 160
_STYLE = ".wall { background: var(--wall) } .toast { display: none }"


@dataclass
class Visitor:
    """Somebody who walks through the product in one language, and the phone that shows it."""

    vision: Vision
    person: Person
    phone: Phone
    t: Translator
    folder: Path

    async def taps(self, key: str, **values: object) -> Seen:
        """Tap a button by its message's key, and return what is newest then."""
        await self.person.taps(self.t.plain(key, **values))
        return await self.person.newest()

    async def says(self, text: str) -> None:
        """Type something."""
        await self.person.says(text)

    async def waits_for(self, key: str, **values: object) -> Seen:
        """Wait for a button by its message's key."""
        return await self.person.sees_button(self.t.plain(key, **values))

    async def pays(self) -> None:
        """Enter the PIN and wait until it is delivered; then let the twin-purchase half minute pass."""
        await self.person.enters_pin()
        await self.waits_for("button-receipt")
        await self.vision.waits(minutes=1)

    async def shoots(self, name: str, *, with_words: str | None = None) -> None:
        """Take a picture of the end of the chat, once these words (or its first ones) stand there."""
        newest = await self.person.newest()
        bubble = self.phone.page.locator("li.message:not(.own)").last
        words = newest.text.split("\n")[0][:20].strip() if with_words is None else with_words
        if words:  # a picture has none
            await expect(bubble).to_contain_text(words)
        await self.phone.page.evaluate("document.activeElement.blur()")
        picture = await self.phone.page.screenshot(style=_STYLE)
        small = Image.open(BytesIO(picture)).quantize(_COLOURS)  # a third of the size, and nobody sees it
        small.save(self.folder / f"{name}.png", optimize=True)


Station = Callable[[Visitor], Awaitable[None]]
STATIONS: list[Station] = []


def station(step: Station) -> Station:
    """Put a part of the walk into its order."""
    STATIONS.append(step)
    return step


async def a_newcomer(you: Visitor) -> None:
    """Registering, seen by somebody who has not."""
    await you.says("/start")
    await you.waits_for("register-continue")
    if you.t.language != "en":
        await you.person.taps(you.t.plain("language-name"))
        await you.waits_for("register-continue")
    await you.shoots("welcome")
    await you.taps("look-around")
    await you.shoots("look-around")
    await you.says("/start")
    await you.taps("register-continue")
    await you.shoots("share-number")
    await you.person.shares_contact()
    await you.person.keypad()
    await you.shoots("choose-pin")


@station
async def airtime(you: Visitor) -> None:
    await you.says("/airtime")
    await you.waits_for("button-cancel")
    await you.shoots("airtime")
    await you.says("500 08020000001")
    await you.person.keypad()
    await you.shoots("airtime-sheet")
    await you.pays()
    await you.shoots("airtime-delivered")
    await you.taps("button-receipt")
    await you.waits_for("button-problem")
    await you.shoots("receipt")
    await you.taps("receipt-picture")
    await you.shoots("receipt-picture")
    await you.says("500 08020000002")
    await you.person.keypad()
    await you.pays()
    await you.taps("people-offer")
    await you.shoots("save-as")
    await you.taps("people-mum")
    await you.shoots("people")


@station
async def data(you: Visitor) -> None:
    await you.says("/data")
    await you.waits_for("bill-show-best")
    await you.shoots("data")
    await you.taps("bill-show-best")
    await you.shoots("data-best")


@station
async def light(you: Visitor) -> None:
    await you.says(f"light 5000 ikeja {METER}")
    await you.waits_for("light-yes")
    await you.shoots("light-house")
    await you.taps("light-yes")
    await you.person.keypad()
    await you.shoots("light-sheet")
    await you.person.enters_pin()
    await you.waits_for("token-not-working")
    await you.vision.waits(minutes=1)
    await you.shoots("light-token")
    await you.taps("token-not-working")
    await you.shoots("token-not-working")
    await you.taps("problem-token-old")
    await you.shoots("token-old")


@station
async def tv(you: Visitor) -> None:
    await you.says("/tv")
    await you.person.sees_button("DStv")
    await you.shoots("tv")
    await you.person.taps("DStv")
    await you.says(CARD)
    await you.waits_for("bill-yes")
    await you.shoots("tv-card")
    await you.taps("bill-yes")
    await you.waits_for("bill-change-package")
    await you.shoots("tv-renew")
    await you.taps("bill-change-package")
    await you.shoots("tv-packages")


@station
async def education(you: Visitor) -> None:
    await you.says("/education")
    await you.person.sees_button("WAEC result")
    await you.shoots("education")
    await you.person.taps("WAEC result")
    await you.person.keypad()
    await you.person.enters_pin()
    await you.waits_for("voucher-copy-code", category="education", several="no")
    await you.vision.waits(minutes=1)
    await you.shoots("exam-pin")


@station
async def water_and_internet(you: Visitor) -> None:
    await you.says("/bill")
    await you.waits_for("button-cancel")
    await you.shoots("more-bills")
    await you.says("/internet")
    await you.person.sees_button("Smile")
    await you.shoots("internet")


@station
async def home_and_looking_back(you: Visitor) -> None:
    await you.says("/menu")
    await you.waits_for("home-settings")
    await you.shoots("home")
    await you.says("/history")
    await you.waits_for("button-home")
    await you.shoots("history")
    for command, name in (("/spending", "spending"), ("/statement", "statement")):
        await you.says(command)
        await you.waits_for("button-home")
        await you.shoots(name)
    await you.says("/problem")
    await you.waits_for("problem-other")
    await you.shoots("problem")
    await you.taps("problem-other")
    await you.waits_for("ticket-is-fine")
    await you.shoots("ticket")


@station
async def money_that_is_short(you: Visitor) -> None:
    await you.says(f"31000 0{you.person.phone[4:]}")  # a new number would take a code
    await you.waits_for("cart-offer")
    await you.shoots("short")
    await you.taps("cart-offer")
    await you.person.keypad()
    await you.shoots("cart")
    await you.says("/cancel")


@station
async def settings_and_help(you: Visitor) -> None:
    for command, name in (("/settings", "settings"), ("/help", "help"), ("/privacy", "privacy")):
        await you.says(command)
        await you.waits_for("button-home")
        await you.shoots(name)


@station
async def sending(you: Visitor) -> None:
    bola = await you.vision.knows("Bolanle Okafor", trusted=True)
    local = "0" + bola.phone.removeprefix("+234")
    await you.says("/send")
    await you.waits_for("send-link")
    await you.shoots("send")
    await you.says(f"/send 2000 {local}")
    await you.waits_for("send-yes")
    await you.shoots("send-person")
    await you.taps("send-yes")
    await you.person.keypad()
    await you.shoots("send-sheet")
    await you.person.enters_pin()
    await you.waits_for("transfer-do-receipt")
    await you.shoots("send-sent")
    await you.taps("transfer-do-receipt")
    await you.waits_for("transfer-do-ask")
    await you.taps("transfer-do-ask")
    await you.waits_for("transfer-do-recall")
    await you.shoots("recall")
    await you.taps("transfer-do-recall")
    chidi = await you.vision.knows("Chidi Eze", trusted=True)
    await you.says(f"/send 12000 0{chidi.phone.removeprefix('+234')}")
    await you.taps("send-yes")
    await you.says(await you.person.receives_code())  # somebody new, after all that she did in this hour
    await you.person.enters_pin()
    await you.waits_for("transfer-do-undo")
    await you.shoots("send-undo")
    await you.taps("transfer-do-undo")
    await you.waits_for("transfer-do-receipt")
    await you.vision.waits(minutes=2)  # until another code can be had
    await you.says("/send 1000 08099887766")
    await you.waits_for("send-link")
    await you.taps("send-link")
    await you.says(await you.person.receives_code(n=2))
    await you.person.enters_pin()
    await you.waits_for("claim-copy")
    await you.shoots("claim-link")


@station
async def money_in_and_out(you: Visitor) -> None:
    await you.says("/fund")
    await you.waits_for("account-get")
    await you.shoots("add-money")
    await you.taps("account-get")
    await you.waits_for("account-agree")
    await you.shoots("account-number")
    await you.says("/withdraw")
    await you.waits_for("button-cancel")
    await you.shoots("withdraw")
    await you.person.taps("Guaranty")
    await you.waits_for("button-back")
    await you.says("0123456789")
    await you.waits_for("withdraw-yes")
    await you.taps("withdraw-yes")
    await you.person.sees_button("₦5,000")
    await you.says("5000")
    await you.person.keypad()
    await you.shoots("withdraw-sheet")
    await you.says("/cancel")


@station
async def regular_bills(you: Visitor) -> None:
    await you.says("/schedules")
    await you.waits_for("schedule-new")
    await you.shoots("regular-none")
    await you.taps("schedule-new")
    await you.waits_for("schedule-all")
    await you.shoots("regular-what")
    await you.says(f"every month 27th dstv compact {CARD}")
    await you.waits_for("bill-yes")
    await you.taps("bill-yes")
    await you.waits_for("pin-sheet-change")
    await you.shoots("regular-sheet")
    await you.taps("pin-sheet-change")
    await you.waits_for("schedule-to-pin")
    await you.shoots("regular-card")
    await you.taps("schedule-to-pin")
    await you.person.enters_pin()
    await you.waits_for("schedule-all")
    await you.taps("schedule-all")
    await you.waits_for("schedule-new")
    await you.shoots("regular-list")


@station
async def rewards(you: Visitor) -> None:
    await you.says("/cashback")
    await you.waits_for("cashback-fees")
    await you.shoots("cashback")
    await you.says("/whatif 15000 light")
    await you.waits_for("button-home")
    await you.shoots("what-if")
    await you.says("/invite")
    await you.waits_for("button-home")
    await you.shoots("invite")


@station
async def safety(you: Visitor) -> None:
    await you.says("/limits")
    await you.waits_for("limits-own-button")
    await you.shoots("limits")
    await you.says("/pin")
    await you.waits_for("pin-forgotten")
    await you.taps("pin-forgotten")
    await you.person.shares_contact()
    await you.waits_for("code-again-sms")
    await you.shoots("code")
    await you.says("/settings")
    await you.taps("settings-safety")
    await you.waits_for("safety-new-code")
    await you.shoots("safety")
    await you.says("/panic")
    await you.taps("panic-freeze")
    await you.waits_for("panic-what-now")
    await you.taps("panic-what-now")
    await you.waits_for("panic-unfreeze")
    await you.shoots("frozen")


@asynccontextmanager
async def visiting(browser: Browser, language: str, folder: Path) -> AsyncIterator[Visitor]:
    """Open a world of its own for a language, with a customer who has money and a phone that looks on."""
    with tempfile.TemporaryDirectory() as database:
        url = f"sqlite+aiosqlite:///{database}/tour.db"
        await upgrade(url)
        async with running_vision(url, withdrawals=True) as vision:
            await vision.reads_price_lists()
            bola = await vision.meets("Bola")
            phone = await Phone.opened(browser, vision.telegram.address)
            await phone.takes(bola.id)
            await a_newcomer(Visitor(vision, bola, phone, translator(language), folder))
            assert phone.troubles == []
            person = await vision.knows("Ada Obi", wallet=40_000, trusted=True)
            await vision.app.services.customers.speak((await person.customer()).id, language)
            phone = await Phone.opened(browser, vision.telegram.address)
            await phone.takes(person.id)
            yield Visitor(vision, person, phone, translator(language), folder)
            assert phone.troubles == []


async def walk(folder: Path) -> None:
    """Walk through every station in every language."""
    async with a_browser() as browser:
        for language in LANGUAGES:
            pictures = folder / language
            pictures.mkdir(parents=True, exist_ok=True)
            async with visiting(browser, language, pictures) as visitor:
                for step in STATIONS:
                    await step(visitor)
            print(f"{language}: {len(list(pictures.glob('*.png')))} pictures in {pictures}")


if __name__ == "__main__":
    asyncio.run(walk(Path(sys.argv[1])))
