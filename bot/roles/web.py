"""The role `web`: the HTTP edge. Without it a process still says over HTTP how it is."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping

from pydantic import SecretStr

from bot.api_building import build_api
from bot.companies import REPORT_READERS
from bot.echo_sender import EchoSender, reports_taker
from bot.roles.process import Process
from bot.settings import BadSettings
from bot.status_page import StatusBoard
from bot.text import translator
from bot.updates import WANTED
from bot.waking import Wake
from bot.web_pages import CheckReceipt, paid_page, verify_page
from domain.account_events import AccountEvents
from gateways.flutterwave_answers import hinted_reference
from gateways.paystack_payouts import hinted_payout
from gateways.vtpass_answers import updated_request_id, updated_service
from web.api.given import Api
from web.app import create_app
from web.edge import DeliveryReports, Edge
from web.server import HttpServer
from web.status_page import StatusPage

TakeUpdate = Callable[[Mapping[str, object]], Awaitable[None]]


class WebRole:
    """One listening socket."""

    http: HttpServer

    def __init__(self, process: Process, echoes: EchoSender, take_update: TakeUpdate) -> None:
        """`take_update` raises `Overloaded`."""
        self._process = process
        self._echoes = echoes
        self._take_update = take_update

    def start(self) -> None:
        """Begin to serve.

        :raises BadSettings: if the port is taken
        """
        process, settings = self._process, self._process.settings
        try:
            app = create_app(self._edge(), self._api(), is_public=self._is_public)
            self.http = http = HttpServer(
                app,
                host=settings.http_host,
                port=settings.http_port,
                trusted_proxies=settings.trusted_proxies,
            )
        except OSError as error:
            raise BadSettings(
                f"HTTP_PORT: {settings.http_port} on {settings.http_host} can't be used ({error.strerror})."
            ) from None
        process.stack.callback(http.close)
        serving = process.background.start("http edge", http.serve())

        async def stop() -> None:
            http.stop()
            await asyncio.wait({serving}, timeout=process.left(4))

        process.stack.push_async_callback(stop)
        if self._is_public and settings.telegram_mode == "webhook":
            process.background.keep_running("set the webhook", self._set_webhook)

    @property
    def _is_public(self) -> bool:
        """Whether companies, pages and programs are answered here, or machines alone that ask how it is."""
        return "web" in self._process.settings.roles

    async def _set_webhook(self) -> None:
        settings = self._process.settings
        await self._process.bot.set_webhook(
            f"{settings.public_url}/webhooks/telegram",
            allowed_updates=list(WANTED),
            secret_token=_secret(settings.telegram_webhook_secret),
        )

    def _api(self) -> Api | None:
        process = self._process
        return build_api(
            process.settings,
            process.services,
            process.database,
            clock=process.clock,
            limiter=process.limiter,
            bot_name=(process.me.username if process.me is not None else None) or "",
        )

    def _edge(self) -> Edge:
        process, settings, services = self._process, self._process.settings, self._process.services
        t, waking = translator("en"), process.waking
        return Edge(
            payments=services.payments,
            top_ups=services.top_ups,
            processors=services.top_ups.processors,
            wake_payment=lambda payment_id: waking.say(Wake.PAYMENT, payment_id),
            wake_top_up=lambda top_up_id: waking.say(Wake.TOP_UP, top_up_id),
            read_payout_hint=hinted_payout,
            wake_withdrawal=self._wake_withdrawal,
            take_update=self._take_update,
            accounts=AccountEvents(services.personal_accounts, services.inflows),
            read_vtpass_hint=updated_request_id,
            read_vtpass_change=updated_service,
            list_changed=lambda vendor, service: waking.say(Wake.LIST, f"{vendor} {service}"),
            read_flutterwave_hint=hinted_reference,
            checkup=process.checkup,
            database_answers=process.database.answers,
            operators=process.operations.operators(),
            status_page=self._status_page(),
            clock=process.clock,
            telegram_secret=_secret(settings.telegram_webhook_secret)
            if settings.telegram_mode == "webhook"
            else None,
            vtpass_secret=_secret(settings.vtpass_webhook_secret),
            flutterwave_hash=_secret(settings.flutterwave_webhook_hash),
            paid_page=paid_page(t, settings, process.me),
            verify_page=verify_page(t, process.receipt_keys.published),
            check_receipt=CheckReceipt(services.receipts, t),
            delivery_reports=DeliveryReports(
                _secret(settings.sms_webhook_secret),
                REPORT_READERS,
                reports_taker(services.code_sender, self._echoes),
            ),
        )

    def _status_page(self) -> StatusPage:
        process, services = self._process, self._process.services
        board = StatusBoard(
            translator("en"),
            services.billers,
            services.outages,
            services.staff_services.incidents,
            services.maintenance,
            process.clock,
        )
        allowance = process.rules.api.of_address
        return StatusPage(board.look, lambda address: process.limiter.take(f"address:{address}", allowance))

    def _wake_withdrawal(self, reference: str) -> None:
        withdrawal_id = self._process.services.withdrawals.hinted(reference)
        if withdrawal_id is not None:
            self._process.waking.say(Wake.WITHDRAWAL, withdrawal_id)


def _secret(value: SecretStr | None) -> str | None:
    return value.get_secret_value() if value is not None else None
