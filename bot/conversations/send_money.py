"""Sending money to somebody: by phone, @username, a chosen contact, a QR code or a link."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

from aiogram import Bot, F, Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.filters import Command, CommandObject, StateFilter
from aiogram.types import BufferedInputFile, CallbackQuery, Message

from bot.buttons import Go, Pick
from bot.conversations import pin_sheet, step_up
from bot.conversations.chat import on_card
from bot.conversations.desk import Desk
from bot.conversations.memory import PinSheet
from bot.conversations.send_draft import SendDraft
from bot.conversations.send_steps import (
    AGAIN,
    PAY_LINK,
    PURPOSE,
    SendMoney,
    ask_amount,
    ask_who,
    begin,
    by_link,
    for_phone,
    found,
    next_step,
    open_sheet,
    take_or_ask,
)
from bot.conversations.sheets import PinSheets
from bot.conversations.steps import AMOUNT_PICKED
from bot.conversations.transfers import show_sent
from bot.papers.printer import Printer
from bot.papers.qr import LARGEST_FILE, qr_png, read_codes
from bot.screens import send_money as screens
from domain.amounts import NotAnAmount, read_amount
from domain.approvals import Approval
from domain.errors import NotAllowed, Refusal
from domain.money import Money
from domain.one_time_codes import OneTimeCodes, Purpose
from domain.phones import NotAPhoneNumber, read_phone
from domain.saved_names import SavedNames
from domain.transfers import MeantFor
from domain.typed_transfers import TypedTransfer, read_order_to_send, read_transfer

first = Router(name="send_money_first")  # what begins a transfer, whatever is asked at the moment
router = Router(name="send_money")

_DOWNLOADED_WITHIN = 20


async def _sum_and_number(message: Message) -> bool | dict[str, TypedTransfer]:
    """Let pass a sum and a phone number with no other word."""
    said = read_transfer(message.text or "")
    return {"said": said} if said.phone and said.amount and said.name is None else False


async def _order_to_send(message: Message, desk: Desk) -> bool | dict[str, TypedTransfer]:
    """Let pass "send 2k to …" where it is clear to whom: a number, an @username, a name that is saved."""
    said = read_order_to_send(message.text or "")
    if said is None:
        return False
    if said.name is not None:
        known = {each.name.casefold() for each in await desk.saved_names.of(desk.customer.id)}
        if said.name.casefold() not in known:
            return False
    return {"said": said}


@first.message(Command("send"))
async def send_asked_for(_: Message, command: CommandObject, desk: Desk) -> None:
    await take_or_ask(desk, read_transfer(command.args or ""))


@first.message(
    F.text, ~F.text.startswith("/"), ~F.forward_origin, ~StateFilter(PinSheets.pin), _order_to_send
)
async def order_to_send_typed(_: Message, said: TypedTransfer, desk: Desk) -> None:
    await take_or_ask(desk, said)


@first.message(SendMoney.who, F.text, ~F.text.startswith("/"), ~F.forward_origin, _sum_and_number)
async def sum_and_number_typed(_: Message, said: TypedTransfer, desk: Desk) -> None:
    """Take "2000 0803 123 4567": anywhere else it is airtime, but here it was asked who gets money."""
    await take_or_ask(desk, said, _draft(desk))


@first.callback_query(Go.filter(F.to == "send"))
async def send_tapped(_: CallbackQuery, desk: Desk) -> None:
    await begin(desk)


@first.callback_query(Go.filter(F.to == "send_other"))
async def somebody_else_asked_for(_: CallbackQuery, desk: Desk) -> None:
    """Ask again for whom it is; the amount stays."""
    await begin(desk, SendDraft(amount=_draft(desk).amount))


@first.message(Command("myqr"))
async def code_asked_for(message: Message, desk: Desk, bot: Bot, printer: Printer) -> None:
    await _show_code(desk, bot, printer, message.from_user.username if message.from_user else None)


@first.callback_query(Go.filter(F.to == "my_qr"))
async def code_tapped(press: CallbackQuery, desk: Desk, bot: Bot, printer: Printer) -> None:
    await _show_code(desk, bot, printer, press.from_user.username)


@first.callback_query(Go.filter(F.to.in_({"hide_name", "show_name"})))
async def name_switched(press: CallbackQuery, callback_data: Go, desk: Desk) -> None:
    findable = callback_data.to == "show_name"
    await desk.payees.let_be_found(desk.customer.id, findable=findable, now=desk.now)
    username = press.from_user.username
    await desk.chat.put(
        screens.my_code(desk.t, username=username, findable=findable), in_place_of=desk.chat.tapped
    )


# --- for whom ----------------------------------------------------------------------------------------


@router.callback_query(SendMoney.who, on_card, Pick.filter(F.what == "payee"))
async def payee_chosen(_: CallbackQuery, callback_data: Pick, desk: Desk) -> None:
    payee = await desk.payees.known(callback_data.value)
    if not await desk.transfers.was_paid(desk.customer.id, payee):
        raise NotAllowed
    await found(desk, _draft(desk), payee)


@router.callback_query(SendMoney.who, on_card, Pick.filter(F.what == "person"))
async def person_chosen(_: CallbackQuery, callback_data: Pick, desk: Desk, saved_names: SavedNames) -> None:
    saved = await saved_names.get(desk.customer.id, callback_data.value)
    await _phone_given(desk, saved.reference)


@router.callback_query(SendMoney.who, on_card, Go.filter(F.to == "send_choose"))
async def list_of_people_asked_for(_: CallbackQuery, desk: Desk) -> None:
    await desk.chat.tell(screens.picker(desk.t))


@router.callback_query(Go.filter(F.to == "send_link"))
async def link_asked_for(_: CallbackQuery, desk: Desk) -> None:
    await by_link(desk, _draft(desk))


@router.message(F.users_shared)
async def person_shared(message: Message, desk: Desk) -> None:
    """Take somebody from Telegram's own list of people."""
    shared = message.users_shared
    person = shared.users[0].user_id if shared is not None and shared.users else None
    await desk.chat.tell(screens.chosen(desk.t))
    if person is None:
        await begin(desk, _draft(desk))
        return
    try:
        payee = await desk.payees.by_telegram(desk.customer.id, person, now=desk.now)
    except Refusal as refusal:
        await ask_who(desk, _draft(desk), problem=desk.explain(refusal))
        return
    await found(
        desk, _draft(desk), payee, asked_for=desk.t.plain("send-that-person"), meant_for=_only(person)
    )


@router.message(SendMoney.who, F.contact)
async def contact_sent(message: Message, desk: Desk) -> None:
    await _phone_given(desk, message.contact.phone_number if message.contact is not None else "")


@router.message(SendMoney.who, F.text, ~F.text.startswith("/"))
async def person_typed(message: Message, desk: Desk) -> None:
    said = read_transfer(message.text or "")
    if not said.says_whom and said.name is None:
        number = (message.text or "").strip()
        await _phone_given(desk, number)
        return
    await take_or_ask(desk, said, _draft(desk))


@router.message(F.photo)
async def picture_sent(message: Message, desk: Desk, bot: Bot, printer: Printer) -> None:
    """Look for somebody's code in a picture. Any other picture is answered as any other message."""
    file = message.photo[-1] if message.photo else None
    if file is None or (file.file_size or 0) > LARGEST_FILE:
        raise SkipHandler
    content = BytesIO()
    async with desk.chat.typing():
        await bot.download(file, content, timeout=_DOWNLOADED_WITHIN)
        codes = await printer.make(read_codes, content.getvalue())
    said = next((each for code in codes if (each := read_transfer(code)).pay_code is not None), None)
    if said is None:
        raise SkipHandler
    await take_or_ask(desk, TypedTransfer(pay_code=said.pay_code), _draft(desk))


@router.callback_query(SendMoney.right, on_card, Go.filter(F.to == "send_yes"))
async def said_yes(_: CallbackQuery, desk: Desk) -> None:
    await next_step(desk, replace(_draft(desk), is_right=True))


@router.callback_query(SendMoney.right, on_card, Go.filter(F.to == "send_no"))
async def said_no(_: CallbackQuery, desk: Desk) -> None:
    draft = SendDraft(amount=_draft(desk).amount)
    await next_step(desk, draft, problem=desk.t("nothing-charged"))


@router.message(SendMoney.right, F.text, ~F.text.startswith("/"))
async def answered_in_words(message: Message, desk: Desk) -> None:
    """Only the button says yes; whoever types names somebody else."""
    said = read_transfer(message.text or "")
    if said.says_whom:
        await take_or_ask(desk, said, SendDraft(amount=_draft(desk).amount))
    else:
        await next_step(desk, _draft(desk))


# --- how much ----------------------------------------------------------------------------------------


@router.callback_query(SendMoney.amount, on_card, AMOUNT_PICKED)
async def amount_chosen(_: CallbackQuery, callback_data: Pick, desk: Desk) -> None:
    await next_step(desk, replace(_draft(desk), amount=Money(int(callback_data.value))))


@router.message(StateFilter(SendMoney.amount, SendMoney.short), F.text, ~F.text.startswith("/"))
async def amount_typed(message: Message, desk: Desk) -> None:
    draft = _draft(desk)
    try:
        amount = read_amount(message.text or "")
    except NotAnAmount as refusal:
        await ask_amount(desk, draft, problem=desk.explain(refusal))
        return
    await next_step(desk, replace(draft, amount=amount))


@router.callback_query(SendMoney.short, on_card, Go.filter(F.to == "send_amount"))
async def other_amount_asked_for(_: CallbackQuery, desk: Desk) -> None:
    await next_step(desk, replace(_draft(desk), amount=None))


# --- the sheet ---------------------------------------------------------------------------------------


@router.callback_query(Go.filter(F.to == AGAIN))
async def sheet_asked_for_again(_: CallbackQuery, desk: Desk) -> None:
    draft = _draft(desk)
    await next_step(desk, draft)


@step_up.given(PURPOSE)
async def code_given(desk: Desk) -> None:
    draft = _draft(desk)
    if draft.amount is None:
        await begin(desk, draft)
        return
    await open_sheet(desk, draft, has_code=True)


@pin_sheet.approved(router, PURPOSE)
async def transfer_approved(
    desk: Desk, sheet: PinSheet, approval: Approval, one_time_codes: OneTimeCodes, bot: Bot
) -> None:
    memory, now = desk.chat.memory, desk.now
    agreed = memory.transfer_sheet
    if agreed is None or agreed.id != sheet.subject_id:
        await desk.go_home()
        return
    given = None
    if agreed.wants_code:
        about = agreed.code_is_about
        given = await one_time_codes.standing(desk.customer.id, Purpose.NEW_PAYEE, about=about, now=now)
    transfer = await desk.transfers.send(agreed, approval, step_up=given, card=memory.card, now=now)
    await show_sent(desk, transfer, bot)
    memory.sending = memory.transfer_sheet = None
    memory.card = memory.keypad_on = None


def _only(person: int) -> MeantFor:
    return MeantFor(telegram_id=person)


def _draft(desk: Desk) -> SendDraft:
    return desk.chat.memory.sending or SendDraft()


async def _phone_given(desk: Desk, number: str) -> None:
    draft = replace(_draft(desk), payee=None, asked_for=None)
    try:
        await for_phone(desk, draft, read_phone(number))
    except NotAPhoneNumber as refusal:
        await next_step(desk, draft, problem=desk.explain(refusal))
    except Refusal as refusal:
        await next_step(desk, draft, problem=desk.explain(refusal))


async def _show_code(desk: Desk, bot: Bot, printer: Printer, username: str | None) -> None:
    """Send the picture that others scan to pay the customer."""
    link = f"https://t.me/{(await bot.me()).username}?start={PAY_LINK}{desk.customer.referral_code}"
    async with desk.chat.typing():
        made = await printer.make(qr_png, link)
        caption = desk.t("send-code-caption", link=link)
        await bot.send_photo(desk.chat.id, BufferedInputFile(made, "pay-me.png"), caption=caption)
    findable = await desk.payees.findable(desk.customer.id)
    await desk.chat.tell(screens.my_code(desk.t, username=username, findable=findable))
