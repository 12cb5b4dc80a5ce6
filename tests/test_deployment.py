"""What is written for machines that run Vision: it names what is there, and lets out only what is public.

Nobody could build or start it here. Its order of starting is gone through with processes by `make rehearsal`.
"""

from __future__ import annotations

import asyncio
import re
import sqlite3
from contextlib import closing
from fnmatch import fnmatchcase
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from fastapi import FastAPI
from ruamel.yaml import YAML

from bot.__main__ import COMMANDS
from bot.commands import health
from bot.settings import ROLES, Settings
from storage.migrate import is_current, upgrade
from tests.rehearsal import order_of
from web.app import create_app
from web.edge import Edge
from web.server import HttpServer

ROOT = Path(__file__).resolve().parent.parent
DEPLOY = ROOT / "deploy"
PRODUCT = {"bot", "domain", "storage", "gateways", "web", "migrations", "locales"}
OURS = {"migrate", "bot", "worker", "scheduler", "web-1", "web-2"}

Json = dict[str, Any]


@pytest.fixture(scope="module")
def compose() -> Json:
    """The compose file, with its pieces put together."""
    read: Json = YAML(typ="safe").load(DEPLOY / "compose.yml")
    return read


class TestTheImage:
    def test_holds_the_product_and_nothing_else(self) -> None:
        copied = set(re.findall(r"^COPY (\w+) \1$", (ROOT / "Dockerfile").read_text(), re.MULTILINE))
        let_in = set(re.findall(r"^!(\w+)$", (ROOT / ".dockerignore").read_text(), re.MULTILINE))

        assert copied == let_in == PRODUCT

    def test_runs_as_nobody_in_particular(self) -> None:
        users = re.findall(r"^USER (\S+)$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)

        assert users[-1] == "10001:10001"


class TestTheComposeFile:
    def test_has_every_role_and_starts_it_after_the_migrations(self, compose: Json) -> None:
        services = compose["services"]
        roles = [
            service["command"][-1] for service in services.values() if "--roles" in service.get("command", ())
        ]
        order = order_of(compose)

        assert set(roles) == set(ROLES)
        assert roles.count("web") == 2
        assert order.index("postgres") < order.index("migrate")
        for name in OURS - {"migrate"}:
            assert services[name]["depends_on"]["migrate"]["condition"] == "service_completed_successfully"
            assert order.index("migrate") < order.index(name)

    def test_lets_the_world_reach_the_proxy_alone(self, compose: Json) -> None:
        services, networks = compose["services"], compose["networks"]

        assert [name for name, service in services.items() if service.get("ports")] == ["proxy"]
        assert networks["inside"]["internal"] is True
        for name in ("postgres", "redis"):
            assert services[name]["networks"] == ["inside"]
        assert services["proxy"]["networks"] == ["edge"]
        assert {name for name, service in services.items() if "edge" in service.get("networks", ())} == {
            "proxy", "web-1", "web-2",
        }  # fmt: skip

    def test_believes_the_network_of_the_proxy(self, compose: Json) -> None:
        (network,) = compose["networks"]["edge"]["ipam"]["config"]

        for name in ("web-1", "web-2"):
            assert compose["services"][name]["environment"]["TRUSTED_PROXIES"] == network["subnet"]

    def test_bounds_what_each_may_take_and_say(self, compose: Json) -> None:
        for name, service in compose["services"].items():
            assert service["logging"]["options"]["max-size"], name
            if service["restart"] != "no" if "restart" in service else False:
                assert service["deploy"]["resources"]["limits"]["memory"], name

    def test_gives_our_processes_longer_than_they_need_to_stop_and_no_rights(self, compose: Json) -> None:
        for name in OURS:
            service = compose["services"][name]
            assert service["stop_grace_period"] == "20s"
            assert (service["read_only"], service["cap_drop"]) == (True, ["ALL"])

    def test_says_nothing_that_is_secret_and_sets_what_there_is(self, compose: Json) -> None:
        for name in OURS:
            given = compose["services"][name].get("environment", {})
            assert {setting.lower() for setting in given} <= set(Settings.model_fields)
            assert not [setting for setting in given if re.search("KEY|SECRET|TOKEN|PEPPER", setting)]


class TestTheProxy:
    def test_lets_through_what_is_public_and_of_the_rest_only_whether_we_are_there(self) -> None:
        (line,) = re.findall(r"^\t@public path (.+)$", (DEPLOY / "Caddyfile").read_text(), re.MULTILINE)
        patterns = line.split()

        def passes(path: str) -> bool:
            return any(fnmatchcase(path, pattern) for pattern in patterns)

        edge = cast(Edge, SimpleNamespace(operators=SimpleNamespace(answered=None)))
        ours = {*create_app(edge, is_public=False).openapi()["paths"]}
        public = {*create_app(edge).openapi()["paths"]} - ours

        assert "/webhooks/telegram" in public
        assert {path for path in public if not passes(path)} == set()
        assert {path for path in ours if passes(path)} == {"/health"}
        assert {"/metrics", "/health/detailed"} <= ours
        assert passes("/api/v1/auth/login")


class TestTheHealthCheck:
    async def test_asks_the_configured_port_whether_it_lives(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        app = FastAPI()
        app.add_api_route("/health/live", lambda: "yes")
        server = HttpServer(app, host="127.0.0.1", port=0)
        serving = asyncio.create_task(server.serve())
        monkeypatch.setenv("HTTP_HOST", "0.0.0.0")  # it listens everywhere, in a container
        monkeypatch.setenv("HTTP_PORT", str(server.port))

        assert await asyncio.to_thread(health.main) == 0
        server.stop()
        await serving
        server.close()
        assert await asyncio.to_thread(health.main) == 1
        assert "answered nothing" in capsys.readouterr().err


class TestTheUnits:
    @pytest.mark.parametrize("unit", sorted(DEPLOY.glob("systemd/*.service")), ids=lambda path: path.name)
    def test_start_commands_that_there_are(self, unit: Path) -> None:
        (command,) = re.findall(r"^ExecStart=\S+/python -m bot (\w+)", unit.read_text(), re.MULTILINE)

        assert command in COMMANDS

    def test_wait_for_the_migrations(self) -> None:
        unit = (DEPLOY / "systemd" / "vision@.service").read_text()

        assert "Requires=vision-migrate.service" in unit
        assert re.search(r"^After=.*vision-migrate\.service", unit, re.MULTILINE)


class TestAnOlderVersion:
    async def test_goes_on_with_a_schema_that_a_newer_one_left_and_leaves_it_alone(
        self, sqlite_url: str
    ) -> None:
        path = sqlite_url.partition("///")[2]
        with closing(sqlite3.connect(path)) as line, line:
            line.execute("UPDATE alembic_version SET version_num = '9999'")

        assert await is_current(sqlite_url)
        await upgrade(sqlite_url)

        with closing(sqlite3.connect(path)) as line:
            assert line.execute("SELECT version_num FROM alembic_version").fetchall() == [("9999",)]

    async def test_is_still_refused_on_an_older_schema(self, sqlite_url: str) -> None:
        with closing(sqlite3.connect(sqlite_url.partition("///")[2])) as line, line:
            line.execute("UPDATE alembic_version SET version_num = '0001'")

        assert not await is_current(sqlite_url)
