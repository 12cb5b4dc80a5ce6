"""A crowd that pays over the Telegram protocol: each types an order, then the PIN, then the next order."""

from __future__ import annotations

import asyncio
import itertools
import random
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field

from sqlalchemy import func, select

from benchmarks.bank import PIN, Bank
from storage.tables import payments
from tests.telegram_client import TelegramClient

_BACKSPACE = "⌫"  # a message with this key is a keypad
_PATIENCE_S = 90.0  # the bot may be dead for a while
_ACCEPTED_WITHIN_S = 20.0
_PREFIXES = ("0803", "0806", "0802", "0805", "0809")


@dataclass
class Crowd:
    """People who are customers already, and what they have seen so far."""

    telegram: TelegramClient
    bank: Bank
    customers: dict[int, str]  # by the Telegram id
    dice: random.Random
    wanted: int
    accepted: dict[str, int] = field(default_factory=dict)  # customer → payments in the books
    unanswered: list[str] = field(default_factory=list)  # orders or PINs that nothing followed
    ordered: int = 0
    _over: bool = False
    _counted: asyncio.Condition = field(default_factory=asyncio.Condition)

    @property
    def done(self) -> int:
        """How many payments the books hold."""
        return sum(self.accepted.values())

    async def pays(self) -> None:
        """Go on until enough payments are in the books."""
        lines = itertools.count()
        counting = asyncio.create_task(self._count())
        try:
            await asyncio.gather(*(self._shop(person, lines) for person in self.customers))
        finally:
            self._over = True
            await counting

    async def until(self, true: Callable[[], bool]) -> None:
        """Wait until that is so of what the books hold."""
        async with self._counted:
            await self._counted.wait_for(true)

    async def _count(self) -> None:
        question = select(payments.c.customer_id, func.count()).group_by(payments.c.customer_id)
        while not self._over:
            async with self.bank.database.begin() as books:
                rows = await books.connection.execute(question)
            self.accepted = {customer: int(count) for customer, count in rows.all()}
            async with self._counted:
                self._counted.notify_all()
            await asyncio.sleep(0.1)

    async def _shop(self, person: int, lines: Iterator[int]) -> None:
        while self.done < self.wanted:
            await self._buy(person, next(lines))

    async def _buy(self, person: int, line: int) -> None:
        """Order airtime for a line that nobody has bought for, and confirm it."""
        before = self.accepted.get(self.customers[person], 0)
        # In steps of five: "234 0803…" reads as a phone number with its country code.
        amount = 25_000 if self.dice.random() < 0.05 else self.dice.randrange(50, 500, 5)
        number = f"{_PREFIXES[line % len(_PREFIXES)]}{line:07d}"
        self.ordered += 1
        if not await self._says(person, f"{amount} {number}", keypad=True):
            return
        if not await self._says(person, PIN, keypad=False):
            return
        with suppress(TimeoutError):  # a sheet may have expired while the bot was dead
            async with asyncio.timeout(_ACCEPTED_WITHIN_S):
                await self.until(lambda: self.accepted.get(self.customers[person], 0) > before)

    async def _says(self, person: int, text: str, *, keypad: bool) -> bool:
        """Say it and wait for a keypad, or for anything; False (and remembered) if nothing comes."""
        mark = int((await self.telegram.chat(person, after=1 << 60))["change"])
        await self.telegram.says(person, text)
        after, end = mark, time.monotonic() + _PATIENCE_S
        while (left := end - time.monotonic()) > 0:
            view = await self.telegram.wait(person, after=after, timeout_s=left)
            for message in view["messages"]:
                if message["outgoing"] and message["change"] > mark and (not keypad or _has_keypad(message)):
                    return True
            after = max(after, int(view["change"]))
        chat = await self.telegram.transcript(person)
        self.unanswered.append(f"{person} said {text!r} in vain, and saw:\n{chat[-1_500:]}")
        return False


def _has_keypad(message: dict[str, object]) -> bool:
    return _BACKSPACE in str(message.get("markup"))
