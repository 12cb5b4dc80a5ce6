"""The role `scheduler`: what the clock starts. Several of them do the same as one."""

from __future__ import annotations

from datetime import timedelta

import structlog

from bot.book_keeping import BookKeeping
from bot.broadcast_ticks import BroadcastTicks
from bot.digest_ticks import DigestTicks
from bot.housekeeping import Housekeeping
from bot.jobs import Job
from bot.roles.process import Process
from bot.staff_services import StaffServices
from bot.waking import Wake
from domain.house import House
from domain.request_expiry import RequestExpiry
from domain.ticket_desk import TicketClock
from storage.checks import problems
from storage.posting_months import make_months

log = structlog.get_logger(__name__)

_TIDY = timedelta(hours=1)
_AUDIT = timedelta(hours=1)
_SNAPSHOT = timedelta(hours=1)
_MAKE_MONTHS = timedelta(hours=6)
_COUNT_SALES = timedelta(minutes=10)
_FETCH_STATEMENTS = timedelta(minutes=10)
_TELL_STAFF = timedelta(minutes=1)
_SEND_BROADCASTS = timedelta(seconds=2)
_SWEEP_REFERRALS = timedelta(minutes=1)
_LOOK_AFTER_METERS = timedelta(minutes=10)
_MIND_TICKETS = timedelta(seconds=30)


class SchedulerRole:
    """The jobs that no customer waits for."""

    def __init__(self, process: Process, housekeeping: Housekeeping) -> None:
        self._process = process
        self._housekeeping = housekeeping

    def start(self) -> None:
        """Count what was sold meanwhile, which staff may ask for at once, and learn what is on sale."""
        process = self._process
        process.background.start("count what was sold", self._count_sales())
        process.background.start("make the months of postings", self._make_months())
        process.care.start_reading_lists()
        if process.claims is not None:
            process.stack.push_async_callback(process.claims.leave)
        process.waking.on(Wake.LIST, lambda subject: process.care.list_changed(*subject.split(" ", 1)))

    def jobs(self) -> tuple[Job, ...]:
        """Return what the clock starts, each in one scheduler at a time."""
        claims = self._process.claims
        if claims is None:
            return self._jobs()
        return (
            *(claims.by_one(job) for job in self._jobs()),
            Job("forget claims of processes that are gone", _TIDY, claims.forget),
        )

    def _jobs(self) -> tuple[Job, ...]:
        process, services, staff = self._process, self._process.services, self._staff
        books = BookKeeping(
            staff.closings,
            staff.reconciliations,
            staff.statement_fetching,
            process.rules.staff.statements_compared_for,
            process.clock,
        )
        tickets = TicketClock(process.database, process.rules.tickets, process.clock)
        requests = RequestExpiry(process.database, process.clock)
        digests = DigestTicks(staff, services.staff_desk, services.audit_log, process.bot, process.clock)
        broadcasts = BroadcastTicks(
            services.broadcasts,
            services.broadcast_counters,
            process.bot,
            process.clock,
            lambda: process.waking.say(Wake.NOTICES),
        )
        return (
            Job("tidy up", _TIDY, self._housekeeping.tidy),
            Job("check the books", _AUDIT, self._check_books),
            Job("keep the books", _AUDIT, books.run),
            Job("fetch statements", _FETCH_STATEMENTS, books.fetch_statements),
            Job("count what was sold", _COUNT_SALES, self._count_sales),
            Job("watch over the floats", _COUNT_SALES, self._watch_floats),
            Job("tell staff of the day", _TELL_STAFF, digests.run),
            Job("sum up the house", _SNAPSHOT, self._sum_up_the_house),
            Job("make the months of postings", _MAKE_MONTHS, self._make_months),
            Job("forget who asked for it", _TIDY, services.deletions.sweep),
            Job("look after meters", _LOOK_AFTER_METERS, services.lights.sweep),
            Job("tell of what runs out", _LOOK_AFTER_METERS, services.expiries.sweep),
            Job("send broadcasts", _SEND_BROADCASTS, broadcasts.run),
            Job("mind tickets", _MIND_TICKETS, tickets.run),
            Job("sweep referrals", _SWEEP_REFERRALS, services.referrals.sweep),
            Job("end requests", _SWEEP_REFERRALS, requests.sweep),
            *process.operations.jobs(),
            *process.care.list_jobs(),
        )

    @property
    def _staff(self) -> StaffServices:
        return self._process.services.staff_services

    async def _count_sales(self) -> None:
        await self._staff.stats.sweep(now=self._process.clock())

    async def _watch_floats(self) -> None:
        await self._staff.float_watch.warn(now=self._process.clock())

    async def _sum_up_the_house(self) -> None:
        await House(self._process.database).take_snapshot(now=self._process.clock())

    async def _make_months(self) -> None:
        made = await make_months(self._process.database)
        if made.homeless:
            log.warning("postings had no month and were moved to theirs", count=made.homeless)

    async def _check_books(self) -> None:
        found = await problems(self._process.database)
        self._staff.system_health.checked(len(found))
        await self._process.operations.books_were_checked(len(found))
        for problem in found:
            log.error("the books are wrong", problem=problem)
