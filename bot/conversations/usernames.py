"""Keeps by which @username customers are found: once for each name, behind whatever they wanted."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import CallbackQuery, Message, TelegramObject

from domain.customers import Customer
from domain.payees import Payees

_REMEMBERED = 20_000


class UsernamesSeen(BaseMiddleware):
    """Writes a customer's @username down when it is not the one that this process saw last."""

    def __init__(self) -> None:
        """Remember nothing yet."""
        self._seen: OrderedDict[str, str | None] = OrderedDict()

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        result = await handler(event, data)
        customer: Customer | None = data.get("customer")
        person = event.from_user if isinstance(event, Message | CallbackQuery) else None
        if customer is None or person is None:
            return result
        if self._seen.get(customer.id, "") != person.username:
            payees: Payees = data["payees"]
            await payees.saw(customer.id, person.username, now=data["now"])
            self._seen[customer.id] = person.username
            if len(self._seen) > _REMEMBERED:
                self._seen.popitem(last=False)
        return result
