"""Tells staff how the day went, each at an hour of her own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError

from bot.screens.layout import paragraphs
from bot.screens.staff.recon import overdue
from bot.screens.staff.stats import digest
from bot.staff_services import StaffServices
from bot.text import translator
from domain.audit_log import AuditLog, Doing
from domain.digests import Digest
from domain.staff import MAY, Act, name_of
from domain.staff_people import StaffDesk

log = structlog.get_logger(__name__)


class DigestTicks:
    """One process's telling. Somebody whose role was taken is told nothing any more."""

    def __init__(
        self,
        services: StaffServices,
        desk: StaffDesk,
        audit_log: AuditLog,
        bot: Bot,
        clock: Callable[[], datetime],
    ) -> None:
        self._services = services
        self._desk = desk
        self._audit_log = audit_log
        self._bot = bot
        self._clock = clock

    async def run(self) -> None:
        """Tell who is to be told now."""
        for each in await self._services.digests.take_due(now=self._clock()):
            await self._tell(each)

    async def _tell(self, chosen: Digest) -> None:
        now, services = self._clock(), self._services
        duty = await self._desk.on_duty(chosen.telegram_id, now=now)
        if duty is None or not duty.roles & MAY[Act.CHOOSE_DIGEST]:
            await services.digests.end(chosen.telegram_id)
            return
        report = await services.stats.report(chosen.period(now=now), now=now)
        billers = {each.id: each.short_name for each in await services.biller_desk.all()}
        t = translator("en")
        screen = digest(t, report, billers, await services.float_watch.standings(now=now))
        after = services.statement_fetching.rules.break_overdue_after
        late = overdue(t, await services.reconciliations.overdue(after, now=now))
        screen = replace(screen, text=paragraphs(screen.text, late))
        await self._audit_log.note(
            Doing(name_of(chosen.telegram_id), Act.LOOK_AT_FIGURES.value, "digest", now)
        )
        try:
            await self._bot.send_message(chosen.telegram_id, screen.text, reply_markup=screen.keyboard)
        except TelegramAPIError as error:
            log.warning("a digest could not be told", reason=type(error).__name__)
