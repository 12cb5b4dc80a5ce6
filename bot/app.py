"""The composition root: what is built of what, in which order it starts, and how it stops."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime, timedelta

import structlog
from aiogram import Bot, Dispatcher
from aiogram.types import User
from pydantic import SecretStr

from bot.background import Background
from bot.book_keeping import BookKeeping
from bot.broadcast_ticks import BroadcastTicks
from bot.building import build_services
from bot.business_rules import rules_of
from bot.companies import REPORT_READERS
from bot.conversations.menu import publish
from bot.digest_ticks import DigestTicks
from bot.echo_sender import EchoSender, reports_taker
from bot.handling import CONVERSATION_KEPT_FOR, Handling
from bot.housekeeping import Housekeeping
from bot.intake import Intake
from bot.jobs import Job, Jobs
from bot.keys import keyring_of, receipt_keys_of
from bot.messenger import Messenger
from bot.middlewares import BURST, PER_SECOND
from bot.notice_marks import NoticeMarks
from bot.notice_pace import A_SECOND_APART, NoticePace
from bot.pacing import Buckets
from bot.polling import poll
from bot.routing import dispatcher
from bot.screens.echoes import words
from bot.screens.notices import render
from bot.services import Services
from bot.settings import BadSettings, Settings
from bot.slow_payments import SlowPayments
from bot.staff_audience import StaffAudience
from bot.telegram import introduced, open_bot
from bot.telling import Teller
from bot.text import translator
from bot.updates import WANTED
from bot.vendor_care import VendorCare
from bot.web_pages import CheckReceipt, paid_page, verify_page
from bot.workers import Workers
from domain.account_events import AccountEvents
from domain.house import House
from domain.request_expiry import RequestExpiry
from domain.ticket_desk import TicketClock
from gateways.flutterwave_answers import hinted_reference
from gateways.paystack_payouts import hinted_payout
from gateways.vtpass_answers import updated_request_id, updated_service
from storage.catalogue_cache import RedisLists
from storage.checks import problems
from storage.conversations import RedisConversations
from storage.database import Database, open_database
from storage.redis import answers, open_redis
from web.app import create_app
from web.edge import DeliveryReports, Edge, Overloaded
from web.server import HttpServer

log = structlog.get_logger(__name__)

_STOP_WITHIN = 9.0  # seconds for everything together: who stops us kills after ten
_LOOK_INTO_OUTBOX = timedelta(seconds=1)
_TIDY = timedelta(hours=1)
_AUDIT = timedelta(hours=1)
_SNAPSHOT = timedelta(hours=1)
_COUNT_SALES = timedelta(minutes=10)
_FETCH_STATEMENTS = timedelta(minutes=10)
_TELL_STAFF = timedelta(minutes=1)
_SEND_BROADCASTS = timedelta(seconds=2)
_LOOK_FOR_MAINTENANCE = timedelta(seconds=2)
_SWEEP_REFERRALS = timedelta(minutes=1)
_LEARN_RULES = timedelta(seconds=5)  # changes begin a minute after they are agreed to, or later
_LOOK_AFTER_METERS = timedelta(minutes=10)
_MIND_TICKETS = timedelta(seconds=30)
_ROOM_WITHIN = 5.0  # seconds that a webhook's update may wait for its turn to be kept


@asynccontextmanager
async def running(
    settings: Settings, *, clock: Callable[[], datetime] | None = None, handlers: Dispatcher | None = None
) -> AsyncIterator[App]:
    """Run the bot for as long as the block lasts.

    :param handlers: another tree than that of all conversations (`bot.routing.tree`)
    :raises BadSettings: if a setting turns out to be wrong
    """
    app = App(settings, clock=clock, handlers=handlers)
    try:
        await app.start()
        yield app
    finally:
        await app.stop()


class App:
    """Everything that one running bot consists of."""

    services: Services
    database: Database
    bot: Bot
    http: HttpServer
    workers: Workers
    intake: Intake
    _me: User | None

    def __init__(
        self,
        settings: Settings,
        *,
        clock: Callable[[], datetime] | None = None,
        handlers: Dispatcher | None = None,
    ) -> None:
        """Read what can be wrong before anything is opened."""
        self._handlers = handlers or dispatcher()
        self.settings = settings
        self.clock = clock or settings.clock
        self.rules = rules_of(settings)
        self.keyring = keyring_of(settings)
        self.receipt_keys = receipt_keys_of(settings)
        self.background = Background()
        self._notices = asyncio.Event()
        self._pace = NoticePace(A_SECOND_APART if settings.rate_limits else 0)
        self._stack = AsyncExitStack()
        self._stop_at = 0.0

    async def start(self) -> None:
        """Open, connect, and begin to work. What was begun is undone by `stop`, the last first."""
        settings, stack = self.settings, self._stack
        stack.push_async_callback(self.background.stop)
        await self._open_database()
        await self._meet_telegram()
        redis = open_redis(settings.redis_url) if settings.redis_url else None
        if redis is not None:
            stack.push_async_callback(redis.aclose)
        self.services = services = build_services(
            settings,
            self.database,
            rules=self.rules,
            receipt_keys=self.receipt_keys,
            clock=self.clock,
            background=self.background,
            bot=self.bot,
            lists=RedisLists(redis) if redis is not None else None,
            pay=lambda payment: self.workers.pay(payment),
            pay_out=lambda withdrawal_id: self.workers.withdrawals.wake(withdrawal_id),
            stack=stack,
        )
        await services.rule_book.learn()
        t = translator("en")
        care = VendorCare(services.catalogue_sync, services.outages, self.clock, self.background)
        await care.start()
        await services.maintenance.watch()
        messenger = self._start_messenger()
        slow = SlowPayments(
            self.rules, self.clock, self.background, services.customers, messenger.tell_from_memory
        )
        stack.callback(slow.stop)
        echoes = self._echo_sender(services)
        self.workers = workers = Workers(
            services,
            slow,
            echoes,
            self.background,
            width=settings.payment_concurrency,
            pace=lambda: self.intake.pace,
        )
        workers.start()
        stack.push_async_callback(self._stop_workers, workers)
        elsewhere = RedisConversations(redis, self.keyring, CONVERSATION_KEPT_FOR) if redis else None
        self.intake = intake = self._start_handling(elsewhere)
        housekeeping = Housekeeping(
            self.database, self.clock, (lambda: answers(redis)) if redis is not None else None, care.parts
        )
        services.staff_services.system_health.checkup = housekeeping.checkup
        self._start_serving(
            Edge(
                payments=services.payments,
                top_ups=services.top_ups,
                processors=services.top_ups.processors,
                wake_payment=workers.payments.wake,
                wake_top_up=workers.top_ups.wake,
                read_payout_hint=hinted_payout,
                wake_withdrawal=lambda reference: workers.wake_withdrawal(reference),
                take_update=lambda update: _take(intake, update),
                accounts=AccountEvents(services.personal_accounts, services.inflows),
                read_vtpass_hint=updated_request_id,
                read_vtpass_change=updated_service,
                list_changed=care.list_changed,
                read_flutterwave_hint=hinted_reference,
                checkup=housekeeping.checkup,
                clock=self.clock,
                telegram_secret=_secret(settings.telegram_webhook_secret)
                if settings.telegram_mode == "webhook"
                else None,
                vtpass_secret=_secret(settings.vtpass_webhook_secret),
                flutterwave_hash=_secret(settings.flutterwave_webhook_hash),
                paid_page=paid_page(t, settings, self._me),
                verify_page=verify_page(t, self.receipt_keys.published),
                check_receipt=CheckReceipt(services.receipts, t),
                delivery_reports=DeliveryReports(
                    _secret(settings.sms_webhook_secret),
                    REPORT_READERS,
                    reports_taker(services.code_sender, echoes),
                ),
            )
        )
        digests = DigestTicks(
            services.staff_services, services.staff_desk, services.audit_log, self.bot, self.clock
        )
        jobs = Jobs(
            *workers.jobs(),
            Job("look into the outbox", _LOOK_INTO_OUTBOX, self._look_into_outbox),
            Job("tidy up", _TIDY, housekeeping.tidy),
            Job("check the books", _AUDIT, self._check_books),
            Job("keep the books", _AUDIT, self._book_keeping().run),
            Job("fetch statements", _FETCH_STATEMENTS, self._book_keeping().fetch_statements),
            Job("count what was sold", _COUNT_SALES, self._count_sales),
            Job("watch over the floats", _COUNT_SALES, self._watch_floats),
            Job("tell staff of the day", _TELL_STAFF, digests.run),
            Job("sum up the house", _SNAPSHOT, self._sum_up_the_house),
            Job("forget who asked for it", _TIDY, self.services.deletions.sweep),
            Job("end echoes in doubt", _SWEEP_REFERRALS, echoes.sweep),
            Job("look after meters", _LOOK_AFTER_METERS, self.services.lights.sweep),
            Job("tell of what runs out", _LOOK_AFTER_METERS, self.services.expiries.sweep),
            Job("send broadcasts", _SEND_BROADCASTS, self._broadcast_ticks().run),
            Job("learn of changed rules", _LEARN_RULES, services.rule_book.learn),
            Job(
                "mind tickets", _MIND_TICKETS, TicketClock(self.database, self.rules.tickets, self.clock).run
            ),
            Job("sweep referrals", _SWEEP_REFERRALS, self.services.referrals.sweep),
            Job("look for maintenance", _LOOK_FOR_MAINTENANCE, services.maintenance.watch),
            Job("end requests", _SWEEP_REFERRALS, RequestExpiry(self.database, self.clock).sweep),
            *care.jobs(),
        )
        jobs.start()
        self.background.start("count what was sold", self._count_sales())
        stack.callback(jobs.stop)
        self.notices_waiting()
        left = await intake.recover()
        await self._start_receiving(intake)
        for said in settings.lacks:
            log.warning("something is not set up", lacks=said)
        log.info("the bot is running", mode=settings.telegram_mode, http=self.http.address, recovered=left)

    async def stop(self) -> None:
        """Take nothing new, finish what is under way as far as time allows, and close everything."""
        self._stop_at = time.monotonic() + _STOP_WITHIN
        await self._stack.aclose()

    def _left(self, most: float) -> float:
        return max(0.1, min(most, self._stop_at - time.monotonic()))

    async def _open_database(self) -> None:
        self.database = open_database(
            self.settings.database_url,
            self.keyring,
            spawn=self.background.spawn,
            told=self.notices_waiting,
            connections=self.settings.database_connections,
        )
        self._stack.push_async_callback(self.database.close)
        async with self.database.begin() as books:
            await books.billers.add_missing()

    async def _meet_telegram(self) -> None:
        settings = self.settings
        self.bot = open_bot(
            settings.telegram_bot_token.get_secret_value(),
            settings.telegram_api_base,
            rate_limits=settings.rate_limits,
            notices=self._pace,
        )
        self._stack.push_async_callback(self.bot.session.close)
        self._me = await introduced(self.bot)

    async def _stop_workers(self, workers: Workers) -> None:
        await workers.stop(within=lambda: self._left(3))

    def _echo_sender(self, services: Services) -> EchoSender:
        return EchoSender(
            services.echoes,
            services.customers.get,
            services.code_sender.text_messages,
            services.code_sender.mail,
            services.own_e_mails.of,
            lambda echo, t: words(services, echo, t, self.clock()),
            self.clock,
        )

    def _start_messenger(self) -> Messenger:
        held_until = self.rules.messages.held_until
        marks = NoticeMarks(self.database, self.background, self.clock)
        teller = Teller(
            self.bot,
            lambda notice, t, now: render(notice, self.services, t, now),
            marks,
            self.clock,
            held_until,
            staff=sorted(self.settings.admin_telegram_ids),
            also=StaffAudience(lambda: self.services, self.settings.admin_telegram_ids, self.clock).of,
        )
        messenger = Messenger(
            teller,
            marks,
            self.database,
            self.background,
            self.clock,
            held_until,
            self._pace,
            woken=self._notices,
            width=self.settings.message_concurrency,
        )
        self.background.keep_running("messenger", messenger.run)
        self.background.keep_running("publish the menu", lambda: publish(self.bot))

        async def stop() -> None:
            await messenger.stop(within=self._left(2))

        self._stack.push_async_callback(stop)
        return messenger

    def notices_waiting(self) -> None:
        """Let the messenger look into the outbox now."""
        self._notices.set()

    async def _look_into_outbox(self) -> None:
        self.services.staff_services.system_health.ticked()
        self.notices_waiting()

    def _broadcast_ticks(self) -> BroadcastTicks:
        services = self.services
        return BroadcastTicks(
            services.broadcasts, services.broadcast_counters, self.bot, self.clock, self.notices_waiting
        )

    async def _sum_up_the_house(self) -> None:
        await House(self.database).take_snapshot(now=self.clock())

    def _book_keeping(self) -> BookKeeping:
        staff = self.services.staff_services
        compared_for = self.rules.staff.statements_compared_for
        return BookKeeping(
            staff.closings, staff.reconciliations, staff.statement_fetching, compared_for, self.clock
        )

    async def _count_sales(self) -> None:
        await self.services.staff_services.stats.sweep(now=self.clock())

    async def _watch_floats(self) -> None:
        await self.services.staff_services.float_watch.warn(now=self.clock())

    async def _check_books(self) -> None:
        found = await problems(self.database)
        self.services.staff_services.system_health.checked(len(found))
        for problem in found:
            log.error("the books are wrong", problem=problem)

    def _start_handling(self, elsewhere: RedisConversations | None) -> Intake:
        limits = self.settings.rate_limits
        handling = Handling(
            self.bot,
            self._handlers,
            self.database,
            self.database.talk,
            self.background,
            self.clock,
            elsewhere=elsewhere,
            context={
                **vars(self.services),
                "storage": self.database,
                "notices_waiting": self.notices_waiting,
                "throttle": Buckets(BURST, PER_SECOND) if limits else None,
            },
        )
        intake = Intake(
            self.database,
            self.database.talk,
            handling.handle,
            self.background,
            self.clock,
            width=self.settings.update_concurrency,
            room=self.settings.updates_waiting,
        )
        intake.start()

        async def stop() -> None:
            await intake.stop(within=self._left(5))

        self._stack.push_async_callback(stop)
        return intake

    def _start_serving(self, edge: Edge) -> None:
        settings = self.settings
        try:
            self.http = HttpServer(create_app(edge), host=settings.http_host, port=settings.http_port)
        except OSError as error:
            raise BadSettings(
                f"HTTP_PORT: {settings.http_port} on {settings.http_host} can't be used ({error.strerror})."
            ) from None
        self._stack.callback(self.http.close)
        serving = self.background.start("http edge", self.http.serve())

        async def stop() -> None:
            self.http.stop()
            await asyncio.wait({serving}, timeout=self._left(4))

        self._stack.push_async_callback(stop)

    async def _start_receiving(self, intake: Intake) -> None:
        """Begin to take updates. By polling, a webhook that was set before has to go first."""
        if self.settings.telegram_mode == "webhook":
            self.background.keep_running("set the webhook", self._set_webhook)
            return

        async def receive() -> None:
            await self.bot.delete_webhook()
            await poll(self.bot, intake)

        polling = self.background.keep_running("polling", receive)
        self._stack.push_async_callback(self.background.stop, {polling})

    async def _set_webhook(self) -> None:
        await self.bot.set_webhook(
            f"{self.settings.public_url}/webhooks/telegram",
            allowed_updates=list(WANTED),
            secret_token=_secret(self.settings.telegram_webhook_secret),
        )


async def _take(intake: Intake, update: Mapping[str, object]) -> None:
    try:
        async with asyncio.timeout(_ROOM_WITHIN):
            await intake.room()
    except TimeoutError:
        raise Overloaded from None
    await intake.receive([update])


def _secret(value: SecretStr | None) -> str | None:
    return value.get_secret_value() if value is not None else None
