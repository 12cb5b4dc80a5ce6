"""Which database the commands mean that need nothing but a database."""

from __future__ import annotations

from pathlib import Path

from bot.settings import read_database_url

VAR = Path("var")  # of the directory that we are started in: the checkout
DEMO_DATABASE = f"sqlite+aiosqlite:///{VAR / 'vision.sqlite3'}"


def meant_database() -> str:
    """Return the configured database; where nothing is configured, the demo's."""
    return read_database_url() or DEMO_DATABASE
