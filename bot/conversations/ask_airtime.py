"""Asking what an order of airtime lacks: how much, for which number, on which network."""

from __future__ import annotations

from aiogram.fsm.state import State, StatesGroup

from bot.conversations.desk import Desk, chips
from bot.conversations.memory import Draft
from bot.conversations.said_again import TOLD_ORDER, says_again
from bot.screens import outages, pay_airtime
from domain.money import naira
from domain.vendors import Category

_CHIPS = tuple(map(naira, (100, 200, 500, 1_000, 2_000, 5_000)))


class PayAirtime(StatesGroup):
    """The steps of buying airtime."""

    amount = State()
    number = State()
    network = State()


@says_again(PayAirtime.amount, of=TOLD_ORDER)
async def ask_airtime_amount(desk: Desk, draft: Draft, *, problem: str | None = None) -> None:
    """How much airtime."""
    biller = await desk.billers.get(draft.biller_id or "")
    last = [payment.order.amount for payment in await desk.repeatable(Category.AIRTIME)]
    await desk.chat.at(PayAirtime.amount)
    await desk.chat.show(
        pay_airtime.choose_amount(
            desk.t,
            biller,
            draft.phone,
            is_own=draft.phone == desk.customer.phone,
            amounts=chips(_CHIPS, last, biller.minimum, biller.maximum),
            problem=problem or outages.note(desk.t, biller, desk.outages.now()),
        )
    )


@says_again(PayAirtime.number, of=TOLD_ORDER)
async def ask_number(desk: Desk, *, problem: str | None = None) -> None:
    """Which line."""
    await desk.chat.at(PayAirtime.number)
    await desk.chat.show(pay_airtime.choose_number(desk.t, problem=problem))


@says_again(PayAirtime.network, of=TOLD_ORDER)
async def ask_network(desk: Desk, draft: Draft, *, problem: str | None = None) -> None:
    """Which network."""
    networks = await desk.billers.on_sale(Category.AIRTIME)
    await desk.chat.at(PayAirtime.network)
    states = desk.outages.now()
    await desk.chat.show(
        pay_airtime.choose_network(desk.t, networks, draft.phone, states=states, problem=problem)
    )
