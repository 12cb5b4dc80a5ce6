"""Receipts to keep and to show around, made when they are asked for."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.types import BufferedInputFile, CallbackQuery

from bot.buttons import Paid
from bot.conversations.desk import Desk
from bot.papers.pdf import pdf
from bot.papers.picture import png
from bot.papers.printer import Printer
from bot.papers.receipt import Signed, receipt_paper
from bot.papers.utility_bill import utility_bill_paper
from bot.screens.receipts import caption
from bot.text import Translator
from domain.billers import Biller
from domain.errors import NotAllowed
from domain.payments import Payment
from domain.receipt_contents import has_utility_bill
from domain.receipts import Receipts

router = Router(name="receipts")


@router.callback_query(Paid.filter(F.act.in_({"png", "pdf", "bill"})))
async def paper_asked_for(
    _: CallbackQuery,
    callback_data: Paid,
    desk: Desk,
    receipts: Receipts,
    printer: Printer,
    verify_address: str,
) -> None:
    payment = await desk.as_shown(await desk.payments.get(desk.customer.id, callback_data.payment_id))
    biller = await desk.billers.get(payment.order.biller_id)
    is_bill = callback_data.act == "bill"
    if is_bill and not has_utility_bill(payment):
        raise NotAllowed
    bot = desk.chat.bot
    name = (await bot.me()).username or ""
    signed = Signed(receipts.code_of(payment), name, verify_address)
    said = caption(desk.t, payment, biller, is_bill=is_bill)
    async with desk.chat.typing():
        make = {"png": receipt_png, "pdf": receipt_pdf, "bill": bill_pdf}[callback_data.act]
        made = await printer.make(make, desk.t, payment, biller, signed)
        if callback_data.act == "png":
            await bot.send_photo(desk.chat.id, BufferedInputFile(made, "receipt.png"), caption=said)
            return
        file = BufferedInputFile(made, f"vision-{payment.accepted_at:%Y-%m-%d}-{payment.id[-6:]}.pdf")
        await bot.send_document(desk.chat.id, file, caption=said)


def receipt_png(t: Translator, payment: Payment, biller: Biller, signed: Signed) -> bytes:
    """Draw the receipt as a picture."""
    return png(receipt_paper(t, payment, biller, signed).pages[0])


def receipt_pdf(t: Translator, payment: Payment, biller: Biller, signed: Signed) -> bytes:
    """Draw the receipt as a PDF."""
    return pdf(receipt_paper(t, payment, biller, signed))


def bill_pdf(t: Translator, payment: Payment, biller: Biller, signed: Signed) -> bytes:
    """Draw the proof of payment for an electricity company."""
    return pdf(utility_bill_paper(t, payment, biller, signed))
