"""The reckoning after a storm: for each order, what the vendor really did, and what the books say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from sqlalchemy import select

from domain.cases import CaseKind
from domain.payments import GIVEN_BACK, HOLDING, SETTLED, PaymentStatus
from storage.database import Database
from storage.tables import cases, payment_states, vend_attempts

_WITH_STAFF = frozenset({CaseKind.UNRESOLVED_AT_DEADLINE.value})


@dataclass
class Reckoning:
    """How many orders ended how."""

    orders: int = 0
    delivered: int = 0
    money_back: int = 0
    lost: int = 0  # neither value nor money, or a customer who never heard anything
    double: int = 0  # delivered twice, or value and money back, and nobody noticed
    stuck: int = 0  # still held, and no case of anybody's
    staff_cases: int = 0  # still held, and a person decides
    late_deliveries: int = 0  # delivered after the money went back by rule: a case, never a silent debit
    problems: list[str] = field(default_factory=list)
    remarks: list[str] = field(
        default_factory=list
    )  # each loss, double and stuck one, for whoever looks into it


class Kept(Protocol):
    """Whoever has the books open."""

    @property
    def database(self) -> Database:
        """The books."""
        ...


async def reckon(bank: Kept, vends: Sequence[dict[str, Any]]) -> Reckoning:
    """Compare every payment with what the vendor did for it."""
    deliveries = {vend["request_id"]: int(vend["deliveries"]) for vend in vends}
    received: dict[str, int] = defaultdict(int)
    async with bank.database.begin() as books:
        attempts = (await books.connection.execute(select(vend_attempts))).all()
        states = (await books.connection.execute(select(payment_states))).all()
        opened = {(row.kind, row.subject_id) for row in await books.connection.execute(select(cases))}
    for attempt in attempts:
        received[attempt.payment_id] += deliveries.pop(attempt.request_id, 0)
    found = Reckoning(orders=len(states))
    found.double += sum(deliveries.values())  # sold to us, and we know nothing of it
    found.remarks += [
        f"{request_id} was delivered and is not in the books" for request_id, n in deliveries.items() if n
    ]
    for state in states:
        of_staff = any((kind, state.payment_id) in opened for kind in _WITH_STAFF)
        noticed = (CaseKind.LATE_DELIVERY.value, state.payment_id) in opened
        before = (found.lost, found.double, found.stuck)
        _judge(found, PaymentStatus(state.status), received[state.payment_id], of_staff, noticed)
        if before != (found.lost, found.double, found.stuck):
            times, again = received[state.payment_id], state.requery_at
            found.remarks.append(
                f"{state.payment_id}: {state.status} ({state.reason}), delivered {times} times, {again}"
            )
    return found


def _judge(found: Reckoning, status: PaymentStatus, received: int, of_staff: bool, noticed: bool) -> None:
    if received > 1:
        found.double += 1
    elif status in SETTLED:
        found.delivered += 1
        found.lost += received == 0
    elif status in GIVEN_BACK:
        found.money_back += 1
        found.late_deliveries += received == 1 and noticed
        found.double += received == 1 and not noticed
    elif status in HOLDING and of_staff:
        found.staff_cases += 1
    else:
        found.stuck += 1
