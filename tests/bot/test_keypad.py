"""The PIN keypad by itself."""

from hypothesis import given
from hypothesis import strategies as st

from bot.keypad import ERASE, Keypad
from bot.text import translator


def slot(keypad: Keypad, key: str) -> int:
    """Return where a key is."""
    return keypad.slots.index(key)


def pressed(keypad: Keypad, keys: str) -> Keypad:
    """Press keys, each a press of its own."""
    for number, key in enumerate(keys):
        keypad = keypad.press(slot(keypad, key), f"{len(keypad.presses)}-{number}")
    return keypad


class TestAKeypad:
    def test_takes_digits_until_there_are_four(self) -> None:
        keypad = pressed(Keypad.fresh(), "25800")

        assert keypad.digits == "2580"
        assert keypad.is_complete

    def test_shows_dots_alone(self) -> None:
        assert pressed(Keypad.fresh(), "25").dots == "● ● ○ ○"

    def test_erases_the_last_digit_and_nothing_more(self) -> None:
        assert pressed(Keypad.fresh(), f"2{ERASE}{ERASE}7").digits == "7"

    def test_counts_the_same_press_once_and_the_same_digit_twice(self) -> None:
        keypad = Keypad.fresh()
        two = slot(keypad, "2")

        assert keypad.press(two, "a").press(two, "a").digits == "2"
        assert keypad.press(two, "a").press(two, "b").digits == "22"

    def test_is_dealt_anew_every_time(self) -> None:
        keypads = [Keypad.fresh() for _ in range(20)]

        assert len({keypad.sid for keypad in keypads}) == 20
        assert len({keypad.slots for keypad in keypads}) > 15

    def test_looks_like_a_telephone(self) -> None:
        rows = Keypad.fresh().rows(translator("en"))

        assert [[key.text for key in row] for row in rows] == [
            ["1", "2", "3"],
            ["4", "5", "6"],
            ["7", "8", "9"],
            ["⌫", "0", "Cancel"],
        ]

    @given(st.integers(), st.text(max_size=5))
    def test_ignores_slots_that_do_not_exist(self, number: int, press_id: str) -> None:
        keypad = Keypad.fresh()

        after = keypad.press(number, press_id)

        assert len(after.digits) == (0 <= number < 11 and keypad.slots[number] != ERASE)
