"""Days of light: a reminder before the light is gone, and what a meter shows, over the Telegram protocol."""

from __future__ import annotations

from dataclasses import replace

from tests.builders import approved
from tests.chat import Person, Vision, running_vision

METER = "45701234111"


async def buys_the_same(vision: Vision, person: Person) -> None:
    """Pay the last bill once more, without a chat."""
    services, now = vision.app.services, vision.clock()
    order = replace((await vision.newest_payment(person)).order, id=services.new_id())
    sheet = await services.payments.draw_sheet(order, use_cashback=False, now=now)
    payment = await services.payments.accept(sheet, approved(sheet), card=None, now=now)
    await services.payments.advance(payment.id)


class TestDaysOfLight:
    async def test_are_told_in_time_with_the_usual_amount_one_tap_away(self, sqlite_url: str) -> None:
        async with running_vision(sqlite_url) as vision:
            lights = vision.app.services.lights
            ada = await vision.knows("Ada", wallet=50_000)
            await ada.says(f"light 2k ikeja {METER}")
            await ada.taps("Yes")
            await ada.enters_pin()
            await ada.sees("Delivered")
            for _ in range(3):
                await vision.waits(days=7)
                await buys_the_same(vision, ada)
            await lights.sweep()

            await ada.says("/light")
            await ada.taps("Days of light left")
            await ada.sees("Days of light left", "about 8 days")
            await vision.waits(days=5)
            await lights.sweep()
            reminder = await ada.sees("days of light are left on …", "Ikeja")
            assert "About 3 days" in reminder.text

            await ada.taps("Type meter reading")
            await ada.sees("How many units")
            await ada.says("plenty")
            await ada.sees("Type what the meter shows")
            await ada.says("0.4 kWh")
            await ada.sees("Thank you", "nearly finished", "It showed 0.4 units")
            await ada.taps("Stop reminding me")
            await ada.sees("I don't remind you")

            await ada.taps("Buy ₦2k of light")
            await ada.enters_pin()
            await ada.sees("Delivered", "₦2,000")
