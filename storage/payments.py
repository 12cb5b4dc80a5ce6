"""Payments as they are read. They change through the money path alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Integer, Select, bindparam, func, or_, select, true, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.history_search import Search
from domain.ledger import apology_key
from domain.money import Money
from domain.payments import HOLDING, Attempt, Payment, PaymentStatus
from domain.quotes import Order, PlanChoice
from domain.repeats import Past
from storage import payment_rows
from storage.keyring import Keyring
from storage.tables import payment_states, payments, postings, vend_attempts

_WHOLE = (
    select(
        payments,
        *(payment_states.c[name] for name in payment_rows.STATE),
        *(vend_attempts.c[name].label(alias) for name, alias in payment_rows.ATTEMPT_AS.items()),
    )
    .join(payment_states, payment_states.c.payment_id == payments.c.id)
    .outerjoin(
        vend_attempts,
        (vend_attempts.c.payment_id == payments.c.id) & (vend_attempts.c.n == payment_states.c.attempt),
    )
)
_BY_ID = _WHOLE.where(payments.c.id == bindparam("payment_id"))
_THESE = _WHOLE.where(payments.c.id.in_(bindparam("payment_ids", expanding=True)))
_NEWEST_OF_EACH = (
    select(func.max(payments.c.id).label("id"))
    .join(payment_states, payment_states.c.payment_id == payments.c.id)
    .where(
        payments.c.customer_id == bindparam("customer_id"),
        payment_states.c.status == PaymentStatus.DELIVERED.value,
    )
    .group_by(payments.c.recipient_index)
    .order_by(func.max(payments.c.id).desc())
    .limit(bindparam("limit", type_=Integer))
    .subquery()
)
_DELIVERED_RECENTLY = _WHOLE.join(_NEWEST_OF_EACH, _NEWEST_OF_EACH.c.id == payments.c.id).order_by(
    payments.c.id.desc()
)
_ID_LENGTH = 32
# The id with which that walk ends; none, if there are fewer.
_OLDEST_WALKED = func.coalesce(
    select(payments.c.id)
    .where(payments.c.customer_id == bindparam("customer_id"))
    .order_by(payments.c.id.desc())
    .limit(1)
    .offset(payment_rows.WALKED_AT_MOST - 1)
    .scalar_subquery(),
    "",
)
_PAST = (
    select(*(payments.c[name] for name in payment_rows.PAST))
    .join(payment_states, payment_states.c.payment_id == payments.c.id)
    .where(
        payments.c.customer_id == bindparam("customer_id"),
        payments.c.id >= _OLDEST_WALKED,
        payments.c.accepted_at >= bindparam("since"),
        payment_states.c.status == PaymentStatus.DELIVERED.value,
    )
    .order_by(payments.c.id.desc())
    .limit(bindparam("limit", type_=Integer))
)
GIVEN_BACK = (PaymentStatus.RELEASED, PaymentStatus.CANCELLED, PaymentStatus.REFUNDED)


@dataclass(frozen=True)
class SqlPayments:
    """`domain.paying.PaymentStore`."""

    connection: AsyncConnection
    keyring: Keyring

    async def get(self, payment_id: str) -> Payment | None:
        """Return a payment."""
        found = await self._all(_BY_ID, payment_id=payment_id)
        return found[0] if found else None

    async def by_reference(self, reference: str) -> Payment | None:
        """Return the one payment whose id begins so."""
        missing = _ID_LENGTH - len(reference)
        found = await self._all(
            _WHOLE.where(
                payments.c.id >= reference + "0" * missing, payments.c.id <= reference + "f" * missing
            ).limit(2)
        )
        return found[0] if len(found) == 1 else None

    async def newest(self, customer_id: str, *, limit: int, before: str | None = None) -> tuple[Payment, ...]:
        """Return a customer's payments, newest first, older than the payment `before`."""
        query = _WHOLE.where(payments.c.customer_id == customer_id)
        if before is not None:
            query = query.where(payments.c.id < before)
        return await self._all(query.order_by(payments.c.id.desc()).limit(limit))

    async def search(
        self, customer_id: str, search: Search, *, limit: int, before: str | None = None
    ) -> tuple[Payment, ...]:
        """Return a customer's payments that fit, newest first, older than the payment `before`."""
        # First which they are, out of an index that has all of this: of thousands few may fit.
        fits = select(payments.c.id).where(payments.c.customer_id == customer_id)
        if before is not None:
            fits = fits.where(payments.c.id < before)
        if search.category is not None:
            fits = fits.where(payments.c.category == search.category.value)
        if search.biller_ids is not None:
            fits = fits.where(payments.c.biller_id.in_(search.biller_ids))
        if search.since is not None:
            fits = fits.where(payments.c.accepted_at >= search.since)
        if search.until is not None:
            fits = fits.where(payments.c.accepted_at < search.until)
        if search.recipients is not None:
            indexes = [payment_rows.recipient_index(self.keyring, *each) for each in search.recipients]
            fits = fits.where(payments.c.recipient_index.in_(indexes))
        ids = fits.order_by(payments.c.id.desc()).limit(limit)
        return await self._all(_WHOLE.where(payments.c.id.in_(ids)).order_by(payments.c.id.desc()))

    async def delivered_recently(self, customer_id: str, *, limit: int) -> tuple[Payment, ...]:
        """Return the newest delivered payment of each biller and recipient, newest first."""
        return await self._all(_DELIVERED_RECENTLY, customer_id=customer_id, limit=limit)

    async def past(self, customer_id: str, *, since: datetime, limit: int) -> tuple[Past, ...]:
        """Return a customer's newest delivered payments as far as ranking needs them.

        Among her newest `WALKED_AT_MOST` payments, as `like`.
        """
        values = {"customer_id": customer_id, "since": since, "limit": limit}
        rows = await self.connection.execute(_PAST, values)
        return tuple(payment_rows.past_from(row) for row in rows.mappings())

    async def these(self, payment_ids: Sequence[str]) -> tuple[Payment, ...]:
        """Return these payments, in this order, without those that are not there."""
        if not payment_ids:
            return ()
        rows = await self._all(_THESE, payment_ids=list(payment_ids))
        found = {payment.id: payment for payment in rows}
        return tuple(found[payment_id] for payment_id in payment_ids if payment_id in found)

    async def like(self, order: Order, *, since: datetime) -> Payment | None:
        """Return the newest payment of the same bill (`Order.is_same_bill_as`) that was not given back."""
        index = payment_rows.recipient_index(self.keyring, order.biller_id, order.recipient.reference)
        found = await self._all(
            _WHOLE.where(
                payments.c.customer_id == bindparam("customer_id"),
                payments.c.id >= _OLDEST_WALKED,
                payments.c.recipient_index == index,
                payments.c.amount == order.amount.kobo,
                *((_may_be(order.plan),) if order.plan is not None else ()),
                payments.c.accepted_at >= since,
                payment_states.c.status.not_in([status.value for status in GIVEN_BACK]),
            )
            .order_by(payments.c.id.desc())
            .limit(1),
            customer_id=order.customer_id,
        )
        return found[0] if found else None

    async def attempts(self, payment_id: str) -> tuple[Attempt, ...]:
        """Return all attempts of a payment, oldest first."""
        rows = await self.connection.execute(
            select(*(vend_attempts.c[name].label(alias) for name, alias in payment_rows.ATTEMPT_AS.items()))
            .where(vend_attempts.c.payment_id == payment_id)
            .order_by(vend_attempts.c.n)
        )
        return tuple(payment_rows.attempt_from(row) for row in rows.mappings())

    async def apology(self, payment_id: str) -> Money | None:
        """Return what was given for a missed deadline of a payment."""
        rows = await self.connection.execute(
            select(postings.c.amount).where(
                postings.c.entry_key == apology_key(payment_id), postings.c.customer_id.is_not(None)
            )
        )
        kobo: int | None = rows.scalar_one_or_none()
        return Money(kobo) if kobo is not None else None

    async def due(self, *, now: datetime, limit: int) -> tuple[str, ...]:
        """Return payments that were never sent, whose requery is due, or whose deadline is here.

        Only their ids: one payment that can't be read must not keep all others waiting.
        """
        undecided = [status.value for status in (*HOLDING, PaymentStatus.AWAITING_TOKEN)]
        rows = await self.connection.execute(
            select(payment_states.c.payment_id)
            .where(
                payment_states.c.requery_at.is_not(None),
                or_(
                    payment_states.c.requery_at <= now,
                    (payment_states.c.deadline_at <= now) & payment_states.c.status.in_(undecided),
                ),
            )
            .order_by(payment_states.c.requery_at)
            .limit(limit)
        )
        return tuple(rows.scalars())

    async def make_requery_due(self, request_id: str, *, now: datetime) -> str | None:
        """Let a vendor's hint bring the next requery forward. Returns the payment's id.

        An attempt that was given up for the next vendor's is in doubt again: its vendor is asked, too.
        """
        mine = vend_attempts.c.request_id == request_id
        rows = await self.connection.execute(
            select(vend_attempts.c.payment_id, vend_attempts.c.n).where(mine)
        )
        found = rows.one_or_none()
        payment_id: str | None = found.payment_id if found is not None else None
        if found is not None:
            newest = select(payment_states.c.attempt).where(payment_states.c.payment_id == payment_id)
            await self.connection.execute(
                update(vend_attempts)
                .where(mine, vend_attempts.c.n < newest.scalar_subquery())
                .values(ended_at=None)
            )
            # A delivered payment has no next requery of its own; a reversal may come all the same.
            await self.connection.execute(
                update(payment_states)
                .where(
                    payment_states.c.payment_id == payment_id,
                    payment_states.c.status != PaymentStatus.ACCEPTED.value,
                )
                .values(requery_at=now, version=payment_states.c.version + 1)
            )
        return payment_id

    async def make_all_due(
        self, statuses: Sequence[PaymentStatus], biller_id: str | None, *, now: datetime, limit: int
    ) -> tuple[str, ...]:
        """Let the oldest payments in these states be asked about now, and return which."""
        doubtful = (
            select(payment_states.c.payment_id)
            .where(
                payment_states.c.requery_at > now,
                payment_states.c.status.in_([status.value for status in statuses]),
            )
            .order_by(payment_states.c.payment_id)
            .limit(limit)
        )
        if biller_id is not None:
            doubtful = doubtful.join(payments, payments.c.id == payment_states.c.payment_id).where(
                payments.c.biller_id == biller_id
            )
        rows = await self.connection.execute(
            update(payment_states)
            .where(payment_states.c.payment_id.in_(doubtful))
            .values(requery_at=now, version=payment_states.c.version + 1)
            .returning(payment_states.c.payment_id)
        )
        return tuple(sorted(rows.scalars()))

    async def make_due(self, payment_id: str, *, now: datetime) -> None:
        """Let a payment that waits for its next requery be asked about now."""
        await self.connection.execute(
            update(payment_states)
            .where(payment_states.c.payment_id == payment_id, payment_states.c.requery_at > now)
            .values(requery_at=now, version=payment_states.c.version + 1)
        )

    async def end_doubt(self, payment_id: str, n: int, *, now: datetime) -> None:
        """Note that a vendor has given its word on an attempt that was given up for the next one's."""
        await self.connection.execute(
            update(vend_attempts)
            .where(vend_attempts.c.payment_id == payment_id, vend_attempts.c.n == n)
            .values(ended_at=now)
        )

    async def _all(self, query: Select[tuple[object, ...]], **values: object) -> tuple[Payment, ...]:
        rows = await self.connection.execute(query, values)
        return tuple(payment_rows.payment_from(row, self.keyring) for row in rows.mappings())


def _may_be(plan: PlanChoice) -> ColumnElement[bool]:
    """Return the condition that a payment is for that plan, or does not say for which."""
    if plan.renews:
        return true()
    beginnings = (payment_rows.plan_beginning(each) for each in (plan.id, None))
    return or_(
        payments.c.plan.is_(None),
        *(payments.c.plan.startswith(beginning, autoescape=True) for beginning in beginnings),
    )
