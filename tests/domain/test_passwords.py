"""Passwords: which are too easy, and what wrong ones cost."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.passwords import PasswordLocked, PasswordRecord, WeakPassword, check_password
from domain.phones import Phone
from domain.rules import PinLock
from tests.builders import NOON

PHONE = Phone("+2348031234567")
LOCKS = (PinLock(3, timedelta(minutes=15)), PinLock(5, timedelta(hours=1)))


@pytest.mark.parametrize(
    "password",
    ["", "short", "ninechars", "aaaaaaaaaaaaaa", "abababababab", "password12", "Passw0rd!!", "qwerty1234",
     "08031234567", "8031234567ab", "x" * 129],
)  # fmt: skip
def test_an_easy_password_is_refused(password: str) -> None:
    with pytest.raises(WeakPassword):
        check_password(password, PHONE)


@pytest.mark.parametrize(
    "password",
    ["correct horse", "mango-drum-rain", "ọ̀rẹ́ mi dára púpọ̀", "password of my old house", "k7#Lq0!zRw2"],
)
def test_a_long_one_is_taken_in_any_language(password: str) -> None:
    check_password(password, PHONE)


def test_wrong_ones_lock_for_longer_and_longer_and_never_for_ever() -> None:
    record, now, locked = PasswordRecord("ada", b"", NOON), NOON, []

    for _ in range(7):
        record = record.spend_try(LOCKS, now=now)
        locked.append(record.locked_until - now if record.locked_until else timedelta(0))
        now = record.locked_until or now

    short, long = timedelta(minutes=15), timedelta(hours=1)
    assert locked == [timedelta(0), timedelta(0), short, timedelta(0), long, long, long]


def test_no_try_is_allowed_while_it_is_locked() -> None:
    record = PasswordRecord("ada", b"", NOON, wrong=3, locked_until=NOON + timedelta(minutes=15))

    with pytest.raises(PasswordLocked):
        record.spend_try(LOCKS, now=NOON + timedelta(minutes=14))
    assert record.spend_try(LOCKS, now=NOON + timedelta(minutes=15)).wrong == 4
