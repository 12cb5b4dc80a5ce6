"""Values to draw screens with, as nasty as they may be."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from domain.billers import KINDS, Biller
from domain.customers import Customer
from domain.limits import CustomerAccounts, Usage
from domain.money import ZERO, Money, naira
from domain.payments import Payment, PaymentStatus
from domain.phones import read_phone
from domain.quotes import Order, Quote, Recipient, Sheet
from domain.vendors import Category, Delivery, MeterKind, Token, TokenKind

NOON = datetime(2026, 6, 3, 11, 0, tzinfo=UTC)
LONG = '<&>"' * 50 + " <b>O'Brien</i> " * 30
ADA = read_phone("08031234567")
MUCH = naira("987654321.09")

MTN = Biller(
    "mtn", "MTN <&>", "MTN", Category.AIRTIME, KINDS["airtime"], naira(50), naira(50_000), {"vtpass": "mtn"}
)
IKEJA = Biller(
    "ikeja-electric",
    'Ikeja <Electric> & "Sons" of the Whole Federation',
    "Ikeja <&> and many more letters",
    Category.ELECTRICITY,
    KINDS["power"],
    naira(1_000),
    naira(500_000),
    {"vtpass": "ikeja-electric"},
)


def customer(language: str = "en") -> Customer:
    """A customer whose name is everything at once."""
    return Customer("c" * 32, 7_000_001, LONG, ADA, language, "ABCDEFGH", NOON)


def accounts(wallet: Money = MUCH, cashback: Money = MUCH, held: Money = MUCH) -> CustomerAccounts:
    """Balances."""
    return CustomerAccounts("c" * 32, wallet, cashback, held, 1, None, Usage(NOON.date()))


def order(category: Category = Category.ELECTRICITY, *, name: str = LONG) -> Order:
    """An order for a meter or a line."""
    if category is Category.AIRTIME:
        return Order("0" * 32, "c" * 32, "mtn", category, Recipient(ADA.national, ADA), naira("500.5"))
    recipient = Recipient("AB/12-3456789012345", ADA, MeterKind.PREPAID, name, LONG)
    return Order("0" * 32, "c" * 32, "ikeja-electric", category, recipient, MUCH)


def quote(amount: Money = MUCH) -> Quote:
    """A price with every line that there can be."""
    return Quote(amount, naira(200), naira(15), naira(320), naira("500.01"), "base")


def sheet(category: Category = Category.ELECTRICITY) -> Sheet:
    """A pay sheet."""
    return Sheet(order(category), quote(), NOON + timedelta(minutes=2, microseconds=17))


def payment(
    status: PaymentStatus = PaymentStatus.DELIVERED,
    category: Category = Category.ELECTRICITY,
    *,
    tokens: int = 3,
    name: str = LONG,
) -> Payment:
    """A payment in that state."""
    kinds = (TokenKind.KEY_CHANGE_1, TokenKind.KEY_CHANGE_2, TokenKind.ENERGY)[3 - tokens :]
    delivery = Delivery(
        tuple(Token(kind, "12345678901234567890") for kind in kinds),
        "44.1 kWh <&>",
        (("debt", LONG[:80]), ("tariff", "R2 <&>"), ("vat", "7.5"), ("receipt", "x&y"), ("strange", "?")),
    )
    made = Payment(
        order=order(category, name=name),
        quote=quote(),
        sheet_hash="f" * 64,
        accepted_at=NOON,
        deadline_at=NOON + timedelta(hours=24),
        status=status,
        card=17,
    )
    is_light = category is Category.ELECTRICITY
    return replace(
        made,
        delivery=delivery if is_light else Delivery(),
        ended_at=NOON + timedelta(seconds=3),
        reason="deadline" if status is PaymentStatus.RELEASED else None,
    )


NOTHING = accounts(ZERO, ZERO, ZERO)
