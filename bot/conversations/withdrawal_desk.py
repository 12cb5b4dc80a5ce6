"""Where a person of the staff agrees to a large withdrawal, or refuses it: the buttons below its notice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from aiogram import F, Router
from aiogram.types import CallbackQuery

from bot.buttons import WithdrawalOf
from bot.conversations.chat import Chat
from bot.screens import withdraw
from domain.access_log import AccessLog, Shown
from domain.customers import Customer
from domain.errors import Refusal
from domain.staff import MAY, Act
from domain.staff_people import StaffDesk
from domain.withdrawing import Withdrawals

router = Router(name="withdrawal_desk")


@router.callback_query(WithdrawalOf.filter(F.act.in_({"approve", "refuse"})), flags={"toasts": True})
async def withdrawal_decided(
    tap: CallbackQuery,
    callback_data: WithdrawalOf,
    chat: Chat,
    withdrawals: Withdrawals,
    pay_out: Callable[[str], None],
    now: datetime,
    access_log: AccessLog,
    staff_desk: StaffDesk,
    customer: Customer | None = None,
) -> None:
    """Take a decision of who may take it. Whose own withdrawal it is may not."""
    t, staff = chat.t, tap.from_user.id
    duty = await staff_desk.on_duty(staff, now=now)
    if duty is None or not duty.roles & MAY[Act.DECIDE_WITHDRAWAL]:
        await chat.toast(t.plain("stray-old-button"), alert=True)
        return
    agrees = callback_data.act == "approve"
    decide = withdrawals.approve if agrees else withdrawals.refuse
    by = f"telegram:{staff}"
    own = customer.id if customer is not None else None
    try:
        withdrawal = await decide(callback_data.withdrawal_id, by=by, by_customer_id=own, now=now)
    except Refusal as refusal:
        await chat.toast(t.plain(refusal.code), alert=True)
        return
    await access_log.shows(withdrawal.customer_id, Shown.WITHDRAWAL, withdrawal.id, viewer=by)
    await chat.put(withdraw.decided(t, withdrawal, agreed=agrees), in_place_of=chat.tapped)
    if agrees:
        pay_out(withdrawal.id)
