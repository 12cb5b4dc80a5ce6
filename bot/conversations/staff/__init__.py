"""The business run from commands: one file for each routine, one table of them all (`table`)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from operator import attrgetter

from aiogram import F, Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.buttons import Go, StaffDo
from bot.conversations.chat import Chat
from bot.conversations.said_again import says_again
from bot.conversations.staff import broadcasts, pin, recon, ticket_replies
from bot.conversations.staff.desk import (
    Given,
    Handed,
    Planned,
    answered,
    is_staff_command,
    lacking,
    named,
    staff_line,
)
from bot.conversations.staff.menus import publish
from bot.conversations.staff.papers import hand_over, put_later
from bot.conversations.staff_draft import StaffQuestion
from bot.screen import Screen
from bot.screens.staff import desk as screens
from bot.staff_services import StaffServices
from bot.text import Translator
from domain.access_log import AccessLog
from domain.audit_log import AuditLog
from domain.staff_people import StaffDesk
from domain.staff_pins import StaffPins

questions = Router(name="staff_questions")
commands = Router(name="staff_commands")
groups = Router(name="staff_groups")
pins = pin.router
statements = recon.files
news = broadcasts.wizard
replies = ticket_replies.replies


class AskStaff(StatesGroup):
    """The step at which is typed what a command lacks, one argument after the other."""

    argument = State()


def _question(chat: Chat, question: StaffQuestion) -> Screen:
    name, _, line = question.line.partition(" ")
    command, line = named(name, line)
    if command is None:
        raise LookupError(f"there is no command {name}")
    return screens.ask(chat.t, f"{command.typed} {line}".strip(), question.argument, of=command.name)


async def _ask(chat: Chat, question: StaffQuestion) -> None:
    chat.memory.close_sheet()
    chat.memory.staff_question = question
    await chat.at(AskStaff.argument)
    await chat.tell(_question(chat, question))


@says_again(AskStaff.argument, of=attrgetter("staff_question"))
async def asked_again(chat: Chat, draft: StaffQuestion) -> None:
    """Ask once more for what is missing."""
    await chat.tell(_question(chat, draft))


@questions.message(AskStaff.argument, F.text.startswith("/"))
async def question_left(_: Message, chat: Chat) -> None:
    """Let any command leave the question."""
    chat.memory.staff_question = None
    await chat.at(None)
    raise SkipHandler


@questions.callback_query(AskStaff.argument, Go.filter(F.to == "cancel"))
async def question_cancelled(_: CallbackQuery, chat: Chat) -> None:
    """Do nothing."""
    chat.memory.staff_question = None
    await chat.at(None)
    await chat.put(Screen(chat.t("staff-cancelled")), in_place_of=chat.tapped)


@questions.message(AskStaff.argument, F.text)
async def question_answered(
    message: Message,
    chat: Chat,
    staff_desk: StaffDesk,
    staff_pins: StaffPins,
    audit_log: AuditLog,
    access_log: AccessLog,
    staff_services: StaffServices,
    new_id: Callable[[], str],
    now: datetime,
) -> None:
    """Take what is typed for what the command lacked."""
    question, chat.memory.staff_question = chat.memory.staff_question, None
    await chat.at(None)
    if question is None or now >= question.expires_at:
        raise SkipHandler
    line = f"{question.line} {message.text}"
    given = await staff_line(line, chat.id, staff_desk, {"now": now}, tapped=True)
    if given is None:
        raise SkipHandler
    await _follow(chat, given, staff_desk, staff_pins, audit_log, access_log, staff_services, new_id, now)


@commands.message(is_staff_command)
async def command_given(
    _: Message,
    chat: Chat,
    staff_given: Given,
    staff_desk: StaffDesk,
    staff_pins: StaffPins,
    audit_log: AuditLog,
    access_log: AccessLog,
    staff_services: StaffServices,
    new_id: Callable[[], str],
    now: datetime,
) -> None:
    """Do what somebody of the staff commands, or show it with a keypad."""
    await _follow(
        chat, staff_given, staff_desk, staff_pins, audit_log, access_log, staff_services, new_id, now
    )


@commands.callback_query(StaffDo.filter(), flags={"toasts": True})
async def line_tapped(
    _: CallbackQuery,
    callback_data: StaffDo,
    chat: Chat,
    staff_desk: StaffDesk,
    staff_pins: StaffPins,
    audit_log: AuditLog,
    access_log: AccessLog,
    staff_services: StaffServices,
    new_id: Callable[[], str],
    now: datetime,
) -> None:
    """Do what a button stands for."""
    chat.memory.staff_question = None
    given = await staff_line(callback_data.line, chat.id, staff_desk, {"now": now}, tapped=True)
    if given is None:
        await chat.toast(chat.t.plain("stray-old-button"), alert=True)
        return
    await _follow(chat, given, staff_desk, staff_pins, audit_log, access_log, staff_services, new_id, now)


async def _follow(
    chat: Chat,
    given: Given,
    staff_desk: StaffDesk,
    staff_pins: StaffPins,
    audit_log: AuditLog,
    access_log: AccessLog,
    staff_services: StaffServices,
    new_id: Callable[[], str],
    now: datetime,
) -> None:
    """Answer a command, or ask for what it lacks first."""
    argument = lacking(given)
    if argument is not None and given.command.roles & given.duty.roles:
        until = now + staff_desk.rules.staff.sheet_open_for
        await _ask(chat, StaffQuestion(given.whole, argument, until))
        return
    outcome = await answered(
        given,
        chat.t,
        request_id=new_id(),
        staff_desk=staff_desk,
        audit_log=audit_log,
        access_log=access_log,
        staff_services=staff_services,
        now=now,
    )
    if isinstance(outcome, Planned):
        await pin.show_plan(chat, outcome, staff_desk, staff_pins, now)
        return
    later = None
    if isinstance(outcome, Handed):
        if outcome.paper is not None:
            await hand_over(chat.bot, chat.id, outcome.paper)
        later = outcome.later
        outcome = outcome.screen
    message = await chat.tell(outcome)
    if later is not None:
        staff_services.background.spawn(put_later(chat.bot, chat.id, message, later))
    if given.command.name == "a":
        await publish(chat.bot, chat.id, given.duty, chat.t)


@groups.message(F.chat.type != "private", is_staff_command)
async def command_given_in_a_group(
    message: Message,
    staff_given: Given,
    staff_desk: StaffDesk,
    audit_log: AuditLog,
    access_log: AccessLog,
    staff_services: StaffServices,
    staff_groups: frozenset[int],
    new_id: Callable[[], str],
    t: Translator,
    now: datetime,
) -> None:
    """Answer where that is allowed, and only what moves nothing and names nobody."""
    if message.chat.id not in staff_groups:
        raise SkipHandler  # Told what everybody is told in groups.
    outcome = await answered(
        staff_given,
        t,
        request_id=new_id(),
        staff_desk=staff_desk,
        audit_log=audit_log,
        access_log=access_log,
        staff_services=staff_services,
        now=now,
        in_group=True,
    )
    if isinstance(outcome, Handed):
        outcome = outcome.screen  # Papers stay in the private chat.
    if not isinstance(outcome, Planned):
        await message.answer(outcome.text)
