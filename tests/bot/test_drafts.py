"""Languages that natives have not read yet: chosen on purpose, the rest in English, no words about money."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from aiogram.types import InlineKeyboardMarkup

from bot.buttons import LONGEST_LABEL
from bot.text import DRAFTS, translator
from tests.bot.test_screens import all_screens, words_of
from tests.chat import running_vision

LOCALES = Path(__file__).parents[2] / "locales"


@pytest.mark.parametrize("language", DRAFTS)
class TestADraft:
    def test_is_marked_as_one_and_says_the_rest_in_english(self, language: str) -> None:
        t, english = translator(language), translator("en")

        for file in (LOCALES / language).glob("*.ftl"):
            assert "draft" in file.read_text(encoding="utf-8").partition("\n")[0]
        assert t.plain("category-water") != english.plain("category-water")
        assert t.plain("home-add-money") == english.plain("home-add-money")

    def test_invents_no_words_about_amounts(self, language: str) -> None:
        for file in (LOCALES / language).glob("*.ftl"):
            assert not re.search(r"\$(amount|total|wallet|cashback)", file.read_text(encoding="utf-8"))

    def test_fits_on_every_screen(self, language: str) -> None:
        for name, screen in all_screens(language):
            assert len(words_of(screen)) <= 4_096, name
            if isinstance(screen.keyboard, InlineKeyboardMarkup):
                for button in (button for row in screen.keyboard.inline_keyboard for button in row):
                    assert 1 <= len(button.text) <= LONGEST_LABEL, name


class TestChoosingADraft:
    async def test_is_done_on_purpose_under_settings(self, sqlite_url: str) -> None:
        async with running_vision(sqlite_url) as vision:
            ada = await vision.knows("Ada", wallet=1_000)
            await ada.says("/language")
            languages = await ada.sees("Which language")
            assert "Hausa" not in languages.labels

            await ada.taps("More languages")
            await ada.sees("native speakers have not read yet")
            await ada.taps("Hausa")
            home = await ada.sees_button("Katin waya")

            assert "Wallet" in home.text
