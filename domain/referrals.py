"""Referrals: who brought whom, and the reward for it after the first bill that counts.

    waiting ──bill delivered──► held ──time over──► rewarded
       ▲  │                      │ └─bill refunded─┐
       │  └─the referrer's own meter─► review ◀── staff: approve or decline
       └───────────────────────────────────────────┘

What is due is a query, so a process may die anywhere; a step is decided on locked rows, so it happens once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from domain import reward_entries
from domain.cases import Case, CaseKind
from domain.errors import Refusal
from domain.money_books import MoneyBooks, Touches
from domain.notices import Notice, NoticeKind
from domain.payments import SETTLED
from domain.rules import Rules
from domain.storage import Storage
from domain.times import next_lagos_month

_AT_ONCE = 100


class NotInReview(Refusal):
    """There is nothing to decide about this referral."""

    code = "referral-not-in-review"


class ReferralStatus(StrEnum):
    """How far a referral is."""

    WAITING = "waiting"  # for the first bill that counts
    HELD = "held"  # until it is sure that the bill stays paid
    REWARDED = "rewarded"
    REVIEW = "review"  # a person looks at it
    DECLINED = "declined"  # by a person


@dataclass(frozen=True, slots=True)
class Referral:
    """One customer brought by another. Its id is that of the customer who was brought."""

    id: str
    referrer_id: str
    joined_at: datetime
    status: ReferralStatus = ReferralStatus.WAITING
    payment_id: str | None = None
    due_at: datetime | None = None
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Qualified:
    """A bill that counts. `is_doubtful`: its phone, meter or card was the referrer's, or another friend's."""

    referral: Referral
    payment_id: str
    is_doubtful: bool


@dataclass(frozen=True, slots=True)
class Progress:
    """What became of a customer's invitations: the newest, and how many there are of each status."""

    newest: tuple[Referral, ...]
    counts: dict[ReferralStatus, int]


@dataclass(frozen=True, slots=True)
class Qualify:
    """Hold the reward for a bill that counts, or call a person where it looks like the referrer's own."""

    found: Qualified
    rules: Rules
    now: datetime

    @property
    def touches(self) -> Touches:
        """The referral, and the payer's payment."""
        referral = self.found.referral
        return Touches(
            customer_id=referral.id, payment_id=self.found.payment_id, records=((Referral, referral.id),)
        )

    def decide(self, books: MoneyBooks) -> Referral | None:
        """Return the referral as it is now; None if it went on already, or the bill counts no more."""
        referral = books.record(Referral, self.found.referral.id)
        payment = books.payment(self.found.payment_id)
        if referral is None or referral.status is not ReferralStatus.WAITING:
            return None
        if payment is None or payment.status not in SETTLED:
            return None
        held = replace(
            referral,
            status=ReferralStatus.HELD,
            payment_id=payment.id,
            due_at=(payment.ended_at or self.now) + self.rules.referrals.held_for,
        )
        if self.found.is_doubtful:
            held = replace(held, status=ReferralStatus.REVIEW)
            _call_person(books, held, self.rules, self.now)
        else:
            _tell(books, NoticeKind.REFERRAL_HELD, held, self.now)
        books.save_record(held)
        return held


@dataclass(frozen=True, slots=True)
class Reward:
    """Give the reward whose time has come, unless the bill was refunded or the month is full."""

    referral: Referral
    rules: Rules
    now: datetime

    @property
    def touches(self) -> Touches:
        """The referrer, the referral and the bill of the one who was brought."""
        referral = self.referral
        return Touches(
            customer_id=referral.referrer_id,
            other_customer_id=referral.id,
            payment_id=referral.payment_id,
            records=((Referral, referral.id),),
        )

    def decide(self, books: MoneyBooks) -> Referral | None:
        """Return the referral as it is now; None if it is not due."""
        referral = books.record(Referral, self.referral.id)
        if referral is None or referral.status is not ReferralStatus.HELD:
            return None
        if referral.due_at is None or self.now < referral.due_at:
            return None
        if referral.payment_id != self.referral.payment_id:
            return None  # Another bill by now: asked again, with that one locked.
        payment = books.payment(referral.payment_id) if referral.payment_id is not None else None
        if payment is None or payment.status not in SETTLED:
            again = replace(referral, status=ReferralStatus.WAITING, payment_id=None, due_at=None)
            books.save_record(again)
            return again
        accounts = books.accounts(referral.referrer_id)
        usage = accounts.usage.on(self.now)
        if usage.referrals >= self.rules.referrals.most_a_month:
            later = replace(referral, due_at=next_lagos_month(self.now))
            books.save_record(later)
            return later
        reward = self.rules.referrals.reward
        books.post(reward_entries.referral(referral.referrer_id, referral.id, reward, now=self.now))
        # As it is after the post, with one more in the month.
        books.save_accounts(
            replace(books.accounts(referral.referrer_id), usage=replace(usage, referrals=usage.referrals + 1))
        )
        rewarded = replace(referral, status=ReferralStatus.REWARDED, ended_at=self.now)
        books.save_record(rewarded)
        _tell(books, NoticeKind.REFERRAL_REWARDED, rewarded, self.now)
        return rewarded


@dataclass(frozen=True, slots=True)
class Review:
    """A person's word on a referral that looked odd."""

    referral_id: str
    approves: bool
    now: datetime

    @property
    def touches(self) -> Touches:
        """The referral."""
        return Touches(records=((Referral, self.referral_id),))

    def decide(self, books: MoneyBooks) -> Referral:
        """Return the referral: held until its time, or declined.

        :raises NotInReview: if there is nothing to decide
        """
        referral = books.record(Referral, self.referral_id)
        if referral is None or referral.status is not ReferralStatus.REVIEW:
            raise NotInReview
        if self.approves:
            decided = replace(referral, status=ReferralStatus.HELD)
        else:
            decided = replace(referral, status=ReferralStatus.DECLINED, due_at=None, ended_at=self.now)
        books.save_record(decided)
        return decided


def _call_person(books: MoneyBooks, referral: Referral, rules: Rules, now: datetime) -> None:
    case = Case(
        CaseKind.REFERRAL_REVIEW,
        referral.id,
        referral.referrer_id,
        now,
        referral.due_at or now,
        f"payment {referral.payment_id}",
    )
    books.open_case(case)
    books.tell(Notice(f"{NoticeKind.STAFF_CASE.value}:{case.id}", NoticeKind.STAFF_CASE, case.id, None, now))


def _tell(books: MoneyBooks, kind: NoticeKind, referral: Referral, now: datetime) -> None:
    # A refunded bill may be followed by another one: that is told again.
    key = f"{kind.value}:{referral.id}:{referral.payment_id}"
    books.tell(Notice(key, kind, referral.id, referral.referrer_id, now))


# --- the service -----------------------------------------------------------------------------------


class ReferralStore(Protocol):
    """Referrals as they are read, and the first word on each."""

    async def referrer_by(self, code: str) -> str | None:
        """Return the customer with that code of her own."""
        ...

    async def add(self, referral: Referral) -> None:
        """Keep a new referral. Who was brought before stays with who brought her first."""
        ...

    async def get(self, referred_id: str) -> Referral | None:
        """Return the referral of a customer who was brought."""
        ...

    async def progress(self, referrer_id: str, *, limit: int) -> Progress:
        """Return what became of a customer's invitations."""
        ...

    async def qualified(self, rules: Rules, *, limit: int) -> tuple[Qualified, ...]:
        """Return waiting referrals with a delivered bill that counts, each with its first one."""
        ...

    async def due(self, *, now: datetime, limit: int) -> tuple[Referral, ...]:
        """Return held referrals whose time has come."""
        ...


class ReferralBooks(Protocol):
    """What referrals need from one transaction."""

    @property
    def referrals(self) -> ReferralStore:
        """The referrals."""
        ...


@dataclass(frozen=True)
class Referrals:
    """Bringing customers, and being rewarded for it."""

    storage: Storage[ReferralBooks]
    rules: Rules
    clock: Callable[[], datetime]

    async def join(self, customer_id: str, code: str, *, now: datetime) -> bool:
        """Note who brought a customer who has just registered; False if nobody has that code but herself."""
        async with self.storage.begin() as books:
            referrer_id = await books.referrals.referrer_by(code.strip().upper())
            if referrer_id is None or referrer_id == customer_id:
                return False
            await books.referrals.add(Referral(customer_id, referrer_id, now))
        return True

    async def get(self, referrer_id: str, referred_id: str) -> Referral | None:
        """Return one of a customer's own referrals."""
        async with self.storage.look() as books:
            found = await books.referrals.get(referred_id)
        return found if found is not None and found.referrer_id == referrer_id else None

    async def progress(self, referrer_id: str, *, limit: int) -> Progress:
        """Return what became of a customer's invitations."""
        async with self.storage.look() as books:
            return await books.referrals.progress(referrer_id, limit=limit)

    async def review(self, referral_id: str, *, approves: bool, now: datetime) -> Referral:
        """Take a person's word on a referral that looked odd.

        :raises NotInReview: if there is nothing to decide
        """
        return await self.storage.money.apply(Review(referral_id, approves, now))

    async def sweep(self) -> None:
        """Take on whatever is due. Safe to repeat, and to do in several processes at once."""
        now = self.clock()
        async with self.storage.look() as books:
            qualified: Sequence[Qualified] = await books.referrals.qualified(self.rules, limit=_AT_ONCE)
            due = await books.referrals.due(now=now, limit=_AT_ONCE)
        for found in qualified:
            await self.storage.money.apply(Qualify(found, self.rules, now))
        for referral in due:
            await self.storage.money.apply(Reward(referral, self.rules, now))
