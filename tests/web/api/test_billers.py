"""Who can be paid, over HTTP."""

from __future__ import annotations

import httpx

from tests.chat import Vision
from tests.web.api.conftest import Caller


class TestBillers:
    async def test_are_listed_by_category(self, caller: Caller) -> None:
        await caller.joins()

        listed = await caller.gets("/billers?category=airtime")

        assert [each["id"] for each in listed["items"]] == ["mtn", "airtel", "glo", "9mobile"]
        assert "electricity" in (await caller.gets("/billers/categories"))["items"]
        one = await caller.gets("/billers/ikeja-electric")
        assert (one["asks"], one["names_owner"], one["state"]) == ("meter", True, None)

    async def test_have_plans_in_pages(self, caller: Caller, vision: Vision) -> None:
        await vision.reads_price_lists()
        await caller.joins()
        found: list[str] = []
        cursor = ""
        for _ in range(3):
            page = await caller.gets(f"/billers/mtn-data/plans?limit=2{cursor}")
            found += [plan["id"] for plan in page["items"]]
            cursor = f"&cursor={page['next']}"

        whole = await caller.gets("/billers/mtn-data/plans?limit=100")

        assert found == [plan["id"] for plan in whole["items"]][:6]

    async def test_that_do_not_exist_are_not_found(self, caller: Caller) -> None:
        await caller.joins()

        answer = await caller.asks("GET", "/billers/no-such-one/plans")

        assert (answer.status_code, answer.json()["code"]) == (404, "unknown-biller")

    async def test_are_not_filtered_by_a_misspelt_name(self, caller: Caller) -> None:
        await caller.joins()

        answer = await caller.asks("GET", "/billers?categry=airtime")

        assert answer.status_code == 422
        assert [each["field"] for each in answer.json()["errors"]] == ["query.categry"]

    async def test_are_told_to_nobody_who_is_not_signed_in(self, http: httpx.AsyncClient) -> None:
        assert (await http.get("/api/v1/billers")).status_code == 401

    async def test_are_told_when_they_are_paused(self, caller: Caller, vision: Vision) -> None:
        await caller.joins()
        outages = vision.app.services.outages
        async with vision.app.database.begin() as books:
            outages.was_paused(await outages.pause_within(books, "ikeja-electric", "fire", None))

        told = await caller.gets("/billers/status")

        assert [(each["biller_id"], each["state"]) for each in told["not_well"]] == [
            ("ikeja-electric", "paused")
        ]
        assert (await caller.gets("/billers/ikeja-electric"))["state"] == "paused"
