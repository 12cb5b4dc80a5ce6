"""Exports as tables: harmless in a spreadsheet, masked, in Lagos time, in parts where they are large."""

from __future__ import annotations

import csv
import zipfile
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversations.staff.exports import read_days
from bot.papers.cells import harmless
from bot.papers.exports import ExportFile, cells
from domain.exports import ExportedCustomer, ExportedEntry, ExportKind, TooManyDays, wish
from domain.money import Money, naira
from domain.phones import Phone
from domain.staff import Role

LATE = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
ADA = ExportedCustomer(
    *("c1", LATE, "=HYPERLINK(1)", Phone("+2348031234567"), 7_000_001, "en", 2),
    *(naira(5), naira(0), naira(0), naira(0)),
)
ENTRY = ExportedEntry(
    *("settle:p1", "settle", "p1", "", LATE),
    (("held", "c1", Money(-10_050)), ("float:vtpass", "", Money(10_050))),
)
A_YEAR = timedelta(days=366)


class TestACell:
    @pytest.mark.parametrize("cell", ["=1+1", "+234", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "-", "-5x", "+5"])
    def test_is_not_calculated(self, cell: str) -> None:
        assert harmless(cell) == f"'{cell}"

    @pytest.mark.parametrize("cell", ["", "a=1", "-5", "-5.25", "5", "ADA", "2026-11-23"])
    def test_stays_as_it_is_where_nothing_would_be(self, cell: str) -> None:
        assert harmless(cell) == cell

    @given(st.text())
    def test_begins_like_a_formula_only_as_a_number(self, cell: str) -> None:
        shown = harmless(cell)

        assert shown.endswith(cell)
        assert shown[:1] not in ("=", "+", "@")
        assert not shown.startswith("-") or shown[1:2].isdigit()


class TestARow:
    def test_masks_people_unless_told_otherwise(self) -> None:
        (masked,), (full,) = cells(ADA, is_masked=True), cells(ADA, is_masked=False)

        assert not {"=HYPERLINK(1)", "08031234567", "7000001"} & set(masked)
        assert {"=HYPERLINK(1)", "08031234567", "7000001"} <= set(full)

    def test_is_told_in_lagos_time_with_its_offset(self) -> None:
        (row,) = cells(ADA, is_masked=True)

        assert row[1] == "2026-11-24T00:30:00+01:00"

    def test_of_the_ledger_has_a_line_for_each_posting(self) -> None:
        first, second = cells(ENTRY, is_masked=True)

        assert first[5:] == ("held", "c1", "100.50", "0.00")
        assert second[5:] == ("float:vtpass", "", "0.00", "100.50")


class TestAFile:
    def test_is_one_table_with_its_digest(self, tmp_path: Path) -> None:
        file = ExportFile(tmp_path, "users.csv", ExportKind.CUSTOMERS, is_masked=False)
        file.write([ADA, ADA])
        (part,) = file.finish()

        content = part.path.read_bytes()
        head, *rows = csv.reader(content.decode("utf-8-sig").splitlines())
        assert part.path.name == "users.csv"
        assert part.sha256 == sha256(content).hexdigest()
        assert (head[2], [row[2] for row in rows]) == ("name", ["'=HYPERLINK(1)"] * 2)

    def test_is_zipped_in_parts_where_it_is_large_and_loses_nothing(self, tmp_path: Path) -> None:
        file = ExportFile(tmp_path, "users.csv", ExportKind.CUSTOMERS, is_masked=True, largest=500)
        for _ in range(40):
            file.write([ADA])
        parts = file.finish()

        rows = 0
        for part in parts:
            with zipfile.ZipFile(part.path) as archive:
                (name,) = archive.namelist()
                rows += len(archive.read(name).decode("utf-8-sig").splitlines()) - 1
        assert len(parts) > 1
        assert (rows, file.rows) == (40, 40)
        assert sorted(tmp_path.iterdir()) == sorted(part.path for part in parts)


class TestAWish:
    @pytest.mark.parametrize(
        ("role", "reason", "is_masked"),
        [(Role.OWNER, "the police asks", False), (Role.OWNER, " ", True), (Role.FINANCE, "I want it", True)],
    )
    def test_shows_people_to_an_owner_with_a_reason_alone(
        self, role: Role, reason: str, is_masked: bool
    ) -> None:
        days = read_days("2026-11-01..2026-11-23")

        wanted = wish(ExportKind.CUSTOMERS, days, reason, frozenset({role}), most=A_YEAR)

        assert wanted.is_masked is is_masked

    def test_is_no_longer_than_a_file_holds(self) -> None:
        days = (date(2026, 1, 1), date(2027, 6, 1))

        with pytest.raises(TooManyDays):
            wish(ExportKind.LEDGER, days, "", frozenset({Role.FINANCE}), most=A_YEAR)
