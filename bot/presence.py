"""Says to the other processes that handle updates that this one is there, and finds out who is not any more.

Who has not said so for ten seconds is taken for dead. On one machine its number says so at once.
"""

from __future__ import annotations

import asyncio
import os
from contextlib import suppress
from pathlib import Path

import structlog

from bot.talk import LaneStore
from domain.lanes import Neighbour

log = structlog.get_logger(__name__)

_EVERY = 2.0
_BOOT = Path("/proc/sys/kernel/random/boot_id")
_NUMBERS = Path("/proc/self/ns/pid")


class Presence:
    """One process among those that handle updates."""

    def __init__(self, me: str, lanes: LaneStore) -> None:
        self.me = me
        self.has_others = False
        self._lanes = lanes
        self._machine = _machine()
        self._is_known = False

    async def begin(self) -> None:
        """Say that this process is there, if it has not said so yet: before that it can hold nothing."""
        if not self._is_known:
            await self._beat()

    async def go_on(self) -> None:
        """Say so for ever."""
        while True:
            await self._beat()
            await asyncio.sleep(_EVERY)

    async def end(self) -> None:
        """Say that it is gone."""
        if self._is_known:
            await self._lanes.forget([self.me])

    async def _beat(self) -> None:
        others = await self._lanes.beat(self.me, self._machine, os.getpid())
        self._is_known = True
        gone = [each.id for each in others if self._is_gone(each)]
        if gone:
            log.warning("processes are gone", processes=gone)
            await self._lanes.forget(gone)
        self.has_others = len(others) > len(gone)

    def _is_gone(self, other: Neighbour) -> bool:
        if not other.is_alive:
            return True
        return bool(self._machine) and other.machine == self._machine and not _runs(other.pid)


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


def _machine() -> str:
    """Return where numbers of processes mean the same: this start of the machine, and its container."""
    with suppress(OSError):
        return f"{_BOOT.read_text(encoding='ascii').strip()} {_NUMBERS.stat().st_ino}"
    return ""
