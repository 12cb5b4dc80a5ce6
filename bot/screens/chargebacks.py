"""What a customer is told when a processor takes back what she had added."""

from __future__ import annotations

from bot.buttons import home_button, keyboard
from bot.screen import Screen
from bot.screens.layout import lines, paragraphs
from bot.text import Translator
from domain.chargebacks import Chargeback, ChargebackKind
from domain.inflows import Inflow
from domain.limits import CustomerAccounts
from domain.money import Money
from domain.notices import NoticeKind
from domain.statements import added_by
from domain.top_ups import TopUp


def told(
    t: Translator,
    kind: NoticeKind,
    chargeback: Chargeback,
    funded: TopUp | Inflow,
    accounts: CustomerAccounts,
) -> Screen:
    """Say what is set aside, gone or back, and what is owed."""
    owed = min(chargeback.owed, accounts.owes)  # Some of it may be paid already.
    processor = t.plain(f"processor-{chargeback.processor}")
    is_dispute = chargeback.kind is ChargebackKind.DISPUTE
    texts: list[str | None]
    if kind is NoticeKind.CHARGEBACK_OPENED:
        name = "chargeback-disputed" if is_dispute else "chargeback-refunding"
        texts = [
            t(name, amount=added_by(funded), processor=processor),
            t("chargeback-set-aside", taken=chargeback.taken),
            t("chargeback-not-there", owed=chargeback.owed) if chargeback.owed else None,
            t("chargeback-next") if is_dispute else None,
        ]
    elif kind is NoticeKind.CHARGEBACK_LOST:
        texts = [
            t("chargeback-lost", amount=chargeback.set_aside, processor=processor),
            t("chargeback-taken", taken=chargeback.taken, wallet=accounts.wallet),
            t("chargeback-owed", owed=owed) if owed else None,
        ]
    else:
        texts = [
            t("chargeback-won", amount=chargeback.set_aside),
            t("chargeback-back", taken=chargeback.taken, wallet=accounts.wallet),
        ]
    return Screen(paragraphs(*texts, t("receipt-reference", reference=funded.id)), keyboard([home_button(t)]))


def debt_paid(t: Translator, paid: Money, left: Money) -> str:
    """Say that something of what came in paid what was owed."""
    return lines(t("debt-paid", paid=paid), t("debt-left", left=left) if left else t("debt-none-left"))
