"""The Money Tracker's simulation of `make bench`, in a size for every day; and that it would find a lie."""

import random
from dataclasses import replace
from datetime import timedelta

import pytest

from benchmarks.bank import open_bank
from benchmarks.liar import LyingVendor
from benchmarks.tracker import JumpingClock, Simulation, simulate
from domain.money import naira
from domain.vendors import Rejected, VendOutcome, VendRequest


@pytest.mark.slow
class TestAVendorThatLies:
    async def test_leaves_everybody_with_value_or_money_and_no_promise_broken(
        self, database_url: str
    ) -> None:
        found = await simulate(database_url, orders=120)

        assert found.violations == []
        assert found.ends["delivered"] > 0
        assert found.ends["released"] > 0
        assert sum(found.ends.values()) == found.orders == 120


class TestTheSimulation:
    async def test_finds_promises_that_nobody_kept(self, sqlite_url: str) -> None:
        async with open_bank(sqlite_url) as bank:
            now, dice = JumpingClock(), random.Random(1)

            async def nobody_listens(_: str) -> None: ...

            vendor = LyingVendor(dice, now, nobody_listens)
            payments = replace(bank.payments, vendors={vendor.name: vendor}, clock=now)
            simulation = Simulation(bank, payments, vendor, now, dice)
            (ada,) = await bank.customers([1], balance=naira(100_000))
            await simulation.pay(ada)

            now.now += timedelta(hours=24)
            await simulation.look_at_the_promises()

        assert [what.partition(": ")[2] for what in simulation.found.violations] == [
            "accepted past the deadline that was told"
        ]

    async def test_finds_value_that_came_with_the_money(self, sqlite_url: str) -> None:
        async with open_bank(sqlite_url) as bank:
            now, dice = JumpingClock(), random.Random(1)

            async def nobody_listens(_: str) -> None: ...

            vendor = DeliversInSecret(dice, now, nobody_listens)
            payments = replace(bank.payments, vendors={vendor.name: vendor}, clock=now)
            simulation = Simulation(bank, payments, vendor, now, dice)
            (ada,) = await bank.customers([1], balance=naira(100_000))
            await simulation.pay(ada)
            await simulation.work()
            await simulation.reckon()

        assert [what.partition(": ")[2] for what in simulation.found.violations] == [
            "value and money, and nobody knows"
        ]


class DeliversInSecret(LyingVendor):
    """Says no, and delivers."""

    async def vend(self, request: VendRequest) -> VendOutcome:
        await super().vend(request)
        return Rejected("failed")

    def really_delivered(self, request_id: str) -> bool:
        return True
