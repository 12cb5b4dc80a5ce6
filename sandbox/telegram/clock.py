"""The stand-in's clock: the machine's, plus what a test moved it by."""

from __future__ import annotations

import time


class Clock:
    """Seconds since 1970 as Telegram's servers see them."""

    def __init__(self) -> None:
        self.offset = 0.0

    def now(self) -> float:
        return time.time() + self.offset

    def date(self) -> int:
        """Return the time as messages carry it, in whole seconds."""
        return int(time.time() + self.offset)

    def set(self, moment: float) -> None:
        """Continue from `moment` on."""
        self.offset = moment - time.time()
