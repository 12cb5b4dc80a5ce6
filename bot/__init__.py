"""The Telegram face."""
