"""How Telegram brings what people say to the bot in tests: asked for by polling, or by webhook."""

import os
from typing import Any

from tests.data_servers import free_port


def by_webhook() -> dict[str, Any]:
    """Return the settings of a bot to which Telegram brings updates, on a port that stays its own."""
    port = free_port()
    return {
        "http_port": port,
        "public_url": f"http://127.0.0.1:{port}",
        "telegram_mode": "webhook",
        "telegram_webhook_secret": "a-secret-of-telegram",
    }


def in_mode(changes: dict[str, Any]) -> dict[str, Any]:
    """Return the settings as `CHAT_MODE` wants them: `webhook` for every bot that has all roles."""
    if os.environ.get("CHAT_MODE") == "webhook" and "roles" not in changes:
        return {**by_webhook(), **changes}
    return changes
