"""The promise of one transaction: the indented block is the unit of work.

It commits at the end, rolls back on an exception, and holds no network call, no Telegram call and
no hashing. There is no `commit()` to call. Money moves through `money` alone.
"""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from typing import Protocol, TypeVar

from domain.money_books import MoneyDoor

Books_co = TypeVar("Books_co", covariant=True)


class Storage(Protocol[Books_co]):
    """Where everything is kept. `Books_co` is what a service needs from one transaction."""

    def begin(self) -> AbstractAsyncContextManager[Books_co]:
        """Open a unit of work."""
        ...

    def look(self) -> AbstractAsyncContextManager[Books_co]:
        """Open the books to read in them; each question is answered by what is committed at that moment."""
        ...

    @property
    def money(self) -> MoneyDoor:
        """The door of the money path."""
        ...
