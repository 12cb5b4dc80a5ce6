"""Names that customers give to the lines and meters they pay for: mum, home, shop."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.errors import NotAllowed, Refusal
from domain.storage import Storage

LONGEST_NAME = 20
MOST_NAMES = 50


class NotASavedName(Refusal):
    """Too long, empty, or made of signs that are no words."""

    code = "not-a-saved-name"

    def __init__(self) -> None:
        super().__init__(longest=LONGEST_NAME)


class SavedNameTaken(Refusal):
    """Something else is called so already."""

    code = "saved-name-taken"


class TooManySavedNames(Refusal):
    """There is no room for another one."""

    code = "too-many-saved-names"

    def __init__(self) -> None:
        super().__init__(most=MOST_NAMES)


@dataclass(frozen=True, slots=True)
class SavedName:
    """What a customer calls a line, meter, card or account."""

    id: str
    customer_id: str
    reference: str  # as the biller wants it: 0803… or the meter's number
    biller_id: str  # where it was paid for first
    name: str
    saved_at: datetime


class SavedNameStore(Protocol):
    """Where the names are kept."""

    async def of(self, customer_id: str) -> tuple[SavedName, ...]:
        """Return a customer's names, oldest first."""
        ...

    async def put(self, saved: SavedName) -> None:
        """Keep a name; another one of the same reference gives way."""
        ...

    async def remove(self, customer_id: str, saved_id: str) -> None:
        """Forget a name."""
        ...


class SavedNameBooks(Protocol):
    """What names need from one transaction."""

    @property
    def saved_names(self) -> SavedNameStore:
        """The names."""
        ...


def read_name(text: str) -> str:
    """Return a name in one line without double spaces.

    :raises NotASavedName: if it is empty, too long, has no letter, or has signs that are no words
    """
    name = " ".join(text.split())
    readable = all(unicodedata.category(sign)[0] in "LNZM" or sign in "'’-.&" for sign in name)
    if not 1 <= len(name) <= LONGEST_NAME or not readable or not any(sign.isalpha() for sign in name):
        raise NotASavedName
    return name


@dataclass(frozen=True)
class SavedNames:
    """Giving names."""

    storage: Storage[SavedNameBooks]

    async def of(self, customer_id: str) -> tuple[SavedName, ...]:
        """Return a customer's names, in the order of the alphabet."""
        async with self.storage.look() as books:
            found = await books.saved_names.of(customer_id)
        return tuple(sorted(found, key=lambda saved: saved.name.casefold()))

    async def get(self, customer_id: str, saved_id: str) -> SavedName:
        """Return one of a customer's own names.

        :raises NotAllowed: if there is none
        """
        for saved in await self.of(customer_id):
            if saved.id == saved_id:
                return saved
        raise NotAllowed

    async def save(
        self, customer_id: str, reference: str, biller_id: str, name: str, *, saved_id: str, now: datetime
    ) -> SavedName:
        """Call a line or meter so from now on. A name it had before gives way.

        :raises NotASavedName: if it is no name
        :raises SavedNameTaken: if another line or meter is called so
        :raises TooManySavedNames: if there is no room
        """
        saved = SavedName(saved_id, customer_id, reference, biller_id, read_name(name), now)
        async with self.storage.begin() as books:
            others = [each for each in await books.saved_names.of(customer_id) if each.reference != reference]
            if saved.name.casefold() in {each.name.casefold() for each in others}:
                raise SavedNameTaken
            if len(others) >= MOST_NAMES:
                raise TooManySavedNames
            await books.saved_names.put(saved)
        return saved

    async def forget(self, customer_id: str, saved_id: str) -> None:
        """Forget a name; the payments stay."""
        async with self.storage.begin() as books:
            await books.saved_names.remove(customer_id, saved_id)
