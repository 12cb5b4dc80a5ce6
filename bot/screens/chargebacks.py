"""What a customer is told when a processor takes back what she had added."""

from __future__ import annotations

from bot.buttons import home_button, keyboard
from bot.screen import Screen
from bot.screens.layout import paragraphs
from bot.text import Translator
from domain.chargebacks import Chargeback, ChargebackKind
from domain.limits import CustomerAccounts
from domain.notices import NoticeKind
from domain.top_ups import TopUp


def told(
    t: Translator, kind: NoticeKind, chargeback: Chargeback, funded: TopUp, accounts: CustomerAccounts
) -> Screen:
    """Say what is set aside, gone or back, and what is owed."""
    processor = t.plain(f"processor-{chargeback.processor}")
    is_dispute = chargeback.kind is ChargebackKind.DISPUTE
    texts: list[str | None]
    if kind is NoticeKind.CHARGEBACK_OPENED:
        name = "chargeback-disputed" if is_dispute else "chargeback-refunding"
        texts = [
            t(name, amount=funded.amount, processor=processor),
            t("chargeback-set-aside", taken=chargeback.taken),
            t("chargeback-not-there", owed=chargeback.owed) if chargeback.owed else None,
            t("chargeback-next") if is_dispute else None,
        ]
    elif kind is NoticeKind.CHARGEBACK_LOST:
        texts = [
            t("chargeback-lost", amount=chargeback.set_aside, processor=processor),
            t("chargeback-taken", taken=chargeback.taken, wallet=accounts.wallet),
            t("chargeback-owed", owed=chargeback.owed) if chargeback.owed else None,
        ]
    else:
        texts = [
            t("chargeback-won", amount=chargeback.set_aside),
            t("chargeback-back", taken=chargeback.taken, wallet=accounts.wallet),
        ]
    return Screen(paragraphs(*texts, t("receipt-reference", reference=funded.id)), keyboard([home_button(t)]))
