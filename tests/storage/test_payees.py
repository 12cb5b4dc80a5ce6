"""Finding people to send to: by what is known of them, five looks a day, and not who does not want it."""

from __future__ import annotations

import pytest

from domain.money import naira
from domain.payees import NobodyFound, Payees
from domain.phones import Phone
from domain.transfers import OwnWallet
from domain.validating import TooManyNameChecks
from storage.database import Database
from tests.builders import NOON, RULES, Bank
from tests.transfers import Sending, after


@pytest.fixture
def payees(database: Database) -> Payees:
    return Payees(database, RULES)


class TestFinding:
    async def test_knows_people_by_phone_telegram_name_and_code(self, bank: Bank, payees: Payees) -> None:
        ada, bola = await bank.customer("Ada"), await bank.customer("Bola")
        await payees.saw(bola.id, "Bola_Cooks", now=NOON)

        found = [
            await payees.by_phone(ada.id, bola.phone, now=NOON),
            await payees.by_telegram(ada.id, bola.telegram_id, now=NOON),
            await payees.by_username(ada.id, "@bola_cooks", now=NOON),
        ]

        assert {payee.customer_id for payee in found if payee is not None} == {bola.id}
        assert None not in found

    async def test_says_who_is_nobody(self, bank: Bank, payees: Payees) -> None:
        ada = await bank.customer("Ada")

        assert await payees.by_phone(ada.id, Phone("+2348039999999"), now=NOON) is None
        assert await payees.by_username(ada.id, "@nobody", now=NOON) is None
        with pytest.raises(NobodyFound):
            await payees.by_code(ada.id, "NOBODYS1", now=NOON)

    async def test_refuses_oneself_without_counting(self, bank: Bank, payees: Payees) -> None:
        ada = await bank.customer("Ada")

        for _ in range(RULES.name_checks_per_day + 1):
            with pytest.raises(OwnWallet):
                await payees.by_phone(ada.id, ada.phone, now=NOON)

    async def test_ends_after_five_looks_that_led_to_nothing(
        self, bank: Bank, payees: Payees, database: Database
    ) -> None:
        ada = await bank.customer("Ada", wallet=naira(10_000))
        crowd = [await bank.customer(f"Person {n}") for n in range(7)]
        for each in crowd[:5]:
            await payees.by_phone(ada.id, each.phone, now=NOON)

        with pytest.raises(TooManyNameChecks):
            await payees.by_phone(ada.id, crowd[5].phone, now=NOON)
        await payees.by_phone(ada.id, crowd[0].phone, now=NOON)  # seen already
        await Sending(database).send(ada, crowd[0], naira(100))
        await payees.by_phone(ada.id, crowd[5].phone, now=NOON)  # one of the five was paid

        with pytest.raises(TooManyNameChecks):
            await payees.by_phone(ada.id, crowd[6].phone, now=NOON)
        await payees.by_phone(ada.id, crowd[6].phone, now=after(days=1))


class TestUsernames:
    async def test_belong_to_who_was_seen_with_them_last(self, bank: Bank, payees: Payees) -> None:
        ada, bola, chidi = [await bank.customer(name) for name in ("Ada", "Bola", "Chidi")]
        await payees.saw(bola.id, "cook", now=NOON)
        await payees.saw(chidi.id, "cook", now=NOON)

        found = await payees.by_username(ada.id, "cook", now=NOON)
        assert found is not None
        assert found.customer_id == chidi.id
        await payees.saw(chidi.id, None, now=NOON)

        assert await payees.by_username(ada.id, "cook", now=NOON) is None

    async def test_find_nobody_who_does_not_want_it(self, bank: Bank, payees: Payees) -> None:
        ada, bola = await bank.customer("Ada"), await bank.customer("Bola")
        await payees.let_be_found(bola.id, findable=False, now=NOON)
        await payees.saw(bola.id, "bola", now=NOON)

        assert await payees.by_username(ada.id, "bola", now=NOON) is None
        assert not await payees.findable(bola.id)
        await payees.let_be_found(bola.id, findable=True, now=NOON)
        assert await payees.by_username(ada.id, "bola", now=NOON) is not None
