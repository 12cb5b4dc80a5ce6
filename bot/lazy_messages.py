"""The messages of one language, each read when it is first said.

A language has thousands of them, and a process that has just been started says a few dozen in its first
minutes: to read them all before took half a second.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from fluent.runtime import FluentBundle, FluentResource

_EACH = re.compile(r"^(?=-?[a-zA-Z])", re.MULTILINE)
_NAME = re.compile(r"-?[\w-]+(?= *=)")
_OTHERS = re.compile(r"{ *(-?[a-zA-Z][\w-]*)")  # and functions, which are no message's name


class LazyMessages(FluentBundle):
    """A bundle that knows where each message is written, and reads it with all that it refers to."""

    def __init__(self, locale: str, catalogues: Iterable[str]) -> None:
        super().__init__([locale], use_isolating=False)
        self._written: dict[str, str] = {}
        for catalogue in catalogues:
            for message in _EACH.split(catalogue):
                if name := _NAME.match(message):
                    self._written.setdefault(name[0], message)

    def has_message(self, message_id: str) -> bool:
        """Return whether there is a message of that name."""
        if not super().has_message(message_id):
            self._read(message_id, set())
        return bool(super().has_message(message_id))

    def _read(self, name: str, met: set[str]) -> None:
        # What two threads read at once is the same, and to read it twice does no harm.
        written = self._written.get(name)
        if written is not None and name not in met:
            met.add(name)
            for other in _OTHERS.findall(written):
                self._read(other, met)
            self.add_resource(FluentResource(written))
