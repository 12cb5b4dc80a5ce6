"""Backing the database up while everything goes on, and bringing it back into an empty one.

PostgreSQL by its own programs (`pg_dump`, `pg_restore`), SQLite by `VACUUM INTO`: either is the database of
one moment. All of it waits for programs and files: it is for commands, not for a process that serves people.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO

from sqlalchemy import make_url
from sqlalchemy.engine import URL

from storage.backup_files import BackupKeys, close, opened, read_head

SUFFIX = ".backup"
_NAME = re.compile(r"vision-\d{8}T\d{6}Z\.backup")
_ALWAYS_KEPT = 3
_COUNT_TABLES = (
    "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')"
)
_SIDE_FILES = ("-wal", "-shm", "-journal")


class BackupFailed(Exception):
    """It could not be made or brought back. The message says why, without a secret in it."""


def back_up(
    url: str, folder: Path, keys: BackupKeys, environment: Mapping[str, str], *, now: datetime
) -> Path:
    """Write a closed backup and its SHA-256 into a folder, both or neither, and return the file.

    :param environment: in which PostgreSQL's programs are looked for and run
    :raises BackupFailed: saying why
    """
    address = make_url(url)
    kind = address.get_backend_name()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"vision-{now:%Y%m%dT%H%M%SZ}{SUFFIX}"
    if path.exists():
        raise BackupFailed(f"{path.name} is there already")
    unfinished = path.with_suffix(".part")
    about = {"of": kind, "made_at": now.isoformat()}
    content = _of_sqlite(address) if kind == "sqlite" else _of_postgres(address, environment)
    try:
        with open(unfinished, "xb", opener=_for_us_alone) as target, content as source:
            close(source, target, keys, about)
            target.flush()
            os.fsync(target.fileno())
        sums = path.with_name(f"{path.name}.sha256")
        sums.write_text(f"{_sha256(unfinished)}  {path.name}\n", encoding="ascii")
        unfinished.rename(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return path


def check(path: Path, keys: BackupKeys) -> dict[str, str]:
    """Read a backup to its end, and return what it says of itself.

    :raises DamagedBackup: if it would not come back as it was
    """
    with path.open("rb") as source:
        about = read_head(source)
        source.seek(0)
        for _ in opened(source, keys):
            pass
    return about


def bring_back(url: str, path: Path, keys: BackupKeys, environment: Mapping[str, str]) -> dict[str, str]:
    """Bring a backup back into an empty database, all of it or nothing, and return what it says of itself.

    :raises BackupFailed: if the database is not empty, or of another kind
    :raises DamagedBackup: before anything is written
    """
    address = make_url(url)
    about, kind = check(path, keys), address.get_backend_name()
    if about.get("of") != kind:
        raise BackupFailed(f"it is a backup of {about.get('of')}, and DATABASE_URL names {kind}")
    with path.open("rb") as source:
        pieces = opened(source, keys)
        if kind == "sqlite":
            _into_sqlite(address, pieces)
        else:
            _into_postgres(address, pieces, environment)
    return about


def forget_older(folder: Path, than: timedelta, *, now: datetime) -> list[str]:
    """Delete backups that are older, but never the newest three, and return their names."""
    newest_first = sorted((each for each in folder.iterdir() if _NAME.fullmatch(each.name)), reverse=True)
    limit = f"vision-{now - than:%Y%m%dT%H%M%SZ}{SUFFIX}"
    gone = [each for each in newest_first[_ALWAYS_KEPT:] if each.name < limit]
    for each in gone:
        each.unlink()
        each.with_name(f"{each.name}.sha256").unlink(missing_ok=True)
    return [each.name for each in gone]


@contextmanager
def _of_sqlite(address: URL) -> Iterator[IO[bytes]]:
    """Give a copy of one moment. It lies beside the database, where what it shows is shown already."""
    original = _file_of(address)
    if not original.exists():
        raise BackupFailed("there is no database at DATABASE_URL")
    with tempfile.TemporaryDirectory(prefix="backup-", dir=original.parent) as folder:
        copy = Path(folder) / "copy.sqlite3"
        with closing(sqlite3.connect(original, timeout=30)) as line:
            line.execute("VACUUM INTO ?", (str(copy),))
        with copy.open("rb") as source:
            yield source


def _into_sqlite(address: URL, pieces: Iterator[bytes]) -> None:
    path = _file_of(address)
    if path.exists() and _tables(path):
        raise BackupFailed("the database at DATABASE_URL is not empty; move it away first")
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="restore-", dir=path.parent) as folder:
        copy = Path(folder) / "copy.sqlite3"
        with open(copy, "xb", opener=_for_us_alone) as target:
            target.writelines(pieces)
            target.flush()
            os.fsync(target.fileno())
        with closing(sqlite3.connect(copy)) as line:
            found = line.execute("PRAGMA integrity_check").fetchone()[0]
        if found != "ok":
            raise BackupFailed(f"SQLite says of it: {found}")
        for side in _SIDE_FILES:  # of the one that was lost: read into another one they would spoil it
            path.with_name(path.name + side).unlink(missing_ok=True)
        copy.rename(path)


def _tables(path: Path) -> int:
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as line:
        return int(line.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])


def _file_of(address: URL) -> Path:
    return Path(address.database or "")


@contextmanager
def _of_postgres(address: URL, environment: Mapping[str, str]) -> Iterator[IO[bytes]]:
    command = ["pg_dump", "--format=custom", "--no-owner", "--no-privileges", "--lock-wait-timeout=60s"]
    with _running(command, address, environment) as (program, said):
        assert program.stdout is not None
        yield program.stdout
        if program.wait() != 0:
            raise BackupFailed(_last_line(said))


def _into_postgres(address: URL, pieces: Iterator[bytes], environment: Mapping[str, str]) -> None:
    asking = ["psql", "--no-psqlrc", "--tuples-only", "--command", _COUNT_TABLES]
    with _running(asking, address, environment) as (program, said):
        answer, _ = program.communicate()
        if program.returncode != 0:
            raise BackupFailed(_last_line(said))
    if answer.strip() != b"0":
        raise BackupFailed("the database at DATABASE_URL is not empty; restore into a new one")
    command = ["pg_restore", "--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges"]
    command += ["--dbname", address.database or ""]
    with _running(command, address, environment) as (program, said):
        assert program.stdin is not None
        try:
            program.stdin.writelines(pieces)
            program.stdin.close()
        except BrokenPipeError:
            pass  # It has said why.
        except BaseException:
            program.kill()  # It must not take what it has for all that there is.
            raise
        if program.wait() != 0:
            raise BackupFailed(_last_line(said))


@contextmanager
def _running(
    command: Sequence[str], address: URL, environment: Mapping[str, str]
) -> Iterator[tuple[subprocess.Popen[bytes], IO[bytes]]]:
    """Run one of PostgreSQL's programs. No password is on its command line, where others would see it."""
    program = shutil.which(command[0], path=environment.get("PATH"))
    if program is None:
        raise BackupFailed(f"{command[0]} is not installed here; it comes with PostgreSQL's client programs")
    # What it says goes to a file: a pipe that nobody reads would stop it when it is full.
    with tempfile.TemporaryFile() as said:
        running = subprocess.Popen(  # noqa: S603 - a program of PostgreSQL, nothing of it is anybody's input
            [program, *command[1:]],
            env={**environment, **_where(address)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=said,
        )
        with running:
            try:
                yield running, said
            except BaseException:
                running.kill()
                raise


def _where(address: URL) -> dict[str, str]:
    """Return libpq's names for where the database is."""
    query = {name: value for name, value in address.query.items() if isinstance(value, str)}
    given = {
        "PGHOST": address.host or query.get("host"),
        "PGPORT": str(address.port) if address.port else None,
        "PGUSER": address.username,
        "PGPASSWORD": str(address.password) if address.password is not None else None,
        "PGDATABASE": address.database,
        "PGSSLMODE": query.get("ssl") or query.get("sslmode"),
        "PGCONNECT_TIMEOUT": "30",
    }
    return {name: value for name, value in given.items() if value}


def _last_line(said: IO[bytes]) -> str:
    said.seek(0)
    lines = said.read().decode(errors="replace").strip().splitlines()
    return lines[-1] if lines else "the program ended without a word"


def _for_us_alone(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _sha256(path: Path) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
