"""What several steps of a payment write alike: giving a hold back, telling people, opening cases."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from domain import ledger
from domain.cases import Case, CaseKind
from domain.limits import count_cashback, give_back
from domain.money_books import MoneyBooks
from domain.notices import Notice, NoticeKind
from domain.payments import Event, Payment
from domain.rules import Rules
from domain.schedule_results import PaidRun, count_money_back


def give_hold_back(
    books: MoneyBooks,
    payment: Payment,
    event: Event,
    reason: str,
    now: datetime,
    *,
    requery_at: datetime | None = None,
    run: PaidRun | None,
) -> Payment:
    quote = payment.quote
    books.post(
        ledger.release(
            payment.customer_id,
            payment.id,
            to_wallet=quote.from_wallet,
            to_cashback=quote.cashback_used,
            now=now,
        )
    )
    uncount(books, payment, now)
    released = replace(payment.step(event), reason=reason, ended_at=now, requery_at=requery_at)
    books.save_payment(released)
    count_money_back(books, run, reason, now)
    tell(books, NoticeKind.PAYMENT_RETURNED, released, now)
    return released


def uncount(books: MoneyBooks, payment: Payment, now: datetime) -> None:
    """Give what the payment used of the limits back to them."""
    quote = payment.quote
    accounts = give_back(
        books.accounts(payment.customer_id), quote.total, spent_at=payment.accepted_at, now=now
    )
    if quote.cashback_rule is not None:
        accounts = count_cashback(
            accounts, quote.cashback_rule, -quote.cashback_earned, earned_at=payment.accepted_at, now=now
        )
    books.save_accounts(accounts)


def existing(books: MoneyBooks, payment_id: str) -> Payment:
    payment = books.payment(payment_id)
    if payment is None:
        raise LookupError(f"no payment {payment_id}")
    return payment


def tell(
    books: MoneyBooks, kind: NoticeKind, payment: Payment, due_at: datetime, *, again: datetime | None = None
) -> None:
    key = f"{kind.value}:{payment.id}" + (f":{again:%Y%m%d%H%M}" if again else "")
    books.tell(Notice(key, kind, payment.id, payment.customer_id, due_at))


def open_case(
    books: MoneyBooks, kind: CaseKind, payment: Payment, rules: Rules, now: datetime, detail: str
) -> None:
    decide_by = now + rules.extended_deadline
    if kind is CaseKind.DEADLINE_NEAR:
        decide_by = payment.deadline_at
    case = Case(kind, payment.id, payment.customer_id, now, decide_by, detail)
    books.open_case(case)
    books.tell(Notice(f"{NoticeKind.STAFF_CASE.value}:{case.id}", NoticeKind.STAFF_CASE, case.id, None, now))
