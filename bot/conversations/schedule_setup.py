"""Setting up what is paid regularly, and changing it: from a receipt, from the list, from a typed line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from bot.buttons import Go, Paid, Pick, Recur, SavedOf, ScheduleOf
from bot.conversations import light_buying
from bot.conversations.ask_bill import PayBill
from bot.conversations.ask_light import PayElectricity
from bot.conversations.ask_schedule import (
    AGAIN,
    CHANGE,
    PURPOSE,
    Recurring,
    ask_amount,
    ask_cap,
    ask_day,
    ask_days,
    ask_last,
    ask_rhythm,
    ask_what,
    go_on,
    order_told,
    show_card,
)
from bot.conversations.chat import on_card
from bot.conversations.desk import Desk
from bot.conversations.pin_sheet import approved
from bot.conversations.schedule_draft import ScheduleDraft
from bot.conversations.schedules import run_named, show_schedules
from bot.conversations.steps import begin, line_for, next_step
from bot.conversations.typed_orders import take_order
from bot.screens import schedule_setup
from bot.screens import schedules as screens
from domain.amounts import NotAnAmount, read_amount
from domain.approvals import Approval
from domain.billers import Asks
from domain.calendar_days import NotADay, read_day
from domain.light import Lights
from domain.payments import Payment
from domain.phones import read_phone
from domain.recurrence import BY_CALENDAR, Recurrence, Rhythm
from domain.rhythm_wishes import LONGEST_MONTH, RhythmWish
from domain.saved_names import SavedNames
from domain.schedules import Mode
from domain.scheduling import Schedules
from domain.times import lagos_day
from domain.vendors import Category

router = Router(name="schedule_setup")

_LONGEST_NUMBER = 4
_CHOOSING = (PayElectricity.choice.state, PayBill.biller.state)  # steps that offer what was paid before
_RHYTHMS = {each.value for each in BY_CALENDAR}
_CATEGORIES = {each.value for each in schedule_setup.CATEGORIES}


# --- what ----------------------------------------------------------------------------------------------


@router.callback_query(Recur.filter(F.what == "new"))
async def something_new_wanted(_: CallbackQuery, desk: Desk) -> None:
    await ask_what(desk)


@router.callback_query(Recur.filter(F.what == "list"))
async def list_wanted(_: CallbackQuery, desk: Desk, schedules: Schedules) -> None:
    await show_schedules(desk, schedules)


@router.callback_query(Paid.filter(F.act == "recur"))
async def receipt_to_be_repeated(_: CallbackQuery, callback_data: Paid, desk: Desk) -> None:
    payment = await desk.payments.get(desk.customer.id, callback_data.payment_id)
    memory = desk.chat.memory
    if await desk.chat.step() in _CHOOSING and memory.draft is not None and memory.draft.recurs:
        await order_told(desk, payment.order)  # the answer to a question about it: what was said stands
        return
    draft = ScheduleDraft(anchor=lagos_day(payment.accepted_at), like=payment.order)
    await ask_rhythm(desk, draft, payment.order)


@router.callback_query(SavedOf.filter(F.act == "recur"))
async def saved_chosen(_: CallbackQuery, callback_data: SavedOf, desk: Desk, saved_names: SavedNames) -> None:
    """Begin an order for what has a name; what else it takes is asked."""
    saved = await saved_names.get(desk.customer.id, callback_data.saved_id)
    biller = await desk.billers.get(saved.biller_id)
    desk.chat.memory.recurring = ScheduleDraft(anchor=lagos_day(desk.now))
    if biller.kind.asks is Asks.LINE:
        draft = line_for(desk, biller.category, read_phone(saved.reference)).with_biller(biller.id)
    else:
        draft = line_for(desk, biller.category, desk.customer.phone)
        draft = replace(draft, biller_id=biller.id, reference=saved.reference)
    await next_step(desk, replace(draft, recurs=True))


@router.callback_query(Recur.filter((F.what == "bill") & F.value.in_(_CATEGORIES)))
async def kind_chosen(_: CallbackQuery, callback_data: Recur, desk: Desk) -> None:
    desk.chat.memory.recurring = ScheduleDraft(anchor=lagos_day(desk.now))
    await begin(desk, Category(callback_data.value), recurs=True)


@router.callback_query(Pick.filter((F.what == "regular") & F.value.regexp(r"\d")))
async def typed_order_chosen(_: CallbackQuery, callback_data: Pick, desk: Desk) -> None:
    offered = desk.chat.memory.offered[int(callback_data.value) :][:1]
    if not offered:
        await desk.go_home()
    for order in offered:
        await take_order(desk, order, recurs=True)


@router.callback_query(ScheduleOf.filter(F.act == "change"))
async def change_wanted(
    _: CallbackQuery, callback_data: ScheduleOf, desk: Desk, schedules: Schedules, lights: Lights
) -> None:
    schedule = await schedules.get(desk.customer.id, callback_data.schedule_id)
    if schedule.is_foreseen:
        await light_buying.change(desk, schedule, lights)
        return
    await show_card(desk, ScheduleDraft.of(schedule))


@router.callback_query(ScheduleOf.filter(F.act == "agree"))
async def new_price_agreed_to(
    _: CallbackQuery, callback_data: ScheduleOf, desk: Desk, schedules: Schedules, lights: Lights
) -> None:
    """Ask for the PIN at the price of this moment; the occurrence that was asked about comes with it."""
    known_as = run_named(callback_data)
    if known_as is None:
        await show_schedules(desk, schedules)
        return
    schedule, run = await schedules.run(desk.customer.id, known_as)
    if schedule.is_foreseen:
        await light_buying.change(desk, schedule, lights)
        return
    catch_up = run.occurrence if run.may_be_caught_up(lagos_day(desk.now)) else None
    await go_on(desk, replace(ScheduleDraft.of(schedule), cap=None, catch_up=catch_up))


# --- how often, how much, until when -------------------------------------------------------------------


@router.callback_query(on_card, Recur.filter((F.what == "rhythm") & F.value.in_(_RHYTHMS)))
async def rhythm_chosen(_: CallbackQuery, callback_data: Recur, desk: Desk) -> None:
    draft, rhythm = _draft(desk), Rhythm(callback_data.value)
    if rhythm is Rhythm.EVERY_DAYS:
        await ask_days(desk)
    elif draft.recurrence is not None and draft.recurrence.rhythm is rhythm:
        await go_on(desk, draft)
    else:
        await go_on(desk, draft.every(Recurrence(rhythm, draft.anchor)))


@router.callback_query(on_card, Recur.filter((F.what == "mode") & F.value.in_({each.value for each in Mode})))
async def mode_switched(_: CallbackQuery, callback_data: Recur, desk: Desk) -> None:
    draft = replace(_draft(desk), mode=Mode(callback_data.value))
    if draft.like is None:
        await go_on(desk, draft)
    else:
        await ask_rhythm(desk, draft, draft.like)


@router.callback_query(
    on_card, Recur.filter((F.what == "card_mode") & F.value.in_({each.value for each in Mode}))
)
async def mode_switched_on_the_card(_: CallbackQuery, callback_data: Recur, desk: Desk) -> None:
    await show_card(desk, replace(_draft(desk), mode=Mode(callback_data.value)))


@router.callback_query(on_card, Recur.filter((F.what == "due") & F.value.in_({"yes", "no"})))
async def due_amount_switched(_: CallbackQuery, callback_data: Recur, desk: Desk) -> None:
    await go_on(desk, replace(_draft(desk), pays_due=callback_data.value == "yes", cap=None, terms=None))


@router.callback_query(on_card, Recur.filter((F.what == "weekday") & F.value.regexp(r"[0-6]")))
async def weekday_chosen(_: CallbackQuery, callback_data: Recur, desk: Desk) -> None:
    await _take_day(desk, RhythmWish(_rhythm(desk), weekday=int(callback_data.value)))


@router.callback_query(on_card, Recur.filter((F.what == "day") & F.value.regexp(r"[1-9]|[12]\d|3[01]")))
async def day_chosen(_: CallbackQuery, callback_data: Recur, desk: Desk) -> None:
    await _take_day(desk, RhythmWish(_rhythm(desk), day=int(callback_data.value)))


@router.callback_query(on_card, Recur.filter((F.what == "cap") & (F.value == "usual")))
async def usual_cap_chosen(_: CallbackQuery, desk: Desk) -> None:
    await go_on(desk, replace(_draft(desk), cap=None))


@router.callback_query(on_card, Recur.filter((F.what == "last") & (F.value == "never")))
async def no_end_chosen(_: CallbackQuery, desk: Desk) -> None:
    await _take_last(desk, None)


@router.callback_query(on_card, Recur.filter((F.what == "last") & F.value.regexp(r"\d{4}-\d\d-\d\d")))
async def end_chosen(_: CallbackQuery, callback_data: Recur, desk: Desk) -> None:
    await _take_last_typed(desk, callback_data.value)


@router.callback_query(on_card, Recur.filter(F.what.in_({"rhythm", "day", "amount", "cap", "last"})))
async def change_of_one_wanted(_: CallbackQuery, callback_data: Recur, desk: Desk) -> None:
    draft = _draft(desk)
    match callback_data.what:
        case "day":
            await ask_day(desk, draft)
        case "amount":
            await ask_amount(desk, draft)
        case "cap":
            await ask_cap(desk, draft)
        case "last":
            await ask_last(desk, draft)
        case _ if draft.like is not None:
            await ask_rhythm(desk, draft, draft.like)
        case _:
            await go_on(desk, draft)


@router.callback_query(on_card, Recur.filter(F.what == "card"))
@router.callback_query(on_card, Go.filter(F.to == CHANGE))
async def card_wanted(_: CallbackQuery, desk: Desk) -> None:
    await show_card(desk, _draft(desk))


@router.callback_query(on_card, Recur.filter(F.what == "sheet"))
@router.callback_query(Go.filter(F.to == AGAIN))
async def sheet_wanted(_: CallbackQuery, desk: Desk, schedules: Schedules) -> None:
    draft = desk.chat.memory.recurring
    if draft is None:
        await show_schedules(desk, schedules)
    else:
        await go_on(desk, draft)


@router.message(Recurring.days, F.text, ~F.text.startswith("/"))
async def days_typed(message: Message, desk: Desk) -> None:
    days, rules, draft = _number(message), desk.rules.schedules, _draft(desk)
    if not rules.fewest_days <= days <= rules.most_days:
        await ask_days(desk, problem=schedule_setup.not_days(desk.t, desk.rules))
        return
    await go_on(desk, draft.every(Recurrence(Rhythm.EVERY_DAYS, draft.anchor, days)))


@router.message(Recurring.day, F.text, ~F.text.startswith("/"))
async def day_typed(message: Message, desk: Desk) -> None:
    day, rhythm = _number(message), _rhythm(desk)
    if rhythm not in (Rhythm.MONTHLY, Rhythm.QUARTERLY) or not 1 <= day <= LONGEST_MONTH:
        await ask_day(desk, _draft(desk), problem=desk.t("schedule-not-a-day-of-month"))
        return
    await _take_day(desk, RhythmWish(rhythm, day=day))


@router.message(Recurring.amount, F.text, ~F.text.startswith("/"))
async def amount_typed(message: Message, desk: Desk) -> None:
    draft = _draft(desk)
    try:
        amount = read_amount(message.text or "")
    except NotAnAmount as refusal:
        await ask_amount(desk, draft, problem=desk.explain(refusal))
        return
    like = replace(draft.like, amount=amount) if draft.like is not None else None
    await go_on(desk, replace(draft, like=like))


@router.message(Recurring.cap, F.text, ~F.text.startswith("/"))
async def cap_typed(message: Message, desk: Desk) -> None:
    draft = _draft(desk)
    try:
        cap = read_amount(message.text or "")
    except NotAnAmount as refusal:
        await ask_cap(desk, draft, problem=desk.explain(refusal))
        return
    await go_on(desk, replace(draft, cap=cap))


@router.message(Recurring.last, F.text, ~F.text.startswith("/"))
async def end_typed(message: Message, desk: Desk) -> None:
    await _take_last_typed(desk, message.text or "")


# --- the PIN ---------------------------------------------------------------------------------------------


@approved(router, PURPOSE)
async def schedule_approved(
    desk: Desk, approval: Approval, schedules: Schedules, pay: Callable[[Payment], None]
) -> None:
    """Begin what the PIN said yes to."""
    memory = desk.chat.memory
    draft = memory.recurring
    if draft is None or draft.terms is None:
        await show_schedules(desk, schedules)
        return
    terms = draft.terms
    schedule = await schedules.make(terms, approval, replaces=draft.replaces, now=desk.now)
    memory.recurring = None
    if memory.draft is not None and memory.draft.recurs:
        memory.draft = None
    biller = await desk.billers.get(terms.biller_id)
    await desk.chat.show(screens.made(desk.t, schedule, biller, desk.rules, now=desk.now))
    if draft.catch_up is not None and (payment := await schedules.take_on(schedule.id)) is not None:
        pay(payment)


# --- reading ---------------------------------------------------------------------------------------------


async def _take_day(desk: Desk, wish: RhythmWish) -> None:
    draft, recurrence = _draft(desk), wish.recurrence(today=lagos_day(desk.now))
    await go_on(desk, draft.every(recurrence) if recurrence is not None else draft)


async def _take_last_typed(desk: Desk, said: str) -> None:
    draft = _draft(desk)
    try:
        last = read_day(said, after=lagos_day(desk.now))
    except NotADay as refusal:
        await ask_last(desk, draft, problem=desk.explain(refusal))
        return
    if draft.recurrence is not None:
        endless = replace(draft.recurrence, last=last)
        if endless.next_after(lagos_day(desk.now)) is None:  # It would be over before it began.
            await ask_last(desk, draft, problem=desk.explain(NotADay()))
            return
    await _take_last(desk, last)


async def _take_last(desk: Desk, last: date | None) -> None:
    draft = _draft(desk)
    recurrence = replace(draft.recurrence, last=last) if draft.recurrence is not None else None
    await go_on(desk, replace(draft, recurrence=recurrence))


def _draft(desk: Desk) -> ScheduleDraft:
    return desk.chat.memory.recurring or ScheduleDraft(anchor=lagos_day(desk.now))


def _rhythm(desk: Desk) -> Rhythm | None:
    recurrence = _draft(desk).recurrence
    return recurrence.rhythm if recurrence is not None else None


def _number(message: Message) -> int:
    said = (message.text or "").strip()
    return int(said) if said.isascii() and said.isdigit() and len(said) <= _LONGEST_NUMBER else 0
