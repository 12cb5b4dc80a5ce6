"""Inviting friends: a link that outlives registering, and a reward that is told of when it comes."""

import itertools

import pytest

from domain.money import Money, naira
from tests.chat import Person, Vision

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.parametrize("module_database_url", ["sqlite"], indirect=True, scope="module"),
]

_lines = itertools.count(1)


async def joins(vision: Vision, ada: Person, name: str = "Bola", *, language: str = "English") -> Person:
    """Somebody who comes by Ada's link and registers."""
    code = (await ada.customer()).referral_code
    friend = await vision.meets(name)
    await friend.says(f"/start ref_{code}")
    await friend.sees("Welcome to Vision")
    await friend.says("light 5k")  # An order takes the place of a link, and not of whose link it was.
    await friend.sees("Welcome")
    await friend.taps("Continue")
    await friend.shares_contact()
    for _ in range(2):
        await friend.enters_pin()
    await friend.says("/start")
    await friend.sees("Wallet")
    await vision.funds(friend, naira(5_000))
    return friend


async def pays(friend: Person, amount: int = 1_000) -> None:
    """A friend has a bill delivered."""
    await friend.says(f"{amount} 0805{next(_lines):07d}")
    await friend.enters_pin()
    await friend.sees("Delivered")


async def cashback(vision: Vision, who: Person) -> Money:
    """What somebody has in cashback."""
    return (await vision.app.services.wallets.of((await who.customer()).id)).cashback


class TestAnInvitation:
    async def test_is_rewarded_after_a_week_and_shows_how_far_it_is(self, vision: Vision) -> None:
        ada = await vision.knows()
        await ada.says("/invite")
        page = await ada.sees(
            "Invite a friend, get ₦500", "Nobody has come with your link yet", "7 days later"
        )
        assert f"start=ref_{(await ada.customer()).referral_code}" in page.text
        assert {"Send my link", "Copy my link"} <= set(page.labels)

        friend = await joins(vision, ada)
        await ada.says("/invite")
        await ada.sees("1 waiting", "waits for the first bill")
        await pays(friend)
        await vision.app.services.referrals.sweep()
        await ada.sees("A friend whom you invited had the first bill delivered", "₦500")
        await ada.says("/invite")
        await ada.sees("0 waiting · 1 soon paid")

        await vision.waits(days=8)
        await vision.app.services.referrals.sweep()
        await ada.sees("✅ ₦500 is in your cashback")
        assert await cashback(vision, ada) == naira(500)
        await ada.says("/cashback")
        await ada.sees("₦500", "Friends rewarded this month: 1 of 20")

    async def test_is_looked_at_when_the_bill_is_the_own_line(self, vision: Vision) -> None:
        ada = await vision.knows()
        friend = await joins(vision, ada)
        await friend.says(f"1000 {ada.phone}")
        await friend.enters_pin()
        await friend.sees("Delivered")

        await vision.app.services.referrals.sweep()

        await ada.says("/invite")
        await ada.sees("we are looking at it")

    async def test_is_no_use_to_who_has_an_account(self, vision: Vision) -> None:
        ada, bola = await vision.knows(), await vision.knows("Bola")

        await bola.says(f"/start ref_{(await ada.customer()).referral_code}")

        await bola.sees("You have an account already", "Wallet")
        assert (await vision.app.services.referrals.progress((await ada.customer()).id, limit=5)).newest == ()

    @pytest.mark.parametrize("code", ["NOBODY99", "x", "💡", "'; DROP TABLE customers; --"[:50]])
    async def test_with_a_wrong_code_lets_one_register_all_the_same(self, vision: Vision, code: str) -> None:
        stranger = await vision.meets()
        await stranger.says(f"/start ref_{code}")
        await stranger.sees("Welcome to Vision")

        await stranger.registers()

    async def test_speaks_pidgin(self, vision: Vision) -> None:
        ada = await vision.knows()
        await ada.says("/language")
        await ada.taps("Pidgin")
        await ada.sees("Wallet")
        await ada.taps("Cashback")
        await ada.taps("Bring your person")
        await ada.sees("Bring your person, collect ₦500", "Nobody don come with your link yet")

        friend = await joins(vision, ada)
        await pays(friend)
        await vision.app.services.referrals.sweep()
        await ada.sees("The person wey you bring don pay the first bill")
