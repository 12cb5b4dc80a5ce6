"""The VTpass stand-in sells from lists: believable, odd where VTpass is, and changing while it runs."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from sandbox.vtpass import World
from tests.sandbox.receiver import Receiver
from tests.sandbox.test_vtpass import Json, Shop, bot, friendly_shop, shop

__all__ = ["bot", "friendly_shop", "shop"]  # the fixtures of its neighbour

CARD, PROFILE, LINE = "1212121212", "0123456789", "08011111111"


async def buys(shop: Shop, service: str, variation: str, reference: str = LINE, **more: Any) -> Json:
    order = {"serviceID": service, "variation_code": variation, "billersCode": reference, "amount": None}
    return await shop.pays(**(order | more))


async def listed(shop: Shop, service: str) -> list[Json]:
    content = (await shop.get(f"service-variations?serviceID={service}"))["content"]
    rows: list[Json] = content["varations"]
    assert content.get("variations", rows) == rows
    return rows


class TestTheLists:
    @pytest.mark.parametrize(
        ("service", "at_least"),
        [
            *(("mtn-data", 295), ("airtel-data", 40), ("glo-data", 30), ("etisalat-data", 30), ("dstv", 12)),
            *(("gotv", 6), ("startimes", 8), ("showmax", 4), ("smile-direct", 12), ("spectranet", 6)),
            *(("glo-sme-data", 8), ("waec", 1), ("waec-registration", 1), ("jamb", 3)),
        ],
    )
    async def test_are_as_long_as_real_ones(self, service: str, at_least: int, shop: Shop) -> None:
        rows = await listed(shop, service)

        assert len(rows) >= at_least
        assert all(re.fullmatch(r"\d+\.\d\d", row["variation_amount"]) for row in rows)
        assert all(row["name"] and row["fixedPrice"] == "Yes" for row in rows)

    async def test_have_one_code_that_is_there_twice_with_two_prices(self, shop: Shop) -> None:
        rows = await listed(shop, "mtn-data")

        twice = [code for code, times in Counter(row["variation_code"] for row in rows).items() if times > 1]
        prices = {row["variation_amount"] for row in rows if row["variation_code"] in twice}
        assert twice == ["mtn-xtratalk-300"]
        assert len(prices) == 2

    async def test_have_the_misspelt_word_always_and_the_right_one_sometimes(self, shop: Shop) -> None:
        dstv = (await shop.get("service-variations?serviceID=dstv"))["content"]
        startimes = (await shop.get("service-variations?serviceID=startimes"))["content"]

        assert {"variations", "varations"} <= set(dstv)
        assert "variations" not in startimes

    async def test_do_not_exist_for_services_that_do_not(self, shop: Shop) -> None:
        assert (await shop.get("service-variations?serviceID=9mobile"))["code"] == "012"

    @pytest.mark.parametrize(
        ("identifier", "services"),
        [
            ("tv-subscription", {"dstv", "gotv", "startimes", "showmax"}),
            ("education", {"waec", "waec-registration", "jamb"}),
            ("data", {"mtn-data", "smile-direct", "spectranet", "glo-sme-data"}),
        ],
    )
    async def test_belong_to_services_with_fixed_prices(
        self, identifier: str, services: set[str], shop: Shop
    ) -> None:
        rows = {
            row["serviceID"]: row for row in (await shop.get(f"services?identifier={identifier}"))["content"]
        }

        assert services <= set(rows)
        assert {row["product_type"] for row in rows.values()} == {"fix"}


class TestAPurchase:
    async def test_costs_what_the_list_says_whatever_amount_is_sent(self, shop: Shop) -> None:
        said = await buys(shop, "showmax", "full", amount="1")

        assert said["amount"] == 3_500
        assert said["content"]["transactions"]["total_amount"] == 3_500 - 35 + 100

    async def test_of_a_bouquet_tops_up_with_the_amount_that_is_sent(self, shop: Shop) -> None:
        with_amount = await buys(shop, "dstv", "dstv79", CARD, subscription_type="change", amount="500")
        shop.world.clock_offset_s += 31
        without = await buys(shop, "dstv", "dstv79", CARD, subscription_type="change")

        assert (with_amount["amount"], without["amount"]) == (500, 19_000)

    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"serviceID": "mtn-data", "variation_code": "mtn-none"}, "010"),
            ({"serviceID": "mtn-data"}, "010"),
            ({"serviceID": "mtn-data", "variation_code": "mtn-1gb-1d-450", "billersCode": ""}, "011"),
            ({"serviceID": "dstv", "variation_code": "dstv79", "billersCode": CARD}, "011"),
            ({"serviceID": "dstv", "billersCode": CARD, "subscription_type": "renew"}, "011"),
            ({"serviceID": "startimes", "billersCode": CARD, "variation_code": "ewallet"}, "011"),
            ({"serviceID": "waec", "variation_code": "waecdirect", "quantity": "0"}, "031"),
            ({"serviceID": "waec", "variation_code": "waecdirect", "quantity": 11}, "032"),
            ({"serviceID": "waec", "variation_code": "waecdirect", "quantity": "many"}, "011"),
            ({"serviceID": "waec", "variation_code": "waecdirect", "phone": ""}, "011"),
        ],
    )
    async def test_is_refused_by_the_rules(self, changes: Json, code: str, shop: Shop) -> None:
        usual = {"amount": None, "billersCode": LINE}

        assert (await shop.pays(**(usual | changes)))["code"] == code
        assert await shop.vends() == []

    async def test_of_showmax_needs_no_phone(self, shop: Shop) -> None:
        assert (await buys(shop, "showmax", "full", phone=""))["code"] == "000"

    async def test_has_its_twin_by_service_and_recipient(self, shop: Shop) -> None:
        assert (await buys(shop, "mtn-data", "mtn-1gb-1d-450"))["code"] == "000"
        assert (await buys(shop, "mtn-data", "mtn-2gb-1d-700"))["code"] == "019"
        assert (await buys(shop, "glo-data", "glo-1gb-2d-500"))["code"] == "000"


class TestWhatComesBack:
    async def test_is_a_voucher_in_a_list(self, shop: Shop) -> None:
        said = await buys(shop, "showmax", "full")

        assert said["Voucher"] == [said["purchased_code"]]
        assert said["purchased_code"].startswith("SHM")

    async def test_are_as_many_exam_cards_as_were_ordered(self, shop: Shop) -> None:
        said = await buys(shop, "waec", "waecdirect", quantity=3)

        assert len({card["Pin"] for card in said["cards"]}) == 3
        assert said["purchased_code"].count("Serial No:WRN") == 3
        assert said["amount"] == "12000.00"
        assert said["content"]["transactions"]["unit_price"] == "4000"

    async def test_are_tokens_pins_and_cards_with_a_last_day(self, shop: Shop) -> None:
        registration = await buys(shop, "waec-registration", "waec-registraion")
        jamb = await buys(shop, "jamb", "utme", PROFILE)
        spectranet = await buys(shop, "spectranet", "vt-1000", CARD, quantity=1)

        assert registration["purchased_code"] == f"Token: {registration['tokens'][0]}"
        assert jamb["Pin"] == jamb["purchased_code"]
        assert jamb["Pin"].startswith("Pin : ")
        assert isinstance(jamb["content"]["transactions"]["commission"], str)
        assert set(spectranet["cards"][0]) == {"serialNumber", "pin", "expiresOn", "value"}

    async def test_is_a_text_when_asked_again(self, shop: Shop) -> None:
        paid = await buys(shop, "waec", "waecdirect")
        asked = await shop.asks(paid["requestId"])

        assert asked["extras"] == asked["purchased_code"] == paid["purchased_code"]
        assert "cards" not in asked

    async def test_may_be_kept_back_until_asked_again(self, shop: Shop) -> None:
        await shop.control("faults", {"kind": "without-token"})
        paid = await buys(shop, "jamb", "de", PROFILE)

        assert (paid["code"], paid["purchased_code"], "Pin" in paid) == ("000", "", False)
        assert (await shop.asks(paid["requestId"]))["extras"].startswith("Pin : ")

    async def test_is_nothing_for_data_and_packages(self, shop: Shop) -> None:
        data = await buys(shop, "mtn-data", "mtn-1gb-1d-450")
        renewed = await buys(shop, "gotv", "", CARD, subscription_type="renew", amount="8500")

        assert data["purchased_code"] == renewed["purchased_code"] == ""
        assert data["content"]["transactions"]["type"] == "Data Services"


class TestVerifying:
    async def verify(self, shop: Shop, service: str, number: str, kind: str | None = None) -> Json:
        body = {"serviceID": service, "billersCode": number} | ({"type": kind} if kind else {})
        said = await shop.post("merchant-verify", body)
        assert said["code"] == "000"
        content: Json = said["content"]
        return content

    async def test_of_the_magic_card_does_not_tell_the_package(self, shop: Shop) -> None:
        assert not {"Renewal_Amount", "Current_Bouquet"} & set(await self.verify(shop, "dstv", CARD))

    async def test_writes_the_day_as_each_company_does(self, shop: Shop) -> None:
        dstv, gotv = await self.verify(shop, "dstv", CARD), await self.verify(shop, "gotv", CARD)

        assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00", dstv["Due_Date"])
        assert re.fullmatch(r"\d\d-[A-Z]{3}-\d\d", gotv["Due_Date"])

    async def test_of_a_wrong_card_has_no_flag(self, shop: Shop) -> None:
        assert set(await self.verify(shop, "dstv", "7023456789")) == {"error"}

    async def test_at_smile_has_one_account_or_a_list_of_them(self, shop: Shop) -> None:
        path = "merchant-verify/smile/email"
        one = await shop.post(path, {"billersCode": "tester@sandbox.com", "serviceID": "smile-direct"})
        two = await shop.post(path, {"billersCode": "family@sandbox.com", "serviceID": "smile-direct"})

        assert isinstance(one["content"]["AccountList"]["Account"], dict)
        assert len(two["content"]["AccountList"]["Account"]) == 2

    async def test_of_a_profile_needs_the_exam(self, shop: Shop) -> None:
        body = {"serviceID": "jamb", "billersCode": PROFILE}

        assert (await shop.post("merchant-verify", body))["code"] == "011"
        assert (await shop.post("merchant-verify", body | {"type": "neco"}))["code"] == "010"
        assert await self.verify(shop, "jamb", PROFILE, "utme-mock") == {"Customer_Name": "JAMB TESTER"}

    async def test_is_not_there_for_showmax_and_exam_cards(self, shop: Shop) -> None:
        for service in ("showmax", "waec", "mtn-data"):
            said = await shop.post("merchant-verify", {"serviceID": service, "billersCode": LINE})
            assert said["code"] == "012"

    @pytest.mark.parametrize(
        ("service", "number", "kind"),
        [
            ("dstv", "7023456789", None),
            ("gotv", "20123456781", None),
            ("startimes", "02141234567", None),
            ("smile-direct", "1402123456", None),
            ("spectranet", "2012345", None),
            ("jamb", "2345678901", "utme"),
        ],
    )
    async def test_in_a_friendly_world_knows_everybody_who_can_then_pay(
        self, service: str, number: str, kind: str | None, friendly_shop: Shop
    ) -> None:
        first, second = [await self.verify(friendly_shop, service, number, kind) for _ in range(2)]
        code = kind or friendly_shop.world.lists.of(service)[1].code

        assert first == second
        assert first["Customer_Name"]
        assert "error" in await self.verify(friendly_shop, service, "9999999999", kind)
        said = await buys(friendly_shop, service, code, number, subscription_type="change")
        assert said["code"] == "000"

    async def test_in_a_friendly_world_mostly_tells_package_and_price(self, friendly_shop: Shop) -> None:
        prices = {row.name: row.kobo for row in friendly_shop.world.lists.of("dstv")}

        told = await self.verify(friendly_shop, "dstv", "7023456789")
        untold = await self.verify(friendly_shop, "dstv", "7023456780")

        assert prices[told["Current_Bouquet"]] == told["Renewal_Amount"] * 100
        assert "Current_Bouquet" not in untold


class TestAListThatChanges:
    async def test_is_told_by_a_webhook(self, shop: Shop, bot: Receiver) -> None:
        await shop.control("settings", {"webhook_url": bot.url})
        await shop.control("variations/dstv/dstv-padi", {"naira": 4_900}, "PUT")
        await shop.control("variations/dstv/dstv-new", {"name": "DStv New", "naira": 7_000}, "PUT")
        await shop.control("variations/dstv/dstv-yanga", {}, "DELETE")

        assert await shop.control("variations/dstv/webhook", {}) == {"answer": 200}
        await shop.control("variations/dstv/webhook", {})

        update, again = (json.loads(body) for body in bot.bodies)
        assert (update["type"], update["serviceID"]) == ("variations-update", "dstv")
        assert update["actionRequired"] == {
            "added": {"total": 1, "variation_codes": ["dstv-new"]},
            "updated": {"total": 1, "variation_codes": ["dstv-padi"]},
            "removed": {"total": 1, "variation_codes": ["dstv-yanga"]},
        }
        assert update["summary"]["added_variation_codes"] == 1
        assert update["data"]["content"]["variations"] == await listed(shop, "dstv")
        assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d-\d\d-\d\d", update["datetime"])
        assert again["summary"] == dict.fromkeys(update["summary"], 0)

    async def test_is_told_to_nobody_without_an_address(self, shop: Shop) -> None:
        assert await shop.control("variations/dstv/webhook", {}) == {"answer": None}

    async def test_sells_at_the_new_price(self, shop: Shop) -> None:
        await shop.control("variations/mtn-data/mtn-1gb-1d-450", {"naira": "512.5"}, "PUT")

        assert (await buys(shop, "mtn-data", "mtn-1gb-1d-450"))["amount"] == 512.5

    async def test_may_have_a_code_twice(self, shop: Shop) -> None:
        await shop.control("variations/gotv/gotv-max/repeat", {"naira": 9_000})

        prices = [
            row["variation_amount"]
            for row in await listed(shop, "gotv")
            if row["variation_code"] == "gotv-max"
        ]
        assert prices == ["8500.00", "9000.00"]

    async def test_refuses_what_it_does_not_understand(self, shop: Shop) -> None:
        for path, body, status in (
            ("variations/nonsense/a", {"naira": 1}, 404),
            ("variations/dstv/a", {"colour": "red"}, 422),
            ("variations/dstv/a", {"naira": "much"}, 422),
            ("variations/dstv/a", {"naira": "NaN"}, 422),
        ):
            answer = await shop.http.put(f"/control/{path}", json=body)
            assert answer.status_code == status

    async def test_outlives_a_crash_but_not_a_reset(self, shop: Shop, tmp_path: Path) -> None:
        shop.world.keep_in(tmp_path / "vtpass.jsonl")
        await shop.control("variations/dstv/dstv-padi", {"naira": 4_900}, "PUT")
        await buys(shop, "waec", "waecdirect", quantity=2)

        reborn = World()
        reborn.keep_in(tmp_path / "vtpass.jsonl")
        assert reborn.lists.of("dstv") == shop.world.lists.of("dstv")
        assert reborn.transactions == shop.world.transactions

        await shop.control("reset", {})
        assert shop.world.lists.of("dstv") == World().lists.of("dstv")
