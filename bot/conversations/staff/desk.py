"""Where staff commands arrive: who may is asked every time, and the table says what follows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from aiogram.types import Message

from bot.conversations.staff.arguments import BadArgument, is_dry_run, parse, without_dry_run
from bot.conversations.staff.calls import Answer, Call, Later, Plan, StaffCommand, StaffPaper
from bot.conversations.staff.table import COMMANDS
from bot.screen import Screen
from bot.screens.staff import desk as screens
from bot.staff_services import StaffServices
from bot.text import Translator
from domain.access_log import AccessLog
from domain.audit_log import AuditLog, Doing
from domain.errors import Refusal
from domain.staff import Act, NotYourRole
from domain.staff_people import OnDuty, StaffDesk


@dataclass(frozen=True, slots=True)
class Given:
    """A command line as it arrived from somebody of the staff."""

    command: StaffCommand
    line: str  # its arguments
    duty: OnDuty

    @property
    def whole(self) -> str:
        """All of it, to be read once more."""
        return f"{self.command.name} {self.line}".strip()


@dataclass(frozen=True, slots=True)
class Planned:
    """What waits for the staff PIN."""

    given: Given
    request_id: str
    plan: Plan


@dataclass(frozen=True, slots=True)
class Handed:
    """An answer with a paper, or one whose place is taken by another later."""

    screen: Screen
    paper: StaffPaper | None = None
    later: Later | None = None


async def staff_line(
    text: str, telegram_id: int, staff_desk: StaffDesk, given: dict[str, Any], *, tapped: bool = False
) -> Given | None:
    """Return a command of the table, given by somebody of the staff; None if it is anything else.

    What is `tapped`, or put together of taps, is no customer's command, however few words it has.
    """
    name, _, line = text.strip().partition(" ")
    command, line = named(name.removeprefix("/").partition("@")[0].lower(), line)
    if command is None or not (tapped or command.takes(len(line.split()))):
        return None
    duty = await staff_desk.on_duty(telegram_id, now=given["now"])
    return Given(command, " ".join(line.split()), duty) if duty is not None else None


def named(name: str, line: str) -> tuple[StaffCommand | None, str]:
    """Return a command and what is left of its line: `fee set` is another one than `fee`."""
    word, _, rest = line.strip().partition(" ")
    of_two = COMMANDS.get(f"{name}-{word.lower()}")
    return (of_two, rest) if of_two is not None else (COMMANDS.get(name), line)


def lacking(given: Given) -> str | None:
    """Return the name of the first argument that a line ends before, None if it lacks none or is wrong."""
    arguments = given.command.arguments
    if is_dry_run(given.line):
        return None
    for n in range(len(arguments), -1, -1):
        try:
            parse(arguments[:n], given.line)
        except BadArgument:
            continue
        return next((each.name for each in arguments[n:] if not each.optional), None)
    return None


async def is_staff_command(message: Message, staff_desk: StaffDesk, **given: Any) -> bool | dict[str, Any]:
    """Let pass what somebody of the staff commands. To everybody else these commands do not exist."""
    if not message.text or not message.text.startswith("/") or message.from_user is None:
        return False
    line = await staff_line(message.text, message.from_user.id, staff_desk, given)
    return {"staff_given": line} if line is not None else False


async def answered(
    given: Given,
    t: Translator,
    *,
    request_id: str,
    staff_desk: StaffDesk,
    audit_log: AuditLog,
    access_log: AccessLog,
    staff_services: StaffServices,
    now: Any,
    in_group: bool = False,
) -> Screen | Handed | Planned:
    """Return what a command shows, or the plan that waits for a PIN. A refusal is explained."""
    command, duty = given.command, given.duty
    name = duty.person.name
    try:
        if not command.roles & duty.roles:
            raise NotYourRole
        if in_group and not command.in_groups:
            return Screen(t("staff-private-only"))
        values = parse(command.arguments, without_dry_run(given.line))
        call = Call(duty, values, request_id, t, now, staff_desk, audit_log, staff_services)
        if command.plans is not None and command.plans_with in (None, *values):
            plan = await command.plans(call)
            return (
                screens.dry_run(t, plan.text) if is_dry_run(given.line) else Planned(given, request_id, plan)
            )
        if is_dry_run(given.line) and command.previews is not None:
            return await _noted(await command.previews(call), command, call, t, access_log)
        if is_dry_run(given.line) and command.does is not None:
            return screens.would_do(t, command.name, f"{command.typed} {without_dry_run(given.line)}".strip())
        if is_dry_run(given.line):
            return screens.usage(t, command.name, dry_run=True)
        if command.does is not None:
            return await command.does(call)
        if command.looks is None:
            raise LookupError(f"nothing is done by {command.name}")
        answer = await command.looks(call)
        screen = await _noted(answer, command, call, t, access_log)
        is_all = answer.paper is None and answer.later is None
        return screen if is_all else Handed(screen, answer.paper, answer.later)
    except BadArgument as wrong:
        return screens.usage(t, command.name, wrong=wrong.name)
    except NotYourRole as refusal:
        await audit_log.note(Doing(name, f"refused:{command.act.value}", command.name, now))
        return Screen(t(refusal.code))
    except Refusal as refusal:
        return Screen(t(refusal.code, **refusal.values))


async def _noted(
    answer: Answer, command: StaffCommand, call: Call, t: Translator, access_log: AccessLog
) -> Screen:
    """Write a look down, and return what it shows with the number of its row."""
    if not answer.is_noted:
        return answer.screen
    if answer.customer_id is not None:
        viewer = call.person.name
        n = await access_log.shows(answer.customer_id, answer.shown, answer.subject_id, viewer=viewer)
    else:
        doing = Doing(call.person.name, command.act.value, answer.subject_id, call.now)
        n = (await call.audit_log.note(doing)).sequence
    return screens.with_audit_id(t, answer.screen, n)


def changes_roles(given: Given) -> bool:
    """Return whether somebody's menu may be another one afterwards."""
    return given.command.act in (Act.APPROVE, Act.GIVE_ROLE)
