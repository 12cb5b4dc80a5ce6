"""Lanes: everybody's updates in their order, each lane in one process at a time.

A process holds a lane from when it keeps or claims its updates until they are handled. Two numbers of the
lane say what happened meanwhile: `claim` is another whenever somebody begins to hold it, so that who lost it
changes nothing any more; `kept` is another whenever somebody keeps updates in it, so that it is not given
back while there are some that its holder has not heard of.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Waiting(NamedTuple):
    """An update that nobody has handled yet, as Telegram sent it."""

    update_id: int
    lane: int
    payload: bytes


class Held(NamedTuple):
    """A lane of this process."""

    claim: int
    kept: int
    is_behind: bool  # whether updates from before wait in it


class Kept(NamedTuple):
    """What came of keeping updates."""

    unhandled: frozenset[int]  # the ids that nobody has handled yet
    held: Mapping[int, Held]  # the lanes among them that are this process's
    has_free: bool = False  # whether some are nobody's


class Ended(NamedTuple):
    """An update that was handled, and what became of the conversation."""

    lane: int
    claim: int
    kept: int | None = None  # the lane is given back if this is all that was kept; None: it is not
    update_id: int | None = None  # None: there was nothing to handle
    failure: str | None = None
    person: str | None = None  # whose conversation changed
    conversation: bytes | None = None  # None: there is nothing to remember


class Neighbour(NamedTuple):
    """Another process that handles updates."""

    id: str
    machine: str
    pid: int
    is_alive: bool  # it said so within the last seconds
