"""Orders that look unusual: the queue, and one with what can be done about it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.buttons import home_button, in_rows, keyboard
from bot.screen import Screen
from bot.screens import reviews
from bot.screens.layout import lines, paragraphs
from bot.screens.staff.pieces import pages_of, run, short
from bot.text import Translator
from domain.reviews import ReviewStatus, RiskReview


def listed(
    t: Translator, waiting: Sequence[RiskReview], count: int, *, page: int, pages: int, now: datetime
) -> Screen:
    """A page of what waits: appeals first, then what is due first."""
    if not waiting:
        return Screen(t("staff-risk-none"), keyboard(pages_of("risk", page, pages), [home_button(t)]))
    orders = (lines(_row(t, each, now), reviews.why(t, each)) for each in waiting)
    buttons = [run(short(each.id), f"risk {each.id}") for each in waiting]
    return Screen(
        paragraphs(t("staff-risk-title", count=count), *orders),
        keyboard(*in_rows(buttons, 2), pages_of("risk", page, pages), [home_button(t)]),
    )


def one(t: Translator, review: RiskReview, *, now: datetime) -> Screen:
    """One order: how unusual it is, why, and what was done about it."""
    rows = [[run(t.plain("staff-button-customer"), f"user {review.customer_id}")]]
    if review.is_open:
        rows.insert(
            0,
            [
                run(t.plain("staff-button-clear"), f"clearorder {review.id}"),
                run(t.plain("staff-button-refuse"), f"refuseorder {review.id}"),
                run(
                    t.plain("staff-button-freeze"),
                    " ".join(("freeze", review.customer_id, "out", "unusual-orders")),
                ),
            ],
        )
    state = (
        t("staff-risk-decided", by=review.decided_by, state=review.status, at=review.decided_at)
        if review.decided_by is not None and review.decided_at is not None and not review.is_open
        else None
    )
    rows.append([run(t.plain("staff-button-waiting"), "risk"), home_button(t)])
    return Screen(paragraphs(_row(t, review, now), reviews.why(t, review), state), keyboard(*rows))


def clearing(t: Translator, review: RiskReview) -> str:
    """What letting it pass means."""
    return paragraphs(
        t("staff-risk-clear", amount=review.amount, order=short(review.id)), reviews.why(t, review)
    )


def refusing(t: Translator, review: RiskReview) -> str:
    """What a refusal means."""
    return t("staff-risk-refuse", amount=review.amount, order=short(review.id))


def decided(t: Translator, review: RiskReview) -> Screen:
    """What remains of the question when it is answered."""
    told = reviews.decided(t, review, cleared=review.status is ReviewStatus.CLEARED)
    return Screen(told.text, keyboard([run(t.plain("staff-button-waiting"), "risk"), home_button(t)]))


def _row(t: Translator, review: RiskReview, now: datetime) -> str:
    is_late = review.is_open and review.answer_by is not None and now > review.answer_by
    return t(
        "staff-risk-row",
        light="🔁" if review.status is ReviewStatus.APPEALED else "🔴" if is_late else "🟡",
        amount=review.amount,
        score=review.score,
        order=short(review.id),
        age=now - review.made_at,
    )
