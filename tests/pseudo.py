"""A language that nobody speaks: every letter of the catalogues wears a mark, and every vowel is doubled.

Whatever stands on a screen without marks did not come from a catalogue; and no real language is that long.
"""

from __future__ import annotations

import re
from pathlib import Path

from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import FluentParser, FluentSerializer, visitor
from fluent.syntax import ast as ftl

from bot.text import Translator

_ENGLISH = Path(__file__).resolve().parent.parent / "locales" / "en"
_MARKS = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "áƀćđéƒǵĥíĵķĺɱńóƥɋŕśţúṽŵẋýźÁƁĆĐÉƑǴĤÍĴĶĹḾŃÓƤɊŔŚŢÚṼŴẊÝŹ",
)
_KEPT = re.compile(r"(<[^>]*>|&\w+;)")  # what Telegram reads


class Pseudo(Translator):
    """Says everything in marked letters, and remembers the values that it was given."""

    def __init__(self) -> None:
        bundle = FluentBundle(["en"], use_isolating=False)
        for path in sorted(_ENGLISH.glob("*.ftl")):
            bundle.add_resource(FluentResource(marked_catalogue(path.read_text(encoding="utf-8"))))
        super().__init__("pseudo", (bundle,))
        self.values: set[str] = set()

    def _say(self, key: str, values: dict[str, object]) -> str:
        for value in values.values():
            self.values |= words(str(value))
        return super()._say(key, values)


def words(text: str) -> set[str]:
    """Return the words of plain letters in a text."""
    return set(re.findall(r"[A-Za-z]{3,}", text))


def marked_catalogue(source: str) -> str:
    """Return a catalogue in the language that nobody speaks."""
    resource = FluentParser().parse(source)
    _Marking().visit(resource)
    return FluentSerializer().serialize(resource)


class _Marking(visitor.Visitor):
    def visit_TextElement(self, node: ftl.TextElement) -> None:  # noqa: N802 - the library's spelling
        node.value = "".join(
            part if _KEPT.fullmatch(part) else _doubled(part).translate(_MARKS)
            for part in _KEPT.split(node.value)
        )


def _doubled(text: str) -> str:
    return re.sub(r"[aeiou]", lambda vowel: vowel[0] * 2, text)
