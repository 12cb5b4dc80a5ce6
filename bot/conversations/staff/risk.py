"""Orders that look unusual and wait for a person: which, why, and letting them pass or not."""

from __future__ import annotations

from bot.conversations.staff.arguments import Argument
from bot.conversations.staff.calls import Answer, Call, Plan, StaffCommand
from bot.screen import Screen
from bot.screens.staff import risk as screens
from bot.screens.staff.desk import dry_run, with_audit_id
from domain.access_log import Shown
from domain.staff import Act
from domain.staff_pins import StaffApproval

_SHOWN = 5
_PAGE_DIGITS = 3  # a reference is longer


def which(word: str) -> str | int:
    """Read the number of a page, or a reference."""
    if word.isascii() and word.isdecimal() and len(word) <= _PAGE_DIGITS:
        return max(1, int(word))
    return word


async def risk(call: Call) -> Answer:
    """Show what waits, or one order with why it looks unusual."""
    reviews, wanted = call.services.reviews, call.values.get("order", 1)
    if isinstance(wanted, str):
        review = await reviews.referred(wanted)
        screen = screens.one(call.t, review, now=call.now)
        return Answer(screen, review.id, review.customer_id, Shown.PAYMENT)
    waiting, count = await reviews.waiting(limit=_SHOWN, offset=(wanted - 1) * _SHOWN)
    pages = max(1, -(-count // _SHOWN))
    return Answer(screens.listed(call.t, waiting, count, page=wanted, pages=pages, now=call.now), "reviews")


async def clear(call: Call) -> Plan:
    """Plan to let an order pass: its sheet can be drawn again."""
    reviews = call.services.reviews
    review = await reviews.referred(call.values["reference"])
    reviews.check_may_decide(review, call.person)

    async def do(_: StaffApproval) -> Screen:
        decided, row = await reviews.decide(review, call.person, clears=True)
        return with_audit_id(call.t, screens.decided(call.t, decided), row.sequence)

    return Plan(screens.clearing(call.t, review), f"clear {review.id} {call.request_id}", do)


async def refuse(call: Call) -> Screen:
    """Do not let an order pass."""
    reviews = call.services.reviews
    review = await reviews.referred(call.values["reference"])
    reason = call.values.get("reason", "")
    decided, row = await reviews.decide(review, call.person, clears=False, reason=reason)
    return with_audit_id(call.t, screens.decided(call.t, decided), row.sequence)


async def refusal(call: Call) -> Answer:
    """Say what a refusal would do."""
    review = await call.services.reviews.referred(call.values["reference"])
    call.services.reviews.check_may_decide(review, call.person)
    screen = dry_run(call.t, screens.refusing(call.t, review))
    return Answer(screen, review.id, review.customer_id, Shown.PAYMENT)


COMMANDS = (
    StaffCommand(
        name="risk",
        act=Act.LOOK_AT_REVIEWS,
        arguments=(Argument("order", which, optional=True),),
        looks=risk,
    ),
    StaffCommand(name="clearorder", act=Act.DECIDE_REVIEW, arguments=(Argument("reference"),), plans=clear),
    StaffCommand(
        name="refuseorder",
        act=Act.DECIDE_REVIEW,
        arguments=(Argument("reference"), Argument("reason", optional=True, rest=True)),
        does=refuse,
        previews=refusal,
    ),
)
