"""The least that a bot in aiogram can do: stock polling, one handler, the same words back."""

from __future__ import annotations

import sys

import uvloop
from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Message


async def echo(message: Message) -> None:
    """Answer with what was said."""
    await message.answer(message.text or "?")


async def main(address: str, token: str) -> None:
    """Poll until the process ends."""
    dispatcher = Dispatcher()
    dispatcher.message.register(echo)
    bot = Bot(token, session=AiohttpSession(api=TelegramAPIServer.from_base(address)))
    print("polling", flush=True)
    await dispatcher.start_polling(bot, handle_signals=False)


if __name__ == "__main__":
    uvloop.run(main(*sys.argv[1:3]))
