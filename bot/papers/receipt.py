"""What a receipt on paper shows, and how it is laid out: as narrow as a phone, as long as it gets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.papers.drawing import AMBER, BLUE, GREEN, GREY, INK, PAPER, TINT, Page, Paper
from bot.papers.fonts import readable, shortened, width, wrapped
from bot.papers.qr import squares
from bot.papers.words import full_date
from bot.text import Translator, calendar_day, naira_text, reference_text, token_text
from domain.billers import Asks, Biller
from domain.delivery_notes import read_notes
from domain.masking import masked_name
from domain.payments import Payment
from domain.receipt_contents import (
    ReceiptStatus,
    receipt_of,
)

WIDTH = 360.0
_EDGE = 26.0
_ROOM = WIDTH - 2 * _EDGE
_LABEL_ROOM = 120.0
COLOURS = {
    ReceiptStatus.ON_ITS_WAY: BLUE,
    ReceiptStatus.DELIVERED: GREEN,
    ReceiptStatus.RETURNED: AMBER,
    ReceiptStatus.REFUNDED: AMBER,
}


@dataclass(frozen=True, slots=True)
class Signed:
    """What makes a receipt checkable: its code, and where to check it."""

    code: str
    bot_name: str
    page_address: str


Row = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Shown:
    """A receipt in words, ready to be laid out."""

    title: str
    status: str
    colour: str
    headline: str
    total: str
    rows: tuple[Row, ...]
    how_to_check: str
    code: str
    secrets: tuple[Row, ...] = ()  # tokens and vouchers, with what each is

    def paper(self, reference: str) -> Paper:
        """Lay it out on one page."""
        return Paper(f"{self.title} {reference}", (_page(self),), self.code)


def receipt_paper(t: Translator, payment: Payment, biller: Biller, signed: Signed) -> Paper:
    """Return the receipt of a payment, to be made a picture or a PDF of."""
    status = receipt_of(payment).status
    shown = Shown(
        title=t.plain("paper-receipt"),
        status=t.plain("paper-status", status=status),
        colour=COLOURS[status],
        headline=t.plain("paper-what", category=payment.order.category, biller=biller.name),
        total=naira_text(payment.quote.total),
        rows=tuple(rows(t, payment, biller)),
        secrets=tuple(secrets_of(t, payment)),
        how_to_check=how_to_check(t, signed),
        code=signed.code,
    )
    return shown.paper(payment.id)


def how_to_check(t: Translator, signed: Signed) -> str:
    """Say where a receipt can be checked."""
    return t.plain("paper-check", bot=signed.bot_name, page=signed.page_address.partition("://")[2])


def rows(t: Translator, payment: Payment, biller: Biller) -> Iterator[Row]:
    """Yield what there is to say of a payment, each with its label."""
    order, quote, to = payment.order, payment.quote, payment.order.recipient
    yield t.plain("paper-paid"), full_date(payment.accepted_at)
    if biller.kind.asks is not Asks.NOTHING:
        yield t.plain("paper-number", asks=biller.kind.asks), reference_text(to.reference)
    if to.name is not None:
        yield t.plain("paper-name"), masked_name(to.name)
    if order.plan is not None:
        yield t.plain("paper-plan"), order.plan.name
    yield t.plain("paper-amount"), naira_text(quote.amount)
    if quote.fee:
        yield t.plain("paper-fee"), naira_text(quote.fee)
    if quote.vat:
        yield t.plain("paper-vat"), naira_text(quote.vat)
    if quote.cashback_used:
        yield t.plain("paper-cashback-used"), naira_text(-quote.cashback_used)
        yield t.plain("paper-from-wallet"), naira_text(quote.from_wallet)
    if payment.delivery.units:
        yield t.plain("paper-units"), payment.delivery.units
    yield from notes(t, payment)
    yield t.plain("paper-reference"), receipt_of(payment).reference


def notes(t: Translator, payment: Payment) -> Iterator[Row]:
    """Yield what the vendor noted, as far as we know what it means."""
    for name, value in read_notes(payment.delivery.notes):
        yield t.plain("paper-note", name=name), value if isinstance(value, str) else naira_text(value)


def secrets_of(t: Translator, payment: Payment) -> Iterator[Row]:
    """Yield what the customer types in somewhere."""
    tokens, vouchers = payment.delivery.tokens, payment.delivery.vouchers
    for n, token in enumerate(tokens, start=1):
        numbered = "yes" if len(tokens) > 1 else "no"
        yield (
            t.plain("paper-token", kind=token.kind, numbered=numbered, n=n),
            token_text(token.digits),
        )
    for voucher in vouchers:
        parts = [t.plain("paper-voucher", category=payment.order.category)]
        if voucher.serial:
            parts.append(t.plain("paper-serial", serial=voucher.serial))
        if voucher.expires_on:
            parts.append(t.plain("paper-expires", day=calendar_day(voucher.expires_on)))
        yield " · ".join(parts), voucher.code


def _page(shown: Shown) -> Page:
    page = Page(WIDTH)
    page.box(0, 0, WIDTH, 5, BLUE)
    page.text(_EDGE, 40, "Vision", 17, bold=True, colour=BLUE)
    page.text(WIDTH - _EDGE, 40, shown.title, 11, colour=GREY, align="right")
    middle = WIDTH / 2
    page.text(middle, 92, shown.total, 33, bold=True, align="middle")
    page.text(middle, 114, shortened(readable(shown.headline), 12, _ROOM), 12, colour=GREY, align="middle")
    pill = width(shown.status, 11, bold=True) + 28
    page.box(middle - pill / 2, 127, pill, 24, shown.colour, radius=12)
    page.text(middle, 143, shown.status, 11, bold=True, colour=PAPER, align="middle")
    y = 172.0
    for row in shown.secrets:
        y = _secret(page, row, y)
    y = table(page, shown.rows, _EDGE, y, _ROOM, _LABEL_ROOM)
    side = 186.0
    page.code(middle - side / 2, y + 8, side, squares(shown.code))
    y += side + 20
    for line in wrapped(shown.how_to_check, 9.5, _ROOM):
        page.text(middle, y, line, 9.5, colour=GREY, align="middle")
        y += 13.5
    page.height = y + 12
    return page


def _secret(page: Page, secret: Row, y: float) -> float:
    label, digits = secret
    shown = wrapped(digits, 17, _ROOM - 24, bold=True)
    height = 34 + 22 * len(shown)
    page.box(_EDGE, y - 8, _ROOM, height, TINT, radius=8)
    page.text(WIDTH / 2, y + 10, shortened(label, 10, _ROOM - 24), 10, colour=GREY, align="middle")
    for n, line in enumerate(shown):
        page.text(WIDTH / 2, y + 32 + 22 * n, line, 17, bold=True, align="middle")
    return y + height + 4


def table(
    page: Page, rows_: tuple[Row, ...], x: float, y: float, room: float, label_room: float, size: float = 11
) -> float:
    """Write labels on the left and values on the right, ruled apart. Returns where it ends."""
    for label, value in rows_:
        values = wrapped(readable(value), size, room - label_room - 8)
        labels = wrapped(label, size, label_room)
        page.line(x, y, room)
        y += size + 9
        for n, line in enumerate(labels):
            page.text(x, y + n * (size + 4), line, size, colour=GREY)
        for n, line in enumerate(values):
            page.text(x + room, y + n * (size + 4), line, size, colour=INK, align="right")
        y += (size + 4) * (max(len(values), len(labels)) - 1) + 9
    page.line(x, y, room)
    return y
