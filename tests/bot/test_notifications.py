"""Choosing what comes by SMS and e-mail too, over the real protocol."""

from __future__ import annotations

from domain.one_time_codes import Channel
from domain.rules_messages import Event
from tests.chat import running_vision


class TestNotifications:
    async def test_are_switched_one_by_one_and_what_guards_the_wallet_stays_on(self, sqlite_url: str) -> None:
        async with running_vision(sqlite_url) as vision:
            ada = await vision.knows("Ada")
            await ada.says("/settings")
            await ada.taps("Notifications")
            shown = await ada.sees("From 22:00 to 06:00", "set your address first")
            assert "✅ SMS: airtime" in shown.labels
            assert "◻️ SMS: money in" in shown.labels

            await ada.taps("✅ SMS: airtime")
            await ada.sees_button("◻️ SMS: airtime")
            await ada.taps("◻️ SMS: money in")
            await ada.sees_button("✅ SMS: money in")
            await ada.taps("🔒 SMS: safety")
            await ada.sees("always told by SMS")

            choices = await vision.app.services.echoes.choices((await ada.customer()).id)
            assert [event for event in Event if choices.is_on(event, Channel.SMS)] == [
                Event.DATA,
                Event.ELECTRICITY,
                Event.MONEY_IN,
                Event.SECURITY,
            ]
