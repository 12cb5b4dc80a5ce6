"""Checking receipts that somebody shows: forwarded, pasted, photographed, by reference. No account needed."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

from aiogram import Bot, F, Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.filters import Command, CommandObject, CommandStart
from aiogram.types import Message

from bot.conversations.chat import Chat
from bot.papers.printer import Printer
from bot.papers.qr import LARGEST_FILE, receipt_in
from bot.papers.words import finding, on_books
from bot.screens import verify
from domain.customers import Customer
from domain.receipts import Receipts, has_code, read_reference

router = Router(name="verify")

_DOWNLOADED_WITHIN = 20
_REFERENCE = re.compile(r"\b[0-9a-f]{24}(?:[0-9a-f]{8})?\b")
_PICTURES_AND_PDFS = frozenset({"image/png", "image/jpeg", "image/webp", "application/pdf"})


async def _shows_code(message: Message) -> bool:
    return has_code(message.text or message.caption or "")


async def _forwarded_reference(message: Message) -> bool | dict[str, Any]:
    found = _REFERENCE.search(message.text or "") if message.forward_origin is not None else None
    reference = read_reference(found[0]) if found is not None else None
    return {"reference": reference} if reference is not None else False


@router.message(_shows_code)
async def code_shown(
    message: Message, chat: Chat, receipts: Receipts, customer: Customer | None = None
) -> None:
    verdict = await receipts.check(message.text or message.caption or "")
    await chat.tell(verify.result(chat.t, finding(chat.t, verdict), is_customer=customer is not None))


@router.message(_forwarded_reference)
async def receipt_forwarded(
    _: Message, reference: str, chat: Chat, receipts: Receipts, customer: Customer | None = None
) -> None:
    await _tell_of(reference, chat, receipts, customer)


@router.message(CommandStart(deep_link=True, magic=F.args.startswith("v_")))
@router.message(Command("verify"))
async def check_asked_for(
    _: Message, command: CommandObject, chat: Chat, receipts: Receipts, customer: Customer | None = None
) -> None:
    if not command.args:
        await chat.tell(verify.how(chat.t, is_customer=customer is not None))
        return
    reference = read_reference(command.args)
    if reference is not None:
        await _tell_of(reference, chat, receipts, customer)
        return
    verdict = await receipts.check(command.args)
    await chat.tell(verify.result(chat.t, finding(chat.t, verdict), is_customer=customer is not None))


@router.message(F.photo)
@router.message(F.document.mime_type.in_(_PICTURES_AND_PDFS))
async def picture_sent(
    message: Message,
    bot: Bot,
    chat: Chat,
    receipts: Receipts,
    printer: Printer,
    customer: Customer | None = None,
) -> None:
    """Look for a receipt in a picture. Any other picture is answered as any other message."""
    file = message.photo[-1] if message.photo else message.document
    if file is None or (file.file_size or 0) > LARGEST_FILE:
        await chat.tell(verify.too_large(chat.t, is_customer=customer is not None))
        return
    content = BytesIO()
    async with chat.typing():
        await bot.download(file, content, timeout=_DOWNLOADED_WITHIN)
        code = await printer.make(receipt_in, content.getvalue())
    if code is None:
        raise SkipHandler
    verdict = await receipts.check(code)
    await chat.tell(verify.result(chat.t, finding(chat.t, verdict), is_customer=customer is not None))


async def _tell_of(reference: str, chat: Chat, receipts: Receipts, customer: Customer | None) -> None:
    found, is_customer = await receipts.find(reference), customer is not None
    if found is None:
        await chat.tell(verify.no_such_reference(chat.t, is_customer=is_customer))
        return
    await chat.tell(verify.result(chat.t, on_books(chat.t, found), is_customer=is_customer))
