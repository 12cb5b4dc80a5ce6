"""Where a person of the staff does not let an unusual order pass: the button below its notice.

Letting one pass takes the staff PIN, so that button stands for a command (`conversations.staff.risk`).
"""

from __future__ import annotations

from datetime import datetime

from aiogram import F, Router
from aiogram.types import CallbackQuery

from bot.buttons import ReviewOf
from bot.conversations.chat import Chat
from bot.screens import reviews as screens
from domain.errors import Refusal
from domain.reviews import Reviews
from domain.staff import MAY, Act
from domain.staff_people import StaffDesk

router = Router(name="review_desk")


@router.callback_query(ReviewOf.filter(F.act == "refuse"), flags={"toasts": True})
async def review_refused(
    tap: CallbackQuery,
    callback_data: ReviewOf,
    chat: Chat,
    reviews: Reviews,
    staff_desk: StaffDesk,
    now: datetime,
) -> None:
    """Take a no of who may say it. Whose own order it is may not."""
    t = chat.t
    duty = await staff_desk.on_duty(tap.from_user.id, now=now)
    review = await reviews.for_staff(callback_data.review_id)
    if duty is None or review is None or not duty.roles & MAY[Act.DECIDE_REVIEW]:
        await chat.toast(t.plain("stray-old-button"), alert=True)
        return
    try:
        review, _ = await reviews.decide(review, duty.person, clears=False)
    except Refusal as refusal:
        await chat.toast(t.plain(refusal.code), alert=True)
        return
    await chat.put(screens.decided(t, review, cleared=False), in_place_of=chat.tapped)
