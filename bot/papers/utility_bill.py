"""The proof of an electricity payment on A4, with name and address: what banks and offices ask for."""

from __future__ import annotations

from collections.abc import Iterator

from bot.papers.drawing import BLUE, GREY, TINT, Page, Paper
from bot.papers.fonts import readable, wrapped
from bot.papers.qr import squares
from bot.papers.receipt import Row, Signed, how_to_check, notes, secrets_of, table
from bot.papers.words import full_date
from bot.text import Translator, naira_text, reference_text
from domain.billers import Biller
from domain.payments import Payment
from domain.receipt_contents import receipt_of
from domain.vendors import MeterKind

A4 = (595.28, 841.89)
_EDGE = 56.0
_ROOM = A4[0] - 2 * _EDGE


def utility_bill_paper(t: Translator, payment: Payment, biller: Biller, signed: Signed) -> Paper:
    """Return the bill. It shows whom the meter belongs to in full, so it is for the payer alone."""
    title = t.plain("paper-utility-bill")
    page = Page(*A4)
    page.box(0, 0, A4[0], 8, BLUE)
    page.text(_EDGE, 62, readable(biller.name), 20, bold=True)
    page.text(_EDGE, 84, title, 12, colour=GREY)
    page.text(A4[0] - _EDGE, 62, "Vision", 17, bold=True, colour=BLUE, align="right")
    page.text(A4[0] - _EDGE, 84, full_date(payment.accepted_at), 10, colour=GREY, align="right")
    y = _owner(page, t, payment, 108)
    y = table(page, tuple(_rows(t, payment)), _EDGE, y, _ROOM, 170)
    page.text(_EDGE, y + 32, t.plain("paper-total"), 13, bold=True)
    page.text(A4[0] - _EDGE, y + 32, naira_text(payment.quote.total), 17, bold=True, align="right")
    y += 56
    for label, digits in secrets_of(t, payment):
        page.text(_EDGE, y, label, 10, colour=GREY)
        page.text(A4[0] - _EDGE, y, digits, 12, bold=True, align="right")
        y += 20
    side = 150.0
    top = A4[1] - _EDGE - side
    page.code(_EDGE - 12, top, side, squares(signed.code))
    y = top + 34
    for line in wrapped(how_to_check(t, signed), 10, _ROOM - side - 10):
        page.text(_EDGE + side, y, line, 10, colour=GREY)
        y += 15
    page.text(
        _EDGE + side, y + 6, f"{t.plain('paper-reference')} {receipt_of(payment).reference}", 9, colour=GREY
    )
    return Paper(f"{title} {payment.id}", (page,), signed.code)


def _owner(page: Page, t: Translator, payment: Payment, y: float) -> float:
    to = payment.order.recipient
    address = wrapped(readable(to.address or ""), 11, _ROOM - 32)
    height = 62 + 15 * len(address)
    page.box(_EDGE, y, _ROOM, height, TINT, radius=8)
    page.text(_EDGE + 16, y + 22, t.plain("paper-owner"), 10, colour=GREY)
    page.text(_EDGE + 16, y + 42, readable(to.name or "–"), 14, bold=True)
    for n, line in enumerate(address):
        page.text(_EDGE + 16, y + 60 + 15 * n, line, 11)
    return y + height + 18


def _rows(t: Translator, payment: Payment) -> Iterator[Row]:
    to, quote = payment.order.recipient, payment.quote
    yield t.plain("paper-meter"), reference_text(to.reference)
    yield t.plain("paper-meter-kind"), t.plain("paper-kind", kind=to.meter_kind or MeterKind.PREPAID)
    yield t.plain("paper-paid"), full_date(payment.accepted_at)
    if payment.delivery.units:
        yield t.plain("paper-units"), payment.delivery.units
    yield from notes(t, payment)
    yield t.plain("paper-amount"), naira_text(quote.amount)
    if quote.fee:
        yield t.plain("paper-fee"), naira_text(quote.fee)
    if quote.vat:
        yield t.plain("paper-vat"), naira_text(quote.vat)
