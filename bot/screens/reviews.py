"""Orders that looked unusual: what the customer is told, and what a person of the staff decides on."""

from __future__ import annotations

from aiogram.types import InlineKeyboardButton

from bot.buttons import Go, ReviewOf, StaffDo, button, home_button, keyboard
from bot.screen import Screen
from bot.screens.layout import lines, paragraphs
from bot.text import Translator
from domain.notices import NoticeKind
from domain.reviews import HeldForReview, ReviewRefused, ReviewStatus, RiskReview

_REASONS_SHOWN = 3


def stopped(t: Translator, problem: str, refusal: HeldForReview | ReviewRefused) -> Screen:
    """No sheet is drawn: a person looks first, or has looked and said no. What she can do."""
    if isinstance(refusal, HeldForReview):
        panic = button(t.plain("review-not-me"), Go(to="panic"))
        return Screen(paragraphs(problem, t("review-meanwhile")), keyboard([panic], [home_button(t)]))
    return Screen(
        paragraphs(problem, t("review-appeal-how")),
        keyboard([_appeal(t, refusal.review_id)], [home_button(t)]),
    )


def late(t: Translator, review: RiskReview) -> Screen:
    """Nobody has decided by the time that was said."""
    return Screen(t("review-late", amount=review.amount), keyboard([home_button(t)]))


def told(t: Translator, kind: NoticeKind, review: RiskReview) -> Screen:
    """What a person of ours decided."""
    if kind is NoticeKind.REVIEW_CLEARED:
        draw = button(t.plain("review-draw"), ReviewOf(act="draw", review_id=review.id), style="primary")
        return Screen(t("review-cleared", amount=review.amount), keyboard([draw], [home_button(t)]))
    if review.status is ReviewStatus.UPHELD:
        return Screen(t("review-upheld", amount=review.amount), keyboard([home_button(t)]))
    return Screen(
        paragraphs(t("review-was-refused", amount=review.amount), t("review-appeal-how")),
        keyboard([_appeal(t, review.id)], [home_button(t)]),
    )


def appealed(t: Translator, by: str) -> Screen:
    """We look once more, and until when."""
    return Screen(t("review-appealed", by=by), keyboard([home_button(t)]))


def for_staff(t: Translator, review: RiskReview) -> Screen:
    """What a person decides on: how unusual it is, and the strongest reasons."""
    keys = [
        button(t.plain("review-clear"), StaffDo(line=f"clearorder {review.id}")),
        button(t.plain("review-refuse"), ReviewOf(act="refuse", review_id=review.id)),
    ]
    again = t("review-looked-at-before") if review.status is ReviewStatus.APPEALED else None
    return Screen(
        paragraphs(
            t(
                "review-for-staff",
                amount=review.amount,
                customer=review.customer_id,
                score=review.score,
                review=review.id,
                until=review.answer_by or review.made_at,
            ),
            again,
            why(t, review),
        ),
        keyboard(keys if review.is_open else None),
    )


def why(t: Translator, review: RiskReview) -> str:
    """The strongest reasons why an order looks unusual."""
    return lines(*(t(f"review-sign-{sign.value}") for sign in review.signs[:_REASONS_SHOWN]))


def decided(t: Translator, review: RiskReview, *, cleared: bool) -> Screen:
    """What remains of the question when it is answered."""
    said = "review-was-cleared-by-you" if cleared else "review-was-refused-by-you"
    return Screen(t(said, amount=review.amount, review=review.id))


def _appeal(t: Translator, review_id: str) -> InlineKeyboardButton:
    return button(t.plain("review-appeal"), ReviewOf(act="appeal", review_id=review_id))
