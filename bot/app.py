"""The composition root: what a process opens, which roles it has, and in which order they start and stop."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime, timedelta

import structlog
from aiogram import Bot, Dispatcher

from bot.background import Background
from bot.building import build_services, new_id
from bot.business_rules import rules_of
from bot.claims import Claims
from bot.handling import CONVERSATION_KEPT_FOR
from bot.housekeeping import Housekeeping
from bot.intake import Intake
from bot.jobs import Job, Jobs
from bot.keys import keyring_of, receipt_keys_of
from bot.notice_pace import A_SECOND_APART, NoticePace
from bot.roles.bot import BotRole
from bot.roles.operations import Operations
from bot.roles.process import Process
from bot.roles.scheduler import SchedulerRole
from bot.roles.web import WebRole
from bot.roles.worker import WorkerRole, echo_sender
from bot.routing import dispatcher
from bot.services import Services
from bot.settings import Settings
from bot.telegram import introduced, open_bot
from bot.updates import lane_of, written
from bot.vendor_care import VendorCare
from bot.waking import Wake, Waking
from bot.workers import Workers
from domain.payments import Payment
from storage.catalogue_cache import RedisLists
from storage.conversations import RedisConversations
from storage.database import Database, open_database
from storage.rate_limits import open_limiter
from storage.redis import Redis, answers, open_redis
from storage.waking import RedisWaking, listener
from web.edge import Overloaded
from web.server import HttpServer

log = structlog.get_logger(__name__)

_STOP_WITHIN = 9.0  # seconds for everything together: who stops us kills after ten
_LOOK_FOR_MAINTENANCE = timedelta(seconds=2)
_LEARN_RULES = timedelta(seconds=5)  # changes begin a minute after they are agreed to, or later
_TICK = timedelta(seconds=1)
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
    """One process: what all roles need, and the roles that it has."""

    services: Services
    database: Database
    bot: Bot
    http: HttpServer
    workers: Workers
    intake: Intake

    def __init__(
        self,
        settings: Settings,
        *,
        clock: Callable[[], datetime] | None = None,
        handlers: Dispatcher | None = None,
    ) -> None:
        """Read what can be wrong before anything is opened."""
        self.process_id = new_id()
        self._handlers = handlers or dispatcher()
        self.settings = settings
        self.clock = clock or settings.clock
        self.rules = rules_of(settings)
        self.keyring = keyring_of(settings)
        self.receipt_keys = receipt_keys_of(settings)
        self.background = Background()
        self.operations = Operations(settings, self.clock, self.background)
        self.waking = Waking()
        self._pace = NoticePace(A_SECOND_APART if settings.rate_limits else 0)
        self._stack = AsyncExitStack()
        self._stop_at = 0.0

    async def start(self) -> None:
        """Open, connect, and begin to work. What was begun is undone by `stop`, the last first.

        So who feeds others stops before them: nothing new comes in, handlers end, then the workers, and what
        they have to tell is told.
        """
        process, housekeeping = await self._open()
        roles, jobs, echoes = self.settings.roles, [*self._jobs(process)], echo_sender(process)
        bot = BotRole(process, self._handlers) if "bot" in roles else None
        if bot is not None:
            await bot.start_telling()
        if "worker" in roles:
            worker = WorkerRole(process, echoes, lambda: self.intake.pace if bot is not None else 0.0)
            self.workers = worker.workers
            worker.start()
            jobs += worker.jobs()
        if bot is not None:
            bot.start_handling()
            self.intake = bot.intake
            jobs += bot.jobs()
        web = WebRole(process, echoes, self._take_update)
        web.start()
        self.http = web.http
        if "scheduler" in roles:
            scheduler = SchedulerRole(process, housekeeping)
            await self.operations.beat()
            scheduler.start()
            jobs += scheduler.jobs()
        self._start_ticking(jobs)
        left = await bot.start_receiving() if bot is not None else 0
        for said in self.settings.lacks:
            log.warning("something is not set up", lacks=said)
        log.info(
            "the bot is running",
            roles=",".join(roles),
            mode=self.settings.telegram_mode,
            http=self.http.address,
            recovered=left,
        )

    async def stop(self) -> None:
        """Take nothing new, finish what is under way as far as time allows, and close everything."""
        self._stop_at = time.monotonic() + _STOP_WITHIN
        await self._stack.aclose()

    def notices_waiting(self) -> None:
        """Let the messenger look into the outbox now."""
        self.waking.say(Wake.NOTICES)

    def _left(self, most: float) -> float:
        return max(0.1, min(most, self._stop_at - time.monotonic()))

    async def _open(self) -> tuple[Process, Housekeeping]:
        """Open what every role needs, and learn what holds now."""
        settings, stack = self.settings, self._stack
        self.operations.track_errors(stack)
        self.operations.send_traces(stack)
        stack.push_async_callback(self.background.stop)
        await self._open_database()
        self.bot = open_bot(
            settings.telegram_bot_token.get_secret_value(),
            settings.telegram_api_base,
            rate_limits=settings.rate_limits,
            notices=self._pace,
            called=self.operations.metrics.telegram_called,
        )
        stack.push_async_callback(self.bot.session.close)
        me = await introduced(self.bot)
        redis = open_redis(settings.redis_url) if settings.redis_url else None
        if redis is not None:
            stack.push_async_callback(redis.aclose)
            self._reach_others(redis)
        with self.operations.watching_companies():
            self.services = services = build_services(
                settings,
                self.database,
                rules=self.rules,
                receipt_keys=self.receipt_keys,
                clock=self.clock,
                background=self.background,
                bot=self.bot,
                lists=RedisLists(redis) if redis is not None else None,
                pay=self._pay,
                pay_out=lambda withdrawal_id: self.waking.say(Wake.WITHDRAWAL, withdrawal_id),
                stack=stack,
            )
        await services.rule_book.learn()
        care = VendorCare(services.catalogue_sync, services.outages, self.clock, self.background)
        await care.start()
        await services.maintenance.watch()
        housekeeping = Housekeeping(self.database, self.clock)
        redis_answers = (lambda: answers(redis)) if redis is not None else None
        process = Process(
            id=self.process_id,
            settings=settings,
            clock=self.clock,
            rules=self.rules,
            receipt_keys=self.receipt_keys,
            background=self.background,
            database=self.database,
            conversations=RedisConversations(redis, self.keyring, CONVERSATION_KEPT_FOR) if redis else None,
            bot=self.bot,
            me=me,
            pace=self._pace,
            services=services,
            care=care,
            waking=self.waking,
            claims=Claims(self.database, self.process_id, self.clock)
            if settings.may_be_one_of_many
            else None,
            checkup=self.operations.checkup(services, care, redis_answers),
            operations=self.operations,
            limiter=open_limiter(redis, limits=settings.rate_limits),
            stack=stack,
            left=self._left,
        )
        return process, housekeeping

    async def _open_database(self) -> None:
        self.database = open_database(
            self.settings.database_url,
            self.keyring,
            spawn=self.background.spawn,
            told=self.notices_waiting,
            connections=self.settings.database_connections,
            watch=self.operations.watching,
            pooler=self.settings.database_pooler_url,
        )
        self.operations.watch_over(self.database)
        self._stack.push_async_callback(self.database.close)
        async with self.database.begin() as books:
            await books.billers.add_missing()

    def _jobs(self, process: Process) -> tuple[Job, ...]:
        """Return what every process does when the clock ticks, so that it knows what holds."""
        services = process.services
        return (
            Job("tick", _TICK, self._tick),
            Job("learn of changed rules", _LEARN_RULES, services.rule_book.learn),
            Job("look for maintenance", _LOOK_FOR_MAINTENANCE, services.maintenance.watch),
            *process.care.jobs(),
            *self._float_jobs(process.care),
        )

    async def _tick(self) -> None:
        self.services.staff_services.system_health.ticked()

    def _float_jobs(self, care: VendorCare) -> tuple[Job, ...]:
        if self.settings.roles == ("web",):  # It sends no orders.
            return ()
        care.start_reading_floats()
        return care.float_jobs()

    def _reach_others(self, redis: Redis) -> None:
        """Let other processes be woken, and this one by them."""
        listening = listener(self.settings.redis_url)
        self._stack.push_async_callback(listening.aclose)
        self.waking = Waking(RedisWaking(redis, listening))
        speaking = self.background.keep_running("wake other processes", self.waking.speak)
        self._stack.push_async_callback(self.background.stop, {speaking})

    def _start_ticking(self, jobs: Sequence[Job]) -> None:
        ticking = Jobs(*jobs, ended=self.operations.metrics.job_ended)
        ticking.start()
        self._stack.callback(ticking.stop)
        hearing = self.background.keep_running("hear other processes", self.waking.listen)
        self._stack.push_async_callback(self.background.stop, {hearing})

    def _pay(self, payment: Payment) -> None:
        if "worker" in self.settings.roles:
            self.workers.pay(payment)
        else:
            self.waking.say(Wake.PAYMENT, payment.id)

    async def _take_update(self, update: Mapping[str, object]) -> None:
        if "bot" not in self.settings.roles:
            await self._keep_update(update)
            return
        try:
            async with asyncio.timeout(_ROOM_WITHIN):
                await self.intake.room()
        except TimeoutError:
            raise Overloaded from None
        await self.intake.receive([update])

    async def _keep_update(self, update: Mapping[str, object]) -> None:
        """Make an update safe for the processes that handle updates."""
        update_id = update.get("update_id")
        if isinstance(update_id, int):
            await self.database.talk.keep([(update_id, lane_of(update), written(update))], now=self.clock())
            self.waking.say(Wake.UPDATES)
