"""Group commit: whatever queued up while the last commit was under way goes into the next one.

A payment needs three commits, and a commit costs a flush to the disk. One committer per process
takes all commands that wait, lets each decide on the books that the ones before it left, and
commits them together: the flush is shared, the verdicts are not.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter, deque
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

import structlog

from domain.errors import BooksUnreachable, Refusal
from domain.money_books import MoneyCommand, Touches
from storage.money_books import Batch, Loaded, Page, Wanted
from storage.troubles import trouble_in
from storage.watching import Unwatched, Watch

log = structlog.get_logger(__name__)

Verdict = TypeVar("Verdict")
Spawn = Callable[[Coroutine[Any, Any, None]], "asyncio.Task[None]"]

BATCH_MAXIMUM = 128
# A commit costs the same for few commands as for many: only who would wait behind so many goes to another
# line. Measured at 8 and 32 at once: a third to a half less work for us and for PostgreSQL than to spread.
LINE_WORTHWHILE = 8
QUEUE_MAXIMUM = 10_000
_TRIES = 4


class MoneyPathClosed(Exception):
    """A command came after the committer was stopped. Nothing of it was written."""


class Contended(Exception):
    """Somebody else wrote what this batch was about to write. To be decided again."""


class Disconnected(Exception):
    """The connection was lost, perhaps during the commit: what was written is not known."""


class MoneyWriter(Protocol):
    """How one kind of database loads and writes a batch."""

    async def transact(self, wanted: Wanted, decide: Callable[[Loaded], Batch], *, careful: bool) -> None:
        """Load, let the commands decide, write, commit.

        :param careful: read everything anew and locked; memory has been wrong
        :raises Contended: if another process was faster; nothing was written
        :raises Disconnected: if it is not known whether it was written
        """
        ...

    async def close(self) -> None:
        """Give connections back."""
        ...


@dataclass(slots=True)
class _Waiting:
    command: MoneyCommand[Any]
    touches: Touches  # of the command, asked once
    future: asyncio.Future[Any]
    tries: int = 0


@dataclass(slots=True)
class _Line:
    """The commands that wait for one committer. A customer's that are not decided yet stand in one line."""

    waiting: deque[_Waiting] = field(default_factory=deque)
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    customers: Counter[str | None] = field(default_factory=Counter)  # whose commands wait or are decided

    def leave(self, decided: Sequence[_Waiting]) -> None:
        """Let go of who was served."""
        customers = self.customers
        for item in decided:
            for customer_id in _of(item.touches):
                customers[customer_id] -= 1
                if not customers[customer_id]:
                    del customers[customer_id]


def _of(touches: Touches) -> tuple[str | None, ...]:
    if touches.other_customer_id is None:
        return (touches.customer_id,)
    return (touches.customer_id, touches.other_customer_id)


def _plain(error: BaseException) -> BaseException:
    """Return what the caller is told: where the books can't be used, that."""
    trouble = BooksUnreachable() if isinstance(error, Disconnected) else trouble_in(error)
    if trouble is None:
        return error
    trouble.__cause__ = error
    return trouble


@dataclass
class GroupCommit:
    """`domain.money_books.MoneyDoor`. Started by the owner of the background work."""

    writer: MoneyWriter
    committers: int = 1
    told: Callable[[], None] = lambda: None  # called after a commit that put messages into the outbox
    watch: Watch = field(default_factory=Unwatched)
    _committing: int = field(default=0, init=False)
    _lines: list[_Line] = field(init=False)
    _room: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(QUEUE_MAXIMUM), init=False)
    _tasks: list[asyncio.Task[None]] = field(default_factory=list, init=False)
    _closed: bool = field(default=False, init=False)

    def __post_init__(self) -> None:
        """Open the lines."""
        self._lines = [_Line() for _ in range(self.committers)]

    def start(self, spawn: Spawn) -> None:
        """Begin to commit, in tasks that the caller's `spawn` owns."""
        self._tasks = [spawn(self._commit_for_ever(line)) for line in self._lines]

    @property
    def use(self) -> tuple[int, int]:
        """How many committers are at work, and how many there are."""
        return (self._committing, self.committers)

    async def close(self) -> None:
        """Commit what waits, then stop."""
        self._closed = True
        for line in self._lines:
            line.arrived.set()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for line in self._lines:
            while line.waiting:  # only where it was never started, or its task was taken away
                line.waiting.popleft().future.set_exception(MoneyPathClosed())
        await self.writer.close()

    async def apply(self, command: MoneyCommand[Verdict]) -> Verdict:
        """Decide, commit, and return the verdict.

        :raises Unavailable: if the books can't be written now
        """
        async with self._room:
            if self._closed:
                raise MoneyPathClosed
            future: asyncio.Future[Verdict] = asyncio.get_running_loop().create_future()
            touches = command.touches
            line = self._line_of(touches)
            line.customers.update(_of(touches))
            line.waiting.append(_Waiting(command, touches, future))
            line.arrived.set()
            return await self._watched(command, touches, future)

    async def _watched(
        self, command: MoneyCommand[Verdict], touches: Touches, future: asyncio.Future[Verdict]
    ) -> Verdict:
        began, outcome = time.perf_counter(), "failed"
        try:
            verdict = await future
            outcome = "done"
            return verdict
        except Refusal as refusal:
            outcome = refusal.code
            raise
        finally:
            seconds = time.perf_counter() - began
            self.watch.decided(type(command).__name__, outcome, seconds, subject=touches.subject)

    def _line_of(self, touches: Touches) -> _Line:
        """Return where the customer stands already, else the first line that is not long.

        Of two customers who stand in two lines, the first decides: what the other line writes meanwhile is
        noticed by its version.
        """
        for customer_id in _of(touches):
            for line in self._lines:
                if customer_id in line.customers:
                    return line
        for line in self._lines:
            if len(line.waiting) < LINE_WORTHWHILE:
                return line
        return min(self._lines, key=lambda line: len(line.waiting))

    async def _commit_for_ever(self, line: _Line) -> None:
        while True:
            if not line.waiting:
                if self._closed:
                    return
                line.arrived.clear()
                await line.arrived.wait()
                continue
            batch = [line.waiting.popleft() for _ in range(min(len(line.waiting), BATCH_MAXIMUM))]
            self._committing += 1
            try:
                await self._commit(batch)
            finally:
                self._committing -= 1
            line.leave(batch)

    async def _commit(self, waiting: Sequence[_Waiting], *, careful: bool = False) -> None:
        verdicts: list[tuple[_Waiting, Any, BaseException | None]] = []
        doubtful: list[_Waiting] = []
        written: Batch | None = None
        began = time.perf_counter()

        def decide(loaded: Loaded) -> Batch:
            nonlocal written
            verdicts.clear()
            doubtful.clear()
            batch = Batch(loaded)
            for item in waiting:
                page = Page(batch)
                try:
                    verdict = item.command.decide(page)
                except Exception as error:  # a refusal, or a mistake that must not fail the others
                    if loaded.locked:
                        verdicts.append((item, None, error))
                    else:
                        doubtful.append(item)
                    continue
                if page.certain:
                    batch.add(page)
                    verdicts.append((item, verdict, None))
                else:
                    doubtful.append(item)
            written = batch
            return batch

        try:
            wanted = Wanted.by(item.touches for item in waiting)
            await self.writer.transact(wanted, decide, careful=careful)
        except (Contended, Disconnected) as error:
            await self._again(waiting, error)
            return
        except BaseException as error:
            await self._one_by_one(waiting, error)
            return
        for item, verdict, refusal in verdicts:
            if item.future.done():
                continue  # The caller went away; what was decided stands.
            if refusal is None:
                item.future.set_result(verdict)
            else:
                item.future.set_exception(refusal)
                if not isinstance(refusal, Refusal):
                    log.error("a money command failed", command=type(item.command).__name__, exc_info=refusal)
        if written is not None:
            self._tell_of(written, len(waiting), time.perf_counter() - began)
        if doubtful:
            # Memory may say yes, because the write would fail if it were wrong. A no is asked for again.
            await self._commit(doubtful, careful=True)

    def _tell_of(self, written: Batch, commands: int, seconds: float) -> None:
        if written.notices:
            self.told()
        self.watch.committed(commands, seconds)
        for payment in written.payments.values():
            known = written.loaded.payments.get(payment.id)
            before = known.status if known is not None else None
            if before is not payment.status:
                self.watch.moved(payment, before)

    async def _again(self, waiting: Sequence[_Waiting], error: BaseException) -> None:
        """Decide again on fresh books. What was written after all is found there by its key."""
        log.warning("a batch is decided again", commands=len(waiting), reason=type(error).__name__)
        for item in waiting:
            item.tries += 1
        if isinstance(error, Disconnected):
            await asyncio.sleep(min(0.05 * 2 ** waiting[0].tries, 1.0))
        for item in waiting:
            if item.tries < _TRIES:
                await self._commit([item], careful=True)
            elif not item.future.done():
                item.future.set_exception(_plain(error))

    async def _one_by_one(self, waiting: Sequence[_Waiting], error: BaseException) -> None:
        """Find the one command that the database refuses; the others go through."""
        if len(waiting) > 1 and isinstance(error, Exception):
            for item in waiting:
                await self._commit([item])
            return
        for item in waiting:
            if not item.future.done():
                item.future.set_exception(_plain(error))
        if not isinstance(error, Exception):
            raise error
