"""What a receipt costs: drawn as a picture, as a PDF, and its signature checked. One thread, nothing else."""

from __future__ import annotations

import base64
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from benchmarks.figures import Figures, median, quick
from bot.conversations.receipts import receipt_pdf, receipt_png
from bot.papers.receipt import Signed
from bot.text import translator
from domain.billers import KINDS, Biller
from domain.money import naira
from domain.payments import Payment, PaymentStatus
from domain.receipt_contents import receipt_of
from domain.receipts import (
    Genuine,
    sign,
    verify,
)
from domain.vendors import Category, Delivery, Token, TokenKind
from storage.receipt_keys import Ed25519ReceiptKeys
from tests.builders import a_light_order, a_payment

_KEYS = Ed25519ReceiptKeys.from_text("1:" + base64.b64encode(b"r" * 32).decode())
_IKEJA = Biller(
    "ikeja-electric",
    "Ikeja Electric",
    "Ikeja",
    Category.ELECTRICITY,
    KINDS["power"],
    naira(500),
    naira(500_000),
    {},
)


def papers(figures: Figures, wanted: frozenset[str]) -> None:
    """Draw the receipt of a light payment with its token, again and again."""
    payment = _payment()
    signed = Signed(str(sign(receipt_of(payment), _KEYS)), "VisionBot", "https://pay.example.com/verify")
    t = translator("en")
    for name, make in (("receipt.png", receipt_png), ("receipt.pdf", receipt_pdf)):
        if name in wanted:
            work = partial(make, t, payment, _IKEJA, signed)
            ms = _measured(work, times=20 if quick() else 200)
            figures.add(name, ms=ms, kb=round(len(work()) / 1_024, 1))


def check(figures: Figures, wanted: frozenset[str]) -> None:
    """Read a code and check its signature, without the books."""
    code = str(sign(receipt_of(_payment()), _KEYS))
    assert isinstance(verify(code, _KEYS), Genuine)
    figures.add("receipt.verify", ms=_measured(partial(verify, code, _KEYS), times=500 if quick() else 5_000))


def _measured(work: Callable[[], object], *, times: int) -> float:
    """Return the median in milliseconds. The first time loads fonts, and is not counted."""
    work()
    took = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        took.append(time.perf_counter() - began)
    return round(median(took) * 1_000, 3)


def _payment() -> Payment:
    token = Token(TokenKind.ENERGY, "12345678901234567890")
    notes = (("tariff", "R2"), ("vat", "697.67"), ("receipt", "IKE-2238-11"))
    order = a_light_order(amount=naira(10_000), name="ADEBAYO OLUWASEUN", address="12 Allen Avenue, Ikeja")
    return replace(a_payment(order, PaymentStatus.DELIVERED), delivery=Delivery((token,), "44.1 kWh", notes))
