"""What a check of a receipt found, in words: for the chat, the page and the command line alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from bot.text import Translator, clock
from domain.receipt_contents import (
    Receipt,
    ReceiptStatus,
)
from domain.receipts import (
    Genuine,
    GenuineBut,
    NotGenuine,
    UnknownKey,
    Verdict,
)
from domain.times import LAGOS

_MARKS = {
    ReceiptStatus.ON_ITS_WAY: "⏳",
    ReceiptStatus.DELIVERED: "✅",
    ReceiptStatus.RETURNED: "⚠️",
    ReceiptStatus.REFUNDED: "⚠️",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """A verdict in plain words: one line that says it, what is signed, and what to do."""

    mark: str
    title: str
    facts: tuple[str, ...]
    advice: str


def finding(t: Translator, verdict: Verdict) -> Finding:
    """Say what was found."""
    match verdict:
        case Genuine(receipt):
            title = t.plain("verify-genuine", status=receipt.status)
            return Finding(_MARKS[receipt.status], title, facts(t, receipt), t.plain("verify-compare"))
        case GenuineBut(receipt, now, since):
            title = t.plain("verify-genuine-but", now=now, since=full_date(since))
            return Finding(_MARKS[now], title, facts(t, receipt), t.plain("verify-compare"))
        case NotGenuine():
            return Finding("❌", t.plain("verify-not-genuine"), (), t.plain("verify-do-not-trust"))
        case UnknownKey(key_id):
            return Finding("⚠️", t.plain("verify-unknown-key", key=key_id), (), t.plain("verify-cannot-tell"))
        case _:
            assert_never(verdict)


def on_books(t: Translator, receipt: Receipt) -> Finding:
    """Say what the books say of a reference."""
    title = t.plain("verify-on-books", status=receipt.status)
    return Finding(_MARKS[receipt.status], title, facts(t, receipt), t.plain("verify-compare"))


def facts(t: Translator, receipt: Receipt) -> tuple[str, ...]:
    """Return what a receipt says, line by line."""
    said = (
        t.plain("verify-bill", category=receipt.category, amount=receipt.amount),
        t.plain("verify-fee", fee=receipt.fee) if receipt.fee else None,
        t.plain("verify-recipient", digits=receipt.last_digits) if receipt.last_digits else None,
        t.plain("verify-paid", at=full_date(receipt.paid_at)),
        t.plain("verify-reference", reference=receipt.reference),
    )
    return tuple(each for each in said if each is not None)


def full_date(moment: datetime) -> str:
    """Write Tue 3 Jun 2026, 2:14 pm."""
    local = moment.astimezone(LAGOS)
    return f"{local:%a} {local.day} {local:%b} {local.year}, {clock(moment)}"
