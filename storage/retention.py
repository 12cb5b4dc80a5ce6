"""Forgetting what was only kept for a while: how often somebody asked on a day, codes, text messages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Table, delete, func
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import (
    account_checks,
    freeze_tries,
    idempotency_keys,
    identity_tries,
    joinings,
    name_checks,
    one_time_codes,
    open_sheets,
    refresh_tokens,
    text_messages,
)

_DAY = len("2026-11-23")
_COUNTED_BY_DAY = (identity_tries, account_checks)  # whose ids begin with the customer and the day


@dataclass(frozen=True)
class SqlRetention:
    """`bot.housekeeping.RetentionRoom`."""

    connection: AsyncConnection

    async def clean(self, *, counts_before: date, codes_before: datetime, texts_before: datetime) -> int:
        """Forget counts of earlier days, what served signing in, and text messages that were sent by then."""
        ended = [
            delete(name_checks).where(name_checks.c.day < counts_before),
            delete(freeze_tries).where(freeze_tries.c.day < counts_before),
            delete(one_time_codes).where(one_time_codes.c.expires_at < codes_before),
            delete(joinings).where(joinings.c.begun_at < codes_before),
            delete(idempotency_keys).where(idempotency_keys.c.asked_at < codes_before),
            delete(open_sheets).where(open_sheets.c.expires_at < codes_before),
            delete(refresh_tokens).where(refresh_tokens.c.expires_at < codes_before),
            delete(text_messages).where(text_messages.c.sent_at < texts_before),
            *(delete(table).where(_day(table) < str(counts_before)) for table in _COUNTED_BY_DAY),
        ]
        gone = [await self.connection.execute(each) for each in ended]
        return sum(each.rowcount for each in gone)


def _day(table: Table) -> ColumnElement[str]:
    return func.substr(table.c.id, func.length(table.c.customer_id) + 2, _DAY)
