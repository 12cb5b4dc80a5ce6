"""Promo codes: typed, asked for, or brought by a link; each refusal says why."""

from datetime import timedelta

import pytest

from domain.money import Money, naira
from domain.promo_codes import PromoCode
from tests.chat import Person, Vision

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.parametrize("module_database_url", ["sqlite"], indirect=True, scope="module"),
]


async def there_is(vision: Vision, code: str, **given: object) -> None:
    """There is a code that gives ₦200."""
    now = vision.clock()
    terms = {
        "reward": naira(200),
        "budget": naira(100_000),
        "per_customer": 1,
        "expires_at": now + timedelta(days=9),
    }
    await vision.app.services.promo_codes.make(PromoCode(id=code, made_at=now, **{**terms, **given}))  # type: ignore[arg-type]


async def cashback(vision: Vision, who: Person) -> Money:
    """What somebody has in cashback."""
    return (await vision.app.services.wallets.of((await who.customer()).id)).cashback


class TestACode:
    async def test_gives_once_and_says_why_not_twice(self, vision: Vision) -> None:
        await there_is(vision, "GIVE200")
        ada = await vision.knows()

        await ada.says("/promo give200")
        await ada.sees("✅ ₦200 is in your cashback, by the code GIVE200")
        await ada.says("/promo GIVE-200")
        await ada.sees("You have used this code already")

        assert await cashback(vision, ada) == naira(200)

    async def test_is_asked_for_and_typed(self, vision: Vision) -> None:
        await there_is(vision, "TYPED200")
        ada = await vision.knows()
        await ada.says("/promo")
        await ada.sees("Type the promo code")
        await ada.says("typpo")
        await ada.sees("I don't know that code", "Type the promo code")
        await ada.says("typed200")

        await ada.sees("₦200 is in your cashback")

    async def test_comes_by_a_link_through_registering(self, vision: Vision) -> None:
        await there_is(vision, "LINK200", for_newcomers=True)
        stranger = await vision.meets()
        await stranger.says("/start promo_LINK200")
        await stranger.sees("Welcome to Vision")
        await stranger.taps("Continue")
        await stranger.shares_contact()
        for _ in range(2):
            await stranger.enters_pin()

        await stranger.sees("₦200 is in your cashback")

        bola = await vision.knows("Bola")
        await bola.says("/start promo_LINK200")
        await bola.sees("₦200 is in your cashback")

    async def test_says_each_reason(self, vision: Vision) -> None:
        now = vision.clock()
        await there_is(vision, "OVER", expires_at=now)
        await there_is(vision, "EMPTY", budget=naira(199))
        await there_is(vision, "PAYERS", least_bill=naira(1_000))
        await there_is(vision, "NEWCOMERS", for_newcomers=True)
        ada = await vision.knows(wallet=5_000)
        await ada.says("200 08050001234")
        await ada.enters_pin()
        await ada.sees("Delivered")

        for code, why in (
            ("OVER", "That code ended"),
            ("EMPTY", "All that this code had to give is given away"),
            ("PAYERS", "who has paid a bill of at least ₦1,000"),
            ("NEWCOMERS", "This code is for new customers"),
            ("NOBODY", "I don't know that code"),
            ("💡 what", "I don't know that code"),
        ):
            await ada.says(f"/promo {code}")
            await ada.sees(why)
        assert await cashback(vision, ada) == naira(2)  # of the Glo line, and of no code

    async def test_speaks_pidgin(self, vision: Vision) -> None:
        await there_is(vision, "PIDGIN")
        ada = await vision.knows()
        await ada.says("/language")
        await ada.taps("Pidgin")
        await ada.sees("Wallet")
        await ada.says("/promo wetin")
        await ada.sees("I no know that code")
        await ada.says("pidgin")
        await ada.sees("₦200 don enter your cashback")
        await ada.says("/promo pidgin")
        await ada.sees("You don use this code before")
