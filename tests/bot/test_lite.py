"""Lite mode: no pictures, one button in a row, nothing hidden, no signs before words."""

from __future__ import annotations

import re

import pytest
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.lite import lite
from bot.screen import Screen
from bot.text import LANGUAGES, tag, translator
from domain.money import naira
from tests.bot.test_pseudo_language import labels
from tests.bot.test_schedules import a_receipt
from tests.bot.test_screens import all_screens, words_of
from tests.chat import running_vision

EMOJI = re.compile(
    "[\u231a\u231b\u23e9-\u23fa\u25b6\u25fb-\u25fe\u2600-\u2712\u2714-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]"
)
# Words of offices and of programs. What stands on paper too (a reference, a tariff) is called as it is there.
NOT_PLAIN = re.compile(
    r"\b("
    r"additional|aggregator|applicable|approximately|authenticate|authorise|beneficiary|billers|"
    r"commence|commission|credentials|credited|currently|debit|debited|eligible|escrow|failed|gateway|"
    r"initiate|insufficient|invalid|mandate|merchant|occurrence|outstanding|pending|processed|"
    r"processing|provider|recipient|recurring|remit|retrieve|reversal|session|settled|"
    r"settlement|subsequently|successful|successfully|terminate|threshold|timeout|transaction|unable|"
    r"utilize|validate|vendor"
    r")\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize("language", LANGUAGES)
class TestALiteScreen:
    def test_has_one_button_in_a_row_and_offers_no_picture(self, language: str) -> None:
        for name, screen in all_screens(language):
            plain = lite(screen)
            if isinstance(plain.keyboard, InlineKeyboardMarkup):
                for row in plain.keyboard.inline_keyboard:
                    assert len(row) == 1 or is_key(row), name
                    assert not (row[0].callback_data or "").startswith("of:png"), name
                    assert row[0].text, name

    def test_says_all_words_openly(self, language: str) -> None:
        for name, screen in all_screens(language):
            words, plain = words_of(screen).split(), words_of(lite(screen)).split()

            assert "tg-spoiler" not in lite(screen).text, name
            assert [word for word in words if any(map(str.isalnum, word))] == [
                word for word in plain if any(map(str.isalnum, word))
            ], name

    def test_carries_no_emoji_and_hides_and_folds_nothing(self, language: str) -> None:
        for name, screen in all_screens(language):
            plain = lite(screen)
            said = [plain.text, *([] if is_keypad(plain) else labels(plain))]

            assert not re.search("tg-spoiler|blockquote|tg-emoji", plain.text), name
            assert [text for text in said if EMOJI.search(text)] == [], name


class TestPlainWords:
    def test_are_all_that_people_read(self) -> None:
        for name, screen in all_screens("en"):
            read = " ".join([words_of(lite(screen)), *labels(screen)])

            assert NOT_PLAIN.findall(read) == [], name


def is_keypad(screen: Screen) -> bool:
    keyboard = screen.keyboard
    return isinstance(keyboard, InlineKeyboardMarkup) and any(map(is_key, keyboard.inline_keyboard))


def is_key(row: list[InlineKeyboardButton]) -> bool:
    """Return whether a row is of a keypad."""
    return any((each.callback_data or "").startswith(("k:", "n:")) for each in row)


class TestSigns:
    @pytest.mark.parametrize(
        ("said", "plain"),
        [
            ("✅ <b>Delivered.</b>", "<b>Delivered.</b>"),
            ("<b>⚠️ Look</b>\n💡 Light", "<b>Look</b>\nLight"),
            ("PIN  ○ ○ ○ ○", "PIN  ○ ○ ○ ○"),
            ("⏳", "⏳"),
            ("⏳ ₦500 waits", "₦500 waits"),
            ("<blockquote expandable>Fee ₦20</blockquote>", "Fee ₦20"),
            ("MTN ▾", "MTN"),
        ],
    )
    def test_go_where_words_follow(self, said: str, plain: str) -> None:
        assert lite(Screen(said)).text == plain


class TestTheTag:
    def test_is_a_language_and_how_it_is_spoken(self) -> None:
        for language in LANGUAGES:
            for is_lite in (True, False):
                t = translator(tag(language, is_lite=is_lite))

                assert (t.language, t.is_lite) == (language, is_lite)


class TestLiteMode:
    async def test_is_switched_on_once_and_holds_for_all_messages(self, sqlite_url: str) -> None:
        async with running_vision(sqlite_url) as vision:
            ada = await vision.knows("Ada", wallet=5_000)
            await ada.says("/settings")
            await ada.taps("Lite mode")
            settings = await ada.sees("Lite mode is on")
            assert not settings.text.startswith("✅")
            assert {len(row) for row in settings.buttons} == {1}

            await ada.says("500 08031234567")
            keypad = await ada.keypad()
            assert {len(row) for row in keypad.buttons} >= {3}  # of which no key is a line
            await ada.enters_pin()
            delivered = await ada.sees("Delivered")
            assert {len(row) for row in delivered.buttons} == {1}
            assert not delivered.text.startswith("✅")

            await ada.says("/language")
            await ada.taps("Pidgin")
            assert {len(row) for row in (await ada.sees_button("Settings")).buttons} == {1}
            await ada.says("/lite")
            await ada.sees("Lite mode don off")


class TestAnOpenQuestion:
    async def test_is_said_again_in_the_other_language(self, sqlite_url: str) -> None:
        async with running_vision(sqlite_url) as vision:
            ada = await vision.knows("Ada", wallet=5_000)
            await ada.taps("Airtime")
            await ada.sees("How much?")

            await ada.says("/language")
            await ada.taps("Pidgin")

            await ada.taps("₦500", on=await ada.sees("How much"))
            await ada.keypad()
            await ada.says("/language")
            await ada.taps("English")
            await ada.sees("Enter your PIN", "₦500")
            await ada.enters_pin()
            await ada.sees("Delivered")
            assert await ada.balance() == naira(4_500)

    async def test_and_a_sheet_are_said_again_also_of_what_is_paid_regularly(self, sqlite_url: str) -> None:
        async with running_vision(sqlite_url) as vision:
            ada = await a_receipt(vision)
            await ada.taps("Pay it regularly")
            await ada.taps("Every week")
            await ada.sees("Never more than")

            await ada.says("/language")
            await ada.taps("Pidgin")

            await ada.sees("I go pay am")
            await ada.enters_pin()
            await ada.sees("Next:")
