"""People who talk to the bot: they say, tap, look and wait, over the real Telegram protocol.

    async with running_vision(database_url) as vision:
        ada = await vision.meets("Ada", phone="+2348031234567")
        await ada.registers()
        await ada.taps("Airtime")
        await ada.taps("₦500")
        await ada.enters_pin()
        await ada.sees("Delivered")

Nobody sleeps: whoever looks for something waits until it is there.
"""

from __future__ import annotations

import asyncio
import itertools
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import structlog
from sqlalchemy import update

from bot.app import App
from bot.logs import hand_over
from bot.settings import Settings, read_settings
from domain.catalogue_sync import CatalogueSync
from domain.customers import Customer
from domain.money import Money, naira
from domain.payments import Payment
from domain.phones import read_phone
from domain.processors import Paid, PaymentReceived
from domain.times import LAGOS
from sandbox.app import create_app
from storage.tables import customer_accounts
from tests.chat_mode import in_mode
from tests.companies import FlutterwaveControl, MessagesControl, PaystackControl, VtpassControl
from tests.servers import running as serving
from tests.servers import sandbox_settings
from tests.telegram_client import TelegramClient

Json = dict[str, Any]
PIN = "2580"
HIGHEST_TIER = 3
_PATIENCE_S = 10.0
_GLANCE_S = 0.02
_SECRET_KEY = "sk_test_demo"
SMS_SECRET = "a-secret-of-sms"
_EXAMPLE = Path(__file__).resolve().parent.parent / ".env.example"
_numbers = itertools.count(1)

# Log as the bot does, into what pytest keeps for a test that fails.
hand_over(structlog.processors.KeyValueRenderer(key_order=["event"]))
logging.getLogger().setLevel(logging.INFO)
logging.getLogger("aiogram").setLevel(logging.WARNING)


class NotSeen(AssertionError):
    """What was waited for did not come. Shows the chat as it is."""


def _until_noon() -> timedelta:
    """Return how long it is until the next noon in Lagos: what people do here, they do by day."""
    now = datetime.now(UTC)
    noon = now.astimezone(LAGOS).replace(hour=12, minute=0, second=0, microsecond=0)
    return (noon if noon > now else noon + timedelta(days=1)) - now


@dataclass
class Clock:
    """The bot's clock: it begins at noon, and is moved forward by tests."""

    ahead: timedelta = field(default_factory=_until_noon)

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def forward(self, **span: float) -> None:
        """Move it, e.g. `forward(minutes=3)`."""
        self.ahead += timedelta(**span)


@dataclass(frozen=True, slots=True)
class Seen:
    """One message, as a person sees it."""

    id: int
    text: str
    buttons: tuple[tuple[str, ...], ...]
    raw: Json

    @property
    def labels(self) -> list[str]:
        """All its buttons, row by row."""
        return [label for row in self.buttons for label in row]

    def data(self, label: str) -> str:
        """Return what the button with that label sends."""
        rows = self.raw["markup"]["inline_keyboard"]
        return str(next(key["callback_data"] for row in rows for key in row if key["text"] == label))


@dataclass
class Person:
    """Somebody with a phone and a chat with the bot."""

    vision: Vision
    id: int
    name: str
    phone: str
    taps_made: int = 0  # presses and sent messages since `counts_taps`, PINs not counted
    toasts: list[str] = field(default_factory=list)
    _mark: int = 0  # the chat's change counter before the last act

    # --- acting

    async def says(self, text: str) -> Json:
        """Send a text."""
        await self._begins()
        return await self.client.says(self.id, text)

    async def taps(self, label: str, *, on: Seen | None = None) -> str | None:
        """Tap a button whose label begins so, and return the toast.

        It is the button on the newest message that came or changed since the last act, unless `on` says
        which.
        """
        message, exact = await self._button(label, on)
        await self._begins()
        return await self._pressed(exact, message)

    async def presses(self, data: str, *, on: int) -> str | None:
        """Send the callback data of a button that may not be there any more."""
        await self._begins()
        answer = await self.client.taps(self.id, message=on, data=data)
        return self._toasted(answer.text)

    async def shares_contact(self, of: str = "own", **given: Any) -> None:
        """Share a contact card; see `TelegramClient.shares_contact`."""
        await self._begins()
        await self.client.shares_contact(self.id, of, phone=given.pop("phone", self.phone), **given)

    async def sends(self, kind: str, **given: Any) -> None:
        """Send a sticker, a voice note, a photo or a document."""
        await self._begins()
        await self.client.sends(self.id, kind, **given)

    async def forwards(self, text: str) -> None:
        """Forward somebody else's message."""
        await self._begins()
        await self.client.forwards(self.id, text)

    async def edits(self, message: int, text: str) -> None:
        """Change a message that was sent."""
        await self._begins()
        await self.client.edits(self.id, message, text)

    async def enters_pin(self, digits: str = PIN) -> None:
        """Enter a PIN on the newest keypad."""
        keypad = await self.keypad()
        await self._begins(count=False)
        for digit in digits:
            await self._pressed(digit, keypad.id, count=False)

    async def registers(self, *, language: str = "English") -> Person:
        """Become a customer, the shortest way."""
        await self.says("/start")
        await self.sees("Welcome to Vision")
        if language != "English":
            await self.taps(language)
            await self.sees("You welcome")
        await self.taps("Continue")
        await self.sees("Share")
        await self.shares_contact()
        for _ in range(2):
            await self.enters_pin()
        await self.sees("Wallet")
        return self

    async def receives_code(self, *, n: int = 1, by: str = "sms", to: str | None = None) -> str:
        """Wait for the n-th code on this phone (or at that address) and return its digits."""
        where = to or self.phone
        return await self.vision.messages.code(where, n=n, by=by)

    # --- looking

    async def sees(self, *fragments: str) -> Seen:
        """Wait until one message of the bot, sent or changed since the last act, has all of these."""

        def fits(message: Seen) -> bool:
            return all(fragment in message.text for fragment in fragments)

        return await self._look(fits, f"{fragments!r}")

    async def sees_button(self, label: str) -> Seen:
        """Wait until there is a button that begins so."""
        return await self._look(lambda m: any(each.startswith(label) for each in m.labels), f"[{label}]")

    async def keypad(self) -> Seen:
        """Wait for a PIN keypad and return its message."""
        return await self._look(lambda m: "⌫" in m.labels, "a keypad")

    async def messages(self) -> list[Seen]:
        """Return everything that the bot has sent and not deleted."""
        return self._seen(await self.client.chat(self.id))

    async def chat(self) -> str:
        """Return the whole chat as text."""
        return await self.client.transcript(self.id)

    async def newest(self) -> Seen:
        """Return the newest message of the bot."""
        return (await self.messages())[-1]

    # --- what is known of them

    async def customer(self) -> Customer:
        """Return what the business knows of them."""
        known = await self.vision.app.services.customers.known(self.id)
        assert known is not None, f"{self.name} is not registered"
        return known

    async def balance(self) -> Money:
        """Return what is in their wallet."""
        return (await self.vision.app.services.wallets.of((await self.customer()).id)).wallet

    def counts_taps(self) -> None:
        """Begin to count presses and messages."""
        self.taps_made = 0

    @property
    def client(self) -> TelegramClient:
        """The stand-in's scripting API."""
        return self.vision.telegram

    async def _begins(self, *, count: bool = True) -> None:
        self._mark = int((await self.client.chat(self.id))["change"])
        self.taps_made += count

    async def _button(self, label: str, on: Seen | None) -> tuple[int, str]:
        message = on or await self.sees_button(label)
        return message.id, min((each for each in message.labels if each.startswith(label)), key=len)

    async def _pressed(self, label: str, message: int, *, count: bool = True) -> str | None:
        answer = await self.client.taps(self.id, label, message=message)
        return self._toasted(answer.text)

    def _toasted(self, text: str | None) -> str | None:
        if text:
            self.toasts.append(text)
        return text

    async def _look(self, fits: Callable[[Seen], bool], what: str) -> Seen:
        after = self._mark
        deadline = datetime.now(UTC) + timedelta(seconds=_PATIENCE_S)
        while True:
            view = await self.client.chat(self.id, after=self._mark)
            found = next((message for message in reversed(self._seen(view)) if fits(message)), None)
            if found is not None:
                return found
            left = (deadline - datetime.now(UTC)).total_seconds()
            if left <= 0:
                raise NotSeen(f"{self.name} waited for {what} in vain:\n{await self.chat()}")
            after = int(view["change"])
            await self.client.wait(self.id, after=after, timeout_s=left)

    def _seen(self, view: Json) -> list[Seen]:
        return [
            Seen(
                id=message["message_id"],
                text=message.get("text", ""),
                buttons=tuple(
                    tuple(key["text"] for key in row)
                    for row in (message.get("markup") or {}).get("inline_keyboard", [])
                ),
                raw=message,
            )
            for message in view["messages"]
            if message["outgoing"] and not message["deleted"]
        ]


@dataclass
class Vision:
    """The running bot with the outside world around it."""

    app: App
    clock: Clock
    telegram: TelegramClient
    vtpass: VtpassControl
    flutterwave: FlutterwaveControl
    paystack: PaystackControl
    messages: MessagesControl

    async def meets(
        self, name: str = "Ada", *, phone: str | None = None, language_code: str = "en", **given: Any
    ) -> Person:
        """Somebody new with a phone."""
        phone = phone or f"+2348030{next(_numbers):06d}"
        person = await self.telegram.add_person(name, phone=phone, language_code=language_code, **given)
        return Person(self, person, name, phone)

    async def knows(
        self, name: str = "Ada", *, wallet: int = 0, trusted: bool = False, **given: Any
    ) -> Person:
        """Somebody who is a customer already and looks at Home, with that many naira.

        One who is trusted may spend as much as anybody; else she is new, and may spend little.
        """
        person = await self.meets(name, **given)
        services = self.app.services
        await services.customers.register(
            services.new_id(),
            telegram_id=person.id,
            name=name,
            phone=read_phone(person.phone),
            language="en",
            pin=PIN,
            now=self.clock(),
        )
        if trusted:
            await self.trusts((await person.customer()).id)
        await person.says("/start")
        await person.sees("Wallet")
        if wallet:
            await self.funds(person, naira(wallet))
        return person

    async def trusts(self, customer_id: str) -> None:
        """Let a customer spend as much as anybody."""
        async with self.app.database.begin() as books:
            await books.connection.execute(
                update(customer_accounts)
                .where(customer_accounts.c.customer_id == customer_id)
                .values(tier=HIGHEST_TIER, restricted_until=None, version=customer_accounts.c.version + 1)
            )

    async def reads_price_lists(self) -> None:
        """The bot reads what its vendors have to choose from."""
        app = self.app
        vendors = app.services.payments.vendors
        sync = CatalogueSync(
            app.database, vendors, timedelta(hours=6), changed=app.services.billers.forget, clock=self.clock
        )
        read = await sync.read_all()
        assert not read.unread, read.unread

    async def vtpass_lists(self, service: str, code: str, price: Money | None) -> None:
        """VTpass lists a plan at another price, or no more, and the bot reads it."""
        if price is None:
            await self.vtpass.remove_plan(service, code)
        else:
            await self.vtpass.list_plan(service, code, naira=price.kobo // 100)
        await self.reads_price_lists()

    async def restarts(self) -> None:
        """Stop the bot and start it anew, on the same database and with the same world around it."""
        await self.app.stop()
        self.app = App(self.app.settings, clock=self.clock)
        await self.app.start()
        await self.paystack.set(webhook_url=f"{self.app.http.address}/webhooks/paystack")

    async def waits(self, **span: float) -> None:
        """Time passes for the bot and for its vendors, e.g. `waits(minutes=3)`; Telegram notices nothing."""
        self.clock.forward(**span)
        for vendor in (self.vtpass, self.flutterwave):
            await vendor.set(clock_offset_s=self.clock.ahead.total_seconds())

    async def newest_payment(self, person: Person) -> Payment:
        """Return what is known of this person's last payment."""
        customer = await person.customer()
        return (await self.app.services.payments.history(customer.id, limit=1))[0]

    async def until(self, holds: Callable[[], Awaitable[bool]]) -> None:
        """Look again and again until it is so."""
        async with asyncio.timeout(_PATIENCE_S):
            while True:
                if await holds():
                    return
                await asyncio.sleep(_GLANCE_S)

    async def funds(self, person: Person, amount: Money) -> None:
        """Money comes in, as if by a paid checkout page, without anybody clicking through one."""
        services = self.app.services
        customer = await person.customer()
        opened = await services.top_ups.open(
            services.new_id(), customer.id, amount, card=None, now=self.clock()
        )
        paid = Paid(f"test-{opened.id}", opened.id, amount, amount, Money(0), "NGN")
        await services.top_ups.receive("paystack", PaymentReceived(paid), now=self.clock())
        await person.sees("received")


@asynccontextmanager
async def running_vision(
    database_url: str, *, clock: Clock | None = None, friendly: bool = True, **changes: Any
) -> AsyncIterator[Vision]:
    """Run the stand-ins and the bot on free ports, and stop both cleanly."""
    clock = clock or Clock()
    stand_ins = create_app(sandbox_settings(friendly=friendly, paystack_secret_key=_SECRET_KEY))
    async with serving(stand_ins) as address, TelegramClient(address) as telegram:
        changes = {"smtp_port": stand_ins.state.worlds.mail.port, **in_mode(changes)}
        settings = settings_for(address, database_url, **changes)
        vtpass, flutterwave = VtpassControl(address), FlutterwaveControl(address)
        paystack = PaystackControl(address)
        messages = MessagesControl(address)
        app = App(settings, clock=clock)
        vision = Vision(app, clock, telegram, vtpass, flutterwave, paystack, messages)
        try:
            await app.start()
            await paystack.set(webhook_url=f"{app.http.address}/webhooks/paystack")
            for told in (vtpass, flutterwave, paystack):
                await told.set(clock_offset_s=clock.ahead.total_seconds())
            yield vision
        finally:
            await vision.app.stop()
        for company in (vtpass, flutterwave, paystack, messages):
            await company.close()


def settings_for(address: str, database_url: str, **changes: Any) -> Settings:
    """Settings for a bot whose whole outside is at that address."""
    given: dict[str, Any] = {
        "database_url": database_url,
        "http_port": 0,
        "telegram_api_base": address,
        "vtpass_base_url": f"{address}/vtpass/api",
        "flutterwave_base_url": f"{address}/flutterwave/v3",
        "paystack_base_url": f"{address}/paystack",
        "paystack_secret_key": _SECRET_KEY,
        "termii_base_url": f"{address}/termii",
        "termii_api_key": "demo-termii-key",
        "africastalking_base_url": f"{address}/africastalking",
        "africastalking_api_key": "demo-africastalking-key",
        "sms_webhook_secret": SMS_SECRET,
        "identity_base_url": f"{address}/identity/v1",
        "identity_api_key": "demo-identity-key",
        "smtp_host": "127.0.0.1",
        "smtp_sender": "Vision <no-reply@vision.example>",
        "rate_limits": False,
    }
    return read_settings(_EXAMPLE, **{**given, **changes})
