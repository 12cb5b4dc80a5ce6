"""What the books know before an order, in one round trip; and the reviews of those that looked unusual."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    ScalarSelect,
    Select,
    case,
    distinct,
    exists,
    func,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.money import Money
from domain.payments import PaymentStatus
from domain.reviews import OPEN, STOPPED, ReviewStatus, RiskReview
from domain.risk_watch import DAY, HOUR, MINUTES, Outgoing, Seen, first_of_today
from domain.rules import RiskRules
from domain.transfers import TransferStatus
from storage.keyring import Keyring
from storage.payment_rows import WALKED_AT_MOST, recipient_index
from storage.risk_rows import review_from
from storage.tables import customers, payment_states, payments, risk_reviews, saved_names, transfers
from storage.transfer_rows import payee_index

_ID_LENGTH = 32
_IS_OPEN = risk_reviews.c.status.in_(sorted(OPEN))  # "appealed" comes before "waiting" by the alphabet too
_PAYMENTS_BACK = [PaymentStatus.RELEASED, PaymentStatus.CANCELLED, PaymentStatus.REFUNDED]
_TRANSFERS_BACK = [TransferStatus.UNDONE, TransferStatus.CANCELLED, TransferStatus.RETURNED]


@dataclass(frozen=True)
class SqlRisk:
    """`domain.risk_watch.RiskStore`."""

    connection: AsyncConnection
    keyring: Keyring

    async def seen(self, outgoing: Outgoing, rules: RiskRules, *, now: datetime) -> Seen:
        """Return what the books know before an order."""
        to_index = self._to_index(outgoing)
        kind = outgoing.biller_id or "transfer"
        order_index = self.keyring.index(
            "unusual", outgoing.customer_id, kind, outgoing.plan_id or "", to_index.hex(),
            str(outgoing.amount.kobo),
        )  # fmt: skip
        recent = _recent(outgoing.customer_id, now - rules.usual_within).cte("recent")
        in_minutes, in_hour = recent.c.at > now - MINUTES, recent.c.at > now - HOUR
        reviews = _reviews_of(outgoing.customer_id)
        decided = risk_reviews.c.decided_at > now - rules.decision_holds
        stopped = risk_reviews.c.status.in_(sorted(STOPPED))
        of_order = risk_reviews.c.order_index == order_index
        rows = await self.connection.execute(
            select(
                _count(in_minutes).label("in_minutes"),
                _count(in_hour).label("in_hour"),
                func.coalesce(func.sum(case((in_hour, recent.c.amount), else_=0)), 0).label("sum_in_hour"),
                _count(in_minutes & (recent.c.to_index == to_index)).label("to_recipient_in_minutes"),
                func.max(case((recent.c.at < first_of_today(now), recent.c.amount))).label("usual_most"),
                self._is_known(outgoing, to_index, now).label("is_known"),
                _payers(outgoing, to_index, now).label("payers"),
                exists(reviews.where(of_order, decided, _is(ReviewStatus.CLEARED))).label("cleared"),
                _newest(reviews.where(of_order, decided, stopped)).label("refused"),
                *_waiting(outgoing.customer_id, now),
            ).select_from(recent)
        )
        return _seen_from(rows.mappings().one(), order_index, to_index)

    def _to_index(self, outgoing: Outgoing) -> bytes:
        if outgoing.biller_id is None:
            return payee_index(self.keyring, outgoing.to)
        return recipient_index(self.keyring, outgoing.biller_id, outgoing.to)

    def _is_known(self, outgoing: Outgoing, to_index: bytes, now: datetime) -> ColumnElement[bool]:
        """Say whether a bill goes to where she usually pays; whether a transfer does, transfers know."""
        if outgoing.biller_id is None:
            return literal(value=False)
        customer_id, today = outgoing.customer_id, first_of_today(now)
        known: list[ColumnElement[bool]] = [
            exists(
                _reviews_of(customer_id).where(
                    risk_reviews.c.recipient_index == to_index,
                    _is(ReviewStatus.WITH_CODE),
                )
            ),
            exists(
                select(literal(1))
                .select_from(payments)
                .join(payment_states, payment_states.c.payment_id == payments.c.id)
                .where(
                    payments.c.recipient_index == to_index,
                    payments.c.customer_id == customer_id,
                    payments.c.accepted_at < today,
                    payment_states.c.status == PaymentStatus.DELIVERED.value,
                )
            ),
            exists(
                select(literal(1)).where(
                    saved_names.c.customer_id == customer_id,
                    saved_names.c.reference_index
                    == self.keyring.index("saved-name", customer_id, outgoing.to),
                    saved_names.c.saved_at < today,
                )
            ),
        ]
        if outgoing.line is not None:
            own = self.keyring.index("phone", outgoing.line.e164)
            known.append(
                exists(
                    select(literal(1)).where(customers.c.id == customer_id, customers.c.phone_index == own)
                )
            )
        return or_(*known)


@dataclass(frozen=True)
class SqlReviews:
    """`domain.reviews.ReviewStore`."""

    connection: AsyncConnection
    keyring: Keyring

    async def get(self, review_id: str) -> RiskReview | None:
        """Return a review."""
        rows = await self.connection.execute(select(risk_reviews).where(risk_reviews.c.id == review_id))
        row = rows.mappings().one_or_none()
        return review_from(row, self.keyring) if row is not None else None

    async def by_reference(self, reference: str) -> RiskReview | None:
        """Return the one review whose id begins so."""
        missing = _ID_LENGTH - len(reference)
        rows = await self.connection.execute(
            select(risk_reviews)
            .where(
                risk_reviews.c.id >= reference + "0" * missing,
                risk_reviews.c.id <= reference + "f" * missing,
            )
            .limit(2)
        )
        found = [review_from(row, self.keyring) for row in rows.mappings()]
        return found[0] if len(found) == 1 else None

    async def waiting(self, *, limit: int, offset: int) -> tuple[RiskReview, ...]:
        """Return what waits for a person: appeals first, then what is due first."""
        rows = await self.connection.execute(
            select(risk_reviews)
            .where(_IS_OPEN)
            .order_by(risk_reviews.c.status, risk_reviews.c.answer_by, risk_reviews.c.id)
            .limit(limit)
            .offset(offset)
        )
        return tuple(review_from(row, self.keyring) for row in rows.mappings())

    async def count_waiting(self) -> int:
        """Return how many wait for a person."""
        rows = await self.connection.execute(select(func.count()).select_from(risk_reviews).where(_IS_OPEN))
        return int(rows.scalar_one())


def _recent(customer_id: str, since: datetime) -> Any:
    """Select what left a wallet since then and did not come back, among the newest of each kind."""
    paid, sent = payments.c, transfers.c
    return union_all(
        select(paid.amount, paid.accepted_at.label("at"), paid.recipient_index.label("to_index"))
        .join(payment_states, payment_states.c.payment_id == paid.id)
        .where(
            paid.customer_id == customer_id,
            paid.id >= _oldest_walked(paid.id, paid.customer_id == customer_id),
            paid.accepted_at > since,
            payment_states.c.status.not_in(_PAYMENTS_BACK),
        ),
        select(sent.amount, sent.sent_at, sent.payee_index).where(
            sent.sender_id == customer_id,
            sent.id >= _oldest_walked(sent.id, sent.sender_id == customer_id),
            sent.sent_at > since,
            sent.status.not_in(_TRANSFERS_BACK),
        ),
    )


def _oldest_walked(id_: ColumnElement[str], hers: ColumnElement[bool]) -> ColumnElement[str]:
    walked = select(id_).where(hers).order_by(id_.desc()).limit(1).offset(WALKED_AT_MOST - 1)
    return func.coalesce(walked.correlate(None).scalar_subquery(), "")


def _payers(outgoing: Outgoing, to_index: bytes, now: datetime) -> ColumnElement[int]:
    """Count the other accounts that paid the same meter or line; many may send to one person."""
    if outgoing.biller_id is None:
        return literal(0)
    return (
        select(func.count(distinct(payments.c.customer_id)))
        .where(
            payments.c.recipient_index == to_index,
            payments.c.accepted_at > now - DAY,
            payments.c.customer_id != outgoing.customer_id,
        )
        .scalar_subquery()
    )


def _reviews_of(customer_id: str) -> Select[tuple[str]]:
    return select(risk_reviews.c.id).where(risk_reviews.c.customer_id == customer_id)


def _is(status: ReviewStatus) -> ColumnElement[bool]:
    return risk_reviews.c.status == status.value


def _waiting(customer_id: str, now: datetime) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    """Return which review of hers is waited for, and by when."""
    waiting = _reviews_of(customer_id).where(_is(ReviewStatus.WAITING), risk_reviews.c.answer_by > now)
    answer_by = waiting.with_only_columns(risk_reviews.c.answer_by)
    return _newest(waiting).label("waits"), _newest(answer_by).label("waits_until")


def _newest(query: Select[Any]) -> ScalarSelect[Any]:
    return query.order_by(risk_reviews.c.id.desc()).limit(1).scalar_subquery()


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def _seen_from(row: Mapping[Any, Any], order_index: bytes, to_index: bytes) -> Seen:
    usual_most = row["usual_most"]
    return Seen(
        order_key=order_index.hex(),
        recipient_key=to_index.hex(),
        in_minutes=int(row["in_minutes"]),
        in_hour=int(row["in_hour"]),
        sum_in_hour=Money(int(row["sum_in_hour"])),
        to_recipient_in_minutes=int(row["to_recipient_in_minutes"]),
        usual_most=Money(int(usual_most)) if usual_most is not None else None,
        is_known=bool(row["is_known"]),
        payers=int(row["payers"]),
        cleared=bool(row["cleared"]),
        refused=row["refused"],
        waiting=(row["waits"], row["waits_until"]) if row["waits"] is not None else None,
    )
