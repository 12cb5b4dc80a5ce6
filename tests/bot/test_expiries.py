"""What runs out, told the day before over the Telegram protocol, with the same once more in one tap."""

from __future__ import annotations

from tests.chat import running_vision

CARD = "4612123451"  # its company says that it ends tomorrow, whenever it is asked


async def test_what_runs_out_is_told_of_with_the_same_once_more_in_one_tap(sqlite_url: str) -> None:
    async with running_vision(sqlite_url) as vision:
        expiries = vision.app.services.expiries
        ada = await vision.knows("Ada", wallet=150_000, trusted=True)
        await ada.says("/tv")
        await ada.taps("DStv")
        await ada.says(CARD)
        await ada.taps("Yes, this one")
        await ada.taps("Renew")
        await ada.enters_pin()
        await ada.sees("Delivered")
        await expiries.sweep()
        await vision.waits(days=29)
        await expiries.sweep()
        await ada.sees("Your TV is paid until tomorrow", "DStv")

        await ada.taps("Don't remind me of this")
        await ada.sees("I don't remind you of this any more")
        await ada.taps("Remind me again")
        await ada.sees("I remind you of this the day before")

        await ada.sees_button("Renew it now")
        await ada.taps("Make it monthly")
        await ada.sees("Paid regularly", "DStv", "every month")
        await ada.enters_pin()
        await ada.sees("Set.", "DStv")
