"""The bot with its HTTP edge, the stand-ins, and a machine that talks to the edge."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import httpx
import pytest
from aiogram import Router

from bot.app import App
from tests.bot.engine import an_engine
from tests.companies import FlutterwaveControl, PaystackControl, VtpassControl
from tests.loopback import NO_TLS
from tests.telegram_client import TelegramClient

VTPASS_SECRET = "a-secret-of-vtpass"
FLUTTERWAVE_HASH = "demo-webhook-hash"  # the stand-in's


@dataclass
class World:
    """Everything that runs."""

    app: App
    telegram: TelegramClient
    paystack: PaystackControl
    vtpass: VtpassControl
    flutterwave: FlutterwaveControl
    http: httpx.AsyncClient


@pytest.fixture
def world_url(sqlite_url: str) -> str:
    """Where the world keeps its books; where it is about money, tests name both kinds."""
    return sqlite_url


@pytest.fixture
async def world(world_url: str) -> AsyncIterator[World]:
    async with an_engine(
        world_url,
        Router(),
        vtpass_webhook_secret=VTPASS_SECRET,
        flutterwave_secret_key="FLWSECK_TEST-demo",
        flutterwave_webhook_hash=FLUTTERWAVE_HASH,
    ) as (telegram, app):
        paystack, vtpass = PaystackControl(telegram.address), VtpassControl(telegram.address)
        flutterwave = FlutterwaveControl(telegram.address)
        await paystack.set(webhook_url=f"{app.http.address}/webhooks/paystack")
        await vtpass.set(webhook_url=f"{app.http.address}/webhooks/vtpass/{VTPASS_SECRET}")
        await flutterwave.set(webhook_url=f"{app.http.address}/webhooks/flutterwave")
        async with httpx.AsyncClient(base_url=app.http.address, trust_env=False, verify=NO_TLS) as http:
            yield World(app, telegram, paystack, vtpass, flutterwave, http)
        for company in (paystack, vtpass, flutterwave):
            await company.close()
