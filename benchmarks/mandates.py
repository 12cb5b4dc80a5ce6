"""Many recurring payments of a bank's customers, each with the consent that the PIN would give."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import date, datetime

from benchmarks.bank import RULES, Bank, new_id
from domain.approvals import Approval
from domain.money import naira
from domain.phones import Phone
from domain.quotes import Recipient
from domain.recurrence import Recurrence, Rhythm
from domain.schedules import Mode, Terms, usual_cap
from domain.scheduling import Schedules
from domain.validating import Validations
from domain.vendors import Category

_PRICE = naira(50)
_PEOPLE_AT_ONCE = 50


async def set_up(
    bank: Bank, people: Sequence[str], each: int, first: date, last: date | None, *, made_at: datetime
) -> None:
    """Let these people have so many weekly schedules each, all with the same first day."""

    schedules = schedules_of(bank, lambda: made_at)

    async def one(customer_id: str, number: int) -> None:
        terms = _terms(customer_id, number, first, last)
        await schedules.make(terms, Approval(customer_id, terms.hash, made_at), now=made_at)

    for start in range(0, len(people), _PEOPLE_AT_ONCE):
        some = people[start : start + _PEOPLE_AT_ONCE]
        await asyncio.gather(*(one(who, n) for who in some for n in range(each)))


def schedules_of(bank: Bank, now: Callable[[], datetime]) -> Schedules:
    """Return the service that takes them on, with its own clock."""
    validations = Validations(bank.database, bank.payments.vendors, RULES)
    return Schedules(bank.database, bank.payments, validations, RULES, now, new_id)


def _terms(customer_id: str, number: int, first: date, last: date | None) -> Terms:
    reference = f"0803{number:07d}"
    total = _PRICE + RULES.fee(Category.AIRTIME, _PRICE)
    return Terms(
        schedule_id=new_id(),
        customer_id=customer_id,
        biller_id="mtn",
        category=Category.AIRTIME,
        recipient=Recipient(reference, Phone("+234" + reference[1:])),
        amount=_PRICE,
        plan=None,
        recurrence=Recurrence(Rhythm.WEEKLY, first, last=last),
        starts_on=first,
        agreed=total,
        cap=usual_cap(total, RULES.schedules),
        mode=Mode.PAY,
    )
