"""Who watches how long the database takes and what the money path commits. Storage only tells.

A statement is told by its kind and its first table, never by its text or its values.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Coroutine
from functools import lru_cache, wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine

from domain.payments import Payment, PaymentStatus

_KINDS = frozenset({"select", "insert", "update", "delete"})
_SUBJECT = re.compile(r"\b(?:from|into|update)\s+\"?([a-z_]+)\"?", re.IGNORECASE)
_STATEMENTS_KNOWN = 2_048


class Watch(Protocol):
    """Is told what the database did. Called on the way of money: whoever implements it is quick."""

    def statement(self, door: str, kind: str, subject: str, seconds: float, *, failed: bool) -> None:
        """Take note of a statement: its door (`begin`, `look` or `talk`), and what it was about."""
        ...

    def decided(self, command: str, outcome: str, seconds: float, *, subject: str | None) -> None:
        """Take note of a command of the money path: `done` or a refusal's code, and whose id it is about.

        Called where the command was asked for.
        """
        ...

    def committed(self, commands: int, seconds: float) -> None:
        """Take note of a batch of the money path."""
        ...

    def moved(self, payment: Payment, before: PaymentStatus | None) -> None:
        """Take note of a payment that is in another state now; `before` None: it is new."""
        ...


class Unwatched:
    """Nobody watches."""

    def statement(self, door: str, kind: str, subject: str, seconds: float, *, failed: bool) -> None:
        """Forget it."""

    def decided(self, command: str, outcome: str, seconds: float, *, subject: str | None) -> None:
        """Forget it."""

    def committed(self, commands: int, seconds: float) -> None:
        """Forget it."""

    def moved(self, payment: Payment, before: PaymentStatus | None) -> None:
        """Forget it."""


Given = ParamSpec("Given")
Found = TypeVar("Found")
_Method = Callable[Concatenate[Any, Given], Coroutine[Any, Any, Found]]


def told_as(kind: str, subject: str) -> Callable[[_Method[Given, Found]], _Method[Given, Found]]:
    """Let the `watch` of a method's object be told of each call, as a statement by the door `talk`."""

    def decorate(method: _Method[Given, Found]) -> _Method[Given, Found]:
        @wraps(method)
        async def timed(self: Any, /, *args: Given.args, **kwargs: Given.kwargs) -> Found:
            began, failed = time.perf_counter(), True
            try:
                found = await method(self, *args, **kwargs)
                failed = False
                return found
            finally:
                self.watch.statement("talk", kind, subject, time.perf_counter() - began, failed=failed)

        return timed

    return decorate


def watch_statements(engine: AsyncEngine, door: str, watch: Watch) -> None:
    """Tell `watch` of every statement that goes through an engine."""

    @event.listens_for(engine.sync_engine, "before_cursor_execute")
    def _begins(_: Any, __: Any, ___: str, ____: Any, context: Any, _____: bool) -> None:
        context.began = time.perf_counter()

    @event.listens_for(engine.sync_engine, "after_cursor_execute")
    def _ends(_: Any, __: Any, statement: str, ___: Any, context: Any, ____: bool) -> None:
        kind, subject = told_of(statement)
        watch.statement(door, kind, subject, time.perf_counter() - context.began, failed=False)

    @event.listens_for(engine.sync_engine, "handle_error")
    def _fails(failure: Any) -> None:
        began = getattr(failure.execution_context, "began", None)
        if began is not None and failure.statement is not None:
            kind, subject = told_of(failure.statement)
            watch.statement(door, kind, subject, time.perf_counter() - began, failed=True)


@lru_cache(_STATEMENTS_KNOWN)
def told_of(statement: str) -> tuple[str, str]:
    """Return a statement's kind and the table that it is about first; `other` where it is neither's."""
    first = statement.lstrip().partition(" ")[0].partition("\n")[0].lower()
    found = _SUBJECT.search(statement)
    return (first if first in _KINDS else "other", found[1].lower() if found else "none")
