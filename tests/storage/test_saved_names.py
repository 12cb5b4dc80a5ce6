"""Names for lines and meters: one for each, told apart, and nobody else's."""

from __future__ import annotations

import pytest

from domain.errors import NotAllowed
from domain.saved_names import (
    MOST_NAMES,
    NotASavedName,
    SavedNames,
    SavedNameTaken,
    TooManySavedNames,
    read_name,
)
from storage.database import Database
from tests.builders import NOON, Bank, new_id

METER, LINE = "45012345678", "08031234567"


@pytest.fixture
def names(database: Database) -> SavedNames:
    """Giving names."""
    return SavedNames(database)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Mum", "Mum"),
        ("  my   shop ", "my shop"),
        ("Ọmọ́", "Ọmọ́"),
        ("D'Angelo", "D'Angelo"),
        ("Flat 2", "Flat 2"),
    ],
)
def test_a_name_is_read_as_it_is_meant(typed: str, name: str) -> None:
    assert read_name(typed) == name


@pytest.mark.parametrize("typed", ["", "   ", "x" * 21, "08031234567", "<b>", "🙂🙂", "a\u202eb", "mum/dad"])
def test_what_is_no_name_is_refused(typed: str) -> None:
    with pytest.raises(NotASavedName):
        read_name(typed)


class TestANamedMeter:
    async def test_has_one_name_and_a_newer_one_takes_its_place(self, bank: Bank, names: SavedNames) -> None:
        ada = await bank.customer()
        await names.save(ada.id, METER, "ikeja-electric", "Home", saved_id=new_id(), now=NOON)
        await names.save(ada.id, LINE, "mtn", "Mum", saved_id=new_id(), now=NOON)
        await names.save(ada.id, METER, "ikeja-electric", "Flat 2", saved_id=new_id(), now=NOON)

        assert [(each.name, each.reference) for each in await names.of(ada.id)] == [
            ("Flat 2", METER),
            ("Mum", LINE),
        ]

    async def test_shares_its_name_with_nothing_else(self, bank: Bank, names: SavedNames) -> None:
        ada = await bank.customer()
        await names.save(ada.id, METER, "ikeja-electric", "Home", saved_id=new_id(), now=NOON)

        with pytest.raises(SavedNameTaken):
            await names.save(ada.id, LINE, "mtn", "HOME", saved_id=new_id(), now=NOON)

    async def test_is_its_owners_alone_and_can_be_forgotten(self, bank: Bank, names: SavedNames) -> None:
        ada, bola = await bank.customer(), await bank.customer()
        saved = await names.save(ada.id, METER, "ikeja-electric", "Home", saved_id=new_id(), now=NOON)

        assert await names.of(bola.id) == ()
        with pytest.raises(NotAllowed):
            await names.get(bola.id, saved.id)
        await names.forget(bola.id, saved.id)
        assert await names.get(ada.id, saved.id) == saved
        await names.forget(ada.id, saved.id)
        assert await names.of(ada.id) == ()

    async def test_is_one_of_so_many_at_the_most(self, bank: Bank, names: SavedNames) -> None:
        ada = await bank.customer()
        for number in range(MOST_NAMES):
            line = f"0803{number:07d}"
            await names.save(ada.id, line, "mtn", f"Friend {number}", saved_id=new_id(), now=NOON)

        with pytest.raises(TooManySavedNames):
            await names.save(ada.id, METER, "ikeja-electric", "Home", saved_id=new_id(), now=NOON)
