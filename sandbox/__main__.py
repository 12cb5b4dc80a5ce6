"""`python -m sandbox`: the stand-ins as one local server."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from types import FrameType

import uvicorn

from sandbox.app import create_app
from sandbox.settings import DEMO_TOKEN, BotProfile, SandboxSettings


class _Server(uvicorn.Server):
    """A server that says when it is ready, and lets go of waiting calls when it is told to stop."""

    def __init__(self, config: uvicorn.Config, ready: str, release: object) -> None:
        super().__init__(config)
        self._ready = ready
        self._release = release

    async def startup(self, sockets: list[object] | None = None) -> None:  # type: ignore[override]
        await super().startup(sockets)  # type: ignore[arg-type]
        if self.started:
            print(self._ready, flush=True)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        if callable(self._release):
            self._release()
        super().handle_exit(sig, frame)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m sandbox", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8080)
    parser.add_argument("--state-dir", type=Path, help="keep people, chats and payments here over restarts")
    parser.add_argument(
        "--bot-token", action="append", help=f"a bot to know (default {DEMO_TOKEN}); may be repeated"
    )
    parser.add_argument("--bot-http", default="http://127.0.0.1:8090", help="where the bot takes webhooks")
    parser.add_argument(
        "--vtpass-webhook-path", default="", help="path of the bot's VTpass webhook, with its secret"
    )
    parser.add_argument("--paystack-secret-key", default="", help="the key that signs Paystack's webhooks")
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
    return parser.parse_args()


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
        friendly=given.friendly,
    )


def main() -> int:
    given = _arguments()
    app = create_app(_settings(given))
    config = uvicorn.Config(
        app,
        host=given.host,
        port=given.port,
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=3,
    )
    address = f"http://{given.host}:{given.port}"
    server = _Server(config, f"The sandbox is ready at {address}", app.state.release)
    server.run()
    unknown = app.state.worlds.telegram.unknown_methods
    if given.strict and unknown:
        print(f"Unknown Bot API methods were called: {', '.join(sorted(set(unknown)))}", file=sys.stderr)
        return 1
    return 0 if server.started else 1


if __name__ == "__main__":
    sys.exit(main())
