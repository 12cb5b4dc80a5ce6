"""Becoming a customer: language and terms, the own number, a PIN twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from aiogram import F, Router
from aiogram.filters import Command, CommandObject, CommandStart
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Contact, Message

from bot.buttons import Go, NewPinKey, Pick
from bot.conversations import link
from bot.conversations.chat import Chat
from bot.conversations.desk import Desk
from bot.conversations.home import TYPED_PIN_COMMAND, follow
from bot.conversations.pay_sheet import PIN, delete_typed_pin
from bot.conversations.said_again import say_again, says_again
from bot.conversations.settings import show_help, show_privacy
from bot.conversations.transfers import CLAIM_LINK
from bot.conversations.typed_orders import is_order
from bot.keypad import Keypad
from bot.screens import register, stray
from bot.screens.invite import LINKED
from bot.screens.payment import plain
from bot.text import LANGUAGES, translator
from domain.customers import Customer, PhoneTaken
from domain.money import Money
from domain.moving import Moving
from domain.phones import NotAPhoneNumber, Phone, read_phone
from domain.pins import WeakPin, check_strength
from domain.referrals import Referrals
from domain.registration import Customers
from domain.sending import Transfers
from domain.transfers import NoSuchClaim


class Register(StatesGroup):
    """The steps of registering."""

    language = State()
    contact = State()
    pin = State()
    pin_again = State()


async def _unknown(_: Any, customer: Customer | None = None) -> bool:
    return customer is None


router = Router(name="register")
router.message.filter(_unknown)
router.callback_query.filter(_unknown)


@router.message(CommandStart())
async def started(
    _: Message, command: CommandObject, chat: Chat, transfers: Transfers, now: datetime
) -> None:
    link = command.args or ""
    if link.startswith(LINKED):
        chat.memory.invited_by = link.removeprefix(LINKED)
    elif link:
        chat.memory.payload = link
    await go_on(chat, waiting=await _waiting(chat, transfers, now))


@router.message(Command("help"))
async def help_asked_for(_: Message, chat: Chat) -> None:
    await show_help(chat, is_customer=False)


@router.message(Command("link"))
async def link_asked_for(_: Message, chat: Chat) -> None:
    """Begin as everybody does, with the number: whose wallet it has is seen then."""
    await ask_for_contact(chat)


@router.message(Command("privacy"))
async def privacy_asked_for(_: Message, chat: Chat) -> None:
    await show_privacy(chat, is_customer=False)


@router.message(F.text.regexp(TYPED_PIN_COMMAND, mode="fullmatch"))
async def pin_typed_into_a_command(_: Message, chat: Chat) -> None:
    deleted = await chat.delete_typed()
    await chat.tell(stray.typed_pin(chat.t, deleted=deleted))


@router.callback_query(Pick.filter(F.what == "language"))
async def language_chosen(
    _: CallbackQuery, callback_data: Pick, chat: Chat, transfers: Transfers, now: datetime, **given: Any
) -> None:
    """Go on in another language, with the step that is open."""
    if callback_data.value not in LANGUAGES:
        return
    chat.memory.language = callback_data.value
    chat.t = translator(callback_data.value)
    if not await say_again(chat, {**given, "transfers": transfers, "now": now, "t": chat.t}):
        await step_again(chat, transfers, now)


@router.callback_query(Go.filter(F.to == "share"))
async def terms_accepted(_: CallbackQuery, chat: Chat) -> None:
    chat.memory.language = chat.memory.language or chat.t.language
    await ask_for_contact(chat)


@router.callback_query(Go.filter(F.to == "cancel"))
async def cancelled(_: CallbackQuery, chat: Chat) -> None:
    memory = chat.memory
    memory.close_keypad()
    memory.phone = memory.first_pin = None
    await go_on(chat)


@router.message(F.contact)
async def contact_shared(message: Message, chat: Chat, customers: Customers, moving: Moving) -> None:
    contact = message.contact
    if contact is None or not await _is_own(message, contact, chat):
        return
    try:
        phone = read_phone(contact.phone_number)
    except NotAPhoneNumber:
        await ask_for_contact(chat, problem=chat.t("register-foreign"))
        return
    try:
        await customers.check_free(phone, telegram_id=chat.id)
    except PhoneTaken:
        await link.offer(chat, phone, moving)
        return
    chat.memory.phone = phone
    await chat.tell(register.thanks(chat.t, name=_name(message), phone=phone))
    await ask_for_pin(chat)


@router.callback_query(NewPinKey.filter(), flags={"toasts": True})
async def key_pressed(
    press: CallbackQuery,
    callback_data: NewPinKey,
    chat: Chat,
    customers: Customers,
    now: datetime,
    new_id: Callable[[], str],
    **given: Any,
) -> None:
    keypad = chat.memory.keypad
    if keypad is None or keypad.sid != callback_data.sid or not chat.is_on_card:
        await chat.toast(chat.t.plain("register-newer-keypad"))
        return
    chat.memory.keypad = keypad = keypad.press(callback_data.slot, press.id)
    await chat.toast(keypad.dots)
    if keypad.is_complete:
        await _pin_entered(chat, keypad.digits, customers, now, new_id, given)


@router.message(Register.pin, F.text.regexp(PIN, mode="fullmatch"))
@router.message(Register.pin_again, F.text.regexp(PIN, mode="fullmatch"))
async def pin_typed(
    message: Message,
    chat: Chat,
    customers: Customers,
    now: datetime,
    new_id: Callable[[], str],
    **given: Any,
) -> None:
    if not await delete_typed_pin(chat, chat.t):
        await ask_for_pin(chat, problem=chat.t("register-pin-not-deleted"))
        return
    chat.stay_on_card()
    await _pin_entered(chat, (message.text or "").strip(), customers, now, new_id, given)


@router.message(F.text, ~F.forward_origin, is_order)
async def order_typed(message: Message, chat: Chat) -> None:
    """Keep a newcomer's order for when she is a customer. The newest takes the place of a link."""
    chat.memory.payload = message.text
    await chat.tell(plain(chat.t("register-order-kept")))
    await go_on(chat)


@router.message(Register.contact, F.text)
async def number_typed(_: Message, chat: Chat) -> None:
    await ask_for_contact(chat, problem=chat.t("register-not-typed"))


@router.message()
@router.callback_query()
async def anything_else(_: Message | CallbackQuery, chat: Chat) -> None:
    """Whatever a stranger says: on with the registration, where it stands."""
    await go_on(chat)


@says_again(Register.language, Register.contact, Register.pin)
async def step_again(chat: Chat, transfers: Transfers, now: datetime) -> None:
    """Show the step that registration is at, and at its beginning what waits for this person."""
    await go_on(chat, waiting=await _waiting(chat, transfers, now))


async def go_on(chat: Chat, *, waiting: Money | None = None) -> None:
    """Show the step that registration is at."""
    step = await chat.step()
    if chat.memory.phone is not None:
        await ask_for_pin(chat)
    elif step == Register.contact.state:
        await ask_for_contact(chat)
    else:
        await chat.at(Register.language)
        await chat.show(register.welcome(chat.t, waiting=waiting))


async def _waiting(chat: Chat, transfers: Transfers, now: datetime) -> Money | None:
    """Return what waits behind the claim link that brought this person, if one did."""
    payload = chat.memory.payload or ""
    if not payload.startswith(CLAIM_LINK):
        return None
    try:
        return (await transfers.behind(payload.removeprefix(CLAIM_LINK), now=now)).amount
    except NoSuchClaim:
        return None


async def ask_for_contact(chat: Chat, *, problem: str | None = None) -> None:
    """Ask for the number, by the key that shares it."""
    await chat.at(Register.contact)
    await chat.show(register.share_number(chat.t, problem=problem))


async def ask_for_pin(chat: Chat, *, problem: str | None = None) -> None:
    """Ask for a new PIN."""
    memory = chat.memory
    memory.close_keypad()
    memory.first_pin = None
    memory.keypad = Keypad.fresh()
    await chat.at(Register.pin)
    await chat.show(register.choose_pin(chat.t, memory.keypad, problem=problem))


async def _is_own(message: Message, contact: Contact, chat: Chat) -> bool:
    """Return whether Telegram vouches for the number; say why not."""
    if message.forward_origin is not None:
        await ask_for_contact(chat, problem=chat.t("register-forwarded"))
        return False
    if contact.user_id != chat.id:
        await ask_for_contact(chat, problem=chat.t("register-not-yours"))
        return False
    return True


async def _pin_entered(
    chat: Chat,
    digits: str,
    customers: Customers,
    now: datetime,
    new_id: Callable[[], str],
    given: dict[str, Any],
) -> None:
    memory = chat.memory
    memory.close_keypad()
    if memory.phone is None:
        await go_on(chat)
    elif memory.first_pin is None:
        await _first_pin_entered(chat, digits, memory.phone)
    elif digits != memory.first_pin:
        await ask_for_pin(chat, problem=chat.t("register-do-not-match"))
    else:
        await _register(chat, digits, memory.phone, customers, now, new_id, given)


async def _first_pin_entered(chat: Chat, digits: str, phone: Phone) -> None:
    try:
        check_strength(digits, phone)
    except WeakPin as refusal:
        await ask_for_pin(chat, problem=chat.t(refusal.code))
        return
    chat.memory.first_pin = digits
    await _ask_to_repeat(chat)


@says_again(Register.pin_again)
async def _ask_to_repeat(chat: Chat) -> None:
    chat.memory.close_keypad()
    chat.memory.keypad = Keypad.fresh()
    await chat.at(Register.pin_again)
    await chat.show(register.repeat_pin(chat.t, chat.memory.keypad))


async def _register(
    chat: Chat,
    pin: str,
    phone: Phone,
    customers: Customers,
    now: datetime,
    new_id: Callable[[], str],
    given: dict[str, Any],
) -> None:
    memory = chat.memory
    memory.first_pin = memory.phone = None
    try:
        customer = await customers.register(
            new_id(),
            telegram_id=chat.id,
            name=_name(chat.event),
            phone=phone,
            language=memory.language or chat.t.language,
            pin=pin,
            now=now,
        )
    except PhoneTaken as refusal:
        await ask_for_contact(chat, problem=chat.t(refusal.code))
        return
    invited_by, memory.invited_by = memory.invited_by, None
    if invited_by is not None:
        referrals: Referrals = given["referrals"]
        await referrals.join(customer.id, invited_by, now=now)
    payload, memory.payload = memory.payload, None
    desk = Desk.open(chat, customer, {**given, "now": now, "new_id": new_id})
    await follow(desk, payload, notice=chat.t("register-ready"))


def _name(event: Message | CallbackQuery) -> str:
    return event.from_user.first_name if event.from_user else ""
