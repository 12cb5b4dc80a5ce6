"""Stopping a wallet at once: by its owner, from anywhere by a code she keeps, or by us; and letting it go on.

While it is frozen no money leaves and no token is shown. Money still comes in and comes back.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from domain.account_steps import SetFreeze
from domain.cases import Case, CaseKind
from domain.controls import HERS, Freeze, FreezeReason
from domain.errors import Refusal
from domain.money_books import MoneyBooks, Touches
from domain.notices import Notice, NoticeKind, NoticeStore
from domain.rules import Rules
from domain.storage import Storage
from domain.times import lagos_day
from domain.wallets import AccountStore

# Without letters and digits that look alike: 32 of them, so 5 bits each.
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 10
_GROUP = 5
_CODE = re.compile(rf"[{LETTERS}]{{{CODE_LENGTH}}}")


class TooManyFreezeTries(Refusal):
    """Enough freeze codes were tried from this Telegram account today."""

    code = "too-many-freeze-tries"


class NotHersToUnfreeze(Refusal):
    """We froze it, so a person has to look first."""

    code = "not-hers-to-unfreeze"


class FreezeCodeStore(Protocol):
    """Where freeze codes are found, by a keyed hash: nobody can read one."""

    async def put(self, customer_id: str, code: str, *, now: datetime) -> None:
        """Keep a code in the place of the customer's last one."""
        ...

    async def made_at(self, customer_id: str) -> datetime | None:
        """Return when the customer's code was made, None if she has none."""
        ...

    async def owner(self, code: str) -> str | None:
        """Return whose code it is."""
        ...

    async def count_try(self, telegram_id: int, *, day: date, limit: int) -> bool:
        """Count a try of a Telegram account; False if it has had its tries of the day."""
        ...


class FreezingBooks(Protocol):
    """What freezing needs from one transaction."""

    @property
    def freeze_codes(self) -> FreezeCodeStore:
        """The codes."""
        ...

    @property
    def accounts(self) -> AccountStore:
        """The accounts."""
        ...

    @property
    def outbox(self) -> NoticeStore:
        """The messages owed to people."""
        ...


@dataclass(frozen=True, slots=True)
class FreezeWallet:
    """Freeze a wallet and tell its owner, unless it is frozen as much already."""

    customer_id: str
    freeze: Freeze

    @property
    def touches(self) -> Touches:
        """The accounts."""
        return Touches(customer_id=self.customer_id)

    def decide(self, books: MoneyBooks) -> bool:
        """Return whether it was this that froze it."""
        before = books.accounts(self.customer_id).controls
        if SetFreeze(self.customer_id, self.freeze).decide(books).controls == before:
            return False
        books.tell(_notice(NoticeKind.WALLET_FROZEN, self.customer_id, self.freeze.since))
        return True


@dataclass(frozen=True, slots=True)
class UnfreezeWallet:
    """Let a wallet go on that its owner froze, and tell her."""

    customer_id: str
    now: datetime

    @property
    def touches(self) -> Touches:
        """The accounts."""
        return Touches(customer_id=self.customer_id)

    def decide(self, books: MoneyBooks) -> bool:
        """Return whether it was this that let it go on.

        :raises NotHersToUnfreeze: if we froze it
        """
        freeze = books.accounts(self.customer_id).controls.standing(self.now)
        if freeze is None:
            return False
        if freeze.reason not in HERS:
            raise NotHersToUnfreeze
        SetFreeze(self.customer_id, None).decide(books)
        books.tell(_notice(NoticeKind.WALLET_UNFROZEN, self.customer_id, self.now))
        return True


@dataclass(frozen=True, slots=True)
class AppealFreeze:
    """Open a case about a freeze. Asked again, it is the same case."""

    customer_id: str
    rules: Rules
    now: datetime

    @property
    def touches(self) -> Touches:
        """The accounts."""
        return Touches(customer_id=self.customer_id)

    def decide(self, books: MoneyBooks) -> datetime:
        """Return by when it is decided."""
        answer_by = self.now + self.rules.tickets.answered_within
        freeze = books.accounts(self.customer_id).controls.standing(self.now)
        if freeze is None:
            return answer_by
        subject = f"{self.customer_id}:{freeze.since:%Y%m%d%H%M%S}"
        case = Case(
            CaseKind.FREEZE_APPEAL, subject, self.customer_id, self.now, answer_by, freeze.reason.value
        )
        books.open_case(case)
        books.tell(
            Notice(f"{NoticeKind.STAFF_CASE.value}:{case.id}", NoticeKind.STAFF_CASE, case.id, None, self.now)
        )
        return answer_by


@dataclass(frozen=True)
class Freezing:
    """Freezing wallets, by whoever may."""

    storage: Storage[FreezingBooks]
    rules: Rules
    draw: Callable[[], str]  # CODE_LENGTH of LETTERS that nobody can foresee

    async def freeze(self, customer_id: str, reason: FreezeReason, *, now: datetime) -> bool:
        """Stop money out at once. Returns False if it stood still already."""
        return await self.storage.money.apply(FreezeWallet(customer_id, Freeze(reason, now)))

    async def state(self, customer_id: str, *, now: datetime) -> Freeze | None:
        """Return why and since when a wallet is frozen, None if it is not."""
        async with self.storage.look() as books:
            return (await books.accounts.of(customer_id)).controls.standing(now)

    async def appeal(self, customer_id: str, *, now: datetime) -> datetime:
        """Call a person to look at a freeze of ours. Returns by when she is answered."""
        return await self.storage.money.apply(AppealFreeze(customer_id, self.rules, now))

    async def new_code(self, customer_id: str, *, now: datetime) -> str:
        """Make the customer's freeze code, to be shown this once. One before it opens nothing any more."""
        code = self.draw()
        async with self.storage.begin() as books:
            await books.freeze_codes.put(customer_id, code, now=now)
        return grouped(code)

    async def code_made_at(self, customer_id: str) -> datetime | None:
        """Return when the customer's code was made, None if she has none."""
        async with self.storage.look() as books:
            return await books.freeze_codes.made_at(customer_id)

    async def by_code(self, text: str, *, telegram_id: int, now: datetime) -> None:
        """Freeze the wallet whose code that is. Whether there was one is never told to who typed it.

        :raises TooManyFreezeTries: if this Telegram account has tried too many today
        """
        code = read_code(text)
        async with self.storage.begin() as books:
            may_try = await books.freeze_codes.count_try(
                telegram_id, day=lagos_day(now), limit=self.rules.freeze_tries_per_day
            )
            owner = await books.freeze_codes.owner(code) if may_try and code is not None else None
        if not may_try:
            raise TooManyFreezeTries
        if owner is not None:
            await self.freeze(owner, FreezeReason.FREEZE_CODE, now=now)


def read_code(text: str) -> str | None:
    """Return a freeze code as it is kept, however it was grouped or typed; None if it is none."""
    code = re.sub(r"[\s.-]", "", text).upper()
    return code if _CODE.fullmatch(code) else None


def grouped(code: str) -> str:
    """Return a code as people copy it: K7QXM-4MPTW."""
    return "-".join(code[start : start + _GROUP] for start in range(0, len(code), _GROUP))


def _notice(kind: NoticeKind, customer_id: str, now: datetime) -> Notice:
    return Notice(f"{kind.value}:{customer_id}:{now.isoformat()}", kind, customer_id, customer_id, now)
