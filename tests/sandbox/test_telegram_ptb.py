"""The stand-in as python-telegram-bot sees it, over polling and over a webhook."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from telegram import BotCommand, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, RetryAfter
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    MessageHandler,
    filters,
)

from sandbox.settings import DEMO_TOKEN
from tests.servers import a_sandbox, running
from tests.telegram_client import TelegramClient

App = Application[Any, Any, Any, Any, Any, Any]


def an_application(address: str, seen: list[Update]) -> App:
    app: App = (
        ApplicationBuilder()
        .token(DEMO_TOKEN)
        .base_url(f"{address}/bot")
        .base_file_url(f"{address}/file/bot")
        .build()
    )

    async def started(update: Update, _: Any) -> None:
        seen.append(update)
        assert update.message
        markup = InlineKeyboardMarkup([[InlineKeyboardButton("Tap", callback_data="tap")]])
        await update.message.reply_html("Hi <b>Ada</b>", reply_markup=markup)

    async def tapped(update: Update, _: Any) -> None:
        seen.append(update)
        assert update.callback_query
        await update.callback_query.answer("tapped")
        await update.callback_query.edit_message_text("Thanks")

    async def anything(update: Update, _: Any) -> None:
        seen.append(update)
        assert update.effective_message
        await update.effective_message.reply_text(f"got message {len(seen)}")

    app.add_handler(CommandHandler("start", started))
    app.add_handler(CallbackQueryHandler(tapped))
    app.add_handler(MessageHandler(filters.ALL, anything))
    return app


@asynccontextmanager
async def polling(app: App) -> AsyncIterator[None]:
    assert app.updater
    await app.updater.start_polling(timeout=20)
    try:
        yield
    finally:
        await app.updater.stop()


@asynccontextmanager
async def webhook(app: App) -> AsyncIterator[None]:
    async def hook(request: Request) -> Response:
        await app.update_queue.put(Update.de_json(await request.json(), app.bot))
        return Response()

    async with running(Starlette(routes=[Route("/hook", hook, methods=["POST"])])) as address:
        await app.bot.set_webhook(f"{address}/hook")
        yield
        await app.bot.delete_webhook()


async def until(people: TelegramClient, person: int, words: str) -> None:
    seen = 0
    while words not in await people.transcript(person):
        view = await people.wait(person, after=seen)
        assert view["changed"], await people.transcript(person)
        seen = view["change"]


@pytest.mark.parametrize("receiving", [polling, webhook], ids=["polling", "webhook"])
async def test_ptb_understands_everything_a_person_does(
    receiving: Callable[[App], AbstractAsyncContextManager[None]],
) -> None:
    seen: list[Update] = []
    async with a_sandbox() as (people, _):
        app = an_application(people.address, seen)
        ada = await people.add_person("Ada", phone="2348031234567")
        async with app:
            await app.start()
            async with receiving(app):
                await people.says(ada, "/start")
                await until(people, ada, "Hi Ada")
                assert (await people.taps(ada, "Tap")).text == "tapped"
                await until(people, ada, "Thanks")
                for number, kind in enumerate(("sticker", "voice", "photo", "document", "location"), 3):
                    await people.sends(ada, kind)
                    await until(people, ada, f"got message {number}")
                await people.shares_contact(ada)
                await until(people, ada, "got message 8")
                for number, origin in enumerate(("user", "hidden_user", "chat", "channel"), 9):
                    await people.forwards(ada, "from elsewhere", origin=origin)
                    await until(people, ada, f"got message {number}")
                sent = await people.says(ada, "frist")
                await people.edits(ada, sent["message_id"], "first")
                await until(people, ada, "got message 14")
            await app.stop()

    dates = [update.effective_message.date for update in seen if update.effective_message]
    assert all(date.microsecond == 0 for date in dates)
    assert seen[-1].edited_message is not None


async def test_ptb_can_call_every_method() -> None:
    async with a_sandbox() as (people, _):
        app = an_application(people.address, [])
        ada = await people.add_person("Ada")
        await people.says(ada, "/start")
        async with app.bot as bot:
            sent = await bot.send_document(ada, b"%PDF", filename="receipt.pdf", caption="Yours")
            assert sent.document
            file = await bot.get_file(sent.document.file_id)
            assert bytes(await file.download_as_bytearray()) == b"%PDF"
            await bot.edit_message_caption(ada, sent.message_id, caption="Mine")
            photo = await bot.send_photo(ada, b"\xff\xd8\xff\xd9", caption="a")
            await bot.edit_message_reply_markup(
                ada,
                photo.message_id,
                reply_markup=InlineKeyboardMarkup.from_button(InlineKeyboardButton("x", url="https://a.ng")),
            )
            await bot.send_chat_action(ada, "typing")
            await bot.set_my_commands([BotCommand("menu", "Home")])
            assert (await bot.get_my_commands())[0].command == "menu"
            await bot.delete_my_commands()
            await bot.set_chat_menu_button(ada)
            assert (await bot.get_chat_menu_button(ada)).type == "default"
            assert (await bot.get_chat(ada)).type == "private"
            assert (await bot.get_webhook_info()).pending_update_count == 1
            await bot.delete_messages(ada, [photo.message_id])
            await bot.delete_message(ada, sent.message_id)


async def test_ptb_knows_the_refusals() -> None:
    async with a_sandbox(traffic=None) as (people, _):
        app = an_application(people.address, [])
        ada = await people.add_person("Ada")
        async with app.bot as bot:
            with pytest.raises(BadRequest, match="Chat not found"):
                await bot.send_message(ada, "a")
            await people.says(ada, "/start")
            await people.order_fault("sendMessage", code=429, retry_after=2)
            with pytest.raises(RetryAfter):
                await bot.send_message(ada, "a")
            await people.order_fault("getUpdates", code=409)
            with pytest.raises(Conflict):
                await bot.get_updates()
            await people.blocks(ada)
            with pytest.raises(Forbidden):
                await bot.send_message(ada, "a")
        stranger = (
            ApplicationBuilder()
            .token("1:AAAAAAAAAAAAAAAAAAAAAAAAA")
            .base_url(f"{people.address}/bot")
            .build()
        )
        with pytest.raises(InvalidToken):
            await stranger.initialize()
