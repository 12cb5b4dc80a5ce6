"""What is known to be kept of a customer is everything that is kept of her."""

from __future__ import annotations

from sqlalchemy import LargeBinary

from storage.metadata import metadata
from storage.own_data import TABLES
from storage.tables import customers


class TestTheTables:
    def test_that_name_a_customer_are_all_listed(self) -> None:
        listed = {kept.table.name for kept in TABLES}
        naming = {
            table.name
            for table in metadata.tables.values()
            if "customer_id" in table.columns
            or any(key.column is customers.c.id for key in table.foreign_keys)
            or {"sender_id", "receiver_id"} & set(table.columns.keys())
        }

        assert naming <= listed

    def test_are_listed_with_columns_that_they_have(self) -> None:
        for kept in TABLES:
            named = {*kept.by, *kept.sealed, *kept.hidden}
            assert named <= set(kept.table.columns.keys()), kept.table.name
            assert all(isinstance(kept.table.c[name].type, LargeBinary) for name in kept.sealed)

    def test_with_words_of_hers_go_or_belong_to_the_books(self) -> None:
        sealed_and_kept = {kept.table.name for kept in TABLES if kept.sealed and not kept.goes}

        # Her name and number are written over, her account number is erased (`storage.deletions`).
        assert sealed_and_kept == {"customers", "personal_accounts", "payments", "inflows", "withdrawals"}
