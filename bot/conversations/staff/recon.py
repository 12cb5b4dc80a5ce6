"""Our books against what companies say: statements taken in, breaks listed, corrected and explained."""

from __future__ import annotations

import asyncio
import re
from datetime import date, datetime, timedelta
from hashlib import sha256
from io import BytesIO

from aiogram import Bot, F, Router
from aiogram.types import Message

from bot.conversations.chat import Chat
from bot.conversations.staff.arguments import Argument, one_of
from bot.conversations.staff.calls import Answer, Call, Plan, StaffCommand, planned
from bot.screen import Screen
from bot.screens.staff import recon as screens
from bot.staff_services import StaffServices
from domain.audit_log import AuditLog, Doing
from domain.break_acts import CorrectBreak
from domain.company_statements import COMPANIES, Statement, UnreadableStatement, read_statement
from domain.staff import MAY, Act, NotYourRole
from domain.staff_people import StaffDesk
from domain.times import lagos_day

_SHOWN = 8
_NUMBER = re.compile(r"(?:B-)?(\d{1,9})", re.IGNORECASE)
_CAPTION = re.compile(r"/statement\s+([a-z-]+)\s*", re.IGNORECASE)
_LARGEST_FILE = 15_000_000
_DOWNLOADED_WITHIN = 30

files = Router(name="staff_statements")


def break_number(word: str) -> int:
    """Read B-12 or 12."""
    found = _NUMBER.fullmatch(word)
    if found is None:
        raise ValueError(word)
    return int(found[1])


async def recon(call: Call) -> Answer:
    """Show how far a day agrees, and its open breaks. Where none is named: yesterday, and all open breaks."""
    service = call.services.reconciliations
    day: date = call.values.get("date", lagos_day(call.now) - timedelta(days=1))
    named = "date" in call.values
    after = call.values.get("after", 0)
    days = await service.day(day)
    found = await service.open_breaks(day=day if named else None, after=after, limit=_SHOWN + 1)
    screen = screens.day(
        call.t,
        day,
        days,
        found[:_SHOWN],
        named=named,
        more=len(found) > _SHOWN,
        overdue_after=call.services.statement_fetching.rules.break_overdue_after,
        now=call.now,
    )
    return Answer(screen, day.isoformat())


async def one_break(call: Call) -> Answer:
    """Show a break with what can be done about it; or take it, to see to it."""
    service, number = call.services.reconciliations, call.values["number"]
    if "take" in call.values:
        found = await service.take(number, call.person, now=call.now)
    else:
        found = await service.numbered(number)
    return Answer(screens.one(call.t, found), found.id)


async def correct(call: Call) -> Plan:
    """Plan to book what the company says."""
    found = await call.services.reconciliations.numbered(call.values["number"])
    what = CorrectBreak(found.id, found.amount)
    return await planned(call, what, call.values["reason"], screens.name(found))


async def explain(call: Call) -> Screen:
    """Close a break with a note."""
    number, word = call.values["number"], call.values["note"]
    explained = await call.services.reconciliations.explain(number, word, call.person, now=call.now)
    return screens.one(call.t, explained)


async def statement(call: Call) -> Answer:
    """Say how a file is handed in."""
    return Answer(screens.how_to_hand_in(call.t, call.values["company"]), "statement", is_noted=False)


@files.message(F.chat.type == "private", F.document, F.caption.regexp(_CAPTION, mode="fullmatch"))
async def statement_sent(
    message: Message,
    bot: Bot,
    chat: Chat,
    staff_desk: StaffDesk,
    staff_services: StaffServices,
    audit_log: AuditLog,
    now: datetime,
) -> None:
    """Take a statement in, all of it or nothing."""
    duty = await staff_desk.on_duty(chat.id, now=now)
    named = _CAPTION.fullmatch(message.caption or "")
    document = message.document
    if duty is None or named is None or document is None:
        return
    if not duty.roles & MAY[Act.TAKE_STATEMENT_IN]:
        await audit_log.note(Doing(duty.person.name, "refused:take-statement-in", "statement", now))
        await chat.tell(Screen(chat.t(NotYourRole.code)))
        return
    company = COMPANIES.get(named[1].lower())
    if company is None or (document.file_size or 0) > _LARGEST_FILE:
        await chat.tell(screens.how_to_hand_in(chat.t, named[1].lower()))
        return
    content = BytesIO()
    async with chat.typing():
        await bot.download(document, content, timeout=_DOWNLOADED_WITHIN)
        try:
            statements = await asyncio.to_thread(_read, named[1].lower(), content.getvalue())
        except UnreadableStatement as refusal:
            await chat.tell(Screen(chat.t(refusal.code, **refusal.values)))
            return
        days = await staff_services.reconciliations.take_in(statements, duty.person.name, now=now)
    digest = sha256(content.getvalue()).hexdigest()
    told: dict[str, str | int] = {"sha256": digest, "lines": sum(each.lines for each in days)}
    row = await audit_log.note(
        Doing(duty.person.name, Act.TAKE_STATEMENT_IN.value, named[1].lower(), now, None, told)
    )
    await chat.tell(screens.taken_in(chat.t, days, digest, row.sequence))


def _read(name: str, content: bytes) -> tuple[Statement, ...]:
    company, side = COMPANIES[name]
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        raise UnreadableStatement(line=1, column="") from None
    return read_statement(company, side, text, digest=sha256(content).hexdigest())


_BREAK = Argument("number", break_number)
COMMANDS = (
    StaffCommand(
        name="recon",
        act=Act.LOOK_AT_BOOKS,
        arguments=(
            Argument("date", date.fromisoformat, optional=True),
            Argument("after", break_number, optional=True),
        ),
        looks=recon,
        in_groups=True,
    ),
    StaffCommand(
        name="break",
        act=Act.LOOK_AT_BOOKS,
        arguments=(_BREAK, Argument("take", one_of("take"), optional=True)),
        looks=one_break,
    ),
    StaffCommand(
        name="correct",
        act=Act.CORRECT_BREAK,
        arguments=(_BREAK, Argument("reason", rest=True)),
        plans=correct,
    ),
    StaffCommand(
        name="explain", act=Act.EXPLAIN_BREAK, arguments=(_BREAK, Argument("note", rest=True)), does=explain
    ),
    StaffCommand(
        name="statement",
        act=Act.TAKE_STATEMENT_IN,
        arguments=(Argument("company", one_of(*COMPANIES)),),
        looks=statement,
    ),
)
