"""Which messages show an open payment page, so that they stop offering it when the money is in.

In memory alone: after a new start such a message keeps its buttons, and says how it is when one is tapped.
"""

from __future__ import annotations

from dataclasses import dataclass, field

_MOST = 10_000


@dataclass
class CheckoutCards:
    """The messages, by the top-up that they show. What a message shows next takes it out of here."""

    _messages: dict[str, tuple[int, int]] = field(default_factory=dict, init=False)  # → person, message
    _top_ups: dict[tuple[int, int], str] = field(default_factory=dict, init=False)

    def shows(self, person: int, message: int, top_up_id: str) -> None:
        """Keep that this message is the way to the payment page of a top-up."""
        self.shows_something_else(person, message)
        if len(self._messages) >= _MOST:
            self.shows_something_else(*next(iter(self._messages.values())))
        self._messages[top_up_id] = person, message
        self._top_ups[person, message] = top_up_id

    def shows_something_else(self, person: int, message: int) -> None:
        """Keep that this message shows no payment page, whatever it showed before."""
        top_up_id = self._top_ups.pop((person, message), None)
        if top_up_id is not None:
            self._messages.pop(top_up_id, None)

    def of(self, top_up_id: str) -> int | None:
        """Return the message that shows the page of a top-up."""
        found = self._messages.get(top_up_id)
        return found[1] if found is not None else None
