"""What staff commands work with, for tests that ask them without Telegram."""

from __future__ import annotations

from bot.papers.printer import Printer
from bot.staff_services import StaffServices
from domain.biller_desk import BillerDesk
from domain.stats import Stats
from storage.database import Database


def staff_services_of(database: Database) -> StaffServices:
    """Return the services on a database, with nobody outside."""
    return StaffServices(stats=Stats(database), biller_desk=BillerDesk(database), printer=Printer())
