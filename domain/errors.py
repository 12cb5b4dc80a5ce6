"""What all refusals have in common: an expected no, told to the person in one sentence."""

from __future__ import annotations

from typing import ClassVar


class Refusal(Exception):
    """The business says no. The face that meets it looks `code` up among its texts.

    The values that explain the no are the instance's attributes and become the
    variables of the text.
    """

    code: ClassVar[str]

    def __init__(self, **values: object) -> None:
        super().__init__(self.code)
        self.values = values


class NotAllowed(Refusal):
    """Somebody asked for what belongs to somebody else."""

    code = "not-allowed"


class Unavailable(Exception):
    """The books can't be used at the moment: no decision of the business, and no mistake in the code.

    It is no refusal, so that nobody takes it for an answer: who works in the background tries again, and a
    face says so in words of its own.
    """

    code: ClassVar[str]

    def __init__(self) -> None:
        super().__init__(self.code)


class BooksFull(Unavailable):
    """There is no room to write. Nothing was written."""

    code = "books-full"


class BooksBusy(Unavailable):
    """Everybody waits for a connection, and this one has waited long enough. Nothing was begun."""

    code = "books-busy"


class BooksUnreachable(Unavailable):
    """The connection was lost, perhaps in the middle: what was written is found there later."""

    code = "books-unreachable"
