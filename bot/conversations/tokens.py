"""Tokens and vouchers, as often as they are asked for: the newest, or the one for a name or a number."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping

from aiogram import F, Router
from aiogram.types import CallbackQuery

from bot.buttons import Paid
from bot.conversations.desk import Desk
from bot.screens import panic
from bot.screens import payment as payment_screens
from domain.billers import Biller
from domain.payments import Payment

router = Router(name="tokens")

_READ_AT_ONCE = 50
_FEWEST_DIGITS = 3


@router.callback_query(Paid.filter(F.act == "token"))
async def token_asked_for(_: CallbackQuery, callback_data: Paid, desk: Desk) -> None:
    payment = await desk.payments.get(desk.customer.id, callback_data.payment_id)
    await _show(desk, payment)


async def show_token(desk: Desk, words: str | None) -> None:
    """Show the newest token or voucher; with words, the newest that was for such a name or number."""
    names = await desk.names() if words is not None else {}
    async for payment in _with_code(desk):
        biller = await desk.billers.get(payment.order.biller_id)
        if words is None or _is_meant(desk, payment, biller, words, names):
            await _show(desk, payment)
            return
    await desk.chat.show(payment_screens.no_token(desk.t, words))


async def _with_code(desk: Desk) -> AsyncIterator[Payment]:
    """Yield every payment that brought a token or a voucher, the newest first, however long ago."""
    before = None
    while True:
        page = await desk.payments.history(desk.customer.id, limit=_READ_AT_ONCE, before=before)
        for payment in page:
            if payment.delivery.tokens or payment.delivery.vouchers:
                yield payment
        if len(page) < _READ_AT_ONCE:
            return
        before = page[-1].id


def _is_meant(desk: Desk, payment: Payment, biller: Biller, words: str, names: Mapping[str, str]) -> bool:
    wanted = words.casefold().strip()
    digits = "".join(each for each in wanted if each.isdigit())
    reference = payment.order.recipient.reference
    numbers = (reference, *(each.serial or "" for each in payment.delivery.vouchers))
    if len(digits) >= _FEWEST_DIGITS and any(number.endswith(digits) for number in numbers):
        return True
    plan = payment.order.plan.name if payment.order.plan is not None else ""
    category = desk.t.plain(f"category-{payment.order.category.value}")
    known_as = (biller.name, biller.short_name, plan, category, names.get(reference, ""))
    return any(wanted in name.casefold() for name in known_as)


async def _show(desk: Desk, payment: Payment) -> None:
    if await desk.is_frozen():
        await desk.chat.tell(panic.token_kept(desk.t))
        return
    biller = await desk.billers.get(payment.order.biller_id)
    screen = payment_screens.code(desk.t, payment, biller)
    if screen is not None:
        await desk.chat.tell(screen)
