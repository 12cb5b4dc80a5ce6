"""Who of the staff is told of something, beside those who are told of everything."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.services import Services
from domain.notices import Notice, NoticeKind

_OF_TICKETS = frozenset({NoticeKind.STAFF_TICKET, NoticeKind.STAFF_TICKET_NOTE, NoticeKind.STAFF_TICKET_LATE})


@dataclass(frozen=True)
class StaffAudience:
    """Looks up whom a notice concerns."""

    services: Callable[[], Services]
    first_owners: frozenset[int]  # Telegram ids, from the settings
    clock: Callable[[], datetime]

    async def of(self, notice: Notice) -> frozenset[int]:
        """Return their Telegram ids."""
        services, now = self.services(), self.clock()
        if notice.kind not in _OF_TICKETS:
            return await services.staff_desk.concerned_by(notice, now=now)
        return await services.staff_services.ticket_desk.concerned_by(notice, self.first_owners, now=now)
