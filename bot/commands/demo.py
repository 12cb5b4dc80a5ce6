"""`demo`: the whole product on this machine. Telegram and all other companies are stand-ins on loopback."""

from __future__ import annotations

import asyncio
import base64
import os
import re
import secrets
import socket
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from bot.commands.database import DEMO_DATABASE, VAR
from bot.commands.demo_gifts import prepare
from bot.commands.run import in_event_loop, run_until_told
from bot.logs import configure
from bot.settings import BadSettings, Settings, read_settings

PORT = 8080
HTTP_PORT = 8090
TOKEN = "8080:vision-demo-token-not-secret-0000000"  # noqa: S105 - as public as the stand-in that accepts it
STAFF = "1000"  # the stand-in's person of the staff
_LOOPBACK = "127.0.0.1"
_READY_WITHIN = 60
_STOPS_WITHIN = 5


def main() -> int:
    """Start the stand-ins and the bot, print one address, and stop both on Ctrl-C."""
    port = _wanted_port()
    VAR.mkdir(exist_ok=True)
    keys = _demo_keys(VAR / "demo-keys.env")
    http_port = HTTP_PORT if _is_free(HTTP_PORT) else _free_port()
    smtp_port = _free_port()
    settings = _settings(port, http_port, smtp_port, keys)
    configure(settings.log_format, settings.log_level)
    asyncio.run(prepare(settings))
    sandbox = _start_sandbox(port, http_port, smtp_port, VAR / "sandbox", keys)
    try:
        _wait_until_ready(sandbox, port)
        in_event_loop(
            lambda: run_until_told(
                settings,
                ready=lambda app: print(
                    f"\n  The HTTP edge and its API: {app.http.address}/api/v1/docs"
                    f"\n  Vision is ready: open http://{_LOOPBACK}:{port}  (Ctrl-C stops it)\n",
                    flush=True,
                ),
            )
        )
    finally:
        sandbox.terminate()
        try:
            sandbox.wait(_STOPS_WITHIN)
        except subprocess.TimeoutExpired:
            sandbox.kill()
    return 0


def _wanted_port() -> int:
    text = os.environ.get("PORT", str(PORT))
    if not text.isdigit() or not 0 < int(text) < 65_536:
        raise BadSettings("PORT: it has to be a number between 1 and 65535.")
    if not _is_free(int(text)):
        raise BadSettings(
            f"PORT: {text} is used by another program; PORT={int(text) + 1} make demo uses another."
        )
    return int(text)


def _settings(port: int, http_port: int, smtp_port: int, keys: Mapping[str, str]) -> Settings:
    outside = f"http://{_LOOPBACK}:{port}"
    return read_settings(
        None,
        environment="demo",
        database_url=DEMO_DATABASE,
        redis_url="",
        http_host=_LOOPBACK,
        http_port=http_port,
        public_url=f"http://{_LOOPBACK}:{http_port}",
        telegram_bot_token=TOKEN,
        telegram_api_base=outside,
        telegram_mode="polling",
        admin_telegram_ids=STAFF,
        vtpass_base_url=f"{outside}/vtpass/api",
        vtpass_api_key="demo-api-key",
        vtpass_public_key="demo-public-key",
        vtpass_secret_key="demo-secret-key",  # noqa: S106 - the stand-in's
        flutterwave_base_url=f"{outside}/flutterwave/v3",
        flutterwave_secret_key="FLWSECK_TEST-demo",  # noqa: S106 - the stand-in's
        paystack_base_url=f"{outside}/paystack",
        personal_accounts="paystack,flutterwave",
        termii_base_url=f"{outside}/termii",
        termii_api_key="demo-termii-key",
        africastalking_base_url=f"{outside}/africastalking",
        africastalking_api_key="demo-africastalking-key",
        identity_base_url=f"{outside}/identity/v1",
        identity_api_key="demo-identity-key",
        smtp_host=_LOOPBACK,
        smtp_port=smtp_port,
        smtp_sender="Vision <no-reply@vision.example>",
        log_level=os.environ.get("LOG_LEVEL", "WARNING"),
        **{name.lower(): value for name, value in keys.items()},
    )


def _demo_keys(file: Path) -> dict[str, str]:
    """Return this checkout's own keys. They are made once, so that a restart can read what was written."""
    made = {
        "ENCRYPTION_KEYS": f"demo1:{base64.b64encode(os.urandom(32)).decode()}",
        "LOOKUP_KEY": base64.b64encode(os.urandom(32)).decode(),
        "PIN_PEPPER": secrets.token_hex(32),
        "RECEIPT_KEYS": f"1:{base64.b64encode(os.urandom(32)).decode()}",
        "JWT_KEYS": f"1:{base64.b64encode(os.urandom(32)).decode()}",
        "PAYSTACK_SECRET_KEY": f"sk_test_demo_{secrets.token_hex(16)}",
        "VTPASS_WEBHOOK_SECRET": secrets.token_urlsafe(24),
        "FLUTTERWAVE_WEBHOOK_HASH": secrets.token_urlsafe(24),
        "SMS_WEBHOOK_SECRET": secrets.token_urlsafe(24),
    }
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    kept: dict[str, str] = dict(re.findall(r"^([A-Z_]+)=(.*)$", text, re.MULTILINE))
    keys = {**made, **kept}
    if keys != kept:  # It is new here, or was made before there was such a key.
        unfinished = file.with_suffix(".new")
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as stream:
            stream.writelines(f"{name}={value}\n" for name, value in keys.items())
        unfinished.replace(file)
    return keys


def _sandbox_options(
    port: int, http_port: int, smtp_port: int, folder: Path, keys: Mapping[str, str]
) -> list[str]:
    return [
        *("--friendly", "--with-parent"),
        *("--host", _LOOPBACK, "--port", str(port)),
        *("--state-dir", str(folder)),
        *("--bot-token", TOKEN),
        *("--bot-http", f"http://{_LOOPBACK}:{http_port}"),
        *("--vtpass-webhook-path", f"/webhooks/vtpass/{keys['VTPASS_WEBHOOK_SECRET']}"),
        # A key may begin with a dash, and is no option then.
        f"--flutterwave-webhook-hash={keys['FLUTTERWAVE_WEBHOOK_HASH']}",
        f"--paystack-secret-key={keys['PAYSTACK_SECRET_KEY']}",
        f"--sms-webhook-secret={keys['SMS_WEBHOOK_SECRET']}",
        *("--smtp-port", str(smtp_port)),
    ]


def _start_sandbox(
    port: int, http_port: int, smtp_port: int, folder: Path, keys: Mapping[str, str]
) -> subprocess.Popen[str]:
    folder.mkdir(exist_ok=True)
    options = _sandbox_options(port, http_port, smtp_port, folder, keys)
    command = [sys.executable, "-m", "sandbox", *options]
    # In a session of its own Ctrl-C does not reach it: the bot stops first, then it. Should we be killed,
    # its standard input ends, and it with it.
    return subprocess.Popen(  # noqa: S603 - our own command
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True
    )


def _wait_until_ready(sandbox: subprocess.Popen[str], port: int) -> None:
    """Wait for its one line; a server that ends before it has said what was wrong on stderr."""
    if sandbox.stdout is None or "ready" not in sandbox.stdout.readline():
        sandbox.wait(_READY_WITHIN)
        raise BadSettings(f"The stand-ins did not start on port {port}.")


def _is_free(port: int) -> bool:
    try:
        socket.create_server((_LOOPBACK, port)).close()
    except OSError:
        return False
    return True


def _free_port() -> int:
    with socket.create_server((_LOOPBACK, 0)) as listener:
        return int(listener.getsockname()[1])
