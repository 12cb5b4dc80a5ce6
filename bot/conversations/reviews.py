"""What a customer does about an order that a person looked at: draws it again, or asks to look once more."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.types import CallbackQuery

from bot.buttons import ReviewOf
from bot.conversations import send_steps, steps
from bot.conversations.desk import Desk
from bot.conversations.memory import draft_like
from bot.conversations.send_draft import SendDraft
from bot.screens import reviews as screens
from domain.reviews import Reviews

router = Router(name="reviews")


@router.callback_query(ReviewOf.filter(F.act == "draw"))
async def sheet_asked_for(_: CallbackQuery, callback_data: ReviewOf, desk: Desk, reviews: Reviews) -> None:
    """Draw the sheet of what was cleared, at the price of this moment."""
    review = await reviews.get(desk.customer.id, callback_data.review_id)
    if review.order is not None:
        await steps.next_step(desk, draft_like(review.order, now=desk.now))
        return
    draft = SendDraft(amount=review.amount)
    if review.payee_id is not None:
        payee = await desk.payees.known(review.payee_id)
        draft = SendDraft(amount=review.amount, payee=payee, is_right=True)
    await send_steps.next_step(desk, draft)


@router.callback_query(ReviewOf.filter(F.act == "appeal"))
async def appealed(_: CallbackQuery, callback_data: ReviewOf, desk: Desk, reviews: Reviews) -> None:
    """Let a person look once more."""
    review = await reviews.appeal(desk.customer.id, callback_data.review_id)
    by = desk.t.when(review.answer_by or desk.now, now=desk.now)
    await desk.chat.show(screens.appealed(desk.t, by))
