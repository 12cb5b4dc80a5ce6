"""Messages that are read when they are first said say what they would say had all been read before."""

from pathlib import Path

import pytest
from fluent.runtime import FluentBundle, FluentResource

from bot.lazy_messages import LazyMessages
from bot.text import DRAFTS, LANGUAGES

LOCALES = Path(__file__).resolve().parent.parent.parent / "locales"
WRITTEN = """
# A remark.
hello = Hello { name },
    this is { $place ->
        [home] your { -brand }
       *[other] { NUMBER($n) } away
    }
name = Ada
-brand = Vision
round = { and-round }
and-round = { round }
"""


def said(bundle: FluentBundle, name: str, **values: object) -> str:
    assert bundle.has_message(name)
    pattern = bundle.get_message(name).value
    assert pattern is not None
    text, errors = bundle.format_pattern(pattern, values)
    assert errors == []
    return str(text)


class TestAMessage:
    def test_is_read_with_what_it_refers_to(self) -> None:
        messages = LazyMessages("en", [WRITTEN])

        assert said(messages, "hello", place="home") == "Hello Ada,\nthis is your Vision"
        assert said(messages, "hello", place="far", n=1_200) == "Hello Ada,\nthis is 1,200 away"

    def test_may_be_missing(self) -> None:
        messages = LazyMessages("en", [WRITTEN])

        assert not messages.has_message("bye")
        assert not messages.has_message("brand")

    def test_that_leads_back_to_itself_is_read_too(self) -> None:
        assert LazyMessages("en", [WRITTEN]).has_message("round")

    @pytest.mark.parametrize("language", [*LANGUAGES, *DRAFTS])
    def test_is_what_the_catalogue_has(self, language: str) -> None:
        catalogues = [path.read_text(encoding="utf-8") for path in sorted((LOCALES / language).glob("*.ftl"))]
        before = FluentBundle(["en"], use_isolating=False)
        for catalogue in catalogues:
            before.add_resource(FluentResource(catalogue))
        names = set(before._messages)

        lazy = LazyMessages("en", catalogues)

        assert all(lazy.has_message(name) for name in names)
        assert lazy._messages.keys() == names
        assert all(lazy._messages[name].equals(before._messages[name], ["span", "comment"]) for name in names)
