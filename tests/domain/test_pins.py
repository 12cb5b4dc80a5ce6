from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.phones import Phone
from domain.pins import PinLocked, PinRecord, WeakPin, check_strength
from tests.builders import NOON, RULES

ADA = Phone("+2348031235071")
LOCKS = RULES.pin_locks
PAUSES = {lock.wrong: lock.pause for lock in LOCKS}


def guessed(times: int) -> PinRecord:
    """Return a record after so many wrong guesses, each made as soon as it was allowed."""
    record, now = PinRecord("ada", b""), NOON
    for n in range(times):
        now = max(now, record.locked_until or now)
        record = record.spend_try(LOCKS, f"try {n}", now=now)
    return record


class TestAPin:
    @pytest.mark.parametrize(
        "digits",
        [
            *("0000", "9999", "1212", "1234", "4321", "0123", "7890", "3210", "9876", "0987"),
            *(
                "1900",
                "1985",
                "2003",
                "2029",
                "5071",
                "",
                "1",
                "123",
                "12345",
                "12a4",
                "abcd",
                "١٢٣٤",
                " 258",
                "25 8",
            ),
        ],
    )
    def test_may_be_too_easy_or_none_at_all(self, digits: str) -> None:
        with pytest.raises(WeakPin):
            check_strength(digits, ADA)

    @pytest.mark.parametrize("digits", ["2580", "1899", "2030", "1122", "0507", "5070", "9081"])
    def test_may_be_good(self, digits: str) -> None:
        check_strength(digits, ADA)

    @given(st.text(max_size=6))
    def test_is_judged_whatever_is_typed(self, digits: str) -> None:
        try:
            check_strength(digits, ADA)
        except WeakPin:
            return
        assert len(digits) == 4
        assert digits.isascii()
        assert digits.isdigit()


class TestWrongPins:
    def test_lock_for_longer_and_longer_and_then_for_good(self) -> None:
        now, record = NOON, PinRecord("ada", b"")
        waited = []
        for n in range(7):
            record = record.spend_try(LOCKS, f"try {n}", now=now)
            if record.locked_until is not None:
                waited.append((record.wrong, record.locked_until - now))
                with pytest.raises(PinLocked) as early:
                    record.spend_try(LOCKS, "too early", now=record.locked_until - timedelta(seconds=1))
                assert early.value.until == record.locked_until
                now = record.locked_until

        assert waited == [(3, timedelta(minutes=30)), (5, timedelta(hours=24))]
        assert record.reset_needed
        with pytest.raises(PinLocked) as forever:
            record.spend_try(LOCKS, "years later", now=now + timedelta(days=9_999))
        assert forever.value.until is None

    def test_say_how_many_are_left(self) -> None:
        assert [guessed(n).left(LOCKS) for n in range(8)] == [3, 2, 1, 2, 1, 2, 1, 0]

    def test_are_counted_before_they_are_compared(self) -> None:
        assert PinRecord("ada", b"").spend_try(LOCKS, "a", now=NOON).wrong == 1

    def test_that_come_twice_count_once(self) -> None:
        once = PinRecord("ada", b"").spend_try(LOCKS, "same tap", now=NOON)

        assert once.spend_try(LOCKS, "same tap", now=NOON) == once

    def test_are_forgiven_by_the_right_one(self) -> None:
        forgiven = guessed(6).forgiven()

        assert (forgiven.wrong, forgiven.locked_until, forgiven.reset_needed) == (0, None, False)
        assert forgiven.left(LOCKS) == 3
