"""Turns: so many calls in any second, whoever is more urgent first."""

import asyncio

import pytest

from bot.turns import Turns


async def call(turns: Turns, rank: int, name: str, said: list[str], *, takes: float = 0) -> None:
    async with turns.turn(rank):
        said.append(name)
        await asyncio.sleep(takes)


async def passes(*, rounds: int = 20) -> None:
    """Let everything that can go on go on."""
    for _ in range(rounds):
        await asyncio.sleep(0)


class TestTurns:
    async def test_come_to_the_more_urgent_first_and_else_in_order(self) -> None:
        turns, said = Turns(1, 0), list[str]()
        async with asyncio.TaskGroup() as people:
            people.create_task(call(turns, 0, "first", said, takes=0.01))
            await passes()
            for rank, name in ((2, "offer"), (1, "reminder"), (0, "money"), (-1, "reply"), (0, "more money")):
                people.create_task(call(turns, rank, name, said))

        assert said == ["first", "reply", "money", "more money", "reminder", "offer"]

    async def test_are_fewer_or_more_while_some_are_out_and_some_are_waited_for(self) -> None:
        turns, said = Turns(2, 0), list[str]()
        async with asyncio.TaskGroup() as people:
            for name in ("first", "second"):
                people.create_task(call(turns, 0, name, said, takes=0.02))
            await passes()
            turns.resize(1)
            people.create_task(call(turns, 0, "third", said, takes=0.02))
            people.create_task(call(turns, 0, "fourth", said))
            while len(said) < 3:
                await passes(rounds=1)
            await passes()
            assert said == ["first", "second", "third"]

            turns.resize(2)
            await passes()
            assert said[3:] == ["fourth"]

    async def test_are_given_back_a_while_after_the_end(self) -> None:
        turns, said = Turns(2, 0.05), list[str]()
        clock = asyncio.get_running_loop().time
        began = clock()

        async with asyncio.TaskGroup() as people:
            for number in range(6):
                people.create_task(call(turns, 0, str(number), said, takes=0.01))

        assert said == ["0", "1", "2", "3", "4", "5"]
        assert clock() - began >= 2 * 0.06

    @pytest.mark.parametrize("given", [False, True])
    async def test_are_not_lost_with_who_waits_no_longer(self, *, given: bool) -> None:
        turns, said = Turns(1, 0), list[str]()
        async with asyncio.TaskGroup() as people:
            async with turns.turn(0):
                gone = people.create_task(call(turns, 0, "gone", said))
                await passes()
                if not given:
                    gone.cancel()
            if given:
                gone.cancel()
            await passes()
            people.create_task(call(turns, 0, "next", said))

        assert said == ["next"]
