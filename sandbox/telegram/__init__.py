"""A stand-in for Telegram: the Bot API over HTTP, the people behind it, and a chat page to be one of them."""
