"""Makes exports behind the chat: read page by page, written in a thread, noted, and handed over."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError
from aiogram.types import FSInputFile

from bot.background import Background
from bot.papers.exports import ExportFile, Part
from domain.audit_log import AuditLog, Doing
from domain.exports import Exports, ExportUnderWay, ExportWish
from domain.staff import Act

log = structlog.get_logger(__name__)

Caption = Callable[[int, str, int, int, int], str]  # rows, SHA-256, audit row, which part of how many

_SENT_WITHIN = 300  # seconds, each part


class ExportErrands:
    """The exports of one process. One is made at a time: it takes room on the disk."""

    def __init__(
        self,
        exports: Exports,
        audit_log: AuditLog,
        bot: Bot,
        background: Background,
        clock: Callable[[], datetime],
    ) -> None:
        self.exports = exports
        self._audit_log = audit_log
        self._bot = bot
        self._background = background
        self._clock = clock
        self._is_busy = False

    def start(self, wanted: ExportWish, telegram_id: int, staff: str, caption: Caption) -> None:
        """Make an export and hand it to somebody of the staff when it is there.

        :raises ExportUnderWay: if another one is being made
        """
        if self._is_busy:
            raise ExportUnderWay
        self._is_busy = True
        self._background.start("make an export", self._run(wanted, telegram_id, staff, caption))

    async def _run(self, wanted: ExportWish, telegram_id: int, staff: str, caption: Caption) -> None:
        folder = Path(await asyncio.to_thread(tempfile.mkdtemp, prefix="vision-export-"))
        try:
            rows, parts = await self._made(wanted, folder)
            row = await self._audit_log.note(_doing(wanted, staff, rows, parts, self._clock()))
            for n, part in enumerate(parts, 1):
                words = caption(rows, part.sha256, row.sequence, n, len(parts))
                file = FSInputFile(part.path)
                await self._bot.send_document(telegram_id, file, caption=words, request_timeout=_SENT_WITHIN)
        except TelegramAPIError as error:
            log.warning("an export could not be handed over", reason=type(error).__name__)
        finally:
            self._is_busy = False
            await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)

    async def _made(self, wanted: ExportWish, folder: Path) -> tuple[int, tuple[Part, ...]]:
        file = await asyncio.to_thread(
            ExportFile, folder, wanted.name, wanted.kind, is_masked=wanted.is_masked
        )
        try:
            async for page in self.exports.pages(wanted):
                await asyncio.to_thread(file.write, page)
            parts = await asyncio.to_thread(file.finish)
        finally:
            await asyncio.to_thread(file.close)
        return file.rows, parts


def _doing(wanted: ExportWish, staff: str, rows: int, parts: tuple[Part, ...], now: datetime) -> Doing:
    """Return the row of the audit log. It is written before anything is handed over."""
    told: dict[str, str | int] = {
        "rows": rows,
        "sha256": " ".join(part.sha256 for part in parts),
        "masked": int(wanted.is_masked),
        "reason": wanted.reason,
    }
    return Doing(staff, Act.EXPORT.value, wanted.name, now, None, told)
