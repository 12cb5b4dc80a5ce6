"""What the HTTP API stands on: the chat's services, and what only other faces need."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.conversations.receipts import receipt_pdf
from bot.keys import access_tokens_of
from bot.papers.receipt import Signed
from bot.screens.invite import invitation
from bot.services import Services
from bot.settings import Settings
from bot.text import LANGUAGES, translator
from domain.billers import Biller
from domain.customers import Customer
from domain.errors import Refusal, Unavailable
from domain.idempotency import Idempotency
from domain.joining import Joinings
from domain.one_time_codes import Channel, FreshCode, Purpose
from domain.open_sheets import OpenSheets
from domain.ordering import Ordering
from domain.payments import Payment
from domain.rate_limits import RateLimiter
from domain.sign_ins import SignIns
from storage.database import Database
from web.api.given import Api

_SECRET_BYTES = 32


def build_api(
    settings: Settings,
    services: Services,
    database: Database,
    *,
    clock: Callable[[], datetime],
    limiter: RateLimiter,
    bot_name: str,
) -> Api | None:
    """Return what the API stands on; None where no `JWT_KEYS` are set, so that there is no API."""
    tokens = access_tokens_of(settings)
    if tokens is None:
        return None
    new_id = services.new_id
    sign_ins = SignIns(
        database,
        services.pins.hasher,
        tokens,
        services.rules.sign_ins,
        new_id,
        lambda: secrets.token_urlsafe(_SECRET_BYTES),
    )
    return Api(
        business=services,
        sign_ins=sign_ins,
        joinings=Joinings(
            database, services.customers, services.pins, services.one_time_codes, sign_ins, new_id
        ),
        idempotency=Idempotency(database, new_id),
        open_sheets=OpenSheets(database),
        ordering=Ordering(services.billers, services.validations),
        send_code=_SendsCodes(services, clock),
        print_receipt=_PrintsReceipts(services, bot_name),
        invitation=lambda customer: invitation(bot_name, customer) if bot_name else None,
        limiter=limiter,
        rules=services.rules.api,
        explain=_explained,
        languages=LANGUAGES,
        clock=clock,
        new_id=new_id,
        origins=settings.cors_origins,
    )


@dataclass(frozen=True)
class _SendsCodes:
    """`web.api.given.SendsCodes`."""

    services: Services
    clock: Callable[[], datetime]

    async def __call__(
        self, customer: Customer, purpose: Purpose, *, about: str, channel: Channel | None, language: str
    ) -> FreshCode:
        return await self.services.code_sender.send(
            customer, purpose, about=about, channel=channel, t=translator(language), now=self.clock()
        )


@dataclass(frozen=True)
class _PrintsReceipts:
    """Makes the same papers as the chat."""

    services: Services
    bot_name: str

    async def __call__(self, payment: Payment, biller: Biller, language: str) -> bytes:
        services = self.services
        signed = Signed(services.receipts.code_of(payment), self.bot_name, services.verify_address)
        return await services.printer.make(receipt_pdf, translator(language), payment, biller, signed)


def _explained(trouble: Refusal | Unavailable, language: str) -> str:
    values = trouble.values if isinstance(trouble, Refusal) else {}
    return translator(language).plain(trouble.code, **values)
