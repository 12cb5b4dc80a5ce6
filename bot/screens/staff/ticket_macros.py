"""Ready sentences for customers, in their language, with the payment's facts filled in."""

from __future__ import annotations

from collections.abc import Mapping

from bot.text import Translator, clock
from domain.billers import Biller
from domain.payments import Payment
from domain.tickets import ProblemKind

# What may be said of each kind of problem. Staff type these names; the sentences stand in the locales.
REPLIES: Mapping[ProblemKind, tuple[str, ...]] = {
    ProblemKind.NOT_RECEIVED: ("checking", "asked", "restart", "photo"),
    ProblemKind.TOKEN_REFUSED: ("checking", "photo", "order", "asked"),
    ProblemKind.NO_SIGNAL: ("checking", "restart", "asked"),
    ProblemKind.WRONG_RECIPIENT: ("checking", "asked", "wrong"),
    ProblemKind.MONEY_NOT_BACK: ("checking", "asked", "bank"),
    ProblemKind.MONEY_NOT_IN: ("looking", "bank"),
    ProblemKind.NOT_ME: ("checking", "safe"),
    ProblemKind.OTHER: ("checking", "photo", "asked"),
}
_SOLVED = ("done", "arrived")
_NOT_UPHELD = ("delivered", "wrong", "used")


def solved(kind: ProblemKind) -> tuple[str, ...]:
    """Return the sentences with which a ticket of that kind is solved."""
    return ("in",) if kind is ProblemKind.MONEY_NOT_IN else _SOLVED


def not_upheld(kind: ProblemKind) -> tuple[str, ...]:
    """Return the reasons for which a ticket of that kind is not upheld."""
    return ("not-sent",) if kind is ProblemKind.MONEY_NOT_IN else _NOT_UPHELD


def said(t: Translator, name: str, payment: Payment | None, biller: Biller | None) -> str:
    """Return a sentence as its customer reads it. What is not about a payment has no facts of one."""
    if payment is None or biller is None:
        return t.plain(f"macro-{name}", biller="", amount="", at="", ends="")
    return t.plain(
        f"macro-{name}",
        biller=biller.name,
        amount=payment.order.amount,
        at=clock(payment.accepted_at),
        ends=payment.order.recipient.reference[-4:],
    )
