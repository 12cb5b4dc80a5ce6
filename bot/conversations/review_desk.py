"""Where a person of the staff lets an unusual order pass, or does not: the buttons below its notice."""

from __future__ import annotations

from datetime import datetime

from aiogram import F, Router
from aiogram.types import CallbackQuery

from bot.buttons import ReviewOf
from bot.conversations.chat import Chat
from bot.screens import reviews as screens
from domain.customers import Customer
from domain.errors import Refusal
from domain.reviews import Reviews
from domain.staff import MAY, Act
from domain.staff_people import StaffDesk

router = Router(name="review_desk")


@router.callback_query(ReviewOf.filter(F.act.in_({"clear", "refuse"})), flags={"toasts": True})
async def review_decided(
    tap: CallbackQuery,
    callback_data: ReviewOf,
    chat: Chat,
    reviews: Reviews,
    staff_desk: StaffDesk,
    now: datetime,
    customer: Customer | None = None,
) -> None:
    """Take a decision of who may take it. Whose own order it is may not."""
    t, staff = chat.t, tap.from_user.id
    duty = await staff_desk.on_duty(staff, now=now)
    if duty is None or not duty.roles & MAY[Act.DECIDE_REVIEW]:
        await chat.toast(t.plain("stray-old-button"), alert=True)
        return
    clears = callback_data.act == "clear"
    decide = reviews.clear if clears else reviews.refuse
    own = customer.id if customer is not None else None
    try:
        review = await decide(callback_data.review_id, by=f"telegram:{staff}", by_customer_id=own)
    except Refusal as refusal:
        await chat.toast(t.plain(refusal.code), alert=True)
        return
    await chat.put(screens.decided(t, review, cleared=clears), in_place_of=chat.tapped)
