"""What may be a safe word."""

import pytest

from domain.safe_words import NotASafeWord, read_safe_word


class TestASafeWord:
    @pytest.mark.parametrize(
        ("typed", "word"),
        [
            ("mango", "mango"),
            ("  Mango   drum ", "Mango drum"),
            ("mango-drum", "mango-drum"),
            ("ẹyẹ", "ẹyẹ"),
            ("o\u0323ba\u0301", "ọbá"),
            ("ɓaure", "ɓaure"),
            ("m" * 20, "m" * 20),
        ],
    )
    def test_is_made_of_letters(self, typed: str, word: str) -> None:
        assert read_safe_word(typed) == word

    @pytest.mark.parametrize(
        "typed",
        [
            "",
            "  ",
            "ab",
            "a-b",
            "m" * 21,
            "mango1",
            "2580",
            "man.go",
            "<b>",
            "🥭🥭🥭",
            "---",
            "a\u0301\u0301",
            "/start",
        ],
    )
    def test_is_nothing_else(self, typed: str) -> None:
        with pytest.raises(NotASafeWord):
            read_safe_word(typed)
