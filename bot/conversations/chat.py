"""One person's chat while an update is handled: what is remembered of it, and the card it lives in."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State
from aiogram.types import CallbackQuery, InaccessibleMessage, InlineKeyboardMarkup, Message
from aiogram.utils.chat_action import ChatActionSender

from bot.checkout_cards import CheckoutCards
from bot.conversations.memory import Memory
from bot.lite import as_read
from bot.screen import Screen
from bot.text import Translator

# In Telegram's refusal to edit a message that says already what it should.
_SAME = "modified"
# In its refusal to delete one that is gone: we did it before, in a turn that was cut short, or she did.
_GONE = "found"


class Chat:
    """The chat with the person who wrote or tapped.

    A flow lives in one message, the card. A tap on it changes it in place; whatever is typed, or
    tapped elsewhere, brings a new card.
    """

    def __init__(
        self,
        event: Message | CallbackQuery,
        bot: Bot,
        state: FSMContext,
        memory: Memory,
        t: Translator,
        checkout_cards: CheckoutCards,
    ) -> None:
        self.event = event
        self.bot = bot
        self.memory = memory
        self.t = t
        self._checkout_cards = checkout_cards
        self._state = state
        self._answered = False
        self._stays = False

    @property
    def id(self) -> int:
        """Telegram's id of the person, which is also that of the private chat with them."""
        return self.event.from_user.id if self.event.from_user else 0

    @property
    def tapped(self) -> int | None:
        """The message that was tapped."""
        if isinstance(self.event, CallbackQuery) and self.event.message is not None:
            return self.event.message.message_id
        return None

    @property
    def is_on_card(self) -> bool:
        """Whether the card was tapped, and not an older message."""
        return self.tapped is not None and self.tapped == self.memory.card

    async def at(self, step: State | None) -> None:
        """Go to a step of a conversation; None: to no step in particular."""
        await self._state.set_state(step)

    async def step(self) -> str | None:
        """Return the step that the conversation is at."""
        return await self._state.get_state()

    async def show(self, screen: Screen) -> None:
        """Show a screen on the card: in its place where it was tapped, else as a new message."""
        inline = screen.keyboard is None or isinstance(screen.keyboard, InlineKeyboardMarkup)
        in_place = inline and self.memory.card is not None and (self.is_on_card or self._stays)
        if not (in_place and await self.put(screen, in_place_of=self.memory.card)):
            self.memory.card = await self.tell(screen)
        await self._take_old_keypad_away()

    async def _take_old_keypad_away(self) -> None:
        """Leave no keypad above that looks as if it could be used, and no sheet that asks for the PIN."""
        memory, old = self.memory, self.memory.keypad_on
        if old is not None and old != memory.card:
            with suppress(TelegramBadRequest):  # It is gone, or has no keys any more.
                if memory.sheet_on == old and memory.was_left:
                    await self.bot.edit_message_text(self.t("sheet-left"), chat_id=self.id, message_id=old)
                else:
                    await self.bot.edit_message_reply_markup(chat_id=self.id, message_id=old)
        memory.keypad_on = memory.card if memory.keypad is not None else None
        memory.sheet_on = memory.keypad_on if memory.sheet or memory.pin_sheet else None

    async def show_checkout(self, screen: Screen, top_up_id: str) -> None:
        """Show the way to a payment page on the card, for as long as it is open."""
        await self.show(screen)
        if self.memory.card is not None:
            self._checkout_cards.shows(self.id, self.memory.card, top_up_id)

    def stay_on_card(self) -> None:
        """Show what follows in the place of the card, although it was not tapped."""
        self._stays = True

    async def tell(self, screen: Screen) -> int:
        """Send a message of its own and return its id."""
        screen = as_read(self.t, screen)
        sent = await self.bot.send_message(
            self.id,
            screen.text,
            reply_markup=screen.keyboard,
            disable_notification=screen.silent or None,
        )
        return sent.message_id

    async def put(self, screen: Screen, *, in_place_of: int | None) -> bool:
        """Put a screen in the place of a message of ours; False if that message can't be changed."""
        screen = as_read(self.t, screen)
        keyboard = screen.keyboard if isinstance(screen.keyboard, InlineKeyboardMarkup) else None
        if in_place_of is not None:
            self._checkout_cards.shows_something_else(self.id, in_place_of)
        try:
            await self.bot.edit_message_text(
                screen.text, chat_id=self.id, message_id=in_place_of, reply_markup=keyboard
            )
        except TelegramBadRequest as refused:
            return _SAME in refused.message
        return True

    async def toast(self, text: str | None = None, *, alert: bool = False) -> None:
        """Answer a tap, once. Unlike messages, these answers are not limited."""
        if isinstance(self.event, CallbackQuery) and not self._answered:
            self._answered = True
            with suppress(TelegramBadRequest):  # The tap is too old to be answered.
                await self.bot.answer_callback_query(self.event.id, text=text, show_alert=alert or None)

    async def delete_typed(self) -> bool:
        """Delete what the person typed; False if it is still there, because Telegram would not."""
        if not isinstance(self.event, Message):
            return True
        try:
            return await self.bot.delete_message(self.id, self.event.message_id)
        except TelegramBadRequest as refused:
            return _GONE in refused.message

    def shows_key(self, data: str) -> bool:
        """Return whether the tapped message still had that button when it was tapped."""
        message = self.event.message if isinstance(self.event, CallbackQuery) else None
        if message is None or isinstance(message, InaccessibleMessage) or message.reply_markup is None:
            return False
        return any(key.callback_data == data for row in message.reply_markup.inline_keyboard for key in row)

    @asynccontextmanager
    async def typing(self) -> AsyncIterator[None]:
        """Show that we are at work, while somebody outside is asked."""
        async with ChatActionSender.typing(chat_id=self.id, bot=self.bot):
            yield


async def on_card(_: CallbackQuery, chat: Chat) -> bool:
    """Let pass what was tapped on the card: the answer to a question is no answer to another."""
    return chat.is_on_card
