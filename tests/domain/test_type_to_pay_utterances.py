from __future__ import annotations

from collections import Counter

import pytest

from domain.type_to_pay import Ambiguous, Regularly, Understood, read
from tests.domain.utterances import FILES, NOT_LEARNT_FROM, SAVED, Utterance, label, slots, utterances

INTENT_PERCENT = 95
LANGUAGES = {"en", "pcm", "ha", "yo", "ig", "mixed"}


def right(lines: tuple[Utterance, ...]) -> list[Utterance]:
    return [line for line in lines if line.is_meant_by(read(line.text, SAVED))]


def percent(part: int, whole: int) -> float:
    return 100 * part / whole


class TestTheLines:
    def test_are_many_in_every_language_and_a_third_was_not_learnt_from(self) -> None:
        lines = utterances()

        assert len(lines) >= 330
        assert {line.language for line in lines} == LANGUAGES
        assert 3 * len(utterances(*NOT_LEARNT_FROM)) >= len(lines)

    def test_are_each_there_once(self) -> None:
        texts = Counter(line.text.casefold() for line in utterances())

        assert [text for text, times in texts.items() if times > 1] == []


class TestTheReader:
    @pytest.mark.parametrize("files", [FILES, NOT_LEARNT_FROM], ids=["of all", "of those not learnt from"])
    def test_gets_the_intent_of_nearly_all(self, files: tuple[str, ...]) -> None:
        lines = utterances(*files)

        understood = right(lines)

        missed = [
            f"{line.text} → {label(read(line.text, SAVED))}" for line in lines if line not in understood
        ]
        assert percent(len(understood), len(lines)) >= INTENT_PERCENT, missed

    @pytest.mark.parametrize("language", sorted(LANGUAGES))
    def test_gets_the_intent_of_nearly_all_in_each_language(self, language: str) -> None:
        lines = tuple(line for line in utterances() if line.language == language)

        understood = right(lines)

        print(
            f"\n{language}: {len(understood)} of {len(lines)}, {percent(len(understood), len(lines)):.1f} %"
        )
        missed = [line.text for line in lines if line not in understood]
        assert percent(len(understood), len(lines)) >= INTENT_PERCENT, missed

    def test_finds_all_that_an_order_says(self) -> None:
        lines = [line for line in utterances() if isinstance(read(line.text, SAVED), Understood | Regularly)]

        exact = [line for line in lines if slots(read(line.text, SAVED)) == line.slots]

        missed = [f"{line.text}: {slots(read(line.text, SAVED))}" for line in lines if line not in exact]
        assert percent(len(exact), len(lines)) >= INTENT_PERCENT, missed

    def test_takes_no_chit_chat_complaint_or_question_for_an_order(self) -> None:
        moved = [
            line.text
            for line in utterances()
            if line.buys_nothing and isinstance(read(line.text, SAVED), Understood | Ambiguous | Regularly)
        ]

        assert moved == []
