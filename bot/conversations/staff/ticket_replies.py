"""Writing to the customer of a ticket: what is typed is shown as she will read it, and sent by a tap."""

from __future__ import annotations

from datetime import datetime
from operator import attrgetter

from aiogram import Bot, F, Router
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.buttons import Pick
from bot.conversations.chat import Chat
from bot.conversations.said_again import says_again
from bot.conversations.staff_draft import TicketReply
from bot.conversations.ticket_answers import answered_ticket
from bot.screens.staff import desk as desk_screens
from bot.screens.staff import ticket_writing as writing
from bot.screens.staff import tickets as screens
from bot.staff_services import StaffServices
from domain.access_log import AccessLog, Shown
from domain.errors import Refusal
from domain.staff import MAY, Act
from domain.staff_people import OnDuty, StaffDesk
from domain.ticket_states import TicketEvent
from domain.tickets import LONGEST_MESSAGE, MessageTooLong, NoSuchTicket

replies = Router(name="staff_ticket_replies")

_A_NUMBER = F.value.regexp(r"\d{1,9}")


class WriteReply(StatesGroup):
    """The step at which a reply is typed."""

    text = State()


async def on_duty(
    event: CallbackQuery | Message, staff_desk: StaffDesk, now: datetime
) -> dict[str, OnDuty] | bool:
    """Let pass who of the staff works on tickets."""
    duty = await staff_desk.on_duty(event.from_user.id, now=now) if event.from_user else None
    return {"duty": duty} if duty is not None and duty.roles & MAY[Act.WORK_ON_TICKET] else False


async def _answers_card(
    message: Message, bot: Bot, staff_desk: StaffDesk, staff_services: StaffServices, now: datetime
) -> bool | dict[str, int]:
    """Let pass what somebody of the desk answers to our message about somebody else's ticket."""
    number = answered_ticket(message, bot.id)
    if number is None or not (found := await on_duty(message, staff_desk, now)) or found is True:
        return False
    try:
        ticket = await staff_services.ticket_desk.get(number)
    except NoSuchTicket:
        return False
    return {"number": number} if ticket.customer_id != found["duty"].person.own_customer_id else False


@replies.callback_query(Pick.filter((F.what == "ticket-reply") & _A_NUMBER), on_duty)
async def reply_asked_for(_: CallbackQuery, callback_data: Pick, chat: Chat) -> None:
    """Ask for the words."""
    chat.memory.close_sheet()
    chat.memory.ticket_reply = TicketReply(int(callback_data.value))
    await chat.at(WriteReply.text)
    await chat.tell(writing.write(chat.t, int(callback_data.value)))


@says_again(WriteReply.text, of=attrgetter("ticket_reply"))
async def reply_again(chat: Chat, draft: TicketReply) -> None:
    """Ask once more for the words."""
    await chat.tell(writing.write(chat.t, draft.number))


@replies.message(WriteReply.text, F.text, ~F.text.startswith("/"), on_duty)
async def reply_typed(message: Message, chat: Chat, staff_services: StaffServices) -> None:
    """Show it as the customer will read it."""
    writing = chat.memory.ticket_reply
    await chat.at(None)
    if writing is not None:
        await _show(chat, staff_services, writing.number, message.text or "")


@replies.message(F.text, ~F.text.startswith("/"), _answers_card)
async def card_answered(message: Message, number: int, chat: Chat, staff_services: StaffServices) -> None:
    """Take what answers a ticket's message for what its customer is to read."""
    await _show(chat, staff_services, number, message.text or "")


async def _show(chat: Chat, staff_services: StaffServices, number: int, words: str) -> None:
    text = words.strip()
    if len(text) > LONGEST_MESSAGE:
        chat.memory.ticket_reply = TicketReply(number)
        await chat.at(WriteReply.text)
        problem = chat.t(MessageTooLong.code, most=LONGEST_MESSAGE)
        await chat.tell(writing.write(chat.t, number, problem=problem))
        return
    ticket = await staff_services.ticket_desk.get(number)
    chat.memory.ticket_reply = TicketReply(number, text)
    await chat.tell(writing.preview(chat.t, ticket, text, sends=True))


@replies.callback_query(Pick.filter((F.what == "ticket-send") & _A_NUMBER), on_duty)
async def reply_sent(
    _: CallbackQuery,
    callback_data: Pick,
    chat: Chat,
    duty: OnDuty,
    staff_services: StaffServices,
    access_log: AccessLog,
    now: datetime,
) -> None:
    """Hand on what was shown, once."""
    written = chat.memory.ticket_reply
    chat.memory.ticket_reply = None
    if written is None or not written.text or written.number != int(callback_data.value):
        await chat.put(writing.gone(chat.t), in_place_of=chat.tapped)
        return
    desk = staff_services.ticket_desk
    try:
        worked = await desk.work(written.number, TicketEvent.REPLY, duty.person, now=now, text=written.text)
    except Refusal as refusal:
        chat.memory.ticket_reply = written  # It can be sent once that is settled.
        await chat.tell(desk_screens.refused(chat.t, refusal))
        return
    file = await desk.file(written.number)
    await access_log.shows(file.ticket.customer_id, Shown.TICKET, file.ticket.id, viewer=duty.person.name)
    state = chat.t.plain(f"ticket-{worked.ticket.status.value}")
    done = chat.t("staff-ticket-done", number=written.number, state=state, n=worked.audit_number)
    me = duty.person.telegram_id
    await chat.put(screens.one(chat.t, file, duty.roles, me=me, now=now, done=done), in_place_of=chat.tapped)


@replies.callback_query(Pick.filter((F.what == "ticket-photos") & _A_NUMBER), on_duty)
async def pictures_asked_for(
    _: CallbackQuery,
    callback_data: Pick,
    chat: Chat,
    duty: OnDuty,
    staff_services: StaffServices,
    access_log: AccessLog,
) -> None:
    """Hand on the newest pictures and papers of a customer, once the look is written down."""
    try:
        file = await staff_services.ticket_desk.file(int(callback_data.value))
    except Refusal as refusal:
        await chat.tell(desk_screens.refused(chat.t, refusal))
        return
    ticket = file.ticket
    await access_log.shows(ticket.customer_id, Shown.TICKET, ticket.id, viewer=duty.person.name)
    for each in file.messages:
        if each.file_id is None:
            continue
        caption = f"{chat.t.plain('ticket-name', number=ticket.number)} {each.text}"[:1_000].strip()
        if each.is_photo:
            await chat.bot.send_photo(chat.id, each.file_id, caption=caption, parse_mode=None)
        else:
            await chat.bot.send_document(chat.id, each.file_id, caption=caption, parse_mode=None)
