"""Waking: who waits for something is told at once that it is there. Lost, it is found by the next sweep."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum


class Wake(StrEnum):
    """What there may be to look at, and what its subject is."""

    PAYMENT = "payment"  # the payment's id
    TOP_UP = "top-up"  # the top-up's id
    WITHDRAWAL = "withdrawal"  # the withdrawal's id
    LIST = "list"  # a vendor and one of its services, with a space between
    NOTICES = "notices"  # nothing: somebody is owed a message


class Waking:
    """Who in this process wants to be woken, and for what."""

    def __init__(self) -> None:
        self._here: dict[Wake, Callable[[str], None]] = {}

    def on(self, wake: Wake, do: Callable[[str], None]) -> None:
        """Let this be done with the subject whenever somebody says that there is one."""
        self._here[wake] = do

    def say(self, wake: Wake, subject: str = "") -> None:
        """Say that there is something to look at."""
        if (do := self._here.get(wake)) is not None:
            do(subject)
