"""What the stand-ins are started with: read once by the command line or by a test, then passed on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

DEMO_TOKEN = "8080:vision-demo-token-not-secret-0000000"


@dataclass(frozen=True, slots=True)
class BotProfile:
    """A bot that the Telegram stand-in knows: its token and what getMe says of it."""

    token: str = DEMO_TOKEN
    first_name: str = "Vision"
    username: str = "vision_demo_bot"


@dataclass(frozen=True, slots=True)
class SandboxSettings:
    """Everything `create_app` needs to know.

    `bot_http` is where the bot's own HTTP edge listens: payment webhooks go there. `friendly` is for a
    person at the demo: ordinary meters and phone numbers succeed, and a customer and staff have phones.
    """

    bots: tuple[BotProfile, ...] = (BotProfile(),)
    state_dir: Path | None = None
    traffic: Path | None = None
    strict: bool = False
    rate_limits: bool = False
    bot_http: str = "http://127.0.0.1:8090"
    vtpass_webhook_path: str = ""
    paystack_secret_key: str = ""
    flutterwave_webhook_hash: str = ""
    sms_webhook_secret: str = ""  # the last part of the addresses that take delivery reports
    smtp_port: int = 0  # of the mail server; 0: any free one
    friendly: bool = False
