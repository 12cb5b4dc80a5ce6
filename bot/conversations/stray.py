"""Whatever no conversation expected: a defined answer that says what to do and changes nothing."""

from __future__ import annotations

from typing import Any

from aiogram import Bot, F, Router
from aiogram.types import CallbackQuery, ContentType, Message

from bot.buttons import Go, NewPinKey
from bot.conversations.add_money import AddMoney
from bot.conversations.ask_airtime import PayAirtime
from bot.conversations.ask_bill import PayBill
from bot.conversations.ask_light import PayElectricity
from bot.conversations.chat import Chat
from bot.conversations.desk import Desk
from bot.conversations.e_mail import SetEMail
from bot.conversations.identity import Identify
from bot.conversations.link import Link
from bot.conversations.personal_account import GetAccount
from bot.conversations.pin import NewPin
from bot.conversations.register import Register
from bot.conversations.safe_word import ChooseSafeWord
from bot.conversations.said_again import say_again
from bot.conversations.send_steps import SendMoney
from bot.conversations.sheets import PaySheet, PinSheets
from bot.conversations.step_up import StepUps
from bot.conversations.steps import next_step
from bot.conversations.tickets import TicketNote
from bot.conversations.withdraw import Withdraw
from bot.screens import stray
from bot.text import Translator

first = Router(name="stray_first")  # before the conversations: what none of them may take for an answer
last = Router(name="stray_last")
groups = Router(name="groups")

_LONGEST_ANSWER = 200
FOUR_DIGITS = r"\s*\d{4}\s*"  # most likely a PIN

HINTS = {
    PayAirtime.amount.state: "hint-airtime-amount",
    PayAirtime.number.state: "hint-airtime-number",
    PayAirtime.network.state: "hint-airtime-network",
    PayElectricity.choice.state: "hint-light-meter-choice",
    PayElectricity.disco.state: "hint-light-disco",
    PayElectricity.number.state: "hint-light-number",
    PayElectricity.house.state: "hint-light-house",
    PayElectricity.amount.state: "hint-light-amount",
    PayBill.biller.state: "hint-bill-biller",
    PayBill.number.state: "hint-airtime-number",
    PayBill.reference.state: "hint-bill-reference",
    PayBill.found.state: "hint-bill-found",
    PayBill.right.state: "hint-bill-right",
    PayBill.package.state: "hint-bill-package",
    PayBill.plan.state: "hint-bill-plan",
    PayBill.amount.state: "hint-bill-amount",
    PaySheet.pin.state: "hint-pay-pin",
    PinSheets.pin.state: "hint-pin-sheet",
    PaySheet.short.state: "hint-pay-short",
    AddMoney.amount.state: "hint-add-amount",
    AddMoney.checkout.state: "hint-add-checkout",
    GetAccount.name.state: "hint-account-name",
    GetAccount.bank.state: "hint-account-bank",
    GetAccount.bank_account.state: "hint-account-bank-account",
    GetAccount.identity.state: "hint-account-identity",
    Withdraw.account.state: "hint-withdraw-account",
    Withdraw.bank.state: "hint-withdraw-bank",
    Withdraw.number.state: "hint-withdraw-number",
    Withdraw.right.state: "hint-withdraw-right",
    Withdraw.amount.state: "hint-add-amount",
    SendMoney.who.state: "hint-send-who",
    SendMoney.right.state: "hint-send-right",
    SendMoney.amount.state: "hint-send-amount",
    SendMoney.short.state: "hint-send-amount",
    Register.language.state: "hint-register-language",
    Register.contact.state: "hint-register-contact",
    Register.pin.state: "hint-register-pin",
    Register.pin_again.state: "hint-register-pin-again",
    StepUps.code.state: "hint-code",
    NewPin.contact.state: "hint-register-contact",
    NewPin.first.state: "hint-register-pin",
    NewPin.again.state: "hint-register-pin-again",
    SetEMail.address.state: "hint-e-mail",
    Identify.name.state: "hint-identity-name",
    Identify.number.state: "hint-identity-number",
    Identify.document.state: "hint-identity-document",
    ChooseSafeWord.word.state: "hint-safe-word",
    Link.offered.state: "hint-link-offered",
    Link.code.state: "hint-code",
    Link.pin.state: "hint-pay-pin",
    TicketNote.words.state: "hint-ticket-note",
}

KINDS = {
    ContentType.TEXT: "text",
    ContentType.STICKER: "sticker",
    ContentType.VOICE: "voice",
    ContentType.AUDIO: "voice",
    ContentType.VIDEO_NOTE: "voice",
    ContentType.PHOTO: "photo",
    ContentType.VIDEO: "photo",
    ContentType.ANIMATION: "photo",
    ContentType.DOCUMENT: "file",
    ContentType.LOCATION: "location",
    ContentType.VENUE: "location",
    ContentType.CONTACT: "contact",
}


@groups.message(F.chat.type != "private", F.text.startswith("/") | F.text.contains("@"))
async def addressed_in_a_group(message: Message, bot: Bot, t: Translator) -> None:
    me = await bot.me()
    screen = stray.open_privately(t, me.username or "")
    await message.answer(screen.text, reply_markup=screen.keyboard)


@groups.message(F.chat.type != "private")
@groups.edited_message(F.chat.type != "private")
async def overheard_in_a_group(_: Message) -> None:
    """What people say to each other is none of our business."""


@groups.callback_query(F.message.chat.type != "private")
async def tapped_in_a_group(query: CallbackQuery, t: Translator) -> None:
    await query.answer(t.plain("stray-old-button"), show_alert=True)


@first.edited_message()
async def message_edited(_: Message, chat: Chat) -> None:
    await answer(chat, "edited")


@first.message(F.forward_origin)
async def message_forwarded(_: Message, chat: Chat) -> None:
    await answer(chat, "forward")


@first.message(F.text.len() > _LONGEST_ANSWER)
async def too_much_written(_: Message, chat: Chat) -> None:
    await answer(chat, "long")


@last.callback_query(Go.filter(F.to == "resume"))
async def asked_where_we_were(_: CallbackQuery, chat: Chat, desk: Desk, **given: Any) -> None:
    """Show the open question once more."""
    draft = chat.memory.draft
    if await say_again(chat, {**given, "desk": desk}):
        return
    if draft is None:
        await desk.go_home()
    else:
        await next_step(desk, draft)


@last.callback_query(NewPinKey.filter(), flags={"toasts": True})
async def old_key_of_registering_pressed(_: CallbackQuery, chat: Chat) -> None:
    await chat.toast(chat.t.plain("register-keypad-over"), alert=True)


@last.callback_query(flags={"toasts": True})
async def old_button_tapped(_: CallbackQuery, chat: Chat) -> None:
    await chat.toast(chat.t.plain("stray-old-button"), alert=True)


@last.message(F.text.regexp(FOUR_DIGITS, mode="fullmatch"))
async def pin_typed_for_nothing(_: Message, chat: Chat) -> None:
    """Four digits that nobody asked for are most likely a PIN: a sheet may have just closed."""
    deleted = await chat.delete_typed()
    await chat.tell(stray.typed_pin(chat.t, deleted=deleted))


@last.message()
async def anything_else(message: Message, chat: Chat) -> None:
    await answer(chat, KINDS.get(ContentType(message.content_type), "other"))


async def answer(chat: Chat, kind: str) -> None:
    """Say what can't be read, and what would help at the step at hand."""
    hint = HINTS.get(await chat.step())
    await chat.tell(stray.not_understood(chat.t, kind, hint=hint))
