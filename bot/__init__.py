"""The Telegram face."""

from bot import telegram_types

telegram_types.are_made_when_used()
