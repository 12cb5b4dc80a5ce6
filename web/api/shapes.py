"""Shapes that many routes share. Amounts are whole kobo; moments are UTC, as RFC 3339 writes them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

# Nothing that can't be seen: no control characters, no line breaks.
_PRINTABLE = r"^[^\x00-\x1f\x7f-\x9f]*$"


class Body(BaseModel):
    """What is sent. A field that nobody knows is a mistake, and is told."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class Said(BaseModel):
    """What is answered."""

    model_config = ConfigDict(frozen=True)


def text(longest: int, shortest: int = 1) -> StringConstraints:
    """Return the bounds of a line of text."""
    return StringConstraints(min_length=shortest, max_length=longest, pattern=_PRINTABLE)


Line = Annotated[str, text(100)]
PhoneText = Annotated[
    str, text(24, 3), Field(description="A Nigerian mobile number.", examples=["0803 123 4567"])
]
PinText = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9]{4}$"),
    Field(
        description="The wallet's PIN, four digits. It confirms money on every channel.", examples=["4827"]
    ),
]
CodeText = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9]{6}$"),
    Field(description="The one-time code that was sent.", examples=["281906"]),
]
PasswordText = Annotated[str, Field(min_length=1, max_length=128, examples=["a lantern by the third gate"])]
Kobo = Annotated[
    int,
    Field(ge=1, le=1_000_000_000_00, description="An amount in kobo: ₦1 is 100.", examples=[150_000]),
]
Id = Annotated[
    str, StringConstraints(pattern=r"^[0-9a-f]{32}$"), Field(examples=["0192f1c47d3a7c21a4b0a9de5c1f0e77"])
]


class CodeSent(Said):
    """A one-time code is on its way."""

    channel: str = Field(description="`sms` or `e-mail`.", examples=["sms"])
    expires_at: datetime
    resend_after_seconds: int = Field(
        description="How long until another one can be asked for.", examples=[60]
    )
