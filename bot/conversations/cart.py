"""An order that lacks money: consent now, payment as soon as the money is in."""

from __future__ import annotations

from dataclasses import replace

from aiogram import F, Router
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.buttons import Go, KeypadKey
from bot.conversations.add_money import AddMoney, open_checkout
from bot.conversations.chat import Chat, on_card
from bot.conversations.desk import Desk
from bot.conversations.memory import draft_like
from bot.conversations.pay_sheet import PIN, delete_typed_pin
from bot.conversations.said_again import says_again
from bot.conversations.sheets import show_locked, to_add
from bot.conversations.steps import next_step, open_sheet
from bot.keypad import Keypad
from bot.screens import cart as screens
from bot.screens import payment as payment_screens
from domain.carts import Carts, CartState
from domain.funding import TopUps
from domain.pins import PinLocked, Pins, WrongPin
from domain.quotes import Sheet

router = Router(name="cart")

# Where "cancel" means the order that waits for money: on its payment page, and where nothing else is open.
_WAITING_HERE = (AddMoney.amount.state, AddMoney.checkout.state, None)


class WaitForMoney(StatesGroup):
    """The step of an order that lacks money."""

    pin = State()


@router.callback_query(on_card, Go.filter(F.to == "cart"))
async def to_finish_by_itself(_: CallbackQuery, desk: Desk, carts: Carts) -> None:
    memory = desk.chat.memory
    short, draft = memory.sheet, memory.draft
    if short is None:
        await desk.go_home()
        return
    if desk.now >= short.expires_at and draft is not None:
        # What was looked up so long ago is no promise for the next hour.
        await next_step(desk, draft)
        drawn = memory.sheet
        if drawn is None or memory.keypad is not None or not _is_the_same(drawn, short):
            return
        short = drawn
    if short.wants_code:  # Nobody is there to type it when the money comes.
        await open_sheet(desk, draft) if draft is not None else await desk.go_home()
        return
    sheet = carts.sheet_for(short.order, short.quote, quoted_at=short.quoted_at, now=desk.now)
    await _ask_for_pin(desk, sheet, problem=await _takes_place(desk, carts))


@says_again(WaitForMoney.pin)
async def sheet_again(desk: Desk, carts: Carts) -> None:
    """Show the open sheet once more, with a fresh keypad."""
    sheet = desk.chat.memory.sheet
    if sheet is None:
        await desk.go_home()
        return
    await _ask_for_pin(desk, sheet, problem=await _takes_place(desk, carts))


async def _takes_place(desk: Desk, carts: Carts) -> str | None:
    """Say which order would wait no more, if one does."""
    waiting = await carts.of(desk.customer.id)
    if waiting is None or waiting.state is not CartState.WAITING:
        return None
    return desk.t("cart-takes-place", total=waiting.sheet.quote.total)


@router.callback_query(WaitForMoney.pin, on_card, KeypadKey.filter(), flags={"toasts": True})
async def key_pressed(
    press: CallbackQuery, callback_data: KeypadKey, desk: Desk, pins: Pins, carts: Carts, top_ups: TopUps
) -> None:
    memory = desk.chat.memory
    if memory.keypad is None or memory.sheet is None or memory.keypad.sid != callback_data.sid:
        await desk.chat.toast(desk.t.plain("sheet-closed"), alert=True)
        return
    memory.keypad = keypad = memory.keypad.press(callback_data.slot, press.id)
    await desk.chat.toast(keypad.dots)
    if keypad.is_complete:
        await _pin_entered(desk, memory.sheet, keypad.digits, press.id, pins, carts, top_ups)


@router.message(WaitForMoney.pin, F.text.regexp(PIN, mode="fullmatch"))
async def pin_typed(
    message: Message, chat: Chat, desk: Desk, pins: Pins, carts: Carts, top_ups: TopUps
) -> None:
    sheet = chat.memory.sheet
    if not await delete_typed_pin(chat, desk.t):
        await chat.tell(payment_screens.plain(desk.t("sheet-pin-not-deleted")))
        return
    chat.stay_on_card()
    if sheet is None:
        await desk.go_home()
        return
    digits, try_key = (message.text or "").strip(), f"message-{message.message_id}"
    await _pin_entered(desk, sheet, digits, try_key, pins, carts, top_ups)


@router.callback_query(Go.filter(F.to == "cart_back"))
async def to_go_on_with_it(_: CallbackQuery, desk: Desk, carts: Carts) -> None:
    cart = await carts.of(desk.customer.id)
    if cart is None or not await carts.take_back(cart):
        await desk.chat.show(screens.gone(desk.t))
        return
    await next_step(desk, draft_like(cart.sheet.order, now=desk.now))


@router.callback_query(Go.filter(F.to == "cart_stop"))
async def told_to_wait_no_more(_: CallbackQuery, desk: Desk, carts: Carts) -> None:
    if await _stop_waiting(desk, carts):
        await desk.go_home(notice=desk.t("cart-stopped"))
    else:
        await desk.chat.show(screens.gone(desk.t))


async def cancel(desk: Desk, carts: Carts) -> None:
    """Leave what is open. An order that waits for money there is not paid by itself any more."""
    stopped = await desk.chat.step() in _WAITING_HERE and await _stop_waiting(desk, carts)
    await desk.go_home(notice=desk.t("cart-stopped" if stopped else "home-cancelled"))


async def _stop_waiting(desk: Desk, carts: Carts) -> bool:
    """Take the waiting order out of its cart, back to where it can be gone on with; False if none waits."""
    cart = await carts.of(desk.customer.id)
    if cart is None or cart.state is not CartState.WAITING or not await carts.take_back(cart):
        return False
    desk.chat.memory.draft = draft_like(cart.sheet.order, now=desk.now)
    return True


async def _ask_for_pin(desk: Desk, sheet: Sheet, *, problem: str | None = None) -> None:
    accounts = await desk.wallets.of(desk.customer.id)
    missing = sheet.quote.from_wallet - accounts.wallet
    memory, draft = desk.chat.memory, desk.chat.memory.draft
    if accounts.wallet >= sheet.quote.from_wallet and draft is not None:
        await open_sheet(desk, draft)  # The money came meanwhile.
        return
    memory.close_sheet()
    try:
        await desk.pins.check_open(desk.customer.id, now=desk.now)
    except PinLocked as refusal:
        await show_locked(desk, refusal)
        return
    memory.sheet, memory.keypad = sheet, Keypad.fresh()
    await desk.chat.at(WaitForMoney.pin)
    biller = await desk.billers.get(sheet.order.biller_id)
    await desk.chat.show(
        screens.cart_sheet(
            desk.t,
            sheet,
            biller,
            missing,
            memory.keypad,
            earlier=await desk.payments.earlier_like(sheet.order, now=desk.now),
            problem=problem,
            safe_word=await desk.safe_word(),
            now=desk.now,
        )
    )


def _is_the_same(drawn: Sheet, short: Sheet) -> bool:
    return drawn.quote == short.quote and replace(drawn.order, id=short.order.id) == short.order


async def _pin_entered(
    desk: Desk, sheet: Sheet, digits: str, try_key: str, pins: Pins, carts: Carts, top_ups: TopUps
) -> None:
    chat, memory = desk.chat, desk.chat.memory
    opened_at = sheet.expires_at - desk.rules.cart_mandate_lasts
    memory.close_sheet()
    if desk.now >= opened_at + desk.rules.sheet_open_for:
        await _ask_for_pin(
            desk,
            carts.sheet_for(
                sheet.order,
                sheet.quote,
                concern=sheet.concern,
                quoted_at=sheet.quoted_at,
                now=desk.now,
            ),
            problem=desk.t("sheet-expired"),
        )
        return
    try:
        approval = await pins.approve(
            desk.customer.id, digits, for_sheet=sheet.hash, try_key=try_key, now=desk.now
        )
    except WrongPin as refusal:
        await _ask_for_pin(desk, sheet, problem=desk.explain(refusal))
        return
    except PinLocked as refusal:
        await desk.go_home(notice=desk.explain(refusal))
        return
    await carts.keep(sheet, approval, card=memory.card)
    memory.draft = None  # The cart has it now.
    biller = await desk.billers.get(sheet.order.biller_id)
    await chat.tell(screens.kept(desk.t, sheet, biller, now=desk.now))
    accounts = await desk.wallets.of(desk.customer.id)
    await open_checkout(desk, to_add(sheet, accounts, desk.rules), top_ups)
