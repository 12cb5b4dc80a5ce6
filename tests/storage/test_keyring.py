from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.money import naira
from domain.paying import Payments
from storage.columns import Sealed
from storage.keyring import BadKeys, Keyring, Unreadable
from storage.resealing import SEALED, reseal
from storage.tables import metadata
from tests.builders import (
    KEYS,
    LOOKUP_KEY,
    NOON,
    RULES,
    Bank,
    Clock,
    a_keyring,
    a_light_order,
    a_sheet,
    approved,
    opened,
)
from tests.vendors import FakeVendor

SECOND = "second:" + base64.b64encode(b"2" * 32).decode()
OLD, BOTH, NEW = a_keyring(KEYS), a_keyring(f"{SECOND},{KEYS}"), a_keyring(SECOND)


class TestAKeyring:
    @given(st.binary(max_size=200))
    def test_opens_what_it_sealed(self, plain: bytes) -> None:
        assert OLD.open(OLD.seal(plain)) == plain

    def test_seals_the_same_text_differently_each_time(self) -> None:
        assert OLD.seal(b"Ada") != OLD.seal(b"Ada")

    def test_with_a_new_key_opens_what_the_old_one_sealed(self) -> None:
        sealed = OLD.seal(b"Ada")

        assert BOTH.open(sealed) == b"Ada"
        assert not BOTH.is_newest(sealed)
        assert BOTH.is_newest(BOTH.seal(b"Ada"))

    def test_without_the_key_opens_nothing(self) -> None:
        with pytest.raises(Unreadable):
            NEW.open(OLD.seal(b"Ada"))

    @given(st.data())
    def test_refuses_what_was_changed_or_cut(self, data: st.DataObject) -> None:
        sealed = OLD.seal(b"Ada Obi")
        place = data.draw(st.integers(0, len(sealed) - 1))
        changed = bytearray(sealed)
        changed[place] ^= data.draw(st.integers(1, 255))

        for damaged in (bytes(changed), sealed[:place], sealed + b"x"):
            with pytest.raises(Unreadable):
                OLD.open(damaged)

    @given(st.binary(max_size=60))
    def test_refuses_what_it_never_sealed(self, nonsense: bytes) -> None:
        with pytest.raises(Unreadable):
            OLD.open(nonsense)

    def test_finds_a_value_again_by_a_hash_that_outlives_the_keys(self) -> None:
        assert OLD.index("phone", "+234803") == NEW.index("phone", "+234803")
        assert OLD.index("phone", "+234803") != OLD.index("recipient", "+234803")
        assert OLD.index("a", "bc") != OLD.index("ab", "c")
        assert Keyring.from_text(KEYS, b"x" * 32).index("phone", "+234803") != OLD.index("phone", "+234803")

    @pytest.mark.parametrize(
        "keys",
        [
            *(
                "",
                " , ",
                "first",
                "first:",
                ":abcd",
                "first:not base64!",
                "first:" + "QUJD",
                "fi rst" + KEYS[5:],
            ),
            *(f"{KEYS},{KEYS}", "a" * 17 + KEYS[5:]),
        ],
    )
    def test_refuses_keys_that_are_none_without_repeating_them(self, keys: str) -> None:
        with pytest.raises(BadKeys) as refusal:
            Keyring.from_text(keys, LOOKUP_KEY)

        assert "MTEx" not in str(refusal.value)


class TestAnOldKey:
    def test_is_looked_for_wherever_anything_is_sealed(self) -> None:
        sealed = {column for table in metadata.tables.values() for column in table.c if column.type is Sealed}
        short_lived = {
            metadata.tables["one_time_codes"].c.sealed,
            metadata.tables["open_sheets"].c.content,
            metadata.tables["idempotency_keys"].c.answer,
        }

        assert {table.c[name] for table, _, name in SEALED} == sealed - short_lived

    async def test_can_be_taken_off_the_ring_once_all_is_sealed_anew(self, database_url: str) -> None:
        async with opened(database_url, KEYS) as database:
            bank = Bank(database)
            ada = await bank.customer(wallet=naira(10_000))
            payments = Payments(database, {"vtpass": FakeVendor()}, RULES, Clock())
            sheet = a_sheet(a_light_order(ada))
            await payments.accept(sheet, approved(sheet), card=None, now=NOON)
            await payments.advance(sheet.order.id)
            before = await bank.payment(sheet.order.id)
        async with opened(database_url, f"{SECOND},{KEYS}") as database:
            assert await reseal(database) > 0
            assert await reseal(database) == 0

        async with opened(database_url, SECOND) as database:
            async with database.begin() as books:
                assert await books.customers.by_phone(ada.phone) == ada
            assert await Bank(database).payment(sheet.order.id) == before
