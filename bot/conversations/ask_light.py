"""Asking what an order of light lacks: company, meter, the right house, how much."""

from __future__ import annotations

from aiogram.fsm.state import State, StatesGroup

from bot.conversations.desk import Desk, chips
from bot.conversations.memory import Draft
from bot.conversations.said_again import TOLD_ORDER, says_again
from bot.screens import pay_electricity
from domain.money import naira
from domain.vendors import Category, MeterKind

_CHIPS = tuple(map(naira, (1_000, 2_000, 5_000, 10_000, 20_000, 50_000)))


class PayElectricity(StatesGroup):
    """The steps of buying light."""

    choice = State()  # among the meters that were paid before
    disco = State()
    number = State()
    house = State()
    amount = State()


@says_again(PayElectricity.choice, of=TOLD_ORDER)
async def ask_which_meter(desk: Desk, draft: Draft, *, note: str | None = None) -> None:
    """Which of the meters that were paid before; straight to the companies if there is none."""
    saved = await desk.with_billers(await desk.repeatable(Category.ELECTRICITY))
    if not saved:
        await ask_disco(desk, draft, problem=note)
        return
    await desk.chat.at(PayElectricity.choice)
    await desk.chat.show(
        pay_electricity.choose_meter(
            desk.t, saved, names=await desk.names(), amount=draft.amount, recurs=draft.recurs, note=note
        )
    )


@says_again(PayElectricity.disco, of=TOLD_ORDER)
async def ask_disco(desk: Desk, draft: Draft, *, problem: str | None = None) -> None:
    """Which company."""
    discos = await desk.billers.on_sale(Category.ELECTRICITY)
    await desk.chat.at(PayElectricity.disco)
    await desk.chat.show(
        pay_electricity.choose_disco(desk.t, discos, states=desk.outages.now(), problem=problem)
    )


async def ask_meter(desk: Desk, draft: Draft, *, problem: str | None = None) -> None:
    """Which meter; or that one once more, if the company could not be asked."""
    biller = await desk.billers.get(draft.biller_id or "")
    can_retry = problem is not None and draft.reference is not None
    await desk.chat.at(PayElectricity.number)
    nearly = await desk.known_as(draft.nearly)
    await desk.chat.show(
        pay_electricity.type_meter(desk.t, biller, can_retry=can_retry, nearly=nearly, problem=problem)
    )


@says_again(PayElectricity.house, of=TOLD_ORDER)
async def ask_house(desk: Desk, draft: Draft, *, problem: str | None = None) -> None:
    """Whether that is the right house."""
    await desk.chat.at(PayElectricity.house)
    house = await _house(desk, draft)
    nearly = await desk.known_as(draft.nearly)
    await desk.chat.show(pay_electricity.is_this_the_house(desk.t, house, nearly=nearly, problem=problem))


@says_again(PayElectricity.amount, of=TOLD_ORDER)
async def ask_light_amount(desk: Desk, draft: Draft, *, problem: str | None = None) -> None:
    """How much light."""
    house = await _house(desk, draft)
    minimum = max(house.biller.minimum, draft.minimum or house.biller.minimum)
    maximum = house.biller.maximum
    last = [draft.minimum] if draft.minimum else []
    await desk.chat.at(PayElectricity.amount)
    await desk.chat.show(
        pay_electricity.choose_amount(
            desk.t,
            house,
            minimum=minimum,
            maximum=maximum,
            amounts=chips(_CHIPS, last, minimum, maximum),
            problem=problem,
        )
    )


async def _house(desk: Desk, draft: Draft) -> pay_electricity.House:
    return pay_electricity.House(
        biller=await desk.billers.get(draft.biller_id or ""),
        meter=draft.reference or "",
        kind=draft.meter_kind or MeterKind.PREPAID,
        name=draft.name or "",
        address=draft.address,
        minimum=draft.minimum,
        arrears=draft.arrears,
    )
