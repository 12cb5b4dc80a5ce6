"""Limits: what may still leave today, a lower limit of one's own, sending to people switched off."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.buttons import Go, Pick
from bot.conversations import step_up as codes
from bot.conversations.desk import Desk
from bot.conversations.memory import WantedCode
from bot.conversations.said_again import says_again
from bot.screens import limits as screens
from domain.account_steps import TRANSFERS_ON
from domain.amounts import NotAnAmount, read_amount
from domain.money import ZERO, Money
from domain.one_time_codes import StepUp, StepUpNeeded
from domain.own_limits import OwnLimits, OwnLimitTooHigh

router = Router(name="limits")

_SHARES = (10, 20, 30, 50, 70)  # percent of the tier's day that are offered as a limit of one's own


class Limits(StatesGroup):
    """The step at which an own limit is chosen."""

    own = State()


@router.message(Command("limits"))
async def limits_asked_for(_: Message, desk: Desk, own_limits: OwnLimits) -> None:
    await show_limits(desk, own_limits)


@router.callback_query(Go.filter(F.to == "limits"))
async def limits_tapped(_: CallbackQuery, desk: Desk, own_limits: OwnLimits) -> None:
    await show_limits(desk, own_limits)


@router.callback_query(Go.filter(F.to == "own_limit"))
async def own_limit_asked_for(_: CallbackQuery, desk: Desk, own_limits: OwnLimits) -> None:
    await _ask_own_limit(desk, own_limits)


@router.callback_query(Limits.own, Pick.filter((F.what == "own_limit") & F.value.regexp(r"\d{1,12}")))
async def own_limit_chosen(_: CallbackQuery, callback_data: Pick, desk: Desk, own_limits: OwnLimits) -> None:
    await _bound(desk, own_limits, Money(int(callback_data.value)))


@router.message(Limits.own, F.text, ~F.text.startswith("/"))
async def own_limit_typed(message: Message, desk: Desk, own_limits: OwnLimits) -> None:
    try:
        limit = read_amount(message.text or "")
    except NotAnAmount as refusal:
        await _ask_own_limit(desk, own_limits, problem=desk.explain(refusal))
        return
    await _bound(desk, own_limits, limit)


@router.callback_query(Pick.filter((F.what == "transfers") & F.value.in_({"on", "off"})))
async def transfers_switched(
    _: CallbackQuery, callback_data: Pick, desk: Desk, own_limits: OwnLimits
) -> None:
    await _switch(desk, own_limits, off=callback_data.value == "off")


@codes.given("limits")
async def code_given(desk: Desk, wanted: WantedCode, step_up: StepUp, own_limits: OwnLimits) -> None:
    """Do what the code was asked for."""
    if wanted.about == TRANSFERS_ON:
        await _switch(desk, own_limits, off=False, step_up=step_up)
    else:
        await _bound(desk, own_limits, Money(int(wanted.about)), step_up=step_up)


async def show_limits(desk: Desk, own_limits: OwnLimits, *, notice: str | None = None) -> None:
    """Show a customer her limits."""
    desk.chat.memory.close_sheet()
    await desk.chat.at(None)
    shown, controls = await own_limits.of(desk.customer.id, now=desk.now)
    await desk.chat.show(screens.limits(desk.t, shown, controls, notice=notice, now=desk.now))


@says_again(Limits.own)
async def _ask_own_limit(desk: Desk, own_limits: OwnLimits, *, problem: str | None = None) -> None:
    desk.chat.memory.close_sheet()
    shown, _ = await own_limits.of(desk.customer.id, now=desk.now)
    tier = desk.rules.tiers[shown.tier].daily_outflow
    offered = [tier.share(percent * 100) for percent in _SHARES]
    await desk.chat.at(Limits.own)
    await desk.chat.show(screens.own_limit(desk.t, shown, offered, problem=problem))


async def _bound(desk: Desk, own_limits: OwnLimits, limit: Money, *, step_up: StepUp | None = None) -> None:
    """Set the limit; zero lifts it."""
    try:
        await own_limits.bound(desk.customer.id, limit or None, step_up=step_up, now=desk.now)
    except OwnLimitTooHigh as refusal:
        await _ask_own_limit(desk, own_limits, problem=desk.explain(refusal))
    except StepUpNeeded as needed:
        await codes.ask(desk, WantedCode(needed.purpose, then="limits", about=needed.about))
    else:
        set_to = desk.t("limits-own-set", own=limit) if limit > ZERO else desk.t("limits-own-lifted")
        await show_limits(desk, own_limits, notice=set_to)


async def _switch(desk: Desk, own_limits: OwnLimits, *, off: bool, step_up: StepUp | None = None) -> None:
    try:
        await own_limits.switch_transfers(desk.customer.id, off=off, step_up=step_up, now=desk.now)
    except StepUpNeeded as needed:
        await codes.ask(desk, WantedCode(needed.purpose, then="limits", about=needed.about))
        return
    done = "limits-transfers-stopped" if off else "limits-transfers-allowed"
    await show_limits(desk, own_limits, notice=desk.t(done))
