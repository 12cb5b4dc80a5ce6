"""`make rehearsal`: what docs/deployment.md and the runbooks say, gone through with plain processes.

On PostgreSQL and Redis of its own: the order of `deploy/compose.yml`, from nothing to a paid bill; a rolling
restart; a backup while people pay; the database lost, brought back and gone on with; and every stop in time.
Each step is printed when it has held.
"""

from __future__ import annotations

import asyncio
import os
import re
import secrets
import signal
import sys
import tempfile
import time
from base64 import b64encode
from collections.abc import Mapping
from graphlib import TopologicalSorter
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import asyncpg
import httpx
import redis as redis_client
from ruamel.yaml import YAML

from tests.chat import NotSeen, Person, Vision
from tests.companies import PaystackControl
from tests.data_servers import free_port, postgres_binaries, start_postgres, start_redis
from tests.loopback import NO_TLS
from tests.servers import a_sandbox

ROOT = Path(__file__).resolve().parent.parent
_SECRET_KEY = "sk_test_demo"
_PHONE, _OWNER, _STAFF_PIN = "+2348031234567", 1_000, "8351"
_TRIES = 3
# A few only: who pays more in ten minutes is asked for a code.
_PAID_WHILE_REPLACING = {"worker": "100 0803 123 4560", "web-1": "100 0803 123 4561"}
_NOT_OURS = {"archive", "postgres", "redis", "proxy"}
_READY_WITHIN = 90.0
_WELL = 200

Json = dict[str, Any]


def order_of(compose: Json) -> list[str]:
    """Return the services of a compose file in an order in which they may start."""
    waits_for = {name: list(service.get("depends_on", ())) for name, service in compose["services"].items()}
    return list(TopologicalSorter(waits_for).static_order())


class Machine:
    """The processes of one installation."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self._folder = folder
        self.environment = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
        self.running: dict[str, asyncio.subprocess.Process] = {}
        self.ports: dict[str, int] = {}

    async def does(self, *command: str, **also: str) -> str:
        """Run a command to its end, which has to be a good one, and return what it said."""
        process = await self._begin(command, also)
        said, _ = await process.communicate()
        assert process.returncode == 0, f"{' '.join(command)}: {process.returncode}\n{said.decode()}"
        return said.decode()

    async def starts(self, name: str, command: list[str]) -> float:
        """Start a service and wait until its health check is content. Returns after how many seconds."""
        began, port = time.monotonic(), free_port()
        self.ports[name] = port
        self.running[name] = process = await self._begin(command, {"HTTP_PORT": str(port)}, log=name)
        async with httpx.AsyncClient(trust_env=False, verify=NO_TLS) as http:
            while not await _is_well(http, port):
                assert process.returncode is None, f"{name} ended:\n{self.log_of(name)}"
                assert time.monotonic() < began + _READY_WITHIN, f"{name} is not well:\n{self.log_of(name)}"
                await asyncio.sleep(0.2)
        return time.monotonic() - began

    async def stops(self, name: str, within: float) -> float:
        """Stop a service as containers are stopped: well and in time. Returns after how many seconds."""
        process, began = self.running.pop(name), time.monotonic()
        process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(within):
            status = await process.wait()
        assert status == 0, f"{name} ended with {status}:\n{self.log_of(name)}"
        return time.monotonic() - began

    def log_of(self, name: str) -> str:
        """Return what a service has said."""
        return (self._folder / f"{name}.log").read_text(errors="replace")[-4_000:]

    def leave_none(self) -> None:
        """Kill what is left when something went wrong."""
        for process in self.running.values():
            process.kill()

    async def _begin(
        self, command: list[str] | tuple[str, ...], also: Mapping[str, str], log: str | None = None
    ) -> asyncio.subprocess.Process:
        said: Any = asyncio.subprocess.PIPE
        if log is not None:
            said = (self._folder / f"{log}.log").open("ab")
        return await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", *command),
            cwd=self._folder,
            env={**self.environment, **also},
            stdout=said,
            stderr=asyncio.subprocess.STDOUT,
        )


async def _is_well(http: httpx.AsyncClient, port: int) -> bool:
    try:
        return (await http.get(f"http://127.0.0.1:{port}/health/live")).status_code == _WELL
    except httpx.TransportError:
        return False


class Proxy:
    """Stands in for the proxy: hands each connection to the first web process that takes it."""

    def __init__(self) -> None:
        self.behind: list[int] = []  # ports

    async def serve(self) -> int:
        """Begin, and return the port."""
        self._server = await asyncio.start_server(self._hand_on, "127.0.0.1", 0)
        return int(self._server.sockets[0].getsockname()[1])

    def close(self) -> None:
        """Take no more."""
        self._server.close()

    async def _hand_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for port in self.behind:
            try:
                inner_reader, inner_writer = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                continue
            ways = (_poured(reader, inner_writer), _poured(inner_reader, writer))
            await asyncio.gather(*ways, return_exceptions=True)
            break
        writer.close()


async def _poured(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(65_536):
        writer.write(data)
        await writer.drain()
    writer.close()


def _told(step: str, *seconds: float) -> None:
    print(f"{step:<78}{' '.join(f'{each:5.1f} s' for each in seconds)}", flush=True)


async def _rehearse(compose: Json, folder: Path, postgres: str, redis: str) -> None:
    services = compose["services"]
    ours = [
        name for name in order_of(compose) if name not in _NOT_OURS and not services[name].get("profiles")
    ]
    roles = [name for name in ours if name != "migrate"]
    proxy = Proxy()
    public = f"http://127.0.0.1:{await proxy.serve()}"
    async with a_sandbox(paystack_secret_key=_SECRET_KEY, friendly=True) as (telegram, _):
        machine = Machine(folder, _settings(telegram.address, public, await _new_database(postgres), redis))
        people = cast(Vision, SimpleNamespace(telegram=telegram))
        paystack = PaystackControl(telegram.address)
        await paystack.set(webhook_url=f"{public}/webhooks/paystack")
        try:
            await machine.does("migrate")
            _told("migrated")
            began = (machine.starts(name, services[name]["command"]) for name in roles)
            _told(f"{', '.join(roles)} are well", *await asyncio.gather(*began))
            await machine.does("health", HTTP_PORT=str(machine.ports["bot"]))
            proxy.behind = [machine.ports[name] for name in roles if name.startswith("web")]
            ada = Person(people, await telegram.add_person("Ada", phone=_PHONE), "Ada", _PHONE)
            owner = Person(people, await telegram.add_person("Ops", id=_OWNER), "Ops", "")
            await ada.registers()
            await _adds(ada, paystack, 3_000)
            await _buys(ada, "200 0803 123 4567")
            _told("somebody registered, added money and bought airtime, all by webhooks")

            for name in roles:
                stopped = await machine.stops(name, within=_grace(services[name]))
                paying = _PAID_WHILE_REPLACING.get(name)
                buying = asyncio.create_task(_buys(ada, paying)) if paying is not None else None
                started = await machine.starts(name, services[name]["command"])
                proxy.behind = [machine.ports[each] for each in roles if each.startswith("web")]
                if buying is not None:
                    await buying
                _told(
                    f"{name} was replaced{', a bill was paid meanwhile' if buying else ''}", stopped, started
                )

            lost_at = await _backed_up(machine, folder)
            await _buys(ada, "150 0803 123 4599")  # nobody will know of it
            for name in reversed(roles):
                await machine.stops(name, within=_grace(services[name]))
            _told(f"backed up ({lost_at:,} bytes), gone on, all stopped in order")

            machine.environment["DATABASE_URL"] = await _new_database(postgres)
            (path,) = (folder / "backups").glob("*.backup")
            assert "0 problems in the books." in await machine.does("restore", str(path))
            await asyncio.to_thread(_empty_redis, redis)
            assert "0 problems" in await machine.does("audit")
            _told("the database was lost and is back from the backup, the books agree")
            first = [name for name in roles if name.startswith(("web", "bot"))]
            for name in first:
                await machine.starts(name, services[name]["command"])
            proxy.behind = [machine.ports[name] for name in first if name.startswith("web")]
            await ada.says("100 0803 123 4567")
            await ada.sees("books in order", "Nothing was charged")
            _told("people look and nobody pays")
            for name in roles:
                if name not in first:
                    await machine.starts(name, services[name]["command"])
            await owner.says("/staffpin")
            await owner.enters_pin(_STAFF_PIN)
            await owner.sees("once more")
            await owner.enters_pin(_STAFF_PIN)
            await owner.sees("Your staff PIN is set")
            await owner.says("/maintenance off")
            await owner.enters_pin(_STAFF_PIN)
            await owner.sees("Everything begins again")
            await _buys(ada, "250 0803 123 4567")
            assert "0 problems" in await machine.does("audit")
            _told("maintenance is over, and a bill is paid")
            for name in reversed(roles):
                await machine.stops(name, within=_grace(services[name]))
            _told("all stopped in order")
        except BaseException:
            for name in machine.running:
                print(f"--- {name}\n{machine.log_of(name)}")
            raise
        finally:
            machine.leave_none()
            proxy.close()
            await paystack.close()


async def _adds(person: Person, paystack: PaystackControl, naira: int) -> None:
    await person.says(f"/fund {naira}")
    await person.sees("Add ₦")
    await paystack.pay(str((await paystack.transactions())[-1]["reference"]))
    await person.sees("received")


async def _buys(person: Person, line: str) -> None:
    for _ in range(_TRIES):  # maintenance, or a sheet, is known by every process within seconds
        await person.says(line)
        try:
            await person.keypad()
        except NotSeen:
            continue
        break
    await person.enters_pin()
    await person.sees("Delivered")


async def _backed_up(machine: Machine, folder: Path) -> int:
    await machine.does("backup", str(folder / "backups"))
    (path,) = (folder / "backups").glob("*.backup")
    return path.stat().st_size


async def _new_database(server: str) -> str:
    name = f"vision_{secrets.token_hex(4)}"
    line = await asyncpg.connect(server)
    await line.execute(f"CREATE DATABASE {name}")
    await line.close()
    return f"{server.rpartition('/')[0]}/{name}".replace("postgresql://", "postgresql+asyncpg://")


def _empty_redis(url: str) -> None:
    with redis_client.Redis.from_url(url) as client:
        client.flushdb()


def _grace(service: Json) -> float:
    return float(service["stop_grace_period"].removesuffix("s"))


def _settings(telegram: str, public: str, database: str, redis: str) -> dict[str, str]:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    given = dict(re.findall(r"^([A-Z][A-Z0-9_]+)=(.*)$", example, re.MULTILINE))
    return {
        **given,
        "PATH": f"{postgres_binaries()}{os.pathsep}{os.environ['PATH']}",
        "DATABASE_URL": database,
        "REDIS_URL": redis,
        "PUBLIC_URL": public,
        "TELEGRAM_API_BASE": telegram,
        "TELEGRAM_MODE": "webhook",
        "TELEGRAM_WEBHOOK_SECRET": secrets.token_urlsafe(16),
        "VTPASS_BASE_URL": f"{telegram}/vtpass/api",
        "PAYSTACK_BASE_URL": f"{telegram}/paystack",
        "PAYSTACK_SECRET_KEY": _SECRET_KEY,
        "BACKUP_KEYS": f"b1:{b64encode(secrets.token_bytes(32)).decode()}",
        "TRUSTED_PROXIES": "127.0.0.0/8",
    }


def main() -> int:
    """Rehearse, and say how it went."""
    compose: Json = YAML(typ="safe").load(ROOT / "deploy" / "compose.yml")
    with tempfile.TemporaryDirectory() as folder, start_postgres() as postgres, start_redis() as redis:
        asyncio.run(_rehearse(compose, Path(folder), postgres, redis))
    print("Everything went as it is written.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
