"""Troubles on order: the next calls of a method that fail, are slow or break off, as a test asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_WORDS = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden: bot was blocked by the user",
    404: "Not Found",
    409: "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    500: "Internal Server Error",
    502: "Bad Gateway",
}


@dataclass(slots=True)
class Fault:
    """What goes wrong, for which calls, and how often.

    `drop` breaks the connection off in the middle of the answer. `executed` does what was asked before
    failing: the case where a bot can't know whether its message was sent.
    """

    method: str = "*"
    code: int = 0
    description: str = ""
    retry_after: int | None = None
    times: int = 1
    contains: str = ""
    chat_id: int | None = None
    delay_ms: int = 0
    drop: bool = False
    executed: bool = False

    def concerns(self, method: str, params: Mapping[str, Any]) -> bool:
        if self.method not in ("*", method):
            return False
        if self.chat_id is not None and str(params.get("chat_id")) != str(self.chat_id):
            return False
        return not self.contains or any(self.contains in str(value) for value in params.values())

    def words(self) -> str:
        if self.description:
            return self.description
        if self.code == 429:
            return f"Too Many Requests: retry after {self.retry_after or 1}"
        return _WORDS.get(self.code, "Internal Server Error")


class Faults:
    """The faults still to come, oldest first."""

    def __init__(self) -> None:
        self._ordered: list[Fault] = []

    def __bool__(self) -> bool:
        return bool(self._ordered)

    def order(self, fault: Fault) -> None:
        self._ordered.append(fault)

    def clear(self) -> None:
        self._ordered.clear()

    def take(self, method: str, params: Mapping[str, Any]) -> Fault | None:
        """Return the fault that this call meets and use it up once."""
        for fault in self._ordered:
            if fault.concerns(method, params):
                fault.times -= 1
                if fault.times <= 0:
                    self._ordered.remove(fault)
                return fault
        return None
