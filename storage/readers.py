"""Connections to read with. They stay open between two questions: to take one from SQLAlchemy's pool and to
give it back costs as much as the question.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from domain.errors import BooksBusy

_PATIENCE = 30.0  # seconds that somebody waits for a reader


@dataclass
class Readers:
    """So many connections of an engine on which every statement stands by itself."""

    engine: AsyncEngine
    count: int
    _free: asyncio.Semaphore = field(init=False)
    _lent: int = field(default=0, init=False)
    _idle: list[AsyncConnection] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        """Count them; each is opened when it is first needed."""
        self._free = asyncio.Semaphore(self.count)

    @property
    def use(self) -> tuple[int, int]:
        """How many connections are lent now, and how many there may be."""
        return (self._lent, self.count)

    @asynccontextmanager
    async def one(self) -> AsyncIterator[AsyncConnection]:
        """Lend a connection. One that had any trouble is not lent again.

        :raises BooksBusy: if all of them are busy for too long
        """
        try:
            async with asyncio.timeout(_PATIENCE):
                await self._free.acquire()
        except TimeoutError as error:
            raise BooksBusy from error
        self._lent += 1
        try:
            connection = await self._opened()
            try:
                yield connection
            except BaseException:
                await asyncio.shield(connection.close())
                raise
            self._idle.append(connection)
        finally:
            self._lent -= 1
            self._free.release()

    async def close(self) -> None:
        """Give all connections back."""
        while self._idle:
            await self._idle.pop().close()
        await self.engine.dispose()

    async def _opened(self) -> AsyncConnection:
        while self._idle:
            connection = self._idle.pop()
            if not _was_hung_up(connection):
                return connection
            await connection.invalidate()
            await connection.close()
        return await self.engine.connect()


def _was_hung_up(connection: AsyncConnection) -> bool:
    """Return whether the server has ended the connection; a file never does."""
    pooled = connection.sync_connection
    driver = pooled.connection.driver_connection if pooled is not None else None
    is_closed = getattr(driver, "is_closed", None)
    return bool(is_closed()) if is_closed is not None else False
