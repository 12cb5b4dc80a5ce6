"""How what is to be paid regularly is asked for, up to the sheet for the PIN. Answers: `schedule_setup`."""

from __future__ import annotations

from dataclasses import replace

from aiogram.fsm.state import State, StatesGroup

from bot.conversations.desk import Desk
from bot.conversations.memory import PinSheet
from bot.conversations.open_pin_sheet import show as show_pin_sheet
from bot.conversations.open_pin_sheet import worded
from bot.conversations.said_again import TOLD_SCHEDULE, says_again
from bot.conversations.schedule_draft import ScheduleDraft
from bot.screens import schedule_setup as screens
from bot.screens.schedules import what_order
from domain.errors import Refusal
from domain.quotes import AmountTooLarge, AmountTooSmall, Order
from domain.schedules import BadRhythm, CapTooSmall, Terms
from domain.times import lagos_day

PURPOSE = "schedule"
AGAIN, CHANGE = "schedule_again", "schedule_change"
_MOST_OFFERED = 5


class Recurring(StatesGroup):
    """The steps to the sheet; at the first three of them, there is only something to tap."""

    what = State()
    rhythm = State()
    card = State()
    days = State()
    day = State()
    amount = State()
    cap = State()
    last = State()


# At these there is only something to tap.
TAPPED = (Recurring.what, Recurring.rhythm, Recurring.card)


@says_again(Recurring.what)
async def ask_what(desk: Desk) -> None:
    """What is to be paid regularly."""
    memory = desk.chat.memory
    memory.close_sheet()
    memory.recurring = ScheduleDraft(anchor=lagos_day(desk.now))
    await desk.chat.at(Recurring.what)
    recent = await desk.payments.repeatable(desk.customer.id, limit=_MOST_OFFERED)
    repeats = [
        (payment, biller)
        for payment, biller in await desk.with_billers(recent)
        if biller.category in screens.CATEGORIES
    ]
    paid = {payment.order.recipient.reference for payment, _ in repeats}
    saved = [each for each in await desk.saved_names.of(desk.customer.id) if each.reference not in paid]
    await desk.chat.show(
        screens.what_to_pay(desk.t, repeats, saved[:_MOST_OFFERED], names=await desk.names())
    )


async def order_told(desk: Desk, order: Order) -> None:
    """Take the order that was told to be paid regularly, and ask for what is missing besides."""
    draft = desk.chat.memory.recurring or ScheduleDraft(anchor=lagos_day(desk.now))
    await go_on(desk, replace(draft, like=order))


async def go_on(desk: Desk, draft: ScheduleDraft) -> None:
    """Keep what was told so far, and ask for what is missing; the sheet for the PIN if nothing is."""
    desk.chat.memory.recurring = draft
    if draft.like is None:
        await ask_what(desk)
    elif draft.recurrence is None:
        await ask_rhythm(desk, draft, draft.like)
    else:
        await _draw(desk, draft)


@says_again(Recurring.rhythm, of=TOLD_SCHEDULE)
async def rhythm_again(desk: Desk, draft: ScheduleDraft) -> None:
    """How often, as it was asked; what it is for is asked where that is forgotten."""
    if draft.like is None:
        await ask_what(desk)
    else:
        await ask_rhythm(desk, draft, draft.like)


async def ask_rhythm(desk: Desk, draft: ScheduleDraft, like: Order) -> None:
    """How often."""
    desk.chat.memory.close_sheet()
    desk.chat.memory.recurring = draft
    await desk.chat.at(Recurring.rhythm)
    await desk.chat.show(
        screens.choose_rhythm(
            desk.t,
            like,
            await desk.billers.get(like.biller_id),
            draft.mode,
            desk.rules,
            today=lagos_day(desk.now),
            is_due=draft.pays_due,
        )
    )


@says_again(Recurring.days, of=TOLD_SCHEDULE)
async def ask_days(desk: Desk, *, problem: str | None = None) -> None:
    """Every how many days."""
    desk.chat.memory.close_sheet()
    await desk.chat.at(Recurring.days)
    await desk.chat.show(screens.ask_days(desk.t, desk.rules, problem=problem))


@says_again(Recurring.day, of=TOLD_SCHEDULE)
async def ask_day(desk: Desk, draft: ScheduleDraft, *, problem: str | None = None) -> None:
    """Which day of the week or month."""
    if draft.recurrence is None:
        await go_on(desk, draft)
        return
    await desk.chat.at(Recurring.day)
    await desk.chat.show(screens.ask_day(desk.t, draft.recurrence, problem=problem))


@says_again(Recurring.amount, of=TOLD_SCHEDULE)
async def ask_amount(desk: Desk, draft: ScheduleDraft, *, problem: str | None = None) -> None:
    """How much each time."""
    what = await _what(desk, draft)
    if what is None:
        await go_on(desk, draft)
        return
    await desk.chat.at(Recurring.amount)
    await desk.chat.show(screens.ask_amount(desk.t, what, desk.rules, problem=problem))


@says_again(Recurring.cap, of=TOLD_SCHEDULE)
async def ask_cap(desk: Desk, draft: ScheduleDraft, *, problem: str | None = None) -> None:
    """The most that a run may take; of what was priced already."""
    what = await _what(desk, draft)
    if what is None or draft.terms is None:
        await go_on(desk, draft)
        return
    await desk.chat.at(Recurring.cap)
    await desk.chat.show(screens.ask_cap(desk.t, what, draft.terms, desk.rules, problem=problem))


@says_again(Recurring.last, of=TOLD_SCHEDULE)
async def ask_last(desk: Desk, draft: ScheduleDraft, *, problem: str | None = None) -> None:
    """Which one is the last."""
    if draft.recurrence is None:
        await go_on(desk, draft)
        return
    await desk.chat.at(Recurring.last)
    await desk.chat.show(
        screens.ask_last(desk.t, draft.recurrence, today=lagos_day(desk.now), problem=problem)
    )


@says_again(Recurring.card, of=TOLD_SCHEDULE)
async def show_card(desk: Desk, draft: ScheduleDraft, *, problem: str | None = None) -> None:
    """Show all that can be changed about it."""
    if draft.like is None:
        await go_on(desk, draft)
        return
    desk.chat.memory.close_sheet()
    desk.chat.memory.recurring = draft
    await desk.chat.at(Recurring.card)
    so_far = screens.SoFar(
        like=draft.like,
        biller=await desk.billers.get(draft.like.biller_id),
        recurrence=draft.recurrence,
        mode=draft.mode,
        cap=draft.cap,
        pays_due=draft.pays_due,
        has_terms=draft.terms is not None,
    )
    await desk.chat.show(screens.card(desk.t, so_far, problem=problem))


async def _draw(desk: Desk, draft: ScheduleDraft) -> None:
    """Draw the terms at what it costs now, and ask for the PIN; or say what is in the way."""
    if draft.like is None or draft.recurrence is None:
        raise ValueError("nothing to draw terms of")
    try:
        async with desk.chat.typing():
            terms = await desk.schedules.prices.draw(
                draft.like,
                draft.recurrence,
                draft.mode,
                schedule_id=desk.new_id(),
                cap=draft.cap,
                pays_due=draft.pays_due,
                catch_up=draft.catch_up,
                now=desk.now,
            )
    except BadRhythm:
        await ask_days(desk, problem=screens.not_days(desk.t, desk.rules))
    except CapTooSmall as refusal:
        await ask_cap(desk, replace(draft, cap=None), problem=desk.explain(refusal))
    except (AmountTooSmall, AmountTooLarge) as refusal:
        if draft.like.plan is not None or draft.pays_due:
            await show_card(desk, draft, problem=desk.explain(refusal))
        else:
            await ask_amount(desk, draft, problem=desk.explain(refusal))
    except Refusal as refusal:
        await show_card(desk, replace(draft, catch_up=None), problem=desk.explain(refusal))
    else:
        desk.chat.memory.recurring = replace(draft, terms=terms)
        text = await _sheet_text(desk, draft, terms)
        sheet = PinSheet(
            purpose=PURPOSE,
            subject_id=terms.schedule_id,
            text=text,
            hash=terms.hash,
            expires_at=desk.now + desk.rules.sheet_open_for,
            again=AGAIN,
            change=CHANGE,
        )
        await show_pin_sheet(desk, sheet)


@worded(PURPOSE)
async def sheet_in_words(desk: Desk, sheet: PinSheet) -> str | None:
    """Say the terms that the sheet is for."""
    draft = desk.chat.memory.recurring
    if draft is None or draft.terms is None or draft.terms.hash != sheet.hash:
        return None
    return await _sheet_text(desk, draft, draft.terms)


async def _sheet_text(desk: Desk, draft: ScheduleDraft, terms: Terms) -> str:
    biller = await desk.billers.get(terms.biller_id)
    return screens.sheet_text(desk.t, terms, biller, desk.rules, catch_up=draft.catch_up, now=desk.now)


async def _what(desk: Desk, draft: ScheduleDraft) -> str | None:
    if draft.like is None:
        return None
    biller = await desk.billers.get(draft.like.biller_id)
    return what_order(desk.t, draft.like, biller, pays_due=draft.pays_due)
