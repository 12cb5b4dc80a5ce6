"""Waking: who waits for something is told at once that it is there, in this process or in another.

It only saves the waiting. A word that is lost, or that several heed, costs or changes nothing: what is due is
a question to the database, which is asked every second or two.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from enum import StrEnum
from typing import Protocol

import structlog

log = structlog.get_logger(__name__)


class Wake(StrEnum):
    """What there may be to look at, and what its subject is: ids of ours, and nothing else about a person."""

    PAYMENT = "payment"  # the payment's id
    TOP_UP = "top-up"  # the top-up's id
    WITHDRAWAL = "withdrawal"  # the withdrawal's id
    LIST = "list"  # a vendor and one of its services, with a space between
    NOTICES = "notices"  # nothing: somebody is owed a message
    SLOW = "slow"  # the kind of a message that no row owes, its payment's and customer's id
    UPDATES = "updates"  # nothing: the inbox holds an update


# Heard by every process that listens; of the others each word goes to one of them.
FOR_ALL = frozenset({Wake.NOTICES, Wake.SLOW, Wake.UPDATES})


class Elsewhere(Protocol):
    """The way to the other processes. It may lose what it is given."""

    def put(self, wake: str, subject: str, *, for_all: bool) -> None:
        """Hand a word over, without waiting."""
        ...

    async def listen(
        self, one_of_us: Collection[str], all_of_us: Collection[str], heard: Callable[[str, str], None]
    ) -> None:
        """Hear what other processes say, for ever."""
        ...

    async def speak(self) -> None:
        """Bring what was handed over to the other processes, for ever."""
        ...


def _always() -> bool:
    return True


class Waking:
    """Who in this process wants to be woken, for what, and the way to those who are elsewhere."""

    def __init__(self, elsewhere: Elsewhere | None = None) -> None:
        """`elsewhere` None: there is nobody."""
        self._elsewhere = elsewhere
        self._here: dict[Wake, Callable[[str], None]] = {}
        self._from_afar: dict[Wake, Callable[[str], None]] = {}
        self._enough: dict[Wake, Callable[[], bool]] = {}

    def on(
        self,
        wake: Wake,
        do: Callable[[str], None],
        *,
        from_afar: Callable[[str], None] | None = None,
        enough: Callable[[], bool] = _always,
    ) -> None:
        """Let this be done with the subject whenever somebody says that there is one.

        :param from_afar: what is done instead where another process says so
        :param enough: whether nobody elsewhere need be told as well
        """
        self._here[wake], self._from_afar[wake] = do, from_afar or do
        self._enough[wake] = enough

    def say(self, wake: Wake, subject: str = "") -> None:
        """Say that there is something to look at: here, if somebody waits for it here, or elsewhere."""
        if (do := self._here.get(wake)) is not None:
            do(subject)
            if self._enough[wake]():
                return
        if self._elsewhere is not None:
            self._elsewhere.put(wake.value, subject, for_all=wake in FOR_ALL)

    async def listen(self) -> None:
        """Hear what other processes say, for ever; without others it is over at once."""
        if self._elsewhere is not None:
            ours = {each.value for each in self._here if each not in FOR_ALL}
            everybodys = {each.value for each in self._here if each in FOR_ALL}
            await self._elsewhere.listen(ours, everybodys, self._heard)

    async def speak(self) -> None:
        """Bring what is said to the other processes, for ever; without others it is over at once."""
        if self._elsewhere is not None:
            await self._elsewhere.speak()

    def _heard(self, name: str, subject: str) -> None:
        try:
            self._from_afar[Wake(name)](subject)
        except (KeyError, ValueError):  # of a newer version, or what nobody here waits for
            log.warning("a word of another process was not understood", wake=name)
