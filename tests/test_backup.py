"""The database lost and brought back: what was before is there, what was after is missed."""

from __future__ import annotations

import asyncio
import io
import os
from base64 import b64encode
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from bot.app import App
from bot.commands import backup, restore
from domain.money import naira
from domain.reconciliation import BreakKind
from domain.times import LAGOS, lagos_day
from storage.audit_chain import chain_problems
from storage.backup_files import PIECE, BackupKeys, BadBackupKeys, DamagedBackup, close, opened
from storage.backups import BackupFailed, back_up, bring_back, forget_older
from storage.checks import problems
from tests.chat import Clock, Person, Vision, running_vision
from tests.data_servers import postgres_binaries
from tests.databases import PostgresDatabases

KEY, OLDER_KEY = "b2:" + b64encode(b"n" * 32).decode(), "b1:" + b64encode(b"o" * 32).decode()
NIGHT = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)


async def adds(vision: Vision, person: Person, amount: int) -> str:
    """Let somebody pay a page at Paystack, and return Paystack's id of it."""
    services, customer = vision.app.services, await person.customer()
    top_up = await services.top_ups.open(
        services.new_id(), customer.id, naira(amount), card=None, now=vision.clock()
    )
    paid = await vision.paystack.pay(top_up.id)
    await person.sees("received")
    return str(paid["id"])


@pytest.fixture
def elsewhere(request: pytest.FixtureRequest, tmp_path: Path, database_url: str) -> str:
    """The URL of an empty database of the same kind, for the day on which that one is lost."""
    if database_url.startswith("sqlite"):
        return f"sqlite+aiosqlite:///{tmp_path / 'new machine' / 'vision.sqlite3'}"
    databases: PostgresDatabases = request.getfixturevalue("postgres_databases")
    return databases.empty()


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], None]:
    """Say where the database of the commands is."""

    def set_to(database_url: str, keys: str) -> None:
        monkeypatch.setenv("PATH", f"{postgres_binaries()}{os.pathsep}{os.environ['PATH']}")
        monkeypatch.setenv("DATABASE_URL", database_url)
        monkeypatch.setenv("BACKUP_KEYS", keys)

    return set_to


class TestALostDatabase:
    @pytest.mark.slow
    async def test_comes_back_as_it_was_and_waits_for_people_who_find_what_is_missing(
        self,
        database_url: str,
        elsewhere: str,
        settings: Callable[[str, str], None],
        tmp_path: Path,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        folder = tmp_path / "backups"
        async with running_vision(database_url, clock=Clock()) as vision:
            ada = await vision.knows("Ada Obi", trusted=True)
            await adds(vision, ada, 5_000)
            await ada.says("500 0803 123 4567")
            await ada.enters_pin()
            await ada.sees("Delivered")

            settings(database_url, OLDER_KEY)
            assert await asyncio.to_thread(backup.main, str(folder), "30") == 0  # while the bot runs
            (path,) = folder.glob("*.backup")
            lost = await adds(vision, ada, 2_000)
            await vision.app.stop()

            settings(elsewhere, f"{KEY},{OLDER_KEY}")
            assert await asyncio.to_thread(restore.main, str(path)) == 0
            assert "0 problems in the books." in capsys.readouterr().out
            vision.app = App(
                vision.app.settings.model_copy(update={"database_url": elsewhere}), clock=vision.clock
            )
            await vision.app.start()
            await vision.paystack.set(webhook_url=f"{vision.app.http.address}/webhooks/paystack")

            assert await ada.balance() == naira(4_500)
            await ada.says("300 0806 123 4567")
            await ada.sees("books in order")
            await vision.app.services.maintenance.end(by="telegram:1000")
            await ada.says("300 0806 123 4567")
            await ada.enters_pin()
            await ada.sees("Delivered")
            assert await ada.balance() == naira(4_200)

            noon = datetime.combine(lagos_day(vision.clock()) + timedelta(days=1), time(12), LAGOS)
            await vision.waits(seconds=(noon - vision.clock()).total_seconds())
            await vision.paystack.set(clock_offset_s=vision.clock.ahead.total_seconds())
            fetching = vision.app.services.staff_services.statement_fetching
            assert await fetching.run(now=vision.clock()) == {}
            found = await fetching.reconciliations.open_breaks(limit=10)
            assert [(each.kind, each.reference) for each in found if each.company == "paystack"] == [
                (BreakKind.THEIRS_ALONE, lost)
            ]
            assert await problems(vision.app.database) == []
            assert await chain_problems(vision.app.database) == []

    async def test_is_brought_back_only_into_an_empty_one_and_only_if_the_backup_is_whole(
        self,
        database_url: str,
        elsewhere: str,
        settings: Callable[[str, str], None],
        tmp_path: Path,
    ) -> None:
        settings(database_url, KEY)
        keys, other = BackupKeys.from_text(KEY), BackupKeys.from_text(OLDER_KEY)
        path = back_up(database_url, tmp_path, keys, os.environ, now=NIGHT)

        for broken in (path.read_bytes()[:-1], path.read_bytes() + b"x", b"something else"):
            (tmp_path / "broken").write_bytes(broken)
            with pytest.raises(DamagedBackup):
                bring_back(elsewhere, tmp_path / "broken", keys, os.environ)
        with pytest.raises(DamagedBackup, match="'b2', which BACKUP_KEYS does not have"):
            bring_back(elsewhere, path, other, os.environ)
        with pytest.raises(BackupFailed, match="is not empty"):
            bring_back(database_url, path, keys, os.environ)
        bring_back(elsewhere, path, keys, os.environ)
        with pytest.raises(BackupFailed, match="is not empty"):
            bring_back(elsewhere, path, keys, os.environ)


class TestABackup:
    def test_says_why_there_is_none_and_leaves_nothing_behind(self, tmp_path: Path) -> None:
        keys = BackupKeys.from_text(KEY)

        with pytest.raises(BackupFailed, match="there is no database"):
            back_up(f"sqlite:///{tmp_path}/none", tmp_path / "kept", keys, {}, now=NIGHT)
        with pytest.raises(BackupFailed, match="pg_dump is not installed here"):
            back_up("postgresql://127.0.0.1/none", tmp_path / "kept", keys, {"PATH": ""}, now=NIGHT)

        assert list((tmp_path / "kept").iterdir()) == []

    def test_is_for_nobody_else_and_has_its_sum_beside_it(self, sqlite_url: str, tmp_path: Path) -> None:
        path = back_up(sqlite_url, tmp_path / "kept", BackupKeys.from_text(KEY), {}, now=NIGHT)

        assert path.stat().st_mode & 0o777 == 0o600
        said = path.with_name(f"{path.name}.sha256").read_text()
        assert said == f"{sha256(path.read_bytes()).hexdigest()}  vision-20261124T013000Z.backup\n"
        assert b"CREATE TABLE" not in path.read_bytes()

    def test_goes_when_it_is_too_old_unless_it_is_among_the_newest(self, tmp_path: Path) -> None:
        for days in (1, 20, 40, 50, 60):
            made_at = NIGHT - timedelta(days=days)
            (tmp_path / f"vision-{made_at:%Y%m%dT%H%M%SZ}.backup").touch()
        (tmp_path / "vision-of-mine.backup").touch()

        gone = forget_older(tmp_path, timedelta(days=30), now=NIGHT)

        assert len(gone) == 2
        assert len(list(tmp_path.iterdir())) == 4

    @pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE])
    def test_opens_to_what_was_closed_and_not_without_its_last_piece(self, size: int) -> None:
        keys, plain, closed = BackupKeys.from_text(KEY), os.urandom(size), io.BytesIO()

        close(io.BytesIO(plain), closed, keys, {"of": "nothing"})

        assert b"".join(opened(io.BytesIO(closed.getvalue()), keys)) == plain
        whole = closed.getvalue()
        last = len(whole) - ((size - 1) % PIECE + 1 + 16 if size else 16)
        for less in (whole[:last], whole[: last + 1]):
            with pytest.raises(DamagedBackup):
                list(opened(io.BytesIO(less), keys))
        with pytest.raises(DamagedBackup):
            list(opened(io.BytesIO(whole.replace(b'"nothing"', b'"notHing"')), keys))

    @pytest.mark.parametrize("keys", ["", "b1", "b1:short", f"{KEY},{KEY}", KEY.replace("b2", "b-2")])
    def test_wants_keys_that_are_keys(self, keys: str) -> None:
        with pytest.raises(BadBackupKeys):
            BackupKeys.from_text(keys)
