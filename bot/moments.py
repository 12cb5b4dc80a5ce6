"""A moment in words that Telegram shows in the reader's own time zone; where it does not, in Lagos time."""

from __future__ import annotations

import html
from datetime import datetime

_LONG_DATE_AND_CLOCK = "Dt"


class Moment(str):
    """What is said of a moment in Lagos time, which knows the moment too."""

    at: datetime

    def __new__(cls, said: str, at: datetime) -> Moment:
        """Say it so."""
        moment = super().__new__(cls, said)
        moment.at = at
        return moment

    @property
    def html(self) -> str:
        """The words as Telegram's time entity: a client that does not know it shows them as they are."""
        unix, said = int(self.at.timestamp()), html.escape(self, quote=False)
        return f'<tg-time unix="{unix}" format="{_LONG_DATE_AND_CLOCK}">{said}</tg-time>'
