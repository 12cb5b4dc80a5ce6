"""The business run from commands: who may what, and what a person of the staff sees over Telegram."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from aiogram.types import BotCommandScopeChat

from bot.conversations.staff.arguments import BadArgument, parse
from bot.conversations.staff.calls import StaffCommand
from bot.conversations.staff.desk import Given, Handed, answered
from bot.conversations.staff.table import COMMANDS, SECTIONS, by_section, mine
from bot.screen import Screen
from bot.screens.staff import roles as menus
from bot.text import translator
from domain.access_log import AccessLog
from domain.audit_log import AuditLog
from domain.money import naira
from domain.staff import MAY, MAY_APPROVE, Act, Role, RoleGrant, StaffPerson
from domain.staff_people import OnDuty, StaffDesk
from storage.audit_chain import chain_problems
from storage.checks import problems
from storage.database import Database
from tests.builders import NOON, RULES, Granted, new_id, opened
from tests.chat import Clock, Person, Vision, running_vision
from tests.staff_office import staff_services_of

OWNER, OTHER_OWNER, FATIMA, FEMI = 9_100_001, 9_100_002, 9_100_011, 9_100_012
STAFF_PIN = "7391"
EXAMPLES = {
    name: translator("en").plain(f"staff-usage-{command.name}").splitlines()[1]
    for name, command in COMMANDS.items()
}


def example_of(command: StaffCommand) -> str:
    """Return the arguments of the example that its usage shows."""
    return EXAMPLES[command.name].partition("/")[2].removeprefix(command.typed).strip()


class TestTheTable:
    @pytest.mark.parametrize("command", COMMANDS.values(), ids=lambda each: each.name)
    def test_shows_an_example_that_can_be_read(self, command: StaffCommand) -> None:
        example = EXAMPLES[command.name].partition("/")[2]
        assert f"{example} ".startswith(f"{command.typed} ")
        parse(command.arguments, example_of(command))
        with pytest.raises(BadArgument):
            parse((), "anything more")

    def test_knows_of_every_act_who_may(self) -> None:
        assert set(MAY) == set(Act)
        assert all(MAY_APPROVE[act] <= MAY[Act.APPROVE] for act in MAY_APPROVE)

    def test_offers_an_auditor_nothing_that_changes_anything(self) -> None:
        offered = mine(frozenset({Role.AUDITOR}))

        looks = (
            "a approvals tx user audit whoami books recon break ledger export "
            "ticket broadcasts stats health float billers incidents risk flags referrals"
        )
        rules = {"fee", "promo", "cashback-rules", "cashback-sim", "promo-list"}
        assert {each.name for each in offered} == {*looks.split(), *rules}
        # A file with everything in it changes nothing, and takes the PIN all the same.
        assert {each.name for each in offered if each.wants_pin or each.does} == {"export"}

    @pytest.mark.parametrize("language", ["en", "pcm"])
    def test_is_shown_in_sections_that_fit_a_message(self, language: str) -> None:
        t, everything = translator(language), by_section(frozenset(Role))
        shown = [menus.menu(t, everything), *(menus.section(t, name, everything) for name in everything)]

        assert set(everything) == set(SECTIONS)
        assert [screen.text[:40] for screen in shown if not 50 < len(screen.text) <= 4_096] == []

    def test_has_no_section_where_one_may_nothing(self) -> None:
        hers = by_section(frozenset({Role.AUDITOR}))

        assert "people" in hers
        assert [each.name for each in hers["system"]] == ["whoami", "audit", "flags"]
        assert by_section(frozenset()) == {}


class TestRolesAndCommands:
    async def test_are_let_pass_as_the_table_says_and_are_noted_where_not(self, sqlite_url: str) -> None:
        async with opened(sqlite_url) as database:
            for number, role in enumerate(Role, 1):
                person = StaffPerson(number)
                await database.money.apply(Granted(RoleGrant(number, role, NOON, "test")))
                for command in COMMANDS.values():
                    line = example_of(command)
                    told = await said(database, Given(command, line, OnDuty(person, frozenset({role}))))

                    assert ("None of your roles" in told) is (role not in MAY[command.act]), (
                        role,
                        command.name,
                    )
            async with database.look() as books:
                denied = await books.audit.newest("telegram:5", limit=2 * len(COMMANDS))
            assert {each.act for each in denied if each.act.startswith("refused:")} == {
                f"refused:{command.act.value}"
                for command in COMMANDS.values()
                if Role.AUDITOR not in command.roles
            }
            assert await chain_problems(database) == []

    async def test_are_answered_in_groups_only_where_nothing_is_shown(self, sqlite_url: str) -> None:
        async with opened(sqlite_url) as database:
            duty = OnDuty(StaffPerson(1, is_first_owner=True), frozenset(Role))
            for command in COMMANDS.values():
                told = await said(database, Given(command, example_of(command), duty), in_group=True)

                assert ("in our own chat" in told) is not command.in_groups


async def said(database: Database, given: Given, *, in_group: bool = False) -> str:
    """Return what a command is answered with."""
    outcome = await answered(
        given,
        translator("en"),
        request_id=new_id(),
        staff_desk=StaffDesk(database, RULES, frozenset()),
        audit_log=AuditLog(database),
        access_log=AccessLog(database, new_id, lambda: NOON),
        staff_services=staff_services_of(database),
        now=NOON,
        in_group=in_group,
    )
    if isinstance(outcome, Handed):
        outcome = outcome.screen
    return outcome.text if isinstance(outcome, Screen) else outcome.plan.text


# --- over Telegram


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def vision(module_database_url: str) -> AsyncIterator[Vision]:
    """The bot, running, with two first owners and two people of finance."""
    async with running_vision(
        module_database_url, clock=Clock(), admin_telegram_ids=f"{OWNER},{OTHER_OWNER}", rate_limits=False
    ) as running:
        for number in (FATIMA, FEMI):
            grant = RoleGrant(number, Role.FINANCE, running.clock(), "test")
            await running.app.database.money.apply(Granted(grant))
        yield running
        assert await problems(running.app.database) == []
        assert await chain_problems(running.app.database) == []


async def somebody(vision: Vision, number: int, name: str) -> Person:
    """Somebody of the staff, with a PIN."""
    person = await vision.telegram.add_person(name, phone=f"+23480{number:08d}", id=number)
    who = Person(vision, person, name, f"+23480{number:08d}")
    await vision.app.services.staff_pins.set_first(f"telegram:{number}", STAFF_PIN)
    return who


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("module_database_url", ["sqlite"], indirect=True, scope="module")
class TestOverTelegram:
    async def test_two_people_credit_a_wallet_and_one_refunds_a_little(self, vision: Vision) -> None:
        ada = await vision.knows("Ada Obi", wallet=5_000, trusted=True)
        phone = f"0{ada.phone.removeprefix('+234')}"
        fatima = await somebody(vision, FATIMA, "Fatima")
        person = await vision.telegram.add_person("Femi", phone=f"+23480{FEMI:08d}", id=FEMI)
        femi = Person(vision, person, "Femi", f"+23480{FEMI:08d}")
        await femi.says("/staffpin")
        await femi.enters_pin(STAFF_PIN)
        await femi.sees("once more")
        await femi.enters_pin(STAFF_PIN)
        await femi.sees("Your staff PIN is set", "Audit A-")

        await fatima.says(f"/credit {phone} 250 came in without a name ?")
        await fatima.sees("₦5,000 → ₦5,250", "takes a second person", "nothing was done")
        await fatima.says(f"/debit {phone}")
        await fatima.sees("How much", "For example: /debit")
        await fatima.taps("Cancel")
        await fatima.says("/credit")
        await fatima.sees("Whom?", "For example: /credit")
        await fatima.says(phone)
        await fatima.sees("How much", f"/credit {phone} …")
        await fatima.says("250")
        await fatima.sees("Say why")
        await fatima.says("came in without a name")
        await fatima.sees("₦5,000 → ₦5,250", "came in without a name", "Enter your staff PIN")
        await fatima.enters_pin("1111")
        await fatima.sees("Wrong PIN")
        await fatima.enters_pin(STAFF_PIN)
        created = await fatima.sees("created", "needs a second person")
        number = created.text.partition("APR-")[2].split()[0]
        await fatima.says(f"/approve APR-{number}")
        await fatima.sees("You made this request")
        await femi.says("/approvals")
        await femi.taps("APR-")
        await femi.enters_pin(STAFF_PIN)
        await femi.sees("done: credit", "₦5,000 → ₦5,250", "Audit A-")
        await ada.sees("We put ₦250 into your wallet")
        assert await ada.balance() == naira(5_250)

        await ada.says("500 mtn airtime")
        await ada.enters_pin()
        await ada.sees("✅ Delivered")
        payment = await vision.newest_payment(ada)
        await fatima.says(f"/tx {payment.id[:30]}")
        await fatima.sees("delivered", "settle: held", "vtpass")
        await fatima.says(f"/refund {payment.id} 100 wrong number")
        await fatima.sees("You may do this alone")
        await fatima.enters_pin(STAFF_PIN)
        await fatima.sees("done: refund")
        assert await ada.balance() == naira(4_850)
        await fatima.says(f"/user {phone}")
        profile = await fatima.sees("Wallet ₦4,850", "0", "Level 3")
        assert ada.phone[-7:] not in profile.text.replace(" ", "")

    async def test_owners_give_a_role_and_strangers_hear_of_nothing(self, vision: Vision) -> None:
        owner, other = await somebody(vision, OWNER, "Olu"), await somebody(vision, OTHER_OWNER, "Oge")
        bola = await vision.knows("Bola")
        await bola.says("/whoami")
        stranger = await bola.newest()
        assert "telegram:" not in stranger.text

        await owner.says(f"/role add {bola.id} auditor")
        await owner.enters_pin(STAFF_PIN)
        created = await owner.sees("created")
        number = created.text.partition("APR-")[2].split()[0]
        await other.says(f"/approve {number}")
        await other.enters_pin(STAFF_PIN)
        await other.sees("done: give a role")

        await vision.until(lambda: has_menu_of(vision, bola.id, "audit"))
        await bola.says("/whoami")
        await bola.sees(f"telegram:{bola.id}", "auditor")
        await bola.says("/audit")
        await bola.sees("approve:give-role", "The log ends at")
        await bola.says(f"/credit {bola.phone} 1 for me")
        await bola.sees("None of your roles may do that")

    async def test_a_group_hears_only_what_names_nobody_and_only_where_that_is_allowed(
        self, vision: Vision
    ) -> None:
        group = await vision.telegram.creates_group(FATIMA, "Staff")
        assert "I keep money matters private" in await told_in(vision, group, "/whoami")

        vision.app.settings = vision.app.settings.model_copy(update={"staff_group_ids": frozenset({group})})
        await vision.restarts()

        assert "finance" in await told_in(vision, group, "/whoami")
        assert "in our own chat" in await told_in(vision, group, "/user 08031234567")


async def has_menu_of(vision: Vision, telegram_id: int, command: str) -> bool:
    menu = await vision.app.bot.get_my_commands(scope=BotCommandScopeChat(chat_id=telegram_id))
    return command in {each.command for each in menu}


async def told_in(vision: Vision, group: int, text: str) -> str:
    """Return what the bot answers a person of finance in a group."""
    mark = int((await vision.telegram.chat(group))["change"])
    await vision.telegram.says(FATIMA, text, chat=group)
    while True:
        view = await vision.telegram.chat(group, after=mark)
        told = [str(each["text"]) for each in view["messages"] if each["outgoing"]]
        if told:
            return told[-1]
        await vision.telegram.wait(group, after=int(view["change"]))
