"""What the demo gives away, so that there is something to try."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime

from bot.background import Background
from bot.keys import keyring_of
from bot.settings import Settings
from domain.money import naira
from domain.promo_codes import PromoCode, PromoCodes, PromoCodeTaken
from storage.database import open_database
from storage.migrate import upgrade

WELCOME = PromoCode(
    id="WELCOME200",
    reward=naira(200),
    budget=naira(20_000),
    per_customer=1,
    made_at=datetime(2026, 1, 1, tzinfo=UTC),
    expires_at=datetime(2100, 1, 1, tzinfo=UTC),
    for_newcomers=True,
)


async def prepare(settings: Settings) -> None:
    """Bring the demo's database up to date, with a promo code in it. Safe to repeat."""
    await upgrade(settings.database_url)
    database = open_database(settings.database_url, keyring_of(settings), spawn=Background().spawn)
    try:
        with suppress(PromoCodeTaken):  # Somebody has ended it.
            await PromoCodes(database).make(WELCOME)
    finally:
        await database.close()
