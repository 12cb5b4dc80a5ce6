"""What both sides of a transfer are owed to be told: finds the newest figures and draws the screen."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.screen import Screen
from bot.screens import transfers as screens
from bot.services import Services
from bot.text import Translator
from domain.notices import Notice, NoticeKind
from domain.transfers import RECEIVED, TransferStatus

KINDS = frozenset(
    {
        NoticeKind.TRANSFER_DELIVERED,
        NoticeKind.TRANSFER_RETURNED,
        NoticeKind.TRANSFER_RECEIVED,
        NoticeKind.TRANSFER_THANKS,
        NoticeKind.RECALL_ASKED,
        NoticeKind.RECALL_ANSWERED,
        NoticeKind.RECALL_OVER,
    }
)


async def told(
    notice: Notice, customer_id: str, services: Services, t: Translator, now: datetime
) -> Screen | None:
    """Return what to send; None if there is nothing to tell any more."""
    transfer = await services.transfers.get(customer_id, notice.subject_id)
    accounts = await services.wallets.of(customer_id)
    if notice.kind is NoticeKind.TRANSFER_RETURNED:
        return screens.back_again(t, transfer, accounts)
    if transfer.status not in RECEIVED or transfer.receiver_id is None:
        return None
    sender = await services.payees.known(transfer.sender_id)
    receiver = await services.payees.known(transfer.receiver_id)
    match notice.kind:
        case NoticeKind.TRANSFER_DELIVERED:
            screen = screens.sent(t, transfer, receiver, accounts, now=now)
            return screen if transfer.by_link else replace(screen, edit=transfer.card)
        case NoticeKind.TRANSFER_RECEIVED:
            return screens.received(t, transfer, sender, accounts)
        case NoticeKind.TRANSFER_THANKS:
            return screens.thanked(t, transfer, receiver)
        case NoticeKind.RECALL_ASKED if transfer.status is TransferStatus.RECALLING:
            return screens.recall_question(t, transfer, sender, now=now)
        case NoticeKind.RECALL_ANSWERED:
            return screens.recall_answered(t, transfer)
        case NoticeKind.RECALL_OVER:
            return screens.recall_closed(t, transfer, accounts)
        case _:
            return None
