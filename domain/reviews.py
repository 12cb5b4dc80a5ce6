"""Orders that looked unusual, with the reasons: let through with a code, or held until a person decides.

What is held was never charged. The decision only says whether its sheet may be drawn.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from domain.audit_log import Audited, AuditEntry, Doing
from domain.by_staff import ByStaff
from domain.cases import Case, CaseKind
from domain.errors import NotAllowed, Refusal
from domain.money import Money
from domain.money_books import MoneyBooks, Touches
from domain.notices import Notice, NoticeKind
from domain.quotes import Order
from domain.risk import Concern, Sign
from domain.rules import RiskRules
from domain.staff import Act, StaffPerson
from domain.storage import Storage


class ReviewStatus(StrEnum):
    """Where it is."""

    WITH_CODE = "with-code"  # it went through, with a one-time code
    WAITING = "waiting"  # for a person
    CLEARED = "cleared"
    REFUSED = "refused"
    APPEALED = "appealed"  # it was refused, and the customer asks us to look once more
    UPHELD = "upheld"  # and the answer is the same


_ID_LENGTH = 32
_FEWEST_DIGITS = 8  # of a reference that was cut short
_HEXADECIMAL = frozenset("0123456789abcdef")
STOPPED = frozenset({ReviewStatus.REFUSED, ReviewStatus.APPEALED, ReviewStatus.UPHELD})
OPEN = frozenset({ReviewStatus.WAITING, ReviewStatus.APPEALED})


class HeldForReview(Refusal):
    """It looks unusual, so a person looks at it first. Nothing was charged."""

    code = "held-for-review"

    def __init__(self, *, until: datetime, review_id: str) -> None:
        super().__init__(until=until)
        self.until = until
        self.review_id = review_id


class ReviewRefused(Refusal):
    """A person looked at it and did not let it pass. Nothing was charged."""

    code = "review-refused"

    def __init__(self, *, review_id: str) -> None:
        super().__init__()
        self.review_id = review_id


class ReviewDecided(Refusal):
    """Somebody else has decided about it."""

    code = "review-decided"


class NoSuchReview(Refusal):
    """No order that a person looks at, or looked at, has that reference."""

    code = "no-such-review"


class OwnReview(Refusal):
    """Nobody decides about her own order."""

    code = "own-review"


@dataclass(frozen=True, slots=True)
class RiskReview:
    """One unusual order, why it is, and what was done about it."""

    id: str  # the order's or transfer's
    customer_id: str
    amount: Money
    score: int
    signs: tuple[Sign, ...]  # the strongest first
    order_key: str  # keyed hashes, in hexadecimal digits
    recipient_key: str
    made_at: datetime
    status: ReviewStatus = ReviewStatus.WAITING
    answer_by: datetime | None = None
    decided_at: datetime | None = None
    decided_by: str | None = None  # who of the staff
    order: Order | None = field(default=None, repr=False)  # to draw it again; None: it is a transfer
    payee_id: str | None = None  # whom that is for; None: whoever claims it

    @property
    def is_open(self) -> bool:
        """Whether it waits for a person."""
        return self.status in OPEN

    @classmethod
    def with_code(
        cls, id_: str, customer_id: str, amount: Money, concern: Concern, *, now: datetime
    ) -> RiskReview:
        """Return what is kept of an order that went through with a one-time code."""
        return cls(
            id=id_,
            customer_id=customer_id,
            amount=amount,
            score=concern.score,
            signs=concern.signs,
            order_key=concern.order_key,
            recipient_key=concern.recipient_key,
            made_at=now,
            status=ReviewStatus.WITH_CODE,
            decided_at=now,
        )


def held(review_id: str, until: datetime) -> HeldForReview:
    """Return the refusal of an order about which a person decides."""
    return HeldForReview(until=until, review_id=review_id)


@dataclass(frozen=True, slots=True)
class Hold:
    """Hold an order for a person to look at. Handed in twice, it is held once."""

    review: RiskReview

    @property
    def touches(self) -> Touches:
        """The customer and the review."""
        return Touches(customer_id=self.review.customer_id, records=((RiskReview, self.review.id),))

    def decide(self, books: MoneyBooks) -> RiskReview:
        """Return the review, with its case open."""
        before = books.record(RiskReview, self.review.id)
        if before is not None:
            return before
        books.save_record(self.review)
        _open_case(books, CaseKind.RISK_REVIEW, self.review, self.review.made_at)
        return self.review


@dataclass(frozen=True, slots=True)
class Decide:
    """A person of the staff lets an order pass, or does not."""

    review_id: str
    customer_id: str
    by: str  # who of the staff
    by_customer_id: str | None  # the wallet of that person, if there is one
    clears: bool
    now: datetime

    @property
    def touches(self) -> Touches:
        """The customer and the review."""
        return Touches(customer_id=self.customer_id, records=((RiskReview, self.review_id),))

    def decide(self, books: MoneyBooks) -> RiskReview:
        """Return the decided review. The customer is told.

        :raises OwnReview: if it is that person's own
        :raises ReviewDecided: if it does not wait any more
        """
        review = _existing(books, self.review_id)
        if review.customer_id == self.by_customer_id:
            raise OwnReview
        if not review.is_open:
            cleared = review.status is ReviewStatus.CLEARED
            if review.decided_by == self.by and cleared is self.clears:
                return review  # The same word again.
            raise ReviewDecided
        was_appealed = review.status is ReviewStatus.APPEALED
        stopped = ReviewStatus.UPHELD if was_appealed else ReviewStatus.REFUSED
        status = ReviewStatus.CLEARED if self.clears else stopped
        decided = replace(review, status=status, decided_at=self.now, decided_by=self.by)
        books.save_record(decided)
        kind = NoticeKind.REVIEW_CLEARED if self.clears else NoticeKind.REVIEW_REFUSED
        key = f"{kind.value}:{review.id}:{status.value}"
        books.tell(Notice(key, kind, review.id, review.customer_id, self.now))
        return decided


@dataclass(frozen=True, slots=True)
class Appeal:
    """The customer asks us to look once more at what was refused. She may do so once."""

    review_id: str
    customer_id: str
    answer_by: datetime
    now: datetime

    @property
    def touches(self) -> Touches:
        """The customer and the review."""
        return Touches(customer_id=self.customer_id, records=((RiskReview, self.review_id),))

    def decide(self, books: MoneyBooks) -> RiskReview:
        """Return the review, with another case open.

        :raises ReviewDecided: if it was not refused, or was looked at again already
        """
        review = _existing(books, self.review_id)
        if review.status is ReviewStatus.APPEALED:
            return review
        if review.status is not ReviewStatus.REFUSED:
            raise ReviewDecided
        appealed = replace(review, status=ReviewStatus.APPEALED, answer_by=self.answer_by)
        books.save_record(appealed)
        _open_case(books, CaseKind.RISK_APPEAL, appealed, self.now)
        return appealed


def _existing(books: MoneyBooks, review_id: str) -> RiskReview:
    review = books.record(RiskReview, review_id)
    if review is None:
        raise LookupError(f"no review {review_id}")
    return review


def _open_case(books: MoneyBooks, kind: CaseKind, review: RiskReview, now: datetime) -> None:
    detail = f"{review.score}: {', '.join(sign.value for sign in review.signs)}"
    answer_by = review.answer_by or now
    case = Case(kind, review.id, review.customer_id, now, answer_by, detail)
    books.open_case(case)
    tells, late = NoticeKind.STAFF_CASE, NoticeKind.REVIEW_LATE
    books.tell(Notice(f"{tells.value}:{case.id}", tells, case.id, None, now))
    # Told then only if it still waits.
    books.tell(Notice(f"{tells.value}:{case.id}:late", tells, case.id, None, answer_by))
    books.tell(Notice(f"{late.value}:{case.id}", late, review.id, review.customer_id, answer_by))


class ReviewStore(Protocol):
    """Where reviews are read. They change through the money path alone."""

    async def get(self, review_id: str) -> RiskReview | None:
        """Return a review."""
        ...

    async def by_reference(self, reference: str) -> RiskReview | None:
        """Return the one review whose id begins so."""
        ...

    async def waiting(self, *, limit: int, offset: int) -> tuple[RiskReview, ...]:
        """Return what waits for a person: appeals first, then what is due first."""
        ...

    async def count_waiting(self) -> int:
        """Return how many wait for a person."""
        ...


class ReviewBooks(Protocol):
    """What deciding needs from one transaction."""

    @property
    def reviews(self) -> ReviewStore:
        """The reviews."""
        ...


@dataclass(frozen=True)
class Reviews:
    """What people of the staff decide about unusual orders."""

    storage: Storage[ReviewBooks]
    rules: RiskRules
    clock: Callable[[], datetime]

    async def get(self, customer_id: str, review_id: str) -> RiskReview:
        """Return one of a customer's own.

        :raises NotAllowed: if there is none, or it is somebody else's
        """
        review = await self.for_staff(review_id)
        if review is None or review.customer_id != customer_id:
            raise NotAllowed
        return review

    async def for_staff(self, review_id: str) -> RiskReview | None:
        """Return a review, whosoever it is."""
        async with self.storage.look() as books:
            return await books.reviews.get(review_id)

    async def waiting(self, *, limit: int, offset: int = 0) -> tuple[tuple[RiskReview, ...], int]:
        """Return a part of what waits for a person, appeals first, and how many wait in all."""
        async with self.storage.look() as books:
            reviews = books.reviews
            return await reviews.waiting(limit=limit, offset=offset), await reviews.count_waiting()

    async def referred(self, reference: str) -> RiskReview:
        """Return a review by its reference, or by how that begins.

        :raises NoSuchReview: if there is none, or more than one
        """
        wanted = reference.lower()
        is_one = set(wanted) <= _HEXADECIMAL and _FEWEST_DIGITS <= len(wanted) <= _ID_LENGTH
        async with self.storage.look() as books:
            review = await books.reviews.by_reference(wanted) if is_one else None
        if review is None:
            raise NoSuchReview
        return review

    def check_may_decide(self, review: RiskReview, person: StaffPerson) -> None:
        """Refuse what deciding would refuse by now.

        :raises OwnReview: if it is that person's own
        :raises ReviewDecided: if it does not wait any more
        """
        if review.customer_id == person.own_customer_id:
            raise OwnReview
        if not review.is_open:
            raise ReviewDecided

    async def decide(
        self, review: RiskReview, person: StaffPerson, *, clears: bool, reason: str = ""
    ) -> tuple[RiskReview, AuditEntry]:
        """Let an order pass or not, by the word of somebody of the staff. The customer is told.

        :raises NotYourRole, OwnReview, ReviewDecided: and nothing changes
        """
        now = self.clock()
        decide = Decide(review.id, review.customer_id, person.name, person.own_customer_id, clears, now)
        doing = _doing(review, person.name, reason, now, clears=clears)
        decided: tuple[RiskReview, AuditEntry] = await self.storage.money.apply(
            ByStaff(decide, person, Act.DECIDE_REVIEW, doing, now)
        )
        return decided

    async def clear(self, review_id: str, *, by: str, by_customer_id: str | None) -> RiskReview:
        """Let an order pass: its sheet can be drawn again, and is not asked about for a day.

        :raises NotAllowed, OwnReview, ReviewDecided: and nothing changes
        """
        return await self._decide(review_id, by, by_customer_id, clears=True)

    async def refuse(self, review_id: str, *, by: str, by_customer_id: str | None) -> RiskReview:
        """Do not let an order pass.

        :raises NotAllowed, OwnReview, ReviewDecided: and nothing changes
        """
        return await self._decide(review_id, by, by_customer_id, clears=False)

    async def appeal(self, customer_id: str, review_id: str) -> RiskReview:
        """Look once more at what was refused; `answer_by` of what is returned is the new clock.

        :raises NotAllowed: if it is not hers
        :raises ReviewDecided: if it was not refused, or was looked at again already
        """
        await self.get(customer_id, review_id)
        now = self.clock()
        return await self.storage.money.apply(
            Appeal(review_id, customer_id, now + self.rules.reviewed_within, now)
        )

    async def _decide(
        self, review_id: str, by: str, by_customer_id: str | None, *, clears: bool
    ) -> RiskReview:
        review = await self.for_staff(review_id)
        if review is None:
            raise NotAllowed
        now = self.clock()
        decide = Decide(review_id, review.customer_id, by, by_customer_id, clears, now)
        doing = _doing(review, by, "", now, clears=clears)
        decided: RiskReview = await self.storage.money.apply(Audited(decide, doing))
        return decided


def _doing(review: RiskReview, by: str, reason: str, now: datetime, *, clears: bool) -> Doing:
    did = f"{Act.DECIDE_REVIEW.value}:{'clear' if clears else 'refuse'}"
    return Doing(by, did, review.id, now, review.customer_id, {"reason": reason} if reason else {})
