"""Where the money of a payment is, step by step, as the customer and staff read it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.payments import Attempt, Payment, PaymentStatus
from domain.times import lagos_second


class StepKind(StrEnum):
    """What happened on the way."""

    PAID = "paid"
    SENT = "sent"
    SENT_ELSEWHERE = "sent-elsewhere"  # the one asked before had certainly not delivered
    CHECKING = "checking"
    DELIVERED = "delivered"
    TOKEN_OWED = "token-owed"  # noqa: S105 - a step, no secret
    TOKEN = "token"  # noqa: S105 - a step, no secret
    RETURNED = "returned"
    REFUNDED = "refunded"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened; `at` None: it goes on."""

    kind: StepKind
    at: datetime | None


_S = PaymentStatus
_GIVEN_BACK = frozenset({_S.RELEASED, _S.CANCELLED})


def timeline(payment: Payment, attempts: Sequence[Attempt] = ()) -> tuple[Step, ...]:
    """Return what happened to a payment, in its order.

    :param attempts: all of them, oldest first; only the newest counts if they are not at hand
    """
    known = attempts or ((payment.attempt,) if payment.attempt is not None else ())
    steps = [Step(StepKind.PAID, payment.accepted_at)]
    for attempt in known:
        kind = StepKind.SENT if attempt.n == 1 else StepKind.SENT_ELSEWHERE
        steps.append(Step(kind, attempt.marked_at))
    return (*steps, *_end(payment))


def _end(payment: Payment) -> tuple[Step, ...]:
    status, ended_at = payment.status, payment.ended_at
    delivered_at = payment.attempt.ended_at if payment.attempt is not None else ended_at
    if status is _S.UNRESOLVED:
        return (Step(StepKind.CHECKING, None),)
    if status is _S.AWAITING_TOKEN:
        return Step(StepKind.DELIVERED, delivered_at), Step(StepKind.TOKEN_OWED, None)
    if status is _S.DELIVERED:
        delivered = Step(StepKind.DELIVERED, delivered_at or ended_at)
        came_later = delivered_at is not None and ended_at is not None and ended_at > delivered_at
        return (delivered, Step(StepKind.TOKEN, ended_at)) if came_later else (delivered,)
    if status in _GIVEN_BACK:
        return (Step(StepKind.RETURNED, ended_at),)
    if status is _S.REFUNDED:
        return Step(StepKind.DELIVERED, delivered_at), Step(StepKind.REFUNDED, ended_at)
    return ()


def evidence(payment: Payment, attempts: Sequence[Attempt]) -> tuple[str, ...]:
    """Return what staff have to know of a payment, in lines: Lagos times, ids and codes, nothing personal."""
    happened = (f"{step.kind.value} {_moment(step.at)}" for step in timeline(payment, attempts))
    asked = (
        f"attempt {attempt.n}: {attempt.vendor} {attempt.request_id}, {attempt.requeries} requeries, "
        f"{attempt.outcome or 'no final answer'}"
        for attempt in attempts
    )
    return (f"state {payment.status.value}, deadline {_moment(payment.deadline_at)}", *happened, *asked)


def _moment(at: datetime | None) -> str:
    return lagos_second(at) if at is not None else "now"
