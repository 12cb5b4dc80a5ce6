"""No words for people in the code, and room for longer ones: seen with a language that nobody speaks."""

from __future__ import annotations

from aiogram.types import InlineKeyboardMarkup, ReplyKeyboardMarkup

from bot.screen import Screen
from tests.bot.test_screens import screens, words_of
from tests.pseudo import Pseudo, marked_catalogue, words

# Names that are the same in every language.
NAMES = words("English Naijá Pidgin Hausa Yorùbá Igbo")
# What the samples put on screens by themselves: a problem, a link and a name.
SAMPLES = words(f"Wrong code tries left https://t.me/vision_bot?start=claim_xLm {'x' * 19} {'x' * 20}")


class TestTheLanguage:
    def test_marks_words_and_leaves_what_is_not_said(self) -> None:
        assert marked_catalogue("a = <b>Pay</b> { $amount }\n") == "a = <b>Ƥááý</b> { $amount }\n"


class TestEveryScreen:
    def test_has_all_its_words_from_a_catalogue_and_room_for_longer_ones(self) -> None:
        t = Pseudo()
        shown = [(name, screen, words_of(screen), labels(screen)) for name, screen in screens(t)]

        strangers = {
            (name, word)
            for name, _, text, buttons in shown
            for word in words(" ".join([text, *buttons]))
            if word not in NAMES | SAMPLES and not any(word in value for value in t.values)
        }
        assert sorted(strangers) == []
        assert [name for name, _, text, _ in shown if len(text) > 4_096] == []
        assert [name for name, _, _, buttons in shown if any(len(each) > 24 for each in buttons)] == []


def labels(screen: Screen) -> list[str]:
    """Return what the buttons say."""
    match screen.keyboard:
        case InlineKeyboardMarkup(inline_keyboard=rows):
            return [button.text for row in rows for button in row]
        case ReplyKeyboardMarkup(keyboard=rows):
            return [key.text for row in rows for key in row]
        case _:
            return []
