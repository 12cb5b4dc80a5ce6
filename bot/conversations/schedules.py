"""What is paid regularly: looked through, left out once, paid before its day, paused, stopped."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.buttons import Go, ScheduleOf
from bot.conversations.add_money import open_checkout
from bot.conversations.desk import Desk
from bot.conversations.memory import draft_like
from bot.conversations.steps import next_step
from bot.screens import schedules as screens
from bot.screens.schedule_notices import missing_for
from domain.errors import Refusal
from domain.funding import TopUps
from domain.payments import Payment, QuoteChanged
from domain.schedules import Schedule, run_id
from domain.scheduling import Schedules

router = Router(name="schedules")


@router.message(Command("schedule", "schedules"))
async def list_asked_for(_: Message, desk: Desk, schedules: Schedules) -> None:
    await show_schedules(desk, schedules)


@router.callback_query(Go.filter(F.to == "schedules"))
async def list_tapped(_: CallbackQuery, desk: Desk, schedules: Schedules) -> None:
    await show_schedules(desk, schedules)


@router.callback_query(ScheduleOf.filter(F.act == "show"))
async def one_tapped(_: CallbackQuery, callback_data: ScheduleOf, desk: Desk, schedules: Schedules) -> None:
    await _show(desk, await schedules.get(desk.customer.id, callback_data.schedule_id))


@router.callback_query(ScheduleOf.filter(F.act == "skip"))
async def one_left_out(_: CallbackQuery, callback_data: ScheduleOf, desk: Desk, schedules: Schedules) -> None:
    known_as = run_named(callback_data)
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
    known_as = run_named(callback_data)
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


@router.callback_query(ScheduleOf.filter(F.act == "leave"))
async def one_left_as_it_is(
    _: CallbackQuery, callback_data: ScheduleOf, desk: Desk, schedules: Schedules
) -> None:
    """Agree to nothing new: the occurrence was not paid, and the next one is as before."""
    schedule = await schedules.get(desk.customer.id, callback_data.schedule_id)
    await _show(desk, schedule, notice=desk.t("schedule-left-out"))


@router.callback_query(ScheduleOf.filter(F.act == "add"))
async def missing_money_wanted(
    _: CallbackQuery, callback_data: ScheduleOf, desk: Desk, schedules: Schedules, top_ups: TopUps
) -> None:
    schedule = await schedules.get(desk.customer.id, callback_data.schedule_id)
    accounts, known_as = await desk.wallets.of(desk.customer.id), run_named(callback_data)
    run = (await schedules.run(desk.customer.id, known_as))[1] if known_as is not None else None
    missing = missing_for(schedule, accounts, run)
    if missing is None:
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
    """Open a pay sheet for one of it, at what it costs now."""
    schedule = await schedules.get(desk.customer.id, chosen.schedule_id)
    try:
        async with desk.chat.typing():
            order = await schedules.prices.order(schedule.terms, desk.now)
    except Refusal as refusal:
        await _show(desk, schedule, notice=desk.explain(refusal))
        return
    await next_step(desk, draft_like(order, now=desk.now))


def run_named(chosen: ScheduleOf) -> str | None:
    """Return the occurrence that a button names; None if it names none that there could be."""
    try:
        return run_id(chosen.schedule_id, date.fromisoformat(chosen.day))
    except ValueError:
        return None
