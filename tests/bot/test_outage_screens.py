"""A company that is not well, on its button and in a line: a light and its word."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.buttons import LONGEST_LABEL
from bot.screens import outages
from bot.text import translator
from domain.outages import BillerState
from tests.bot.samples import IKEJA, MTN


def label(language: str, short_name: str, state: BillerState | None) -> str:
    biller = replace(MTN, short_name=short_name)
    (chip,) = outages.chips(translator(language), [biller], {} if state is None else {biller.id: state})
    return chip.text


class TestAButton:
    @pytest.mark.parametrize(
        ("state", "english", "pidgin"),
        [
            (None, "MTN", "MTN"),
            (BillerState.SLOW, "🟡 MTN · slow", "🟡 MTN · slow"),
            (BillerState.PAUSED, "🔴 MTN · paused", "🔴 MTN · no dey work"),
        ],
    )
    def test_says_how_the_company_is(self, state: BillerState | None, english: str, pidgin: str) -> None:
        assert label("en", "MTN", state) == english
        assert label("pcm", "MTN", state) == pidgin

    @pytest.mark.parametrize("language", ["en", "pcm"])
    @pytest.mark.parametrize("state", BillerState)
    def test_cuts_the_name_and_never_the_word(self, language: str, state: BillerState) -> None:
        said = label(language, "Port Harcourt and many more letters", state)

        assert len(said) <= LONGEST_LABEL
        assert "…" in said
        assert said.endswith(label(language, "MTN", state).partition("·")[2])

    def test_has_room_for_the_names_that_there_are(self) -> None:
        assert label("en", "Port Harcourt", BillerState.PAUSED) == "🔴 Port Harcourt · paused"


class TestALine:
    def test_is_what_home_says_of_that_company(self) -> None:
        t = translator("en")

        slow = outages.note(t, MTN, {MTN.id: BillerState.SLOW})

        assert slow == outages.banner(t, slow=[MTN.name], not_sold=[])
        assert outages.note(t, MTN, {IKEJA.id: BillerState.SLOW}) is None
