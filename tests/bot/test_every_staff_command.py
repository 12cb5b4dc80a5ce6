"""Each staff command over Telegram: as in its example, only looked at, mistyped, by others, in a group."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.conversations.staff.arguments import BadArgument, parse
from bot.conversations.staff.calls import StaffCommand
from bot.conversations.staff.table import COMMANDS
from bot.text import translator
from domain.staff import Role, RoleGrant
from tests.bot.test_staff import example_of
from tests.builders import Granted
from tests.chat import Person, Vision, running_vision

STAFF_PIN = "7391"
EVERY_ROLE, STRANGER = 9_400_000, 9_400_099
RUBBISH = "@@ §§ %% @@ §§ %% @@ §§"
SURPRISE = "Something went wrong"
T = translator("en")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def vision(sqlite_module_url: str) -> AsyncIterator[Vision]:
    """The bot, running."""
    async with running_vision(sqlite_module_url, rate_limits=False) as running:
        yield running


async def somebody(vision: Vision, telegram_id: int, *roles: Role) -> Person:
    """Somebody with these roles and a staff PIN."""
    for role in roles:
        grant = RoleGrant(telegram_id, role, vision.clock(), "test")
        await vision.app.database.money.apply(Granted(grant))
    phone = f"+2348{telegram_id:09d}"
    await vision.telegram.add_person("Kemi", phone=phone, id=telegram_id)
    await vision.app.services.staff_pins.set_first(f"telegram:{telegram_id}", STAFF_PIN)
    return Person(vision, telegram_id, "Kemi", phone)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def kemi(vision: Vision) -> Person:
    """Somebody with every role."""
    return await somebody(vision, EVERY_ROLE, *Role)


async def told(person: Person, line: str) -> str:
    """Return what the bot answers first."""
    await person.says(line)
    return (await person.sees()).text


def as_typed(command: StaffCommand, arguments: str | None = None) -> str:
    """A line with that command."""
    return f"/{command.typed} {example_of(command) if arguments is None else arguments}".strip()


def understands(command: StaffCommand, arguments: str) -> bool:
    """Whether a command takes such arguments."""
    try:
        parse(command.arguments, arguments)
    except BadArgument:
        return False
    return True


@pytest.mark.asyncio(loop_scope="module")
class TestEveryCommand:
    async def test_only_looked_at_answers_and_changes_nothing(self, vision: Vision, kemi: Person) -> None:
        async with vision.app.database.look() as books:
            before = await books.audit.newest(None, limit=1)
        surprised = [
            (line, answer)
            for command in COMMANDS.values()
            for line in [f"{as_typed(command)} ?"]
            for answer in [await told(kemi, line)]
            if SURPRISE in answer or "None of your roles" in answer
        ]

        assert surprised == []
        async with vision.app.database.look() as books:
            changed = [row.act for row in await books.audit.newest(None, limit=500) if row not in before]
        looks = {command.act.value for command in COMMANDS.values() if command.previews or command.looks}
        assert set(changed) <= looks

    async def test_as_its_example_has_it_answers(self, vision: Vision, kemi: Person) -> None:
        surprised = []
        for command in COMMANDS.values():
            answer = await told(kemi, as_typed(command))
            if SURPRISE in answer or "None of your roles" in answer or "For example:" in answer:
                surprised.append((as_typed(command), answer))

        assert surprised == []

    async def test_wrongly_typed_shows_how_it_is_typed(self, kemi: Person) -> None:
        unexplained = []
        for command in COMMANDS.values():
            if understands(command, RUBBISH) or not command.takes(len(RUBBISH.split())):
                continue
            answer = await told(kemi, as_typed(command, RUBBISH))
            if "For example:" not in answer:
                unexplained.append((command.name, answer))

        assert unexplained == []

    async def test_is_refused_to_other_roles(self, vision: Vision) -> None:
        staff = {role: await somebody(vision, EVERY_ROLE + n, role) for n, role in enumerate(Role, 1)}
        passed = []
        for command in COMMANDS.values():
            other = next((role for role in Role if role not in command.roles), None)
            if other is not None and "None of your roles" not in await told(staff[other], as_typed(command)):
                passed.append((command.name, other))

        assert passed == []

    async def test_is_not_told_of_to_who_is_not_of_the_staff(self, vision: Vision) -> None:
        ada = await vision.knows("Ada")
        told_of = []
        for command in COMMANDS.values():
            line = as_typed(command)
            answer = await told(ada, line)
            if (
                "roles" in answer
                or "staff" in answer.lower()
                or "For example:" in answer
                or SURPRISE in answer
            ):
                told_of.append((line, answer))

        assert told_of == []

    async def test_in_a_group_names_nobody(self, vision: Vision, kemi: Person) -> None:
        group = await vision.telegram.creates_group(kemi.id, "Staff")
        settings = vision.app.settings.model_copy(update={"staff_group_ids": frozenset({group})})
        vision.app.settings = settings
        await vision.restarts()
        there = Person(vision, group, "the group", "")

        wrong = []
        for command in COMMANDS.values():
            answer = await told_there(vision, kemi, there, as_typed(command))
            if SURPRISE in answer or ("in our own chat" in answer) is command.in_groups:
                wrong.append((command.name, answer))

        assert wrong == []


async def told_there(vision: Vision, person: Person, group: Person, line: str) -> str:
    """Return what the bot answers somebody in a group."""
    mark = int((await vision.telegram.chat(group.id))["change"])
    await vision.telegram.says(person.id, line, chat=group.id)
    while True:
        view = await vision.telegram.chat(group.id, after=mark)
        answers = [str(each["text"]) for each in view["messages"] if each["outgoing"]]
        if answers:
            return answers[-1]
        await vision.telegram.wait(group.id, after=int(view["change"]))
