"""Ways through the bot as tables write them: what is tapped and typed, one step after the other."""

from __future__ import annotations

from dataclasses import dataclass

from tests.chat import Person, Vision


@dataclass(frozen=True)
class Tap:
    """A tap on the button whose label begins so."""

    label: str


@dataclass(frozen=True)
class Say:
    """A message, sent when the bot has asked for it in these words; where it asked nothing, at once."""

    text: str
    asked: str | None = None


Step = Tap | Say


async def go(person: Person, *steps: Step) -> None:
    """Take these steps, each when it can be taken."""
    for step in steps:
        match step:
            case Tap(label):
                await person.taps(label)
            case Say(text, asked):
                if asked is not None:
                    await person.sees(asked)
                await person.says(text)


async def at_home(vision: Vision, *, name: str = "Ada") -> Person:
    """Somebody with ₦100,000 who looks at Home and whose taps are counted."""
    person = await vision.knows(name, wallet=100_000, trusted=True)
    await looks_at_home(person)
    return person


async def looks_at_home(person: Person) -> None:
    """Look at Home, and count taps from there."""
    await person.says("/menu")
    await person.sees("Wallet")
    person.counts_taps()
