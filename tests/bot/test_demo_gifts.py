"""The demo has a promo code to try, after each start."""

from pathlib import Path

from bot.commands.demo_gifts import WELCOME, prepare
from bot.settings import read_settings
from domain.promo_codes import EndPromoCode, PromoCodes
from storage.database import Database
from tests.builders import NOON, Bank, new_id, opened

KEYS = Path(__file__).resolve().parents[2] / ".env.example"


class TestTheDemosCode:
    async def test_is_there_after_every_start_and_gives_once(self, sqlite_url: str) -> None:
        settings = read_settings(KEYS, database_url=sqlite_url)
        for _ in range(2):
            await prepare(settings)

        async with opened(sqlite_url) as database:
            ada = await Bank(database).customer()
            given = await PromoCodes(database).use(ada.id, "welcome200", try_key=new_id(), now=NOON)

            assert given == WELCOME.reward
            assert await Bank(database).problems() == []
            await end(database)
        await prepare(settings)


async def end(database: Database) -> None:
    """Staff end the code, and it stays ended."""
    await database.money.apply(EndPromoCode(WELCOME.id, NOON))
