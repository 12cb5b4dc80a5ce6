"""Adding money: how much, the payment page, and asking whether it is in."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.buttons import Go, Pick
from bot.conversations.chat import on_card
from bot.conversations.desk import Desk
from bot.conversations.said_again import says_again
from bot.conversations.sheets import PaySheet, to_add
from bot.conversations.steps import AMOUNT_PICKED
from bot.screens import add_money
from domain.amounts import NotAnAmount, read_amount
from domain.errors import Refusal
from domain.funding import TopUps
from domain.money import Money, naira
from domain.top_ups import CheckoutDown, TopUpStatus

router = Router(name="add_money")

_CHIPS = tuple(map(naira, (500, 1_000, 2_000, 5_000, 10_000, 20_000)))


class AddMoney(StatesGroup):
    """The steps of adding money."""

    amount = State()
    checkout = State()


@router.callback_query(Go.filter(F.to == "add_money"))
async def add_money_asked_for(_: CallbackQuery, desk: Desk) -> None:
    await ask_how_much(desk)


@router.callback_query(PaySheet.short, on_card, Go.filter(F.to == "add_missing"))
async def missing_amount_asked_for(_: CallbackQuery, desk: Desk, top_ups: TopUps) -> None:
    sheet = desk.chat.memory.sheet
    if sheet is None:
        await ask_how_much(desk)
        return
    accounts = await desk.wallets.of(desk.customer.id)
    await open_checkout(desk, to_add(sheet, accounts, desk.rules), top_ups, for_order=True)


@router.callback_query(AddMoney.amount, on_card, AMOUNT_PICKED)
async def amount_chosen(_: CallbackQuery, callback_data: Pick, desk: Desk, top_ups: TopUps) -> None:
    await open_checkout(desk, Money(int(callback_data.value)), top_ups)


@router.message(AddMoney.amount, F.text)
async def amount_typed(message: Message, desk: Desk, top_ups: TopUps) -> None:
    try:
        amount = read_amount(message.text or "")
    except NotAnAmount as refusal:
        await ask_how_much(desk, problem=desk.explain(refusal))
        return
    await open_checkout(desk, amount, top_ups)


@says_again(AddMoney.amount)
async def ask_how_much(desk: Desk, *, problem: str | None = None) -> None:
    """Ask for an amount."""
    desk.chat.memory.close_sheet()
    await desk.chat.at(AddMoney.amount)
    accounts = await desk.personal_accounts.of(desk.customer.id)
    offered = bool(desk.personal_accounts.gateways)
    await desk.chat.show(
        add_money.choose_amount(desk.t, desk.rules, _CHIPS, accounts, offered=offered, problem=problem)
    )


async def open_checkout(desk: Desk, amount: Money, top_ups: TopUps, *, for_order: bool = False) -> None:
    """Open a payment page for the amount."""
    chat = desk.chat
    try:
        async with chat.typing():
            top_up = await top_ups.open(
                desk.new_id(),
                desk.customer.id,
                amount,
                card=chat.memory.card if for_order else None,
                now=desk.now,
            )
    except CheckoutDown as refusal:
        await chat.show(add_money.checkout_down(desk.t, desk.explain(refusal)))
        return
    except Refusal as refusal:
        await ask_how_much(desk, problem=desk.explain(refusal))
        return
    chat.memory.close_sheet()
    await chat.at(AddMoney.checkout)
    await chat.show_checkout(add_money.checkout(desk.t, top_up, desk.rules), top_up.id)


@says_again(AddMoney.checkout)
async def checkout_again(desk: Desk, top_ups: TopUps) -> None:
    """Show the way to the open payment page once more; no other is opened."""
    top_up = await top_ups.unfinished(desk.customer.id, now=desk.now)
    if top_up is None or top_up.status is not TopUpStatus.OPEN or desk.now >= top_up.expires_at:
        await desk.go_home()
        return
    await desk.chat.show_checkout(add_money.checkout(desk.t, top_up, desk.rules), top_up.id)
