"""Serves the HTTP edge in the event loop of the bot. Signals are left to the bot."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Iterator, Sequence

import uvicorn
from fastapi import FastAPI

_GRACE = 3
_IDLE = 15
_BACKLOG = 512
_TICKS_A_DAY = 864_000


class _QuietServer(uvicorn.Server):
    """Leaves signals alone, and notices at once that it is to stop."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.stopping = asyncio.Event()

    async def main_loop(self) -> None:
        tick = 0
        while not await self.on_tick(tick % _TICKS_A_DAY):
            tick += 1
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(0.1):
                    await self.stopping.wait()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield  # the bot decides when everything stops, and in which order


class HttpServer:
    """One listening socket and its server."""

    def __init__(self, app: FastAPI, *, host: str, port: int, trusted_proxies: Sequence[str] = ()) -> None:
        """Listen at once, so that a taken port is known before anything else starts.

        :param trusted_proxies: addresses and networks of who is believed when saying for whom it asks
        :raises OSError: if the port is taken
        """
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self._socket = socket.create_server((host, port), family=family, backlog=_BACKLOG)
        self._host = host
        self._server = _QuietServer(
            uvicorn.Config(
                app,
                log_config=None,
                access_log=False,
                server_header=False,
                proxy_headers=bool(trusted_proxies),
                forwarded_allow_ips=list(trusted_proxies),
                timeout_keep_alive=_IDLE,
                timeout_graceful_shutdown=_GRACE,
                h11_max_incomplete_event_size=64 * 1024,
                limit_concurrency=500,
                ws="none",
                lifespan="off",
            )
        )

    @property
    def port(self) -> int:
        """The port that it listens on."""
        return int(self._socket.getsockname()[1])

    @property
    def address(self) -> str:
        """Where it is reached on this machine."""
        host = f"[{self._host}]" if ":" in self._host else self._host
        return f"http://{host}:{self.port}"

    async def serve(self) -> None:
        """Serve until `stop`."""
        await self._server.serve(sockets=[self._socket])

    def stop(self) -> None:
        """Take no more requests and finish those under way."""
        self._server.should_exit = True
        self._server.stopping.set()

    def close(self) -> None:
        """Let the port go."""
        self._socket.close()
