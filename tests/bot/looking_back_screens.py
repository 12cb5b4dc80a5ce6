"""The screens of receipts that are checked, of statements and of searches, with the nastiest values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.papers.words import finding, on_books
from bot.screen import Screen
from bot.screens import payment, statements, verify
from bot.text import Translator
from domain.money import naira
from domain.months import Month
from domain.movements import Flow, Turnover, Turnovers
from domain.payments import PaymentStatus
from domain.receipt_contents import (
    ReceiptStatus,
    receipt_of,
)
from domain.receipts import (
    Genuine,
    GenuineBut,
    NotGenuine,
    UnknownKey,
    Verdict,
)
from domain.statements import Spending, Statement
from domain.vendors import Category
from tests.bot import samples
from tests.bot.samples import IKEJA, LONG, MTN, NOON


def looking_back_screens(t: Translator) -> Iterator[tuple[str, Screen]]:
    """Yield them, with their names."""
    light, airtime = samples.payment(), samples.payment(category=Category.AIRTIME)
    shown = receipt_of(light)
    verdicts: list[Verdict] = [NotGenuine(), UnknownKey(255)]
    verdicts += [Genuine(replace(shown, status=status)) for status in ReceiptStatus]
    verdicts += [GenuineBut(shown, status, NOON) for status in ReceiptStatus]
    for verdict in verdicts:
        yield f"{verdict}", verify.result(t, finding(t, verdict), is_customer=True)
    for category in Category:
        found = on_books(t, replace(shown, category=category))
        yield f"on the books {category}", verify.result(t, found, is_customer=False)
    yield "no such reference", verify.no_such_reference(t, is_customer=True)
    yield "how to check", verify.how(t, is_customer=False)
    yield "too large", verify.too_large(t, is_customer=True)
    yield "receipt with its code", payment.receipt(t, light, IKEJA, code="VSN1:" + "A" * 152, now=NOON)
    lines = tuple(samples.payment(status) for status in PaymentStatus)
    for month in (Month(2026, number) for number in range(1, 13)):
        yield f"statement {month}", statements.statement(t, Statement(month, lines), is_newest=False)
    yield "empty statement", statements.statement(t, Statement(Month(2026, 6), ()), is_newest=True)
    flows = tuple((flow, naira(-987_654_321)) for flow in Flow)
    moved = Turnovers(Turnover(naira(987_654_321), flows), Turnover(naira(1), flows))
    full = Statement(Month(2026, 6), lines, turnovers=moved)
    yield "statement of everything", statements.statement(t, full, is_newest=True)
    spent = tuple((category, naira(1 + 10_000 * n)) for n, category in enumerate(Category))
    yield "spending", statements.spending(t, Spending(Month(2026, 6), spent, naira(5)), is_newest=False)
    besides = Spending(Month(2026, 6), spent, naira(5), ((Flow.SENT, naira(7)), (Flow.WITHDRAWN, naira(8))))
    yield "spending and more", statements.spending(t, besides, is_newest=True)
    yield "no spending", statements.spending(t, Spending(Month(2026, 6), (), naira(0)), is_newest=True)
    billers = {"mtn": MTN, "ikeja-electric": IKEJA}
    yield "found", statements.found(t, LONG[:60], [light, airtime] * 2, billers, has_older=True)
    yield "found nothing", statements.found(t, LONG[:60], [], billers, has_older=False)
