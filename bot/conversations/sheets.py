"""The pay sheet: what a draft orders, its price with a keypad, and what is shown where there is none."""

from __future__ import annotations

from datetime import datetime

from aiogram.fsm.state import State, StatesGroup

from bot.conversations.desk import Desk
from bot.conversations.memory import Draft
from bot.keypad import Keypad
from bot.screens import pay_sheet
from domain.billers import Biller
from domain.limits import CustomerAccounts
from domain.money import Money
from domain.ordering import make_order
from domain.pins import PinLocked
from domain.quotes import Order, Sheet
from domain.rules import Rules


class PaySheet(StatesGroup):
    """The steps that all bills end with."""

    pin = State()
    short = State()  # the wallet can't cover it


class PinSheets(StatesGroup):
    """The step of every sheet for the PIN that is not about a bill."""

    pin = State()


async def show_priced(desk: Desk, sheet: Sheet, *, problem: str | None = None) -> None:
    """Open a sheet that has been drawn up, with a fresh keypad; or say what the wallet lacks."""
    memory = desk.chat.memory
    biller = await desk.billers.get(sheet.order.biller_id)
    accounts = await desk.wallets.of(desk.customer.id)
    memory.close_sheet()
    memory.sheet = sheet
    if sheet.quote.from_wallet > accounts.wallet:
        add = to_add(sheet, accounts, desk.rules)
        await desk.chat.at(PaySheet.short)
        await desk.chat.show(pay_sheet.too_little(desk.t, sheet, biller, accounts, add, problem=problem))
        return
    memory.keypad = Keypad.fresh()
    await desk.chat.at(PaySheet.pin)
    await show_sheet(desk, sheet, memory.keypad, problem=problem, biller=biller, accounts=accounts)


async def show_sheet(
    desk: Desk,
    sheet: Sheet,
    keypad: Keypad,
    *,
    problem: str | None = None,
    biller: Biller | None = None,
    accounts: CustomerAccounts | None = None,
) -> None:
    """Show a sheet with its keypad."""
    await desk.chat.show(
        pay_sheet.pay_sheet(
            desk.t,
            sheet,
            biller or await desk.billers.get(sheet.order.biller_id),
            accounts or await desk.wallets.of(desk.customer.id),
            keypad,
            earlier=await desk.payments.earlier_like(sheet.order, now=desk.now),
            problem=problem,
            safe_word=await desk.safe_word(),
            now=desk.now,
        )
    )


async def show_locked(desk: Desk, refusal: PinLocked) -> None:
    """Say until when no PIN is taken, in place of a keypad."""
    memory = desk.chat.memory
    memory.close_sheet()
    await desk.chat.at(None)
    waits = refusal.until is not None and _outlives(desk, memory.draft, refusal.until)
    await desk.chat.show(
        pay_sheet.locked(desk.t, desk.explain(refusal), until=refusal.until, keeps_order=waits)
    )


def _outlives(desk: Desk, draft: Draft | None, until: datetime) -> bool:
    """Return whether the order will be kept after that moment for as long as it is until then."""
    return draft is not None and draft.started_at + desk.rules.draft_kept_for - until >= until - desk.now


def to_add(sheet: Sheet, accounts: CustomerAccounts, rules: Rules) -> Money:
    """Return what must be added to pay a sheet: what is missing, but no less than can be added."""
    return max(rules.top_up_minimum, sheet.quote.from_wallet - accounts.wallet)


async def order_of(desk: Desk, draft: Draft) -> Order:
    """Return what a draft asks for, under an id of its own.

    :raises ValueError: if it lacks a biller or an amount
    """
    if draft.biller_id is None or draft.amount is None:
        raise ValueError("an order needs a biller and an amount")
    biller = await desk.billers.get(draft.biller_id)
    return make_order(
        desk.new_id(),
        desk.customer.id,
        biller,
        draft.amount,
        phone=draft.phone,
        reference=draft.reference,
        plan=draft.plan,
        meter_kind=draft.meter_kind,
        name=draft.name,
        address=draft.address,
    )
