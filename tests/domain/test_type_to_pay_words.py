from __future__ import annotations

import tomllib
from pathlib import Path

from domain.typed_lexicon import known_words
from domain.typed_text import Line, folded
from domain.typed_words import BILLERS, DATA_BILLERS, NETWORKS

CATALOGUE = Path(__file__).parents[2] / "storage" / "catalogue.toml"


class TestTheWords:
    def test_are_written_as_they_are_looked_up(self) -> None:
        assert [words for words in known_words() if folded(words) != words] == []
        assert [words for words in known_words() if " ".join(Line(words).words()) != words] == []

    def test_name_the_billers_of_the_catalogue(self) -> None:
        catalogue = tomllib.loads(CATALOGUE.read_text(encoding="utf-8"))

        on_sale = {biller for category in catalogue.values() for biller in category.get("billers", {})}

        named = {*NETWORKS, *DATA_BILLERS.values(), *(biller for each in BILLERS.values() for biller in each)}
        assert on_sale <= named
