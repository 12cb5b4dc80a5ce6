"""`restore`: bring a backup back into an empty database, so that somebody can look before anything begins.

What was paid after the backup is not in it, and neither are the bills that paid themselves. Started as it is,
the bot would pay those again. So the restored database is under maintenance until staff end that.
"""

from __future__ import annotations

import asyncio
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from bot.commands.backup import backup_settings
from bot.commands.database import opened_without_keys
from bot.text import translator
from domain.maintenance import Maintenance
from storage.audit_chain import chain_problems
from storage.backup_files import DamagedBackup
from storage.backups import BackupFailed, bring_back
from storage.checks import problems
from storage.migrate import upgrade

_WHO = "restore"  # in the audit log


def main(file: str) -> int:
    """Restore, migrate, stop what takes money, check the books, and say so. 1 if one of it went wrong."""
    url, keys = backup_settings()
    try:
        about = bring_back(url, Path(file), keys, os.environ)
    except (BackupFailed, DamagedBackup, OSError) as error:
        print(f"Nothing was restored: {error}.", file=sys.stderr)
        return 1
    found = asyncio.run(_made_ready(url))
    print(f"The database is as it was at {about.get('made_at')}. What happened later is not in it.")
    for problem in found:
        print(problem)
    print(f"{len(found)} problems in the books.")
    print("It is under maintenance: nothing that takes money begins before staff send /maintenance off.")
    print("Next: docs/runbooks/backup-and-restore.md, “After a restore”.")
    return 1 if found else 0


async def _made_ready(url: str) -> list[str]:
    await upgrade(url)
    async with opened_without_keys() as database:
        maintenance = Maintenance(database, lambda: datetime.now(UTC))
        await maintenance.begin(translator("en")("maintenance-after-restore"), None, by=_WHO)
        return [*await problems(database), *await chain_problems(database)]
