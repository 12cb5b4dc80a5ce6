"""A typed line made plain, and what was understood of it taken out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

HOLE = "\x00"  # stands in a line where something was taken out

_PLAIN_LETTERS = str.maketrans(
    {"ɗ": "d", "ɓ": "b", "ƙ": "k", "ƴ": "y", "ŋ": "n", "’": "'", "‘": "'", "`": "'", "\u00a0": " "}
)
_DRAWN_OUT = re.compile(r"([a-z])\1{2,}")  # "pleeease"
_UNSEEN = {"Mn", "Cf", "Cc"}  # accents, joiners, control characters


def folded(text: str) -> str:
    """Return a text in small letters, without accents, tone marks, dots below and hooked letters."""
    if text.isascii():
        return _plain(text.lower())
    bare = "".join(
        letter if not letter.isspace() else " "
        for letter in unicodedata.normalize("NFD", text.casefold())
        if letter.isspace() or unicodedata.category(letter) not in _UNSEEN
    )
    return _plain(bare.translate(_PLAIN_LETTERS))


def _plain(text: str) -> str:
    return _DRAWN_OUT.sub(r"\1\1", " ".join(text.split()))


class Line:
    """A folded line from which one reader after another takes what it understands."""

    __slots__ = ("rest",)

    def __init__(self, text: str) -> None:
        self.rest = folded(text)

    def find(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Yield what matches now. What is taken meanwhile moves nothing."""
        return pattern.finditer(self.rest)

    def take(self, match: re.Match[str]) -> None:
        """Take a match out of the line."""
        hole = f" {HOLE} ".center(match.end() - match.start())[: match.end() - match.start()]
        self.rest = self.rest[: match.start()] + hole + self.rest[match.end() :]

    def words(self) -> list[str]:
        """Return what is left, word by word, with holes where something was taken out."""
        return _WORD.findall(_JOINERS.sub(" ", _POSSESSIVE.sub("", self.rest)).replace("'", ""))


_WORD = re.compile(r"[^\W_]+|\x00")
_JOINERS = re.compile(r"(?<=[a-z])[-_/](?=[a-z])")
_POSSESSIVE = re.compile(r"(?<=[a-z])'s(?![a-z])")
