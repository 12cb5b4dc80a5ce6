"""`backup`: write the configured database into a closed file, while everything goes on."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.settings import BadSettings, read_backup_settings
from storage.backup_files import BackupKeys, BadBackupKeys, DamagedBackup
from storage.backups import BackupFailed, back_up, check, forget_older


def main(folder: str, keep_days: str | None = None) -> int:
    """Back up, read the file once more, delete what is too old, and say so. 1 if there is no backup.

    :raises BadSettings: if `keep_days` is no number of days
    """
    url, keys = backup_settings()
    if keep_days is not None and not (keep_days.isascii() and keep_days.isdigit() and int(keep_days)):
        raise BadSettings("--keep-days: it is a whole number from 1 on.")
    now = datetime.now(UTC)
    try:
        path = back_up(url, Path(folder), keys, os.environ, now=now)
        check(path, keys)
    except (BackupFailed, DamagedBackup, OSError) as error:
        print(f"No backup was made: {error}.", file=sys.stderr)
        return 1
    print(f"{path} holds the database, {path.stat().st_size} bytes.")
    gone = forget_older(Path(folder), timedelta(days=int(keep_days)), now=now) if keep_days else []
    if gone:
        print(f"{len(gone)} backups that were older than {keep_days} days were deleted.")
    return 0


def backup_settings() -> tuple[str, BackupKeys]:
    """Return where the database is, and the keys of its backups.

    :raises BadSettings: in one sentence
    """
    url, keys = read_backup_settings()
    try:
        return url, BackupKeys.from_text(keys)
    except BadBackupKeys as error:
        raise BadSettings(f"BACKUP_KEYS: {error}.") from None
