"""What all roles of one process share."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import datetime

from aiogram import Bot
from aiogram.types import User

from bot.background import Background
from bot.claims import Claims
from bot.notice_pace import NoticePace
from bot.roles.operations import Operations
from bot.services import Services
from bot.settings import Settings
from bot.vendor_care import VendorCare
from bot.waking import Waking
from domain.rate_limits import RateLimiter
from domain.rules import Rules
from storage.conversations import RedisConversations
from storage.database import Database
from storage.receipt_keys import Ed25519ReceiptKeys
from web.edge import Checkup


@dataclass(frozen=True, kw_only=True)
class Process:
    """One process, opened: its database, Telegram, its services, and what it still has to close."""

    id: str  # new at each start
    settings: Settings
    clock: Callable[[], datetime]
    rules: Rules
    receipt_keys: Ed25519ReceiptKeys
    background: Background
    database: Database
    conversations: RedisConversations | None  # None: they are in the database
    bot: Bot
    me: User | None  # None: Telegram could not be reached yet
    pace: NoticePace
    services: Services
    care: VendorCare
    waking: Waking
    claims: Claims | None  # None: no other process works on this database
    operations: Operations
    checkup: Checkup
    limiter: RateLimiter
    stack: AsyncExitStack  # what was begun is undone by it, the last first
    left: Callable[[float], float]  # seconds that stopping may take, of so many
