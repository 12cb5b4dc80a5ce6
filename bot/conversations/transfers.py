"""What happens with a transfer after the PIN: taking it back, claiming it, thanks, asking it back."""

from __future__ import annotations

from collections.abc import Awaitable

from aiogram import Bot, F, Router
from aiogram.types import CallbackQuery

from bot.buttons import TransferOf
from bot.conversations.desk import Desk
from bot.screens import transfers as screens
from domain.cases import CaseKind
from domain.errors import Refusal
from domain.payees import Payee
from domain.transfers import Transfer, TransferStatus

router = Router(name="transfers")

CLAIM_LINK = "claim_"


@router.callback_query(TransferOf.filter(F.act.in_({"undo", "cancel"})))
async def taken_back(_: CallbackQuery, callback_data: TransferOf, desk: Desk) -> None:
    transfer = await _tried(
        desk, desk.transfers.take_back(desk.customer.id, callback_data.transfer_id, now=desk.now)
    )
    if transfer is not None:
        accounts = await desk.wallets.of(desk.customer.id)
        await desk.chat.put(screens.back_again(desk.t, transfer, accounts), in_place_of=desk.chat.tapped)


@router.callback_query(TransferOf.filter(F.act == "receipt"))
async def receipt_asked_for(_: CallbackQuery, callback_data: TransferOf, desk: Desk) -> None:
    await show_receipt(desk, callback_data.transfer_id)


@router.callback_query(TransferOf.filter(F.act == "link"))
async def link_asked_for(_: CallbackQuery, callback_data: TransferOf, desk: Desk, bot: Bot) -> None:
    transfer = await desk.transfers.get(desk.customer.id, callback_data.transfer_id)
    if transfer.status is not TransferStatus.WAITING or transfer.sender_id != desk.customer.id:
        await show_receipt(desk, transfer.id)
        return
    await desk.chat.show(screens.link_made(desk.t, transfer, await _address(transfer, bot), now=desk.now))


@router.callback_query(TransferOf.filter(F.act == "ask"))
async def thought_of_asking_back(_: CallbackQuery, callback_data: TransferOf, desk: Desk) -> None:
    transfer = await desk.transfers.get(desk.customer.id, callback_data.transfer_id)
    receiver = await _receiver(desk, transfer)
    if receiver is None or transfer.sender_id != desk.customer.id:
        await show_receipt(desk, transfer.id)
        return
    await desk.chat.show(screens.ask_back(desk.t, transfer, receiver))


@router.callback_query(TransferOf.filter(F.act == "recall"))
async def asked_back(_: CallbackQuery, callback_data: TransferOf, desk: Desk) -> None:
    transfer = await _tried(
        desk, desk.transfers.ask_back(desk.customer.id, callback_data.transfer_id, now=desk.now)
    )
    if transfer is not None:
        await desk.chat.show(screens.asked_back(desk.t, transfer, now=desk.now))


@router.callback_query(TransferOf.filter(F.act == "question"))
async def question_asked_for(_: CallbackQuery, callback_data: TransferOf, desk: Desk) -> None:
    transfer = await desk.transfers.get(desk.customer.id, callback_data.transfer_id)
    is_open = transfer.status is TransferStatus.RECALLING and transfer.receiver_id == desk.customer.id
    if not is_open:
        await show_receipt(desk, transfer.id)
        return
    sender = await desk.payees.known(transfer.sender_id)
    await desk.chat.show(screens.recall_question(desk.t, transfer, sender, now=desk.now))


@router.callback_query(TransferOf.filter(F.act.in_({"agree", "refuse"})))
async def recall_answered(_: CallbackQuery, callback_data: TransferOf, desk: Desk) -> None:
    agrees = callback_data.act == "agree"
    transfer = await _tried(
        desk,
        desk.transfers.answer(desk.customer.id, callback_data.transfer_id, agrees=agrees, now=desk.now),
    )
    if transfer is not None:
        accounts = await desk.wallets.of(desk.customer.id)
        screen = screens.recall_closed(desk.t, transfer, accounts)
        await desk.chat.put(screen, in_place_of=desk.chat.tapped)


@router.callback_query(TransferOf.filter(F.act == "thanks"))
async def thanks_said(_: CallbackQuery, callback_data: TransferOf, desk: Desk) -> None:
    await desk.transfers.thank(desk.customer.id, callback_data.transfer_id, now=desk.now)
    await desk.chat.tell(screens.said(desk.t, "transfer-thanked"))


@router.callback_query(TransferOf.filter(F.act.in_({"unknown", "case"})))
async def reported(_: CallbackQuery, callback_data: TransferOf, desk: Desk) -> None:
    is_unknown = callback_data.act == "unknown"
    kind = CaseKind.UNKNOWN_SENDER if is_unknown else CaseKind.RECALL_REFUSED
    await desk.transfers.report(desk.customer.id, callback_data.transfer_id, kind, now=desk.now)
    await desk.chat.tell(
        screens.said(desk.t, "transfer-unknown-reported" if is_unknown else "transfer-case-opened")
    )


async def claim(desk: Desk, code: str) -> None:
    """Take what waits behind a link. That it came is told by the message that both sides get."""
    memory = desk.chat.memory
    memory.close_sheet()
    await desk.chat.at(None)
    transfer = await _tried(desk, desk.transfers.claim(desk.customer, code, now=desk.now))
    if transfer is not None:
        await desk.go_home(notice=desk.t("claim-taken", amount=transfer.amount))


async def show_sent(desk: Desk, transfer: Transfer, bot: Bot) -> None:
    """Show what became of a transfer a moment after the PIN."""
    if transfer.status is TransferStatus.WAITING:
        screen = screens.link_made(desk.t, transfer, await _address(transfer, bot), now=desk.now)
    else:
        accounts = await desk.wallets.of(desk.customer.id)
        screen = screens.sent(desk.t, transfer, await _receiver(desk, transfer), accounts, now=desk.now)
    await desk.chat.show(screen)


async def show_receipt(desk: Desk, transfer_id: str) -> None:
    """Show what is known of a transfer."""
    transfer = await desk.transfers.get(desk.customer.id, transfer_id)
    is_sender = transfer.sender_id == desk.customer.id
    other = await (_receiver(desk, transfer) if is_sender else desk.payees.known(transfer.sender_id))
    await desk.chat.show(
        screens.receipt(desk.t, transfer, other, is_sender=is_sender, rules=desk.rules, now=desk.now)
    )


async def _receiver(desk: Desk, transfer: Transfer) -> Payee | None:
    return await desk.payees.known(transfer.receiver_id) if transfer.receiver_id is not None else None


async def _address(transfer: Transfer, bot: Bot) -> str:
    return f"https://t.me/{(await bot.me()).username}?start={CLAIM_LINK}{transfer.claim_code}"


async def _tried(desk: Desk, doing: Awaitable[Transfer]) -> Transfer | None:
    """Return what came of it; a refusal is said on the card."""
    try:
        return await doing
    except Refusal as refusal:
        await desk.chat.show(screens.refused(desk.t, desk.explain(refusal)))
        return None
