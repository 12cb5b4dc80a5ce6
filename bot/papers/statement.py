"""A month's statement: pages for a PDF, and rows for a spreadsheet."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.papers.balances import balances
from bot.papers.cells import harmless
from bot.papers.drawing import BLUE, GREY, TINT, Page, Paper
from bot.papers.fonts import readable, shortened
from bot.papers.pdf import pdf
from bot.text import Translator, clock, naira_text, reference_text, short_date
from domain.billers import Asks, Biller
from domain.customers import Customer
from domain.money import KOBO_PER_NAIRA, ZERO, Money
from domain.movements import Movement
from domain.payments import SETTLED, Payment
from domain.receipt_contents import receipt_of
from domain.statements import Line, Statement, added_by, happened_at
from domain.times import LAGOS

_WIDTH, _HEIGHT = 595.28, 841.89  # A4
_EDGE = 44.0
_ROOM = _WIDTH - 2 * _EDGE
_LINE = 30.0
_SUMMARY, _ROW, _EQUATION = 98.0, 44.0, 16.0
_LAST = _HEIGHT - 64


@dataclass(frozen=True, slots=True)
class Told:
    """A statement with whose it is, and the billers that it names."""

    statement: Statement
    customer: Customer
    billers: Mapping[str, Biller]


def month_text(t: Translator, told: Told) -> str:
    """Write June 2026."""
    month = told.statement.month
    return t.plain("month-and-year", month=month.number, year=str(month.year))


def statement_pdf(t: Translator, told: Told) -> bytes:
    """Return the statement as A4 pages."""
    title = t.plain("statement-title-plain", month=month_text(t, told))
    pages = [_page(t, told, title)]
    y = _summary(pages[0], t, told.statement) + 42
    for line in told.statement.lines:
        if y > _LAST:
            pages.append(_page(t, told, title))
            y = 120.0
        _line(pages[-1], t, told, line, y)
        y += _LINE
    if not told.statement.complete:
        pages[-1].text(_EDGE, _HEIGHT - 44, t.plain("statement-cut"), 9, colour=GREY)
    for number, page in enumerate(pages, start=1):
        foot = t.plain("statement-page", n=number, of=len(pages))
        page.text(_WIDTH - _EDGE, _HEIGHT - 28, foot, 9, colour=GREY, align="right")
    return pdf(Paper(title, tuple(pages)))


def _page(t: Translator, told: Told, title: str) -> Page:
    page = Page(_WIDTH, _HEIGHT)
    page.box(0, 0, _WIDTH, 8, BLUE)
    page.text(_EDGE, 56, title, 17, bold=True)
    who = f"{readable(told.customer.name)} · {reference_text(told.customer.phone.national)}"
    page.text(_EDGE, 76, shortened(who, 10.5, _ROOM - 90), 10.5, colour=GREY)
    page.text(_WIDTH - _EDGE, 56, "Vision", 17, bold=True, colour=BLUE, align="right")
    return page


def _summary(page: Page, t: Translator, statement: Statement) -> float:
    """Draw the figures of the month. Returns where they end."""
    figures = [
        (t.plain("statement-paid"), statement.paid),
        (t.plain("statement-fees"), statement.fees),
        (t.plain("statement-returned"), statement.returned),
        (t.plain("statement-cashback"), statement.cashback),
        (t.plain("statement-added"), statement.added),
        *((t.plain("statement-flow", flow=flow.value), amount) for flow, amount in statement.apart),
    ]
    equations = balances(t, statement)
    grid = _ROW * math.ceil(len(figures) / 3)
    height = grid + 8 + (_EQUATION * len(equations) + 6 if equations else 0)
    page.box(_EDGE, _SUMMARY, _ROOM, height, TINT, radius=8)
    across = _ROOM / 3
    for n, (name, amount) in enumerate(figures):
        x, y = _EDGE + 16 + (n % 3) * across, _SUMMARY + 24 + (n // 3) * _ROW
        page.text(x, y, shortened(name, 9.5, across - 18), 9.5, colour=GREY)
        page.text(x, y + 17, naira_text(amount), 13, bold=True)
    for n, equation in enumerate(equations):
        y = _SUMMARY + grid + 18 + n * _EQUATION
        page.text(_EDGE + 16, y, shortened(equation, 9.5, _ROOM - 32), 9.5)
    return _SUMMARY + height


def _line(page: Page, t: Translator, told: Told, line: Line, y: float) -> None:
    page.line(_EDGE, y - 13, _ROOM)
    when = happened_at(line)
    page.text(_EDGE, y, short_date(when), 9.5, bold=True)
    page.text(_EDGE, y + 11, clock(when), 8.5, colour=GREY)
    right = _WIDTH - _EDGE
    if isinstance(line, Movement):
        page.text(_EDGE + 66, y, t.plain("statement-flow", flow=line.flow.value), 9.5)
        page.text(_EDGE + 66, y + 11, shortened(readable(line.reference), 8.5, _ROOM - 190), 8.5, colour=GREY)
        sign = "+" if line.amount > ZERO else ""
        page.text(right, y, f"{sign}{naira_text(line.amount)}", 10, bold=True, align="right")
        return
    if not isinstance(line, Payment):
        page.text(_EDGE + 66, y, t.plain("statement-top-up"), 9.5)
        page.text(right, y, f"+{naira_text(added_by(line))}", 10, bold=True, align="right")
        return
    what = " · ".join(part for part in (_what(told, line), _plan(line)) if part)
    page.text(_EDGE + 66, y, shortened(readable(what), 9.5, _ROOM - 190), 9.5)
    page.text(_EDGE + 66, y + 11, receipt_of(line).reference, 8.5, colour=GREY)
    page.text(right, y, naira_text(-line.quote.total), 10, bold=line.status in SETTLED, align="right")
    status = t.plain(f"outcome-{line.status.value}")
    page.text(right, y + 11, status, 8.5, colour=GREY, align="right")


def _what(told: Told, payment: Payment) -> str:
    biller, reference = told.billers[payment.order.biller_id], payment.order.recipient.reference
    return biller.name if biller.kind.asks is Asks.NOTHING else f"{biller.name} {reference_text(reference)}"


def _plan(payment: Payment) -> str | None:
    return payment.order.plan.name if payment.order.plan is not None else None


def statement_csv(t: Translator, told: Told) -> bytes:
    """Return the statement for a spreadsheet: UTF-8 with its mark, naira with two decimals, Lagos time."""
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow(
        t.plain(f"column-{name}")
        for name in (
            *("date", "time", "kind", "company", "plan", "number", "amount", "fee", "vat", "total"),
            *("cashback-used", "cashback-earned", "status", "reference"),
        )
    )
    table.writerows([harmless(cell) for cell in _cells(t, told, line)] for line in told.statement.lines)
    return written.getvalue().encode("utf-8-sig")


def _cells(t: Translator, told: Told, line: Line) -> Iterator[str]:
    when = happened_at(line).astimezone(LAGOS)
    yield from (f"{when:%Y-%m-%d}", f"{when:%H:%M}")
    if isinstance(line, Movement):
        wallet = _decimal(line.wallet) if line.wallet else ""
        yield from (t.plain("statement-flow", flow=line.flow.value), "", "", "", wallet, "", "", wallet, "")
        yield from (_decimal(line.cashback) if line.cashback else "", "", line.reference)
        return
    if not isinstance(line, Payment):
        amount = _decimal(added_by(line))
        yield from (t.plain("statement-top-up"), "", "", "", amount, "", "", amount, "", "")
        yield from (t.plain(f"added-{line.status.value}"), line.id)
        return
    order, quote, biller = line.order, line.quote, told.billers[line.order.biller_id]
    yield t.plain("statement-kind", category=order.category)
    yield from (biller.name, _plan(line) or "", order.recipient.reference)
    yield from map(_decimal, (quote.amount, quote.fee, quote.vat, quote.total, quote.cashback_used))
    yield _decimal(quote.cashback_earned if line.status in SETTLED else Money(0))
    yield from (t.plain(f"outcome-{line.status.value}"), line.id)


def _decimal(amount: Money) -> str:
    naira, kobo = divmod(abs(amount.kobo), KOBO_PER_NAIRA)
    return f"{'-' if amount < ZERO else ''}{naira}.{kobo:02}"
