"""The screens of sending money, with the nastiest values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from bot.screen import Screen
from bot.screens import send_money, transfers
from bot.text import Translator
from domain.money import ZERO
from domain.payees import Payee
from domain.rules import Rules
from domain.saved_names import SavedName
from domain.transfers import MeantFor, Transfer, TransferStatus
from tests.bot.samples import ADA, LONG, MUCH, NOON, accounts

PAYEE = Payee("p" * 32, LONG, ADA)
SAVED = SavedName("s" * 32, "c" * 32, ADA.national, "mtn", "<&>" * 6, NOON)
SENT = Transfer(
    "t" * 32,
    "c" * 32,
    "p" * 32,
    MUCH,
    TransferStatus.DELIVERED,
    NOON,
    due_at=NOON + timedelta(days=3),
    delivered_at=NOON,
    claim_code="kQ3vT9xLm2Zp-_aB",
    meant_for=MeantFor(phone=ADA),
    recalled=MUCH,
)
LINK = "https://t.me/vision_bot?start=claim_kQ3vT9xLm2Zp-_aB"


def transfer_screens(t: Translator, rules: Rules) -> Iterator[tuple[str, Screen]]:
    """Yield every screen of sending money, with its name."""
    problem, rich = t("own-wallet"), accounts()
    yield "send who", send_money.ask_who(t, [PAYEE] * 6, [SAVED] * 6, {}, MUCH, problem=problem)
    yield "send nobody", send_money.nobody_found(t, LONG[:60], rules, problem=problem)
    yield "send right", send_money.is_it_right(t, PAYEE, MUCH)
    yield "send amount", send_money.ask_amount(t, PAYEE, rules.transfers, [MUCH] * 9, problem=problem)
    yield "send too little", send_money.too_little(t, missing=MUCH)
    yield "send refused", send_money.refused(t, problem)
    yield "send my code", send_money.my_code(t, username="a" * 32, findable=True)
    yield "send my code hidden", send_money.my_code(t, username="a" * 32, findable=False)
    yield "claim link", transfers.link_made(t, SENT, LINK, now=NOON)
    yield "transfer received", transfers.received(t, SENT, PAYEE, rich)
    yield "recall sure", transfers.ask_back(t, SENT, PAYEE)
    yield "recall asked", transfers.asked_back(t, SENT, now=NOON)
    yield "recall question", transfers.recall_question(t, SENT, PAYEE, now=NOON)
    yield (
        "recall nothing left",
        transfers.recall_question(t, replace(SENT, recalled=ZERO), PAYEE, now=NOON, problem=problem),
    )
    yield "transfer thanked", transfers.thanked(t, SENT, PAYEE)
    yield "transfer said", transfers.said(t, "transfer-case-opened")
    for status in TransferStatus:
        transfer = replace(SENT, status=status)
        yield f"transfer sent {status}", transfers.sent(t, transfer, PAYEE, rich, now=NOON)
        yield f"transfer answered {status}", transfers.recall_answered(t, transfer)
        yield f"transfer closed {status}", transfers.recall_closed(t, transfer, rich)
        for is_sender in (True, False):
            yield (
                f"transfer {status} {is_sender}",
                transfers.receipt(t, transfer, PAYEE, is_sender=is_sender, rules=rules, now=NOON),
            )
    for status in (TransferStatus.UNDONE, TransferStatus.CANCELLED, TransferStatus.RETURNED):
        yield f"transfer back {status}", transfers.back_again(t, replace(SENT, status=status), rich)
