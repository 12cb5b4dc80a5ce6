"""A higher level: whose BVN or NIN it is, then a document that shows the address."""

import pytest
from sqlalchemy import select

from domain.account_processors import IdentityKind
from domain.identity import AddressFault, AddressStatus, AnotherIdentity, OwnAddress, Standing
from sandbox import identity as stand_in
from storage.tables import cases, conversations, identities
from tests.chat import Person, Vision

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.parametrize("module_database_url", ["sqlite"], indirect=True, scope="module"),
]


async def standing(person: Person) -> Standing:
    """How far she is."""
    return await person.vision.app.services.identities.of((await person.customer()).id)


async def goes_for_level_2(person: Person, *, by: str = "BVN", name: str = "Ada Obi") -> None:
    """She gets to the question for the number."""
    await person.says("/limits")
    await person.taps("Get level 2")
    await person.sees("I must know who you are", "I delete your message", "last 4 digits")
    await person.taps(f"Use my {by}")
    await person.sees("What is your full name", by)
    await person.says(name)
    await person.sees(f"What is the {by} of {name}? 11 digits")


async def has_level_2(vision: Vision, name: str = "Ada") -> Person:
    """Somebody whose number is known."""
    person = await vision.knows(name)
    customer = await person.customer()
    tier = await vision.app.services.identities.verify(
        customer.id, IdentityKind.NIN, stand_in.HERS, name=f"{name} Obi", now=vision.clock()
    )
    assert tier == 2
    return person


class TestANumber:
    @pytest.mark.parametrize("by", ["BVN", "NIN"])
    async def test_in_her_name_gives_level_2_and_leaves_nothing_of_itself(
        self, vision: Vision, by: str
    ) -> None:
        ada = await vision.knows()
        await goes_for_level_2(ada, by=by, name="Obi Ada")

        await ada.says("222-2222-2222")

        shown = await ada.sees("You have level 2 now", "Today ₦0 of ₦200,000")
        assert "Get level 3" in shown.labels
        known = await standing(ada)
        assert known.tier == 2
        assert known.identity is not None
        assert (known.identity.kind.value, known.identity.ends) == (by.lower(), "2222")
        assert "2222-2222" not in await ada.chat()

    async def test_is_nowhere_in_the_database(self, vision: Vision) -> None:
        ada = await vision.knows()
        await goes_for_level_2(ada)
        await ada.says("98765432109")
        await ada.sees("You have level 2 now")

        async with vision.app.database.look() as books:
            rows = (await books.connection.execute(select(identities))).all()
            kept = (await books.connection.execute(select(conversations.c.content))).scalars()
            opened = [vision.app.keyring.open(each).decode() for each in kept]

        assert "98765432109" not in repr(rows)
        assert not any("98765432109" in each for each in opened)

    async def test_in_another_name_gives_nothing_and_may_be_tried_again(self, vision: Vision) -> None:
        ada = await vision.knows()
        await goes_for_level_2(ada)

        await ada.says(stand_in.ANOTHERS)
        await ada.sees("That BVN is not in the name Ada Obi", "What is the BVN of Ada Obi?")
        assert (await standing(ada)).tier == 1
        await ada.says(stand_in.HERS)

        await ada.sees("You have level 2 now")

    async def test_that_is_nobodys_gives_nothing(self, vision: Vision) -> None:
        ada = await vision.knows()
        await goes_for_level_2(ada, by="NIN")

        await ada.says(stand_in.NOBODYS)

        await ada.sees("There is no such NIN")
        assert await standing(ada) == Standing(1, None, None)

    @pytest.mark.parametrize("number", [stand_in.DOWN, stand_in.RUBBISH])
    async def test_that_nobody_can_check_now_counts_for_nothing(self, vision: Vision, number: str) -> None:
        ada = await vision.knows()
        await goes_for_level_2(ada)

        for _ in range(vision.app.rules.identity.checks_per_day + 1):
            await ada.says(number)
            await ada.sees("don't answer at the moment", "not counted")
        await ada.says(stand_in.HERS)

        await ada.sees("You have level 2 now")

    async def test_may_take_its_time(self, vision: Vision) -> None:
        ada = await vision.knows()
        await goes_for_level_2(ada)

        await ada.says(stand_in.SLOW)

        await ada.sees("You have level 2 now")

    async def test_can_be_tried_a_few_times_a_day(self, vision: Vision) -> None:
        ada = await vision.knows()
        await goes_for_level_2(ada)
        for _ in range(vision.app.rules.identity.checks_per_day):
            await ada.says(stand_in.NOBODYS)
            await ada.sees("There is no such BVN")

        await ada.says(stand_in.HERS)

        await ada.sees("You have tried 3 times today")
        assert (await standing(ada)).tier == 1

    @pytest.mark.parametrize("said", ["123", "1234567890", "123456789012", "1234567890a", "2580"])
    async def test_that_is_none_is_deleted_and_asked_for_again(self, vision: Vision, said: str) -> None:
        ada = await vision.knows()
        await goes_for_level_2(ada)

        await ada.says(said)

        await ada.sees("11 digits", "What is the BVN of Ada Obi?")
        assert f"\n{said}" not in await ada.chat()
        assert (await standing(ada)).tier == 1

    async def test_that_was_forwarded_does_not_stay_in_the_chat_either(self, vision: Vision) -> None:
        ada = await vision.knows()
        await goes_for_level_2(ada)

        await ada.forwards("my BVN is 12345678901")

        await ada.sees("11 digits", "What is the BVN of Ada Obi?")
        assert "12345678901" not in await ada.chat()

    @pytest.mark.parametrize("said", ["Ada", "Ada 9bi", "🙂 🙂"])
    async def test_needs_a_full_name_first(self, vision: Vision, said: str) -> None:
        ada = await vision.knows()
        await ada.says("/limits")
        await ada.taps("Get level 2")
        await ada.taps("Use my BVN")

        await ada.says(said)

        await ada.sees("What is your full name")

    async def test_can_be_the_other_one_after_all(self, vision: Vision) -> None:
        ada = await vision.knows()
        await goes_for_level_2(ada)

        await ada.taps("Use my NIN")
        await ada.sees("What is the NIN of Ada Obi?")
        await ada.says(stand_in.HERS)

        await ada.sees("You have level 2 now")

    async def test_answers_what_is_none_of_it(self, vision: Vision) -> None:
        ada = await vision.knows()
        await goes_for_level_2(ada)

        await ada.says("why")
        await ada.sees("11 digits")
        await ada.sends("sticker")

        await ada.sees("Type the 11 digits of the number")


class TestADocument:
    async def test_is_looked_at_by_a_person_and_gives_level_3(self, vision: Vision) -> None:
        ada = await has_level_2(vision)
        services = vision.app.services
        await ada.says("/limits")
        await ada.taps("Get level 3")
        await ada.sees("where you live", "not older than 3 months", "keep it sealed")

        await ada.sends("photo")
        await ada.sees("A person looks at your paper")
        customer = await ada.customer()
        async with vision.app.database.look() as books:
            rows = await books.connection.execute(
                select(cases.c.kind).where(cases.c.customer_id == customer.id)
            )
            assert list(rows.scalars()) == ["address-proof"]
        with pytest.raises(OwnAddress):
            await services.identities.approve(
                customer.id, by="ada", by_customer_id=customer.id, now=vision.clock()
            )
        await services.identities.approve(customer.id, by="ops", by_customer_id=None, now=vision.clock())
        vision.app.notices_waiting()

        await ada.sees("You have level 3 now", "Your paper was right")
        assert (await standing(ada)).tier == 3

    async def test_that_waits_need_not_be_sent_twice(self, vision: Vision) -> None:
        ada = await has_level_2(vision)
        await ada.says("/limits")
        await ada.taps("Get level 3")
        await ada.sends("photo")
        await ada.sees("A person looks at your paper")

        await ada.says("/limits")
        await ada.taps("Get level 3")

        await ada.sees("A person looks at your paper")

    async def test_that_proves_nothing_is_said_why_and_sent_again(self, vision: Vision) -> None:
        ada = await has_level_2(vision)
        await ada.says("/limits")
        await ada.taps("Get level 3")
        await ada.sends("photo")
        await ada.sees("A person looks at your paper")

        await vision.app.services.identities.refuse(
            (await ada.customer()).id, AddressFault.TOO_OLD, by="ops", by_customer_id=None, now=vision.clock()
        )
        vision.app.notices_waiting()
        await ada.sees("older than 3 months. Send a newer one")
        await ada.taps("Send another paper")
        await ada.sends("photo")

        await ada.sees("A person looks at your paper")
        proof = (await standing(ada)).address
        assert proof is not None
        assert proof.status is AddressStatus.WAITING

    async def test_is_no_sticker_and_no_text(self, vision: Vision) -> None:
        ada = await has_level_2(vision)
        await ada.says("/limits")
        await ada.taps("Get level 3")

        await ada.sends("sticker")
        await ada.sees("Send a photo, or a PDF")
        await ada.says("12 Allen Street")

        await ada.sees("Send a photo or a PDF of a paper")
        assert (await standing(ada)).address is None


class TestTheWay:
    async def test_speaks_pidgin(self, vision: Vision) -> None:
        ada = await vision.knows()
        await ada.says("/language")
        await ada.taps("Pidgin")
        await ada.sees("Wallet")
        await ada.says("/limits")
        await ada.taps("Get level 2")
        await ada.sees("I must know who you be")
        await ada.taps("Use my BVN")
        await ada.says("Ada Obi")

        await ada.says(stand_in.ANOTHERS)
        await ada.sees("That BVN no carry the name Ada Obi")
        await ada.says(stand_in.HERS)

        await ada.sees("You don reach level 2")

    async def test_is_in_one_name_only(self, vision: Vision) -> None:
        ada = await vision.knows()

        with pytest.raises(AnotherIdentity):
            await vision.app.services.identities.verify(
                (await ada.customer()).id,
                IdentityKind.BVN,
                stand_in.ANOTHERS,
                name="Ada Obi",
                now=vision.clock(),
            )
