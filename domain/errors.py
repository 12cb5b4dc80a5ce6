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
