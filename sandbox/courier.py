"""Carries payment webhooks to the bot: in the background, again and again, until they are taken."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from sandbox.outgoing import NoAnswer, post


@dataclass(frozen=True, slots=True)
class Answer:
    """What the receiver said; status 0 stands for nobody there."""

    status: int
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Parcel:
    """One webhook to be delivered."""

    url: str
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


Pack = Callable[[], Parcel | None]
Taken = Callable[[Answer], bool]


def taken_with_200(answer: Answer) -> bool:
    """Tell whether the receiver took it, where 200 is all that counts."""
    return answer.status == 200


class Courier:
    """Sends parcels, and repeats them after each of the pauses until one is taken."""

    def __init__(self, pauses: Callable[[], Sequence[float]], *, taken: Taken = taken_with_200) -> None:
        self._pauses = pauses
        self._taken = taken
        self._under_way: set[asyncio.Task[None]] = set()

    def send(self, pack: Pack, *, after: float = 0.0, when_taken: Callable[[], None] = lambda: None) -> None:
        """Pack and deliver it in the background after that time; there may be nothing to pack then."""
        task = asyncio.get_running_loop().create_task(self._deliver(pack, after, when_taken))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def send_once(self, parcel: Parcel) -> Answer:
        """Deliver it now, one try, and tell what was answered."""
        headers = {"Content-Type": "application/json", **parcel.headers}
        try:
            answer = await post(parcel.url, parcel.body, headers, timeout_s=30.0)
        except NoAnswer:
            return Answer(0)
        return Answer(answer.status, answer.body)

    async def _deliver(self, pack: Pack, after: float, when_taken: Callable[[], None]) -> None:
        await asyncio.sleep(after)
        parcel = pack()
        if parcel is None:
            return
        for pause in (0.0, *self._pauses()):
            await asyncio.sleep(pause)
            if self._taken(await self.send_once(parcel)):
                when_taken()
                return
