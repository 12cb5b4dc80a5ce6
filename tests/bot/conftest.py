"""The bot's tests log as the bot does, into what pytest keeps for a test that fails."""

import logging

import pytest
import structlog

from bot.logs import hand_over


@pytest.fixture(autouse=True, scope="session")
def logs() -> None:
    hand_over(structlog.processors.KeyValueRenderer(key_order=["event"]))
    logging.getLogger().setLevel(logging.INFO)
    logging.getLogger("aiogram").setLevel(logging.WARNING)
