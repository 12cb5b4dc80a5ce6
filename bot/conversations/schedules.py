"""Paying regularly: set up from a receipt, looked through, left out once, paused, changed, stopped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.buttons import Go, Paid, Recur, ScheduleOf
from bot.conversations import pin_sheet
from bot.conversations.add_money import open_checkout
from bot.conversations.desk import Desk
from bot.conversations.memory import PinSheet, draft_like
from bot.conversations.pin_sheet import approved
from bot.conversations.schedule_draft import ScheduleDraft
from bot.conversations.steps import next_step
from bot.screens import schedules as screens
from domain.approvals import Approval
from domain.errors import Refusal
from domain.funding import TopUps
from domain.money import Money
from domain.payments import Payment, QuoteChanged
from domain.quotes import Order
from domain.recurrence import Recurrence, Rhythm
from domain.schedules import Mode, Schedule, run_id
from domain.scheduling import Schedules
from domain.times import lagos_day

router = Router(name="schedules")

PURPOSE = "schedule"
AGAIN = "schedule_again"
_AS_A_PAYMENT, _IN_PLACE_OF = "p", "s"
_LONGEST_NUMBER = 4


class Recurring(StatesGroup):
    """The steps of setting one up."""

    days = State()


@dataclass(frozen=True, slots=True)
class _Like:
    """What is to be paid regularly, and the day to count from."""

    order: Order
    anchor: date
    before: Schedule | None = None  # that it takes the place of


@router.message(Command("schedule", "schedules"))
async def list_asked_for(_: Message, desk: Desk, schedules: Schedules) -> None:
    await show_schedules(desk, schedules)


@router.callback_query(Go.filter(F.to == "schedules"))
async def list_tapped(_: CallbackQuery, desk: Desk, schedules: Schedules) -> None:
    await show_schedules(desk, schedules)


@router.callback_query(Paid.filter(F.act == "recur"))
async def receipt_to_be_repeated(
    _: CallbackQuery, callback_data: Paid, desk: Desk, schedules: Schedules
) -> None:
    await _ask_rhythm(desk, schedules, ScheduleDraft(_AS_A_PAYMENT + callback_data.payment_id, Mode.PAY))


@router.callback_query(ScheduleOf.filter(F.act == "change"))
async def change_wanted(
    _: CallbackQuery, callback_data: ScheduleOf, desk: Desk, schedules: Schedules
) -> None:
    schedule = await schedules.get(desk.customer.id, callback_data.schedule_id)
    await _ask_rhythm(desk, schedules, ScheduleDraft(_IN_PLACE_OF + schedule.id, schedule.terms.mode))


@router.callback_query(Recur.filter(F.rhythm == ""))
async def mode_switched(_: CallbackQuery, callback_data: Recur, desk: Desk, schedules: Schedules) -> None:
    await _ask_rhythm(desk, schedules, ScheduleDraft(callback_data.source, Mode(callback_data.mode)))


@router.callback_query(Recur.filter(F.rhythm == Rhythm.EVERY_DAYS.value))
async def days_to_be_said(_: CallbackQuery, callback_data: Recur, desk: Desk) -> None:
    desk.chat.memory.close_sheet()
    desk.chat.memory.recurring = ScheduleDraft(callback_data.source, Mode(callback_data.mode))
    await desk.chat.at(Recurring.days)
    await desk.chat.show(screens.ask_days(desk.t, desk.rules))


@router.message(Recurring.days, F.text, ~F.text.startswith("/"))
async def days_typed(message: Message, desk: Desk, schedules: Schedules) -> None:
    draft, said = desk.chat.memory.recurring, (message.text or "").strip()
    if draft is None:
        await desk.go_home()
        return
    rules = desk.rules.schedules
    is_number = said.isascii() and said.isdigit() and len(said) <= _LONGEST_NUMBER
    if not is_number or not rules.fewest_days <= int(said) <= rules.most_days:
        await desk.chat.show(
            screens.ask_days(desk.t, desk.rules, problem=screens.not_days(desk.t, desk.rules))
        )
        return
    await _draw(desk, schedules, draft, Rhythm.EVERY_DAYS, every_days=int(said))


@router.callback_query(Recur.filter(F.rhythm.in_({each.value for each in Rhythm})))
async def rhythm_chosen(_: CallbackQuery, callback_data: Recur, desk: Desk, schedules: Schedules) -> None:
    draft = ScheduleDraft(callback_data.source, Mode(callback_data.mode))
    await _draw(desk, schedules, draft, Rhythm(callback_data.rhythm))


@router.callback_query(Go.filter(F.to == AGAIN))
async def sheet_wanted_again(_: CallbackQuery, desk: Desk, schedules: Schedules) -> None:
    draft = desk.chat.memory.recurring
    if draft is None or draft.terms is None:
        await show_schedules(desk, schedules)
        return
    recurrence = draft.terms.recurrence
    await _draw(desk, schedules, draft, recurrence.rhythm, every_days=recurrence.every_days)


@approved(router, PURPOSE)
async def schedule_approved(desk: Desk, approval: Approval, schedules: Schedules) -> None:
    """Begin what the PIN said yes to."""
    draft = desk.chat.memory.recurring
    if draft is None or draft.terms is None:
        await show_schedules(desk, schedules)
        return
    terms = draft.terms
    replaces = draft.source[1:] if draft.source.startswith(_IN_PLACE_OF) else None
    schedule = await schedules.make(terms, approval, replaces=replaces, now=desk.now)
    desk.chat.memory.recurring = None
    biller = await desk.billers.get(terms.biller_id)
    await desk.chat.show(screens.made(desk.t, schedule, biller, desk.rules, now=desk.now))


@router.callback_query(ScheduleOf.filter(F.act == "show"))
async def one_tapped(_: CallbackQuery, callback_data: ScheduleOf, desk: Desk, schedules: Schedules) -> None:
    await _show(desk, await schedules.get(desk.customer.id, callback_data.schedule_id))


@router.callback_query(ScheduleOf.filter(F.act == "skip"))
async def one_left_out(_: CallbackQuery, callback_data: ScheduleOf, desk: Desk, schedules: Schedules) -> None:
    known_as = _run(callback_data)
    if known_as is None:
        await show_schedules(desk, schedules)
        return
    schedule = await schedules.skip(desk.customer.id, known_as, now=desk.now)
    await _show(desk, schedule, notice=desk.t("schedule-skipped"))


@router.callback_query(ScheduleOf.filter(F.act == "pause"))
async def pause_wanted(_: CallbackQuery, callback_data: ScheduleOf, desk: Desk, schedules: Schedules) -> None:
    schedule = await schedules.pause(desk.customer.id, callback_data.schedule_id, now=desk.now)
    await _show(desk, schedule, notice=desk.t("schedule-paused-now"))


@router.callback_query(ScheduleOf.filter(F.act == "resume"))
async def resume_wanted(
    _: CallbackQuery, callback_data: ScheduleOf, desk: Desk, schedules: Schedules
) -> None:
    schedule = await schedules.resume(desk.customer.id, callback_data.schedule_id, now=desk.now)
    await _show(desk, schedule, notice=desk.t("schedule-resumed"))


@router.callback_query(ScheduleOf.filter(F.act == "stop"))
async def end_wanted(_: CallbackQuery, callback_data: ScheduleOf, desk: Desk, schedules: Schedules) -> None:
    schedule = await schedules.end(desk.customer.id, callback_data.schedule_id, now=desk.now)
    biller = await desk.billers.get(schedule.terms.biller_id)
    await desk.chat.show(screens.stopped(desk.t, schedule, biller))


@router.callback_query(ScheduleOf.filter(F.act == "pay"))
async def payment_wanted_now(
    _: CallbackQuery,
    callback_data: ScheduleOf,
    desk: Desk,
    schedules: Schedules,
    pay: Callable[[Payment], None],
) -> None:
    """Pay before the day, by the PIN that was given for all of them; at another price, ask for it anew."""
    known_as = _run(callback_data)
    if known_as is None:
        await show_schedules(desk, schedules)
        return
    try:
        payment = await schedules.pay_now(desk.customer.id, known_as, now=desk.now)
    except QuoteChanged:
        await _pay_by_hand(desk, schedules, callback_data)
        return
    except Refusal as refusal:
        schedule = await schedules.get(desk.customer.id, callback_data.schedule_id)
        await _show(desk, schedule, notice=desk.explain(refusal))
        return
    pay(payment)
    await _show(desk, await schedules.get(desk.customer.id, callback_data.schedule_id))


@router.callback_query(ScheduleOf.filter(F.act == "once"))
async def payment_by_hand_wanted(
    _: CallbackQuery, callback_data: ScheduleOf, desk: Desk, schedules: Schedules
) -> None:
    await _pay_by_hand(desk, schedules, callback_data)


@router.callback_query(ScheduleOf.filter(F.act == "add"))
async def missing_money_wanted(
    _: CallbackQuery, callback_data: ScheduleOf, desk: Desk, schedules: Schedules, top_ups: TopUps
) -> None:
    schedule = await schedules.get(desk.customer.id, callback_data.schedule_id)
    accounts = await desk.wallets.of(desk.customer.id)
    missing = (schedule.needed or schedule.terms.agreed) - accounts.wallet
    if missing <= Money(0):
        await _show(desk, schedule)  # It came meanwhile.
        return
    await open_checkout(desk, max(missing, desk.rules.top_up_minimum), top_ups)


async def show_schedules(desk: Desk, schedules: Schedules) -> None:
    """Show all that is paid regularly."""
    desk.chat.memory.close_sheet()
    await desk.chat.at(None)
    found = [
        (each, await desk.billers.get(each.terms.biller_id)) for each in await schedules.of(desk.customer.id)
    ]
    await desk.chat.show(screens.every(desk.t, found, desk.rules, now=desk.now))


async def _show(desk: Desk, schedule: Schedule, *, notice: str | None = None) -> None:
    biller = await desk.billers.get(schedule.terms.biller_id)
    await desk.chat.show(screens.one(desk.t, schedule, biller, desk.rules, notice=notice, now=desk.now))


async def _pay_by_hand(desk: Desk, schedules: Schedules, chosen: ScheduleOf) -> None:
    schedule = await schedules.get(desk.customer.id, chosen.schedule_id)
    terms = schedule.terms
    await next_step(desk, draft_like(terms.order(desk.new_id(), terms.amount), now=desk.now))


async def _like(desk: Desk, schedules: Schedules, draft: ScheduleDraft, rhythm: Rhythm | None) -> _Like:
    """Return what a draft is about.

    :raises NotAllowed: if it is not the customer's own
    """
    kind, known_as = draft.source[:1], draft.source[1:]
    if kind == _AS_A_PAYMENT:
        payment = await desk.payments.get(desk.customer.id, known_as)
        return _Like(payment.order, lagos_day(payment.accepted_at))
    schedule = await schedules.get(desk.customer.id, known_as)
    terms = schedule.terms
    same = rhythm is terms.recurrence.rhythm or schedule.occurrence is None
    anchor = terms.recurrence.anchor if same or schedule.occurrence is None else schedule.occurrence
    return _Like(terms.order(desk.new_id(), terms.amount), anchor, schedule)


async def _ask_rhythm(desk: Desk, schedules: Schedules, draft: ScheduleDraft) -> None:
    like = await _like(desk, schedules, draft, None)
    biller = await desk.billers.get(like.order.biller_id)
    desk.chat.memory.close_sheet()
    await desk.chat.at(None)
    await desk.chat.show(
        screens.choose_rhythm(
            desk.t, draft.source, like.order, biller, draft.mode, desk.rules, today=lagos_day(desk.now)
        )
    )


async def _draw(
    desk: Desk, schedules: Schedules, draft: ScheduleDraft, rhythm: Rhythm, *, every_days: int | None = None
) -> None:
    """Draw the terms at what it costs now, and ask for the PIN."""
    like = await _like(desk, schedules, draft, rhythm)
    recurrence = Recurrence(rhythm, like.anchor, every_days)
    async with desk.chat.typing():
        terms = await schedules.prices.draw(
            like.order, recurrence, draft.mode, schedule_id=desk.new_id(), now=desk.now
        )
    biller = await desk.billers.get(terms.biller_id)
    desk.chat.memory.recurring = replace(draft, terms=terms)
    sheet = PinSheet(
        purpose=PURPOSE,
        subject_id=terms.schedule_id,
        text=screens.sheet_text(desk.t, terms, biller, desk.rules, now=desk.now),
        hash=terms.hash,
        expires_at=desk.now + desk.rules.sheet_open_for,
        again=AGAIN,
    )
    await pin_sheet.show(desk, sheet)


def _run(chosen: ScheduleOf) -> str | None:
    """Return the occurrence that a button names; None if it names none that there could be."""
    try:
        return run_id(chosen.schedule_id, date.fromisoformat(chosen.day))
    except ValueError:
        return None
