"""Conversation state for aiogram: read once before an update, written once after it, sealed by the store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson
import structlog
from aiogram.fsm.state import State
from aiogram.fsm.storage.base import BaseStorage, StateType, StorageKey

log = structlog.get_logger(__name__)

# What is kept has to come back as it was; orjson would write these as something else.
_STRICT = orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_PASSTHROUGH_SUBCLASS


@dataclass(slots=True)
class Conversation:
    """Where one person is, and what was entered so far."""

    state: str | None = None
    data: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def read(cls, content: bytes | None) -> Conversation:
        """Return the conversation that was kept; a new one if nothing was, or nothing readable."""
        if content is None:
            return cls()
        try:
            state, data = orjson.loads(content)
        except (orjson.JSONDecodeError, ValueError, TypeError):
            log.warning("a conversation could not be read and starts anew")
            return cls()
        return cls(state, data)

    def written(self) -> bytes | None:
        """Return what is to be kept; None: nothing."""
        if self.state is None and not self.data:
            return None
        return orjson.dumps((self.state, self.data), option=_STRICT)


class Conversations(BaseStorage):
    """The conversations of the updates under way. A person has one update under way at most.

    Only private chats have a conversation: elsewhere nothing is remembered.
    """

    def __init__(self) -> None:
        self._open: dict[int, Conversation] = {}

    def begun(self, person: int, content: bytes | None) -> None:
        """Begin an update with what was kept."""
        self._open[person] = Conversation.read(content)

    def ended(self, person: int) -> bytes | None:
        """End an update and return what is to be kept."""
        return self._open.pop(person).written()

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        """Change the state."""
        self._of(key).state = state.state if isinstance(state, State) else state

    async def get_state(self, key: StorageKey) -> str | None:
        """Return the state."""
        return self._of(key).state

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        """Replace the data."""
        self._of(key).data = dict(data)

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        """Return the data."""
        return dict(self._of(key).data)

    async def close(self) -> None:
        """Forget the updates under way."""
        self._open.clear()

    def _of(self, key: StorageKey) -> Conversation:
        if key.chat_id != key.user_id:
            return Conversation()
        return self._open.get(key.user_id) or Conversation()
