"""What a staff command is: its name, its act, its arguments, and what is done with them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.conversations.staff.arguments import Argument
from bot.screen import Screen
from bot.screens.staff import requests
from bot.staff_services import StaffServices
from bot.text import Translator
from domain.access_log import Shown
from domain.audit_log import AuditLog
from domain.maker_checker import about
from domain.staff import MAY, Act, Role, StaffPerson
from domain.staff_acts import StaffAct
from domain.staff_people import OnDuty, StaffDesk
from domain.staff_pins import StaffApproval


@dataclass(frozen=True, slots=True)
class Call:
    """A command as somebody of the staff gave it."""

    duty: OnDuty
    values: Mapping[str, Any]
    request_id: str  # of what it may bring about: the same for as long as its sheet is open
    t: Translator
    now: datetime
    desk: StaffDesk
    audit_log: AuditLog
    services: StaffServices

    @property
    def person(self) -> StaffPerson:
        """Who gave it."""
        return self.duty.person


@dataclass(frozen=True, slots=True)
class StaffPaper:
    """A file that comes with an answer: a picture is shown, anything else is handed over."""

    name: str
    content: bytes = b""
    file_id: str | None = None  # one that Telegram has already

    @property
    def is_picture(self) -> bool:
        """Whether Telegram can show it."""
        return self.name.endswith(".png")


Later = Callable[[], Awaitable[Screen]]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command that only looks shows, and whose data that is. Written down before it is shown."""

    screen: Screen
    subject_id: str
    customer_id: str | None = None
    shown: Shown = Shown.CUSTOMER
    is_noted: bool = True  # False: it shows nothing of the business
    paper: StaffPaper | None = None
    later: Later | None = None  # finds, behind the chat, what takes the place of the screen


@dataclass(frozen=True, slots=True)
class Plan:
    """What a command would do, in words; what the PIN says yes to; and doing it."""

    text: str
    about: str
    do: Callable[[StaffApproval], Awaitable[Screen]]


Looks = Callable[[Call], Awaitable[Answer]]
Plans = Callable[[Call], Awaitable[Plan]]


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffCommand:
    """One line of the table of commands. One that plans wants the PIN, and the private chat.

    A name of two words, `fee-set`, has its own act beside `fee`; it is typed with a space.
    """

    name: str
    act: Act
    arguments: tuple[Argument, ...] = ()
    looks: Looks | None = None
    plans: Plans | None = None
    plans_with: str | None = None  # where it looks too: the argument with which it plans
    does: Callable[[Call], Awaitable[Screen]] | None = None  # what moves no money and wants no PIN
    previews: Looks | None = None  # says what a line that looks or does would do
    least_words: int = 0  # with fewer it is a customer's command
    most_words: int | None = None  # with more it is one, too
    in_groups: bool = False

    @property
    def roles(self) -> frozenset[Role]:
        """Who may."""
        return MAY[self.act]

    @property
    def typed(self) -> str:
        """How people type it."""
        return self.name.replace("-", " ")

    def takes(self, words: int) -> bool:
        """Return whether a line of so many words may be meant for it."""
        return self.least_words <= words and (self.most_words is None or words <= self.most_words)

    @property
    def wants_pin(self) -> bool:
        """Whether it takes the staff PIN."""
        return self.plans is not None

    @property
    def has_no_arguments(self) -> bool:
        """Whether its name alone is enough."""
        return all(each.optional for each in self.arguments)


async def planned(call: Call, what: StaffAct, reason: str, whom: str) -> Plan:
    """Return the plan of an act: what it would change, and doing it, or asking for a second person.

    :raises Refusal: why it can't be done
    """
    effect, alone = await call.desk.weigh(what, call.person, now=call.now)
    text = requests.preview(call.t, what, whom, reason, effect, alone=alone)

    async def do(approval: StaffApproval) -> Screen:
        request = await call.desk.ask(call.request_id, what, reason, call.person, approval, now=call.now)
        return requests.asked(call.t, request)

    return Plan(text, about(what, reason, call.request_id), do)
