"""Our books held against what companies say: every difference is found, and none is invented."""

from __future__ import annotations

from datetime import date
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.company_statements import Side, StatementLine, UnreadableStatement, read_statement
from domain.money import ZERO, Money, naira
from domain.reconciliation import Booked, Break, BreakKind, compare, correction
from tests.builders import NOON

_IDS = count(1)
FILE = """request_id,transactionId,total_amount,status,transaction_date
202611231200a,900,"4,900.00",delivered,2026-11-23T11:00:00Z
202611240010b,901,485,reversed,2026-11-23 23:59:59
202611240010c,902,97.5,delivered,2026-11-24T00:10
"""


def a_line(reference: str, amount: Money, *, counts: bool = True) -> StatementLine:
    return StatementLine(str(next(_IDS)), reference, amount, counts, NOON)


class TestAStatement:
    def test_is_read_by_the_names_of_its_columns_day_by_day(self) -> None:
        first, second = read_statement("vtpass", Side.VENDOR, FILE)

        assert (first.day, second.day) == (date(2026, 11, 23), date(2026, 11, 24))
        assert [(line.reference, line.amount, line.counts) for line in first.lines] == [
            ("202611231200a", naira(4_900), True),
            ("202611240010b", naira(485), False),
        ]
        assert second.lines[0].amount == Money(97_50)

    def test_of_a_processor_says_what_it_owes_us_after_its_fee(self) -> None:
        text = "id,amount,fees,status,paid_at\n77,10000,150,success,2026-11-23T10:00:00Z\n"

        (statement,) = read_statement("paystack", Side.PROCESSOR, text)

        assert statement.lines[0].amount == naira(9_850)

    def test_of_a_processor_may_leave_a_fee_out(self) -> None:
        text = "id,amount,status,paid_at,fees\n77,10000,success,2026-11-23T10:00:00Z\n"

        (statement,) = read_statement("paystack", Side.PROCESSOR, text)

        assert statement.lines[0].amount == naira(10_000)

    def test_tells_the_same_line_twice_apart(self) -> None:
        text = FILE + FILE.splitlines()[1] + "\n"

        first, _ = read_statement("vtpass", Side.VENDOR, text)

        assert [line.id for line in first.lines] == ["900", "901", "900#2"]

    @pytest.mark.parametrize(
        ("text", "line", "column"),
        [
            ("", 1, "reference"),
            ("hello\nthere\n", 1, "reference"),
            (FILE.replace("total_amount", "how_much"), 1, "amount"),
            (FILE.replace("485", "many"), 3, "amount"),
            (FILE.replace("485", "1.005"), 3, "amount"),
            (FILE.replace("485", "1e999999"), 3, "amount"),
            (FILE.replace("485", "NaN"), 3, "amount"),
            (FILE.replace("2026-11-24T00:10", "0001-01-01T00:00"), 4, "date"),
            ("\0" + FILE, 1, ""),
            ('"' + "a" * 200_000, 1, ""),
            (FILE.replace("reversed", "so-so"), 3, "status"),
            (FILE.replace("2026-11-24T00:10", "yesterday"), 4, "date"),
            (FILE + "202611240010d\n", 5, "status"),
        ],
    )
    def test_is_refused_as_a_whole_at_what_can_not_be_read(self, text: str, line: int, column: str) -> None:
        with pytest.raises(UnreadableStatement) as refused:
            read_statement("vtpass", Side.VENDOR, text)

        assert (refused.value.line, refused.value.column) == (line, column)


class TestComparing:
    def test_names_each_way_to_disagree(self) -> None:
        booked = {
            "same": Booked(naira(97), "p1"),
            "alone": Booked(naira(98), "p2"),
            "undone": Booked(naira(99), "p3"),
            "back": Booked(ZERO, "p4"),
            "price": Booked(naira(95), "p5"),
            "open": Booked(ZERO, "p6", undecided=True),
            "again": Booked(naira(50), "p7"),
            "never": Booked(ZERO, "p8"),
        }
        lines = [
            a_line("same", naira(97)),
            a_line("undone", naira(99), counts=False),
            a_line("back", naira(100)),
            a_line("price", naira(96)),
            a_line("open", naira(100)),
            *(a_line("again", naira(50)), a_line("again", naira(50))),
            a_line("stranger", naira(70)),
            a_line("never", naira(70), counts=False),
        ]

        found = compare(lines, booked, {})

        assert {each.reference: each.kind for each in found.differences} == {
            "alone": BreakKind.OURS_ALONE,
            "undone": BreakKind.OURS_ALONE,
            "back": BreakKind.GIVEN_BACK,
            "price": BreakKind.AMOUNT,
            "again": BreakKind.TWICE,
            "stranger": BreakKind.THEIRS_ALONE,
        }
        assert (found.matched, found.undecided) == (2, 1)

    def test_counts_what_was_corrected(self) -> None:
        found = compare([a_line("stranger", naira(70))], {}, {"stranger": naira(70)})

        assert (found.matched, found.differences) == (1, ())

    @given(
        st.dictionaries(st.text("abc", min_size=1), st.integers(1, 10_000)),
        st.dictionaries(st.text("abc", min_size=1), st.lists(st.integers(1, 10_000), max_size=3)),
    )
    def test_agrees_after_every_difference_is_corrected(
        self, ours: dict[str, int], theirs: dict[str, list[int]]
    ) -> None:
        booked = {name: Booked(Money(kobo), name) for name, kobo in ours.items()}
        lines = [a_line(name, Money(kobo)) for name, said in theirs.items() for kobo in said]

        found = compare(lines, booked, {})
        corrected = {each.reference: each.amount for each in found.differences}

        assert compare(lines, booked, corrected).differences == ()
        assert all(each.amount for each in found.differences)


class TestACorrection:
    @pytest.mark.parametrize(
        ("side", "kind", "posted"),
        [
            (Side.VENDOR, BreakKind.AMOUNT, {"float:x": 100, "commission-income": -100}),
            (Side.VENDOR, BreakKind.GIVEN_BACK, {"float:x": 100, "suspense": -100}),
            (Side.PROCESSOR, BreakKind.AMOUNT, {"collected:x": -100, "processor-fees": 100}),
            (Side.PROCESSOR, BreakKind.THEIRS_ALONE, {"collected:x": -100, "suspense": 100}),
        ],
    )
    def test_makes_the_books_say_what_the_company_says(
        self, side: Side, kind: BreakKind, posted: dict[str, int]
    ) -> None:
        found = Break(1, "x", side, "r", NOON.date(), kind, Money(400), Money(300), None, NOON)

        written = correction(found, "request", now=NOON)

        assert {each.account: each.amount.kobo for each in written.postings} == posted
