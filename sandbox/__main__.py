"""`python -m sandbox`: the stand-ins as one local server."""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import sys
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

import uvicorn
import uvloop
from fastapi import FastAPI

from sandbox.app import create_app
from sandbox.settings import DEMO_TOKEN, BotProfile, SandboxSettings


async def _serve(app: FastAPI, host: str, port: int, *, with_parent: bool) -> bool:
    """Serve until SIGTERM or SIGINT, or until the parent has gone; return whether it could start."""
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=3,
        ws="none",
    )
    server = uvicorn.Server(config)
    loop = asyncio.get_running_loop()

    def stop() -> None:
        if with_parent:
            loop.remove_reader(sys.stdin.fileno())
        app.state.release()
        server.should_exit = True

    def ready() -> None:
        if server.started:
            bound = server.servers[0].sockets[0].getsockname()[1]
            print(f"The sandbox is ready at http://{host}:{bound}", flush=True)
        elif not server.should_exit:
            loop.call_later(0.01, ready)

    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop)
    if with_parent:  # Nobody writes to us; the end of the pipe is the end of whoever holds it.
        loop.add_reader(sys.stdin.fileno(), stop)
    loop.call_soon(ready)
    # uvicorn's own serve() would end the process by the signal and lose the exit status.
    await server._serve()
    return server.started


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m sandbox", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8080)
    parser.add_argument("--state-dir", type=Path, help="keep people, chats and payments here over restarts")
    parser.add_argument(
        "--bot-token", action="append", help="a bot to know, the demo bot if none; may be repeated"
    )
    parser.add_argument("--bot-http", default="http://127.0.0.1:8090", help="where the bot takes webhooks")
    parser.add_argument(
        "--vtpass-webhook-path", default="", help="path of the bot's VTpass webhook, with its secret"
    )
    parser.add_argument(
        "--flutterwave-webhook-hash", default="", help="the secret that Flutterwave's webhooks bring along"
    )
    parser.add_argument("--paystack-secret-key", default="", help="the key that signs Paystack's webhooks")
    parser.add_argument(
        "--sms-webhook-secret", default="", help="the last part of the bot's addresses for delivery reports"
    )
    parser.add_argument("--smtp-port", type=int, default=8025, help="where mail is taken; 0 is any free port")
    parser.add_argument(
        "--traffic", type=Path, help="append the Telegram traffic to this file (or TELEGRAM_TRAFFIC)"
    )
    parser.add_argument(
        "--friendly", action="store_true", help="let ordinary meters and phone numbers succeed"
    )
    parser.add_argument(
        "--rate-limits", action="store_true", help="refuse too many messages, as Telegram does"
    )
    parser.add_argument(
        "--strict", action="store_true", help="end with status 1 if a bot called an unknown method"
    )
    parser.add_argument(
        "--with-parent",
        action="store_true",
        help="end when the standard input ends, which a pipe does with its owner",
    )
    given = parser.parse_args()
    if not 0 <= given.port <= 65535:
        parser.error("--port is a number from 0 (any free one) to 65535")
    return given


def _settings(given: argparse.Namespace) -> SandboxSettings:
    traffic = given.traffic or os.environ.get("TELEGRAM_TRAFFIC")
    return SandboxSettings(
        bots=tuple(BotProfile(token) for token in given.bot_token or [DEMO_TOKEN]),
        state_dir=given.state_dir,
        traffic=Path(traffic) if traffic else None,
        strict=given.strict,
        rate_limits=given.rate_limits,
        bot_http=given.bot_http.rstrip("/"),
        vtpass_webhook_path=given.vtpass_webhook_path,
        paystack_secret_key=given.paystack_secret_key,
        flutterwave_webhook_hash=given.flutterwave_webhook_hash,
        sms_webhook_secret=given.sms_webhook_secret,
        smtp_port=given.smtp_port,
        friendly=given.friendly,
    )


def _run(serving: Coroutine[Any, Any, bool]) -> bool:
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(serving)


def main() -> int:
    """Run the command and return its exit status."""
    given = _arguments()
    app = create_app(_settings(given))
    try:
        started = _run(_serve(app, given.host, given.port, with_parent=given.with_parent))
    except SystemExit:  # uvicorn has said why, for example that the port is taken
        return 1
    unknown = app.state.worlds.telegram.unknown_methods
    if given.strict and unknown:
        print(f"Unknown Bot API methods were called: {', '.join(sorted(set(unknown)))}", file=sys.stderr)
        return 1
    return 0 if started else 1


if __name__ == "__main__":
    sys.exit(main())
