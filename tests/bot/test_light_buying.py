"""Light that buys itself, over the Telegram protocol: set up, announced, skipped, bought, told, stopped."""

from __future__ import annotations

from datetime import timedelta

from domain.recurrence import lagos_moment
from tests.bot.test_light import METER, buys_the_same
from tests.bot.test_said_again import speaks
from tests.chat import Person, Vision, running_vision


async def waits_until_it_is_announced(vision: Vision, person: Person) -> None:
    """Let it be the morning on which the next one is told of."""
    (schedule,) = await vision.app.services.schedules.of((await person.customer()).id)
    assert schedule.occurrence is not None
    morning = lagos_moment(schedule.occurrence - timedelta(days=1), 9)
    await vision.waits(seconds=(morning - vision.clock()).total_seconds() + 60)
    await vision.app.workers.schedules.run()


async def test_light_buys_itself_when_it_runs_low(sqlite_url: str) -> None:
    async with running_vision(sqlite_url) as vision:
        services = vision.app.services
        ada = await vision.knows("Ada", wallet=50_000)
        await ada.says(f"light 2k ikeja {METER}")
        await ada.taps("Yes")
        await ada.enters_pin()
        await ada.sees("Delivered")
        for _ in range(3):
            await vision.waits(days=7)
            await buys_the_same(vision, ada)
        await services.lights.sweep()

        await ada.says("/meters")
        await ada.taps("Meter …⁠4111")
        await ada.taps("Let it buy itself")
        await ada.sees("I buy light for", "about 3 days", "How much each time?")
        await ada.says("50")
        await ada.sees("How much each time?")
        await ada.says("3k")
        await ada.sees("At most how much in a month?", "₦3,048")
        await speaks(ada, "Pidgin", "How much e no suppose pass for one month?", "₦3,048")
        await ada.taps("₦6,100")
        await ada.sees("Light wey dey buy by itself")
        await speaks(ada, "English", "Light that buys itself")
        await ada.sees("Light that buys itself", "about 3 days", "At most ₦6,100 a month", "4111")
        await ada.enters_pin()
        await ada.sees("Set.", "₦3,000", "Next:")

        await waits_until_it_is_announced(vision, ada)
        await ada.sees("I pay this", "₦3,000", "Ikeja")
        await ada.taps("Pay now")
        await ada.sees("Delivered", "₦3,000")
        await services.lights.sweep()

        await waits_until_it_is_announced(vision, ada)
        await ada.sees("I pay this", "₦3,000")
        await ada.taps("Skip once")
        await ada.sees("Skipped once", "Next: when its light is nearly finished")
        await ada.taps("Change")
        await ada.taps("₦2k each time")
        await ada.taps("₦4,100 a month")
        await ada.enters_pin()
        await ada.sees("Set.", "₦2,000")

        await ada.says("/meters")
        await ada.taps("Meter …⁠4111")
        await ada.sees("I buy ₦2,000 of light for it")
        await ada.taps("How it buys itself")
        await ada.sees("each time the light is nearly finished", "At most ₦4,100 a month")
        await ada.taps("Stop it")
        await ada.sees("Stopped")
