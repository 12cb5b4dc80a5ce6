"""What tests may rely on: servers that go away, databases that nobody else has touched."""

import subprocess
import sys
from pathlib import Path

import psutil
import pytest
from sqlalchemy import text

from storage import migrate
from tests.databases import PostgresDatabases

ROOT = Path(__file__).resolve().parent.parent


class TestAServerOfOurOwn:
    @pytest.mark.parametrize("server", ["start_postgres", "start_redis"])
    def test_is_gone_when_the_tests_are_killed(self, server: str) -> None:
        program = f"from tests.data_servers import *\nwith {server}(): print('runs', flush=True); input()"
        with subprocess.Popen(
            [sys.executable, "-c", program],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as tests:
            assert tests.stdout is not None
            assert tests.stdout.readline() == "runs\n"
            started = psutil.Process(tests.pid).children(recursive=True)

            tests.kill()

        assert started
        assert psutil.wait_procs(started, timeout=20)[1] == []


class TestADatabase:
    async def test_is_brought_back_to_what_the_migrations_left(
        self, postgres_databases: PostgresDatabases
    ) -> None:
        engine = migrate.migration_engine(postgres_databases.migrated())
        async with engine.begin() as somebody:
            await somebody.execute(text("DELETE FROM alembic_version"))
            await somebody.execute(
                text("INSERT INTO budgets (name, day, used) VALUES ('x', '2030-01-01', 1)")
            )

        again = migrate.migration_engine(postgres_databases.migrated())

        async with again.begin() as somebody_else:
            assert await somebody_else.scalar(text("SELECT count(*) FROM alembic_version")) == 1
            assert await somebody_else.scalar(text("SELECT count(*) FROM budgets")) == 0
        await engine.dispose()
        await again.dispose()
