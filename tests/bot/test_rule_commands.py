"""Fees, cashback rules and promo codes changed by people of the staff, over Telegram."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.conversations.staff.arguments import BadArgument
from bot.conversations.staff.fees import read_fee
from bot.conversations.staff.rule_terms import read_begin, read_terms
from domain.money import naira
from domain.price_rules import FREE, FeeRule
from domain.staff import Role, RoleGrant
from storage.audit_chain import chain_problems
from storage.checks import problems
from tests.builders import NOON, Granted
from tests.chat import Clock, Person, Vision, running_vision

OWNER, FATIMA, FEMI, SADE = 9_200_001, 9_200_011, 9_200_012, 9_200_013
STAFF_PIN = "7391"
PEOPLE = {FATIMA: Role.FINANCE, FEMI: Role.FINANCE, SADE: Role.SUPPORT}
NAMED = frozenset({"flat", "cap", "from"})


def a_fee(text: str) -> FeeRule:
    """Return what was written of a fee."""
    return read_fee(read_terms(text, takes_next=NAMED))


class TestAFee:
    def test_is_read_as_it_is_written(self) -> None:
        assert a_fee("2% cap 250 from 2026-12-01") == FeeRule(200, naira(250))
        assert a_fee("flat 100") == FeeRule(0, naira(100), naira(100))
        assert a_fee("flat 100 cap 200") == FeeRule(0, naira(200), naira(100))
        assert a_fee("flat 50 1.25% cap 2k because costs rose") == FeeRule(125, naira(2_000), naira(50))
        assert a_fee("free") == FREE

    @pytest.mark.parametrize(
        ("text", "wrong"),
        [
            ("2%", "cap"),
            ("101% cap 5", "rule"),
            ("2% 3% cap 5", "rule"),
            ("cap 200", "rule"),
            ("flat 100 cap 50", "cap"),
            ("flat", "flat"),
            ("flat x", "flat"),
            ("free cap 5", "rule"),
            ("soon", "rule"),
        ],
    )
    def test_is_refused_where_it_is_none(self, text: str, wrong: str) -> None:
        with pytest.raises(BadArgument) as refused:
            a_fee(text)
        assert refused.value.name == wrong

    def test_begins_tomorrow_or_on_a_day_to_come(self) -> None:
        tomorrow = read_begin(None, now=NOON)

        assert tomorrow is not None
        assert tomorrow.isoformat() == "2026-11-18T23:00:00+00:00"  # midnight in Lagos
        assert read_begin("tomorrow", now=NOON) == read_begin("2026-11-19", now=NOON) == tomorrow
        assert read_begin("now", now=NOON) is None
        for wrong in ("2026-11-18", "2026-02-30", "soon"):
            with pytest.raises(BadArgument):
                read_begin(wrong, now=NOON)


# --- over Telegram


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def vision(sqlite_module_url: str) -> AsyncIterator[Vision]:
    """The bot, running, with an owner, two people of finance and one of support."""
    async with running_vision(
        sqlite_module_url, clock=Clock(), admin_telegram_ids=str(OWNER), rate_limits=False
    ) as running:
        for number, role in PEOPLE.items():
            grant = RoleGrant(number, role, running.clock(), "test")
            await running.app.database.money.apply(Granted(grant))
        for number in (OWNER, *PEOPLE):
            await running.app.services.staff_pins.set_first(f"telegram:{number}", STAFF_PIN)
        yield running
        assert await problems(running.app.database) == []
        assert await chain_problems(running.app.database) == []


async def somebody(vision: Vision, number: int, name: str) -> Person:
    """Somebody of the staff."""
    person = await vision.telegram.add_person(name, phone=f"+23480{number:08d}", id=number)
    return Person(vision, person, name, f"+23480{number:08d}")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def people(vision: Vision) -> tuple[Person, Person, Person, Person]:
    """An owner, two people of finance, and one of support."""
    named = ((OWNER, "Olu"), (FATIMA, "Fatima"), (FEMI, "Femi"), (SADE, "Sade"))
    olu, fatima, femi, sade = [await somebody(vision, number, name) for number, name in named]
    return olu, fatima, femi, sade


async def agree(who: Person, asked: Person, line: str) -> str:
    """One asks by a command, another agrees. Returns what the second person read before her PIN."""
    await asked.says(line)
    await asked.sees("Enter your staff PIN")
    await asked.enters_pin(STAFF_PIN)
    created = await asked.sees("created")
    number = created.text.partition("APR-")[2].split()[0]
    await who.says(f"/approve {number}")
    seen = await who.sees("Enter your staff PIN")
    await who.enters_pin(STAFF_PIN)
    await who.sees(f"APR-{number}", "done")
    return seen.text


@pytest.mark.asyncio(loop_scope="module")
class TestOverTelegram:
    async def test_a_fee_is_changed_from_a_day_on_by_two_people(
        self, vision: Vision, people: tuple[Person, Person, Person, Person]
    ) -> None:
        _, fatima, femi, sade = people
        ada = await vision.knows("Ada Obi", wallet=30_000, trusted=True)
        await ada.says("light 10k ikeja 45012345678")
        await ada.taps("Yes, this one")
        await ada.enters_pin()
        await ada.sees("✅ Delivered")

        await sade.says("/fee")
        await sade.sees("Light", "electricity", "1.5%, at most ₦200", "Audit A-")
        await sade.says("/fee set ikeja-electric 2% cap 250")
        await sade.sees("None of your roles")
        await fatima.says("/fee set ikeja-electric 2%")
        await fatima.sees("A share takes a cap", "For example: /fee set")
        await fatima.says("/fee set ikeja-electric 2% cap 250 from 2020-01-01")
        await fatima.sees("From when?")
        await fatima.says("/fee set ikeja-electric free")
        await fatima.sees("would cost", "loss-ok")
        await fatima.says("/fee set ikeja-electric 2% cap 250 ?")
        await fatima.sees(
            "Ikeja Electric",
            "2%, at most ₦250 (now 1.5%, at most ₦200)",
            "The one bill of the last 30 days: 1 bill of 1 customer would have cost",
            "Fees +₦50: ₦200 in place of ₦150",
            "our fee for Ikeja Electric",
            "is 2% of the bill, ₦250 at most",
            "nothing was done",
        )
        seen = await agree(femi, fatima, "/fee set ikeja-electric 2% cap 250 because costs rose")
        assert "Fees +₦50: ₦200 in place of ₦150" in seen
        assert "Reason: costs rose" in seen
        await sade.says("/fee")
        await sade.sees("🗓 From", "Ikeja Electric", "2%, at most ₦250 (now 1.5%, at most ₦200)")

        await ada.says("light 10k ikeja 45012345678")
        await ada.taps("Yes, this one")
        await ada.sees("Fee ₦150")
        await vision.app.services.rule_book.learn()
        await vision.waits(hours=30)
        await ada.says("light 10k ikeja 45012345678")
        await ada.taps("Yes, this one")
        await ada.sees("Fee ₦200")
        await ada.says("/fees")
        await ada.sees("Ikeja", "2% of the bill, ₦250 at most")

    async def test_a_cashback_rule_is_tried_made_at_a_loss_by_an_owner_alone_and_ended(
        self, vision: Vision, people: tuple[Person, Person, Person, Person]
    ) -> None:
        olu, fatima, femi, sade = people

        await sade.says("/cashback rules")
        await sade.sees("electricity", "at most ₦750 a bill, ₦7,500 a month", "weekend", "off")
        await sade.says("/cashback sim mtn-fest rate=5% cap=100 monthly=500 biller=mtn")
        await sade.sees("5% of MTN", "would cost", "mtn-fest")
        await sade.says("/cashback off weekend")
        await sade.sees("None of your roles")
        await fatima.says("/cashback add mtn-fest rate=5% monthly=500 biller=mtn")
        await fatima.sees("A share takes a cap", "For example: /cashback add")
        await fatima.says("/cashback add mtn-fest rate=5% cap=100 monthly=500 biller=mtn")
        await fatima.sees("would cost", "loss-ok")
        line = "/cashback add mtn-fest rate=5% cap=100 monthly=500 biller=mtn priority=35 from=now loss-ok"
        await fatima.says(f"{line} ?")
        await fatima.sees("5% of MTN", "nothing was done")
        await fatima.says(line)
        await fatima.enters_pin(STAFF_PIN)
        number = (await fatima.sees("created")).text.partition("APR-")[2].split()[0]
        await femi.says(f"/approve {number}")
        await femi.sees("None of your roles")
        await olu.says(f"/approve {number}")
        await olu.enters_pin(STAFF_PIN)
        await olu.sees("done: change a rule at a loss")

        await vision.waits(minutes=2)
        await vision.app.services.rule_book.learn()
        ada = await vision.knows("Ada Eze", wallet=5_000, trusted=True)
        await ada.says("1000 mtn airtime")
        await ada.enters_pin()
        paid = await ada.sees("✅ Delivered", "₦50")

        await agree(femi, fatima, "/cashback off mtn-fest from now")
        await vision.waits(minutes=2)
        await vision.app.services.rule_book.learn()
        await ada.says("how much cashback for 1000 mtn airtime")
        await ada.sees("You would earn ₦5 cashback")
        await ada.taps("Receipt", on=paid)
        await ada.taps("Why ₦50?")
        await ada.sees("₦50 is 5% of ₦1,000", "The rule: 5% of")

    async def test_a_promo_code_is_made_by_two_used_and_ended_by_one(
        self, vision: Vision, people: tuple[Person, Person, Person, Person]
    ) -> None:
        _, fatima, femi, sade = people
        line = "/promo new Detty25 200 n=500 per=1 until=2030-12-31 because Christmas"

        await sade.says(line)
        await sade.sees("None of your roles")
        await fatima.says("/promo new Detty25 200 n=500")
        await fatima.sees("Say the last day", "For example: /promo new")
        await fatima.says(f"{line} ?")
        await fatima.sees("Amount: ₦100,000", "₦200, 500 times", "Once a customer", "nothing was done")
        assert "₦200, 500 times" in await agree(femi, fatima, line)

        ada = await vision.knows("Ada Ojo")
        await ada.says("/promo DETTY25")
        await ada.sees("₦200")
        await sade.says("/promo")
        await sade.sees("DETTY25", "until 31 Dec 2030", "Used 1 of 500 times: ₦200 of ₦100,000")
        await fatima.says("/promo end detty25 Christmas is over")
        await fatima.sees("You may do this alone")
        await fatima.enters_pin(STAFF_PIN)
        await fatima.sees("done: end a promo code", "can be used → ended")
        ben = await vision.knows("Ben Ojo")
        await ben.says("/promo DETTY25")
        await ben.sees("That code ended")
