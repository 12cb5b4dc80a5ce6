"""Looking back: past payments and top-ups, and receipts."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.types import CallbackQuery

from bot.buttons import Go, Older, Paid, ToppedUp
from bot.conversations.desk import Desk
from bot.screens import history
from bot.screens import payment as payment_screens
from domain.history_entries import Entry, place_of
from domain.receipts import Receipts

router = Router(name="history")

_PAGE = 5


@router.callback_query(Go.filter(F.to == "history"))
async def history_asked_for(_: CallbackQuery, desk: Desk) -> None:
    await show_history(desk)


@router.callback_query(Older.filter())
async def older_asked_for(_: CallbackQuery, callback_data: Older, desk: Desk) -> None:
    await show_history(desk, before=callback_data.before)


@router.callback_query(Paid.filter(F.act == "receipt"))
async def receipt_asked_for(_: CallbackQuery, callback_data: Paid, desk: Desk, receipts: Receipts) -> None:
    payment = await desk.as_shown(await desk.payments.get(desk.customer.id, callback_data.payment_id))
    biller = await desk.billers.get(payment.order.biller_id)
    await desk.chat.show(
        payment_screens.receipt(desk.t, payment, biller, code=receipts.code_of(payment), now=desk.now)
    )


@router.callback_query(ToppedUp.filter())
async def top_up_asked_for(_: CallbackQuery, callback_data: ToppedUp, desk: Desk) -> None:
    top_up = await desk.top_ups.get(desk.customer.id, callback_data.top_up_id)
    await desk.chat.show(history.top_up(desk.t, top_up, now=desk.now))


async def show_history(desk: Desk, *, before: str | None = None) -> None:
    """Show a page of what went out and came in."""
    who, more = desk.customer.id, _PAGE + 1
    paid = await desk.payments.history(who, limit=more, before=before)
    added = await desk.top_ups.history(who, limit=more, before=before)
    withdrawn = await desk.withdrawals.history(who, limit=more, before=before)
    all_of_them: list[Entry] = [*paid, *added, *withdrawn]
    all_of_them += await desk.transfers.history(who, limit=more, before=before)
    all_of_them += await desk.inflows.history(who, limit=more, before=before)
    found = sorted(all_of_them, key=place_of, reverse=True)[:more]
    billers = {each: await desk.billers.get(each) for each in {p.order.biller_id for p in paid}}
    desk.chat.memory.close_sheet()
    await desk.chat.at(None)
    await desk.chat.show(
        history.page(
            desk.t,
            found[:_PAGE],
            billers,
            customer_id=who,
            has_older=len(found) > _PAGE,
            is_first=before is None,
        )
    )
