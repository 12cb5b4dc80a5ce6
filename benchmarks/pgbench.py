"""PostgreSQL's own benchmark, from the same build as the server: what the machine and its disk allow."""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass
from urllib.parse import urlsplit

from benchmarks.figures import note
from tests.data_servers import postgres_binaries

SCALE = 100


@dataclass(frozen=True)
class Pgbench:
    """TPC-B-like transactions, `-s 100 -M prepared`, in a database of their own."""

    server: str

    def fill(self) -> None:
        """Create the database and its ten million accounts."""
        note(f"filling pgbench's tables (-s {SCALE})")
        self._run("psql", "-q", "-c", "CREATE DATABASE pgbench", database="postgres")
        self._run("pgbench", "-i", "-q", "-s", str(SCALE))
        self._run("psql", "-q", "-c", "CHECKPOINT")

    def per_second(self, clients: int, seconds: int) -> float:
        """Return how many transactions a second so many clients commit."""
        said = self._run(
            *("pgbench", "-n", "-M", "prepared", "-T", str(seconds)),
            *("-c", str(clients), "-j", str(self.threads(clients))),
        )
        found = re.search(r"^tps = ([\d.]+)", said, re.MULTILINE)
        if found is None:
            raise AssertionError(said)
        return float(found[1])

    def threads(self, clients: int) -> int:
        """Return with how many threads pgbench drives its clients: as many as there are cores."""
        return min(clients, os.cpu_count() or 1)

    def _run(self, program: str, *arguments: str, database: str = "pgbench") -> str:
        address = urlsplit(self.server)
        environment = {
            **os.environ,
            "PGHOST": str(address.hostname),
            "PGPORT": str(address.port),
            "PGUSER": str(address.username),
            "PGPASSWORD": str(address.password),
            "PGDATABASE": database,
        }
        done = subprocess.run(
            [postgres_binaries() / program, *arguments],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            raise AssertionError(f"{program} failed:\n{done.stdout}{done.stderr}")
        return done.stdout
