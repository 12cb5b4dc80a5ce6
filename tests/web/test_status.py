"""The public page of what works: what it says when all is well, when it is not, and while we work on it."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import cast

from starlette.requests import Request

from domain.maintenance import Stop
from domain.outages import Outage
from tests.web.conftest import World
from web import status
from web.edge import Edge
from web.status_page import Status, StatusPage


class TestTheStatusPage:
    async def test_says_that_all_is_well(self, world: World) -> None:
        page = await world.http.get("/status")
        said = (await world.http.get("/status.json")).json()

        assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
        assert page.headers["cache-control"] == "public, max-age=5"
        assert "Everything works." in page.text
        assert "<script" not in page.text
        assert said["status"] == "ok"
        assert {"id": "mtn", "name": "MTN", "category": "airtime", "state": "up"} in said["billers"]

    async def test_says_what_is_not_sold_since_when_and_what_is_told_of_it(self, world: World) -> None:
        outages, now = world.app.services.outages, world.app.clock()
        async with world.app.database.begin() as books:
            await books.outages.begin(Outage("glo", now, now + timedelta(minutes=5)))
        await world.app.services.staff_services.incidents.open(
            "mtn", "<b>We & MTN</b> look", by="staff", now=now
        )
        await outages.watch()

        page = (await world.http.get("/status")).text
        said = (await world.http.get("/status.json")).json()

        assert "2 companies are not well" in page
        assert page.count('<li class="paused">') == 2
        assert "&lt;b&gt;We &amp; MTN&lt;/b&gt; look" in page
        assert said["status"] == "trouble"
        states = {each["id"]: each for each in said["billers"] if each["state"] != "up"}
        assert {"glo", "mtn"} <= states.keys()
        assert states["glo"]["since"] == now.isoformat()
        assert states["mtn"]["said"]["text"] == "<b>We & MTN</b> look"

    async def test_says_that_we_work_on_the_house(self, world: World) -> None:
        now = world.app.clock()
        async with world.app.database.begin() as books:
            await books.maintenance.put(Stop("New pipes.", now, now + timedelta(hours=1)))
        await world.app.services.maintenance.watch()

        page = (await world.http.get("/status")).text
        said = (await world.http.get("/status.json")).json()

        assert "New pipes." in page
        assert (said["status"], said["maintenance"]["text"]) == ("maintenance", "New pipes.")

    async def test_is_not_for_who_asks_without_end(self) -> None:
        async def look() -> Status:
            raise AssertionError("nobody looks")

        async def wait_of(address: str) -> timedelta:
            return timedelta(seconds=2.5) if address == "8.8.8.8" else timedelta()

        request = Request({"type": "http", "client": ("8.8.8.8", 4711), "headers": []})
        edge = cast(Edge, SimpleNamespace(status_page=StatusPage(look, wait_of)))

        for answer in (await status.status(request, edge), await status.status_json(request, edge)):
            assert (answer.status_code, answer.headers["retry-after"]) == (429, "3")
