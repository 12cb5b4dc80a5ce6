"""The whole outside world under one address: the chat page, the Bot API, all companies; mail has a port."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

from fastapi import FastAPI

from sandbox import flutterwave, identity, mail, paystack, sms, vtpass
from sandbox.settings import SandboxSettings
from sandbox.telegram.control import create_page_router, create_router
from sandbox.telegram.door import BotApiDoor
from sandbox.telegram.record import Traffic
from sandbox.telegram.snapshot import Snapshot
from sandbox.telegram.state import OPS, Person, World

_DEMO_PEOPLE = (
    Person(7_000_001, "Ada", "Obi", "ada_obi", phone="2348031234567"),
    Person(OPS, "Ops", username="vision_ops", phone="2348090001000"),
)


@dataclass(frozen=True, slots=True)
class Worlds:
    """The worlds behind an app, for tests that look inside (`app.state.worlds`)."""

    telegram: World
    vtpass: vtpass.World
    flutterwave: flutterwave.World
    paystack: paystack.World
    sms: sms.World
    mail: mail.World
    identity: identity.World


def create_app(settings: SandboxSettings | None = None) -> FastAPI:
    """Build the stand-ins.

    `app.state.release()` ends every waiting call, so that a server can stop at once.
    """
    settings = settings or SandboxSettings()
    worlds = Worlds(
        World(settings.bots, rate_limits=settings.rate_limits, strict=settings.strict),
        vtpass.World(friendly=settings.friendly),
        flutterwave.World(friendly=settings.friendly),
        paystack.World(),
        sms.World(),
        mail.World(settings.smtp_port),
        identity.World(),
    )
    worlds.paystack.account_book.decides_after_s = 1.0 if settings.friendly else 0.0
    flutterwave_pages = flutterwave.PageBook()
    worlds.paystack.webhook_url = f"{settings.bot_http}/webhooks/paystack"
    if settings.paystack_secret_key:
        worlds.paystack.secret_key = settings.paystack_secret_key
    if settings.vtpass_webhook_path:
        worlds.vtpass.webhook_url = settings.bot_http + settings.vtpass_webhook_path
    if settings.flutterwave_webhook_hash:
        worlds.flutterwave.webhook_hash = settings.flutterwave_webhook_hash
        worlds.flutterwave.webhook_url = f"{settings.bot_http}/webhooks/flutterwave"
    if settings.sms_webhook_secret:
        worlds.sms.webhook_urls = {
            vendor: f"{settings.bot_http}/webhooks/{vendor}/{settings.sms_webhook_secret}"
            for vendor in (sms.TERMII, sms.AFRICASTALKING)
        }
    if settings.traffic is not None:
        worlds.telegram.traffic = Traffic(settings.traffic)
    snapshot = Snapshot(worlds.telegram, settings.state_dir / "telegram") if settings.state_dir else None
    if settings.state_dir and snapshot:
        snapshot.load()
        worlds.vtpass.keep_in(settings.state_dir / "vtpass.jsonl")
        worlds.flutterwave.keep_in(settings.state_dir / "flutterwave.jsonl")
        worlds.flutterwave.charge_book.keep_in(settings.state_dir / "flutterwave-charges.jsonl")
        flutterwave_pages.keep_in(settings.state_dir / "flutterwave-pages.jsonl")
        worlds.paystack.keep_in(settings.state_dir / "paystack.jsonl")
        worlds.paystack.account_book.keep_in(settings.state_dir / "paystack-accounts.jsonl")
        worlds.paystack.payout_book.keep_in(settings.state_dir / "paystack-payouts.jsonl")

    if settings.friendly and not worlds.telegram.people:
        for person in _DEMO_PEOPLE:
            worlds.telegram.people[person.id] = replace(person)
            worlds.telegram.private_chat(worlds.telegram.main_bot, person.id)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        if snapshot is None:
            yield
        else:
            async with snapshot.kept():
                yield
        _stop(worlds.telegram)

    app = FastAPI(title="Sandbox", lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None)
    app.state.worlds = worlds
    app.state.release = _releaser(worlds.telegram)
    app.include_router(create_page_router())
    app.include_router(create_router(worlds.telegram))
    app.include_router(vtpass.create_router(worlds.vtpass), prefix="/vtpass/api")
    app.include_router(vtpass.create_control_router(worlds.vtpass), prefix="/vtpass/control")
    app.include_router(flutterwave.create_router(worlds.flutterwave), prefix="/flutterwave/v3")
    app.include_router(flutterwave.create_statements_router(worlds.flutterwave), prefix="/flutterwave/v3")
    app.include_router(
        flutterwave.create_statements_control_router(worlds.flutterwave), prefix="/flutterwave/control"
    )
    app.include_router(flutterwave.create_accounts_router(worlds.flutterwave), prefix="/flutterwave/v3")
    app.include_router(
        flutterwave.create_accounts_control_router(worlds.flutterwave), prefix="/flutterwave/control"
    )
    app.include_router(
        flutterwave.create_pages_router(worlds.flutterwave, flutterwave_pages), prefix="/flutterwave/v3"
    )
    app.include_router(
        flutterwave.create_pages_control_router(worlds.flutterwave, flutterwave_pages),
        prefix="/flutterwave/control",
    )
    app.include_router(flutterwave.create_control_router(worlds.flutterwave), prefix="/flutterwave/control")
    app.include_router(paystack.create_router(worlds.paystack), prefix="/paystack")
    app.include_router(paystack.create_transfers_router(worlds.paystack), prefix="/paystack")
    app.include_router(paystack.create_statements_router(worlds.paystack), prefix="/paystack")
    app.include_router(paystack.create_accounts_router(worlds.paystack), prefix="/paystack")
    app.include_router(sms.create_router(worlds.sms))
    app.include_router(identity.create_router(worlds.identity))
    app.include_router(mail.create_router(worlds.mail, worlds.sms))
    app.add_middleware(BotApiDoor, world=worlds.telegram)
    return app


def _releaser(world: World) -> Callable[[], None]:
    def release() -> None:
        world.changes.close()
        for bot in world.bots.values():
            bot.updates.release()

    return release


def _stop(world: World) -> None:
    for bot in world.bots.values():
        if bot.webhook is not None:
            bot.webhook.abort()
    if world.traffic is not None:
        world.traffic.close()
        world.traffic = None
