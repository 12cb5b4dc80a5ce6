"""Who customers are, in the books: counted, kept without the number, decided once."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from sqlalchemy import text

from domain.account_processors import IdentityKind
from domain.address_desk import AddressDesk
from domain.errors import Refusal
from domain.identity import (
    AddressDecided,
    AddressFault,
    AddressStatus,
    AddressWaits,
    AnotherIdentity,
    Document,
    IdentityAnswer,
    IdentityChecksDown,
    IdentityChecksOff,
    IdentityQuestion,
    NobodyFound,
    NotAnswered,
    NumberFirst,
    OwnAddress,
    PersonFound,
    TooManyIdentityTries,
    UnknownIdentity,
)
from domain.safe_words import SafeWords
from domain.staff import NotYourRole, Role, RoleGrant, StaffPerson
from domain.verifying import Identities
from storage.database import Database
from storage.resealing import reseal
from tests.builders import KEYS, NOON, RULES, Bank, Granted, opened

NUMBER = "98765432101"
PAPER = Document("AgACAgQAAxkBAAI", is_photo=True)
A_DAY = RULES.identity.checks_per_day
TOMORROW = NOON + timedelta(days=1)


@dataclass
class FakeRegistry:
    """Whoever checks identities, told what will happen."""

    says: IdentityAnswer = field(default_factory=lambda: PersonFound("OBI ADAEZE ADA"))
    asked: list[IdentityQuestion] = field(default_factory=list)

    async def ask(self, question: IdentityQuestion) -> IdentityAnswer:
        self.asked.append(question)
        await asyncio.sleep(0)
        return self.says


@pytest.fixture
def registry() -> FakeRegistry:
    return FakeRegistry()


@pytest.fixture
def identities(database: Database, registry: FakeRegistry) -> Identities:
    return Identities(database, registry, RULES)


async def verify(identities: Identities, customer_id: str, *, name: str = "Ada Obi") -> int:
    return await identities.verify(customer_id, IdentityKind.BVN, NUMBER, name=name, now=NOON)


class TestANumber:
    async def test_in_her_name_raises_the_tier_and_is_kept_by_its_end(
        self, bank: Bank, database: Database, identities: Identities
    ) -> None:
        ada = await bank.customer(tier=1)

        assert await verify(identities, ada.id) == 2

        standing = await identities.of(ada.id)
        assert standing.identity is not None
        assert (standing.tier, standing.identity.ends) == (2, "2101")
        async with database.look() as books:
            rows = (await books.connection.execute(text("SELECT * FROM identities"))).all()
            tries = (await books.connection.execute(text("SELECT * FROM identity_tries"))).all()
        assert NUMBER not in repr([*rows, *tries])

    async def test_gives_her_the_name_that_banks_know(
        self, bank: Bank, database: Database, identities: Identities
    ) -> None:
        ada = await bank.customer("Ada 💃", tier=1)

        await verify(identities, ada.id, name="Ada Obi")

        async with database.look() as books:
            known = await books.customers.by_id(ada.id)
        assert known is not None
        assert known.name == "Ada Obi"

    async def test_lowers_nobody(self, bank: Bank, identities: Identities) -> None:
        ada = await bank.customer(tier=3)

        assert await verify(identities, ada.id) == 3

    @pytest.mark.parametrize(
        ("says", "refusal"),
        [
            (PersonFound("MUSA BELLO"), AnotherIdentity),
            (PersonFound("ADA"), AnotherIdentity),
            (NobodyFound(), UnknownIdentity),
            (NotAnswered("http-503"), IdentityChecksDown),
        ],
    )
    async def test_raises_nothing_otherwise(
        self,
        bank: Bank,
        identities: Identities,
        registry: FakeRegistry,
        says: IdentityAnswer,
        refusal: type[Refusal],
    ) -> None:
        ada = await bank.customer(tier=1)
        registry.says = says

        with pytest.raises(refusal) as refused:
            await verify(identities, ada.id)

        assert NUMBER not in repr(refused.value.values)
        assert (await identities.of(ada.id)).tier == 1

    async def test_is_asked_about_a_few_times_a_day_however_fast(
        self, bank: Bank, identities: Identities, elsewhere: Database, registry: FakeRegistry
    ) -> None:
        ada = await bank.customer(tier=1)
        registry.says = NobodyFound()
        both = (identities, Identities(elsewhere, registry, RULES))

        ended = await asyncio.gather(
            *(verify(both[n % 2], ada.id) for n in range(16)), return_exceptions=True
        )

        assert len(registry.asked) == A_DAY
        assert sum(isinstance(each, TooManyIdentityTries) for each in ended) == 16 - A_DAY
        registry.says = PersonFound("Ada Obi")
        assert await identities.verify(ada.id, IdentityKind.NIN, NUMBER, name="Ada Obi", now=TOMORROW) == 2

    async def test_is_not_counted_when_nobody_answers(
        self, bank: Bank, identities: Identities, registry: FakeRegistry
    ) -> None:
        ada = await bank.customer(tier=1)
        registry.says = NotAnswered("http-503")
        for _ in range(A_DAY + 2):
            with pytest.raises(IdentityChecksDown):
                await verify(identities, ada.id)

        registry.says = PersonFound("Ada Obi")
        assert await verify(identities, ada.id) == 2

    async def test_goes_nowhere_where_nobody_checks(self, bank: Bank, database: Database) -> None:
        ada = await bank.customer(tier=1)

        with pytest.raises(IdentityChecksOff):
            await verify(Identities(database, None, RULES), ada.id)


class TestAProofOfAddress:
    async def test_is_decided_once_by_somebody_else(
        self, bank: Bank, identities: Identities, elsewhere: Database, registry: FakeRegistry
    ) -> None:
        ada = await bank.customer(tier=2)
        await identities.hand_in(ada.id, PAPER, now=NOON)
        with pytest.raises(OwnAddress):
            await identities.approve(ada.id, by="ada", by_customer_id=ada.id, now=NOON)
        other = Identities(elsewhere, registry, RULES)

        ended = await asyncio.gather(
            identities.approve(ada.id, by="ops", by_customer_id=None, now=NOON),
            other.refuse(ada.id, AddressFault.TOO_OLD, by="eve", by_customer_id=None, now=NOON),
            return_exceptions=True,
        )

        assert sum(isinstance(each, AddressDecided) for each in ended) == 1
        standing = await identities.of(ada.id)
        assert standing.address is not None
        assert standing.tier == (3 if standing.address.status is AddressStatus.APPROVED else 2)
        assert sum(notice.startswith("address-decided") for notice in await bank.notices(ada)) == 1

    async def test_is_one_at_a_time_and_a_few_a_day(self, bank: Bank, identities: Identities) -> None:
        ada = await bank.customer(tier=2)
        for n in range(RULES.identity.documents_per_day):
            await identities.hand_in(ada.id, PAPER, now=NOON + timedelta(seconds=n))
            with pytest.raises(AddressWaits):
                await identities.hand_in(ada.id, PAPER, now=NOON)
            await identities.refuse(
                ada.id,
                AddressFault.UNREADABLE,
                by="ops",
                by_customer_id=None,
                now=NOON + timedelta(seconds=n),
            )

        with pytest.raises(TooManyIdentityTries):
            await identities.hand_in(ada.id, PAPER, now=NOON)
        await identities.hand_in(ada.id, PAPER, now=TOMORROW)
        assert len(await bank.cases()) == RULES.identity.documents_per_day + 1

    async def test_comes_after_the_number(self, bank: Bank, identities: Identities) -> None:
        ada = await bank.customer(tier=1)

        with pytest.raises(NumberFirst):
            await identities.hand_in(ada.id, PAPER, now=NOON)
        with pytest.raises(AddressDecided):
            await identities.approve(ada.id, by="ops", by_customer_id=None, now=NOON)

        assert (await identities.of(ada.id)).tier == 1


class TestTheDeskOfDocuments:
    async def test_shows_what_waits_and_keeps_who_decided(
        self, bank: Bank, database: Database, identities: Identities
    ) -> None:
        ada, bola = await bank.customer(tier=2), await bank.customer("Bola", tier=2)
        for n, customer in enumerate((bola, ada)):
            await identities.hand_in(customer.id, PAPER, now=NOON + timedelta(minutes=n))
        desk, sade = AddressDesk(database), StaffPerson(13)
        await database.money.apply(Granted(RoleGrant(13, Role.SUPPORT, NOON, "test")))
        waiting, count = await desk.waiting(limit=1)
        assert ([each.customer.id for each in waiting], count) == ([bola.id], 2)
        with pytest.raises(OwnAddress):
            await desk.decide(waiting[0], None, StaffPerson(13, own_customer_id=bola.id), now=NOON)
        with pytest.raises(NotYourRole):
            await desk.decide(waiting[0], None, StaffPerson(14), now=NOON)

        proof, row = await desk.decide(waiting[0], AddressFault.TOO_OLD, sade, now=NOON)

        assert (proof.fault, proof.decided_by) == (AddressFault.TOO_OLD, "telegram:13")
        assert (row.act, row.customer_id) == ("decide-address", bola.id)
        waiting, count = await desk.waiting(limit=5)
        assert ([each.customer.id for each in waiting], count) == ([ada.id], 1)


class TestWhatIsSealed:
    async def test_is_readable_with_the_keys_alone_and_moves_to_a_newer_one(
        self, bank: Bank, database: Database, database_url: str, identities: Identities
    ) -> None:
        ada = await bank.customer(tier=2)
        await identities.hand_in(ada.id, PAPER, now=NOON)
        await SafeWords(database).choose(ada.id, "mango-drum", now=NOON)
        async with database.look() as books:
            rows = [
                (await books.connection.execute(text(f"SELECT * FROM {table}"))).all()  # noqa: S608
                for table in ("address_proofs", "safe_words")
            ]
        assert PAPER.file_id not in repr(rows)
        assert "mango" not in repr(rows)

        newer = "second:" + KEYS.partition(":")[2].replace("M", "N", 1)
        async with opened(database_url, f"{newer},{KEYS}") as turned:
            assert await reseal(turned) > 0
        async with opened(database_url, newer) as turned:
            assert await SafeWords(turned).of(ada.id) == "mango-drum"
            proof = (await Identities(turned, None, RULES).of(ada.id)).address
        assert proof is not None
        assert proof.document == PAPER
