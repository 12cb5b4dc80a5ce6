"""How close together notices come in a chat, where answers do not wait for them."""

import asyncio
from itertools import pairwise

import pytest

from bot.notice_pace import NoticePace
from bot.pacing import CHAT_BURST, CHAT_PER_SECOND, GROUP_BURST, GROUP_PER_SECOND, Buckets

APART = 0.05
ADA, BOLA, A_GROUP = 1, 2, -1


async def tell(pace: NoticePace, chat: int, heard: list[tuple[float, float]], *, takes: float = 0) -> None:
    clock = asyncio.get_running_loop().time
    async with pace.notice(chat):
        began = clock()
        await asyncio.sleep(takes)
        heard.append((began, clock()))


class TestTwoNotices:
    @pytest.mark.parametrize(("chat", "times"), [(ADA, 1), (A_GROUP, 3)])
    async def test_of_a_chat_are_apart_from_end_to_beginning(self, chat: int, times: int) -> None:
        pace, heard = NoticePace(APART), list[tuple[float, float]]()

        await asyncio.gather(*(tell(pace, chat, heard, takes=0.01) for _ in range(3)))

        assert all(later[0] - earlier[1] >= APART * times - 0.001 for earlier, later in pairwise(heard))

    async def test_of_two_chats_do_not_wait_for_each_other(self) -> None:
        pace, heard = NoticePace(60), list[tuple[float, float]]()

        async with asyncio.timeout(5):
            await asyncio.gather(tell(pace, ADA, heard), tell(pace, BOLA, heard))

        assert len(heard) == 2

    async def test_are_apart_also_where_the_first_failed(self) -> None:
        pace, heard = NoticePace(APART), list[tuple[float, float]]()
        with pytest.raises(ConnectionError):
            async with pace.notice(ADA):
                raise ConnectionError
        failed = asyncio.get_running_loop().time()

        await tell(pace, ADA, heard)

        assert heard[0][0] - failed >= APART - 0.001


class TestRoomInAChat:
    def test_for_an_answer_is_what_notices_leave(self) -> None:
        now = [0.0]
        chats = Buckets(CHAT_BURST, CHAT_PER_SECOND, lambda: now[0])
        for _ in range(CHAT_BURST):
            assert chats.reserve(ADA) == 0

        assert chats.lacks(ADA, 2) == 2.0
        now[0] = 2.0
        assert chats.lacks(ADA, 2) == 0
        assert chats.take(ADA)
        assert chats.reserve(ADA) == 0

    def test_of_a_group_is_twenty_a_minute(self) -> None:
        assert GROUP_BURST + 60 * GROUP_PER_SECOND == 20
