"""The stand-in as aiogram sees it, over polling and over a webhook."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import pytest
from aiogram import Bot, Dispatcher, F
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError, TelegramRetryAfter
from aiogram.filters import CommandStart
from aiogram.methods import SendMessage
from aiogram.types import (
    BotCommand,
    BotCommandScopeChat,
    BufferedInputFile,
    CallbackQuery,
    ChatMemberUpdated,
    CopyTextButton,
    InaccessibleMessage,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    KeyboardButtonRequestUsers,
    MenuButtonCommands,
    Message,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    TelegramObject,
    Update,
)
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web

from sandbox.settings import DEMO_TOKEN
from tests.servers import a_sandbox
from tests.telegram_client import TelegramClient

SECRET = "a-secret_42"


def a_bot(address: str) -> Bot:
    return Bot(DEMO_TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(address)))


def a_dispatcher(seen: list[Update]) -> Dispatcher:
    """A bot that greets, counts taps, and tells what else it received."""
    dispatcher = Dispatcher()

    async def remember(
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        assert isinstance(event, Update)
        seen.append(event)
        return await handler(event, data)

    dispatcher.update.outer_middleware(remember)

    @dispatcher.message(CommandStart(deep_link=True))
    async def started_by_link(message: Message) -> None:
        await message.answer(f"link {(message.text or '').split()[1]}", reply_markup=ReplyKeyboardRemove())

    @dispatcher.message(CommandStart())
    async def started(message: Message) -> None:
        button = InlineKeyboardButton(text="Tap", callback_data="tap", style="primary")
        copy = InlineKeyboardButton(text="Copy", copy_text=CopyTextButton(text="1234"))
        markup = InlineKeyboardMarkup(inline_keyboard=[[button, copy]])
        await message.answer("Hi <b>Ada</b>", parse_mode="HTML", reply_markup=markup)

    @dispatcher.message(F.text == "keys")
    async def keys(message: Message) -> None:
        share = KeyboardButton(text="Share", request_contact=True)
        friend = KeyboardButton(
            text="Friend", request_users=KeyboardButtonRequestUsers(request_id=1, request_name=True)
        )
        await message.answer("Keys", reply_markup=ReplyKeyboardMarkup(keyboard=[[share, friend]]))

    @dispatcher.message(F.text == "answer")
    async def answer_by_webhook(message: Message) -> SendMessage:
        return SendMessage(chat_id=message.chat.id, text="answered")

    @dispatcher.message()
    async def anything(message: Message) -> None:
        await message.answer(f"got {message.content_type}")

    @dispatcher.edited_message()
    async def edited(message: Message) -> None:
        await message.answer(f"edited to {message.text}")

    @dispatcher.callback_query()
    async def tapped(query: CallbackQuery) -> None:
        if isinstance(query.message, InaccessibleMessage):
            await query.answer("too late", show_alert=True)
            return
        await query.answer("tapped")
        if query.message:
            await query.message.edit_text("Thanks")

    @dispatcher.my_chat_member()
    async def membership(change: ChatMemberUpdated) -> None:
        """Nothing to say to somebody who left."""

    return dispatcher


@asynccontextmanager
async def polling(bot: Bot, dispatcher: Dispatcher) -> AsyncIterator[None]:
    task = asyncio.create_task(dispatcher.start_polling(bot, handle_signals=False, polling_timeout=20))
    try:
        yield
    finally:
        await dispatcher.stop_polling()
        await task


@asynccontextmanager
async def webhook(bot: Bot, dispatcher: Dispatcher) -> AsyncIterator[None]:
    app = web.Application()
    handler = SimpleRequestHandler(dispatcher, bot, handle_in_background=False, secret_token=SECRET)
    handler.register(app, path="/hook")
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    [address] = runner.addresses
    await bot.set_webhook(f"http://127.0.0.1:{address[1]}/hook", secret_token=SECRET)
    try:
        yield
    finally:
        await bot.delete_webhook()
        await runner.cleanup()


class Chatting:
    """Ada in a chat with the bot: acts, and waits for the newest text of the bot."""

    def __init__(self, people: TelegramClient, ada: int) -> None:
        self.people = people
        self.ada = ada

    async def until(self, words: str) -> None:
        seen = 0
        while words not in await self.people.transcript(self.ada):
            view = await self.people.wait(self.ada, after=seen)
            assert view["changed"], await self.people.transcript(self.ada)
            seen = view["change"]


@pytest.mark.parametrize("receiving", [polling, webhook], ids=["polling", "webhook"])
async def test_aiogram_understands_everything_a_person_does(
    receiving: Callable[[Bot, Dispatcher], AbstractAsyncContextManager[None]],
) -> None:
    seen: list[Update] = []
    async with a_sandbox() as (people, worlds):
        worlds.telegram.webhook_patience = 0.01
        bot = a_bot(people.address)
        ada = await people.add_person("Ada", last_name="Obi", username="ada_obi", phone="2348031234567")
        friend = await people.add_person("Bola")
        chat = Chatting(people, ada)
        async with bot.session, receiving(bot, a_dispatcher(seen)):
            await people.says(ada, "/start")
            await chat.until("Hi Ada")
            assert (await people.taps(ada, "Copy")).copied == "1234"
            tapped = await people.taps(ada, "Tap")
            assert tapped.text == "tapped"
            await chat.until("Thanks")
            await people.says(ada, "/start ref-1")
            await chat.until("link ref-1")
            await people.says(ada, "keys")
            await chat.until("Keys")
            await people.presses_key(ada, "Share")
            await people.presses_key(ada, "Friend", users=(friend,))
            await chat.until("got ContentType.USERS_SHARED")
            for kind in ("sticker", "voice", "photo", "document", "location"):
                await people.sends(ada, kind)
                await chat.until(f"got ContentType.{kind.upper()}")
            for origin in ("user", "hidden_user", "chat", "channel"):
                await people.forwards(ada, "from elsewhere", origin=origin)
            await people.shares_contact(ada, "missing", phone="0803", forwarded=True)
            sent = await people.says(ada, "frist")
            await people.edits(ada, sent["message_id"], "first")
            await chat.until("edited to first")
            await people.deletes(ada, tapped.message_id)
            late = await people.taps(ada, data="tap", message=tapped.message_id)
            assert (late.text, late.alert) == ("too late", True)
            await people.says(ada, "answer")
            await chat.until("answered")
            await people.blocks(ada)
            await people.unblocks(ada)
            await people.says(ada, "last")
            group = await people.creates_group(ada, "Family", friend)
            await people.says(friend, "/start@vision_demo_bot", chat=group)
            await Chatting(people, group).until("Hi Ada")

    kinds = {update.event_type for update in seen}
    assert kinds == {"message", "edited_message", "callback_query", "my_chat_member"}
    contact = next(u.message.contact for u in seen if u.message and u.message.contact)
    assert (contact.user_id, contact.phone_number) == (ada, "2348031234567")
    origins = {u.message.forward_origin.type for u in seen if u.message and u.message.forward_origin}
    assert origins == {"user", "hidden_user", "chat", "channel"}


async def test_aiogram_can_call_every_method() -> None:
    async with a_sandbox() as (people, _):
        ada = await people.add_person("Ada")
        await people.says(ada, "/start")
        bot = a_bot(people.address)
        async with bot.session:
            assert (await bot.get_me()).username == "vision_demo_bot"
            sent = await bot.send_document(
                ada, BufferedInputFile(b"%PDF", "receipt.pdf"), caption="<i>Yours</i>", parse_mode="HTML"
            )
            assert sent.document is not None
            file = await bot.get_file(sent.document.file_id)
            content = await bot.download_file(str(file.file_path))
            assert content is not None
            assert content.read() == b"%PDF"
            photo = await bot.send_photo(ada, BufferedInputFile(b"\x89PNG\r\n\x1a\n" + bytes(40), "a.png"))
            assert photo.photo
            again = await bot.send_photo(ada, photo.photo[-1].file_id, caption="again")
            await bot.edit_message_caption(chat_id=ada, message_id=again.message_id, caption="once more")
            button = InlineKeyboardButton(text="x", callback_data="x", style="danger")
            markup = InlineKeyboardMarkup(inline_keyboard=[[button]])
            changed = await bot.edit_message_reply_markup(
                chat_id=ada, message_id=again.message_id, reply_markup=markup
            )
            assert isinstance(changed, Message)
            assert changed.reply_markup is not None
            assert changed.reply_markup.inline_keyboard[0][0].style == "danger"
            await bot.send_chat_action(ada, "typing")
            assert (await people.chat(ada))["action"] == "typing"
            commands = [BotCommand(command="menu", description="Home")]
            await bot.set_my_commands(commands)
            await bot.set_my_commands(commands, scope=BotCommandScopeChat(chat_id=ada), language_code="en")
            assert [entry.command for entry in await bot.get_my_commands()] == ["menu"]
            await bot.delete_my_commands()
            assert await bot.get_my_commands() == []
            await bot.set_chat_menu_button(chat_id=ada, menu_button=MenuButtonCommands())
            assert (await bot.get_chat_menu_button(chat_id=ada)).type == "commands"
            assert (await bot.get_chat(ada)).first_name == "Ada"
            assert (await bot.get_webhook_info()).url == ""
            assert await bot.delete_message(ada, again.message_id)
            assert await bot.delete_messages(ada, [photo.message_id, 999])
            with pytest.raises(TelegramBadRequest, match="message to delete not found"):
                await bot.delete_message(ada, again.message_id)
            await people.order_fault("sendMessage", code=429, retry_after=3)
            with pytest.raises(TelegramRetryAfter) as slow:
                await bot.send_message(ada, "a")
            assert slow.value.retry_after == 3
            await people.blocks(ada)
            with pytest.raises(TelegramForbiddenError):
                await bot.send_message(ada, "a")
