"""What is exported: every row of the time once, in order, however many pages and steps it takes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain import exports
from domain.audit_log import AuditEntry, AuditLog, Doing
from domain.exports import Exported, ExportedEntry, ExportedPayment, ExportKind, Exports, ExportWish
from domain.money import naira
from domain.paying import Payments
from domain.times import lagos_day
from storage.database import Database
from tests.builders import NOON, Bank, an_order, delivered
from tests.storage.orders import paid
from tests.vendors import FakeVendor

TODAY = lagos_day(NOON)
A_YEAR = timedelta(days=366)


async def all_rows(database: Database, kind: ExportKind, *, days_before: int = 0) -> list[Exported]:
    first = TODAY - timedelta(days=days_before)
    wanted = ExportWish(kind, first, TODAY, "", is_masked=True)
    return [row async for page in Exports(database, A_YEAR).pages(wanted) for row in page]


class TestAnExport:
    @pytest.mark.parametrize("page", [1_000, 2])
    async def test_has_every_row_once_and_in_order(
        self,
        page: int,
        database: Database,
        bank: Bank,
        payments: Payments,
        vendor: FakeVendor,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr(exports, "PAGE", page)
        ada = await bank.customer(wallet=naira(10_000))
        vendor.will_answer(*[delivered(naira(97))] * 5)
        bought = [await paid(payments, an_order(ada, amount=naira(100 + n))) for n in range(5)]
        log = AuditLog(database)
        for n in range(5):
            await log.note(Doing("telegram:1", "look", str(n), NOON))

        sold = await all_rows(database, ExportKind.PAYMENTS, days_before=3)
        people = await all_rows(database, ExportKind.CUSTOMERS, days_before=300)
        posted = await all_rows(database, ExportKind.LEDGER)
        noted = await all_rows(database, ExportKind.AUDIT_LOG)

        assert sorted(row.id for row in sold if isinstance(row, ExportedPayment)) == sorted(
            each.id for each in bought
        )
        assert {row.vendor for row in sold if isinstance(row, ExportedPayment)} == {"vtpass"}
        assert [row.id for row in people if not isinstance(row, ExportedEntry)] == [ada.id]
        entries = [row for row in posted if isinstance(row, ExportedEntry)]
        keys = [row.key for row in entries]
        assert len(keys) == len(set(keys))
        assert keys == [row.key for row in sorted(entries, key=_place)]
        assert len([key for key in keys if key.startswith("settle:")]) == 5
        assert all(sum(amount.kobo for *_, amount in row.postings) == 0 for row in entries)
        assert [row.subject_id for row in noted if isinstance(row, AuditEntry)] == list("01234")


def _place(row: ExportedEntry) -> tuple[object, str]:
    return row.place
