"""Receipts of transfers and withdrawals to keep and to show around, made when they are asked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from aiogram import F, Router
from aiogram.types import BufferedInputFile, CallbackQuery

from bot.buttons import TransferOf, WithdrawalOf
from bot.conversations.desk import Desk
from bot.papers.drawing import Paper
from bot.papers.money_receipt import transfer_paper, withdrawal_paper
from bot.papers.pdf import pdf
from bot.papers.picture import png
from bot.papers.printer import Printer
from bot.papers.receipt import Signed
from domain.receipt_contents import (
    Receipt,
    receipt_of_transfer,
    receipt_of_withdrawal,
)
from domain.receipts import Receipts

router = Router(name="money_receipts")

_PAPERS = frozenset({"png", "pdf"})


@router.callback_query(TransferOf.filter(F.act.in_(_PAPERS)))
async def transfer_paper_asked_for(
    _: CallbackQuery,
    callback_data: TransferOf,
    desk: Desk,
    receipts: Receipts,
    printer: Printer,
    verify_address: str,
) -> None:
    """Send the paper of a transfer to its sender or to its receiver."""
    transfer = await desk.transfers.get(desk.customer.id, callback_data.transfer_id)
    sender = await desk.payees.known(transfer.sender_id)
    receiver_id = transfer.receiver_id
    receiver = await desk.payees.known(receiver_id) if receiver_id is not None else None
    said = receipt_of_transfer(transfer, receiver.phone if receiver is not None else None)
    signed = await _signed(desk, receipts, said, verify_address)

    def draw() -> Paper:
        return transfer_paper(desk.t, transfer, said, sender, receiver, signed)

    await _send(desk, printer, draw, said, transfer.sent_at, as_picture=callback_data.act == "png")


@router.callback_query(WithdrawalOf.filter(F.act.in_(_PAPERS)))
async def withdrawal_paper_asked_for(
    _: CallbackQuery,
    callback_data: WithdrawalOf,
    desk: Desk,
    receipts: Receipts,
    printer: Printer,
    verify_address: str,
) -> None:
    """Send the paper of a withdrawal."""
    withdrawal = await desk.withdrawals.get(desk.customer.id, callback_data.withdrawal_id)
    said = receipt_of_withdrawal(withdrawal)
    signed = await _signed(desk, receipts, said, verify_address)

    def draw() -> Paper:
        return withdrawal_paper(desk.t, withdrawal, said, signed)

    await _send(desk, printer, draw, said, withdrawal.accepted_at, as_picture=callback_data.act == "png")


async def _signed(desk: Desk, receipts: Receipts, said: Receipt, verify_address: str) -> Signed:
    return Signed(receipts.sign(said), (await desk.chat.bot.me()).username or "", verify_address)


async def _send(
    desk: Desk, printer: Printer, draw: Callable[[], Paper], said: Receipt, at: datetime, *, as_picture: bool
) -> None:
    """Make the paper in a thread, and send it."""
    bot, chat = desk.chat.bot, desk.chat
    caption = desk.t("receipt-caption-money", category=said.category, amount=said.amount)
    async with chat.typing():
        if as_picture:
            made = await printer.make(lambda: png(draw().pages[0]))
            await bot.send_photo(chat.id, BufferedInputFile(made, "receipt.png"), caption=caption)
            return
        made = await printer.make(lambda: pdf(draw()))
        file = BufferedInputFile(made, f"vision-{at:%Y-%m-%d}-{said.reference[-6:]}.pdf")
        await bot.send_document(chat.id, file, caption=caption)
