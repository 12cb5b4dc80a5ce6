"""Safe words: chosen by a customer, and shown on every sheet of ours, so that a clone of the bot is seen."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.errors import Refusal
from domain.storage import Storage

SHORTEST, LONGEST = 3, 20


class NotASafeWord(Refusal):
    """A safe word has 3 to 20 letters; a hyphen or a space may be between them."""

    code = "not-a-safe-word"


class SafeWordStore(Protocol):
    """Where safe words are kept, sealed."""

    async def get(self, customer_id: str) -> str | None:
        """Return a customer's word, None if she has none."""
        ...

    async def put(self, customer_id: str, word: str, *, now: datetime) -> None:
        """Keep a word in the place of the one before."""
        ...

    async def remove(self, customer_id: str) -> None:
        """Forget the word."""
        ...


class SafeWordBooks(Protocol):
    """What safe words need from one transaction."""

    @property
    def safe_words(self) -> SafeWordStore:
        """The words."""
        ...


@dataclass(frozen=True)
class SafeWords:
    """Choosing a safe word, and reading it for a sheet."""

    storage: Storage[SafeWordBooks]

    async def of(self, customer_id: str) -> str | None:
        """Return a customer's word, None if she has none."""
        async with self.storage.look() as books:
            return await books.safe_words.get(customer_id)

    async def choose(self, customer_id: str, typed: str, *, now: datetime) -> str:
        """Keep what she typed as her word, and return it.

        :raises NotASafeWord: if it is none
        """
        word = read_safe_word(typed)
        async with self.storage.begin() as books:
            await books.safe_words.put(customer_id, word, now=now)
        return word

    async def remove(self, customer_id: str) -> None:
        """Show no word any more."""
        async with self.storage.begin() as books:
            await books.safe_words.remove(customer_id)


def read_safe_word(typed: str) -> str:
    """Return a word as it is kept: composed letters, in the case in which they were typed.

    :raises NotASafeWord: if it is none
    """
    word = " ".join(unicodedata.normalize("NFC", typed).split())
    letters = word.replace("-", "").replace(" ", "")
    # A letter may carry marks that no composed one has: ẹ́ is two characters.
    bare = "".join(each for each in letters if not unicodedata.combining(each))
    if not bare.isalpha() or len(bare) < SHORTEST or len(word) > LONGEST:
        raise NotASafeWord
    return word
