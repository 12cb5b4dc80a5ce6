"""The questions of an order, and which comes next: the one place that knows their order.

The conversations take the answers; each then asks for `next_step`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from aiogram import F
from aiogram.fsm.state import State, StatesGroup

from bot.buttons import Pick
from bot.conversations.desk import Desk
from bot.conversations.memory import Draft, with_validation
from bot.keypad import Keypad
from bot.screens import pay_airtime, pay_electricity, pay_sheet
from domain.billers import Biller, UnknownBiller
from domain.errors import Refusal
from domain.limits import CustomerAccounts
from domain.money import Money, naira
from domain.phones import Phone
from domain.pins import PinLocked
from domain.quotes import AmountTooLarge, AmountTooSmall, Order, Recipient, Sheet
from domain.rules import Rules
from domain.vendors import Category, MeterKind

AMOUNT_PICKED = Pick.filter((F.what == "amount") & F.value.regexp(r"\d{1,12}"))
_AIRTIME_CHIPS = tuple(map(naira, (100, 200, 500, 1_000, 2_000, 5_000)))
_LIGHT_CHIPS = tuple(map(naira, (1_000, 2_000, 5_000, 10_000, 20_000, 50_000)))
_MOST_CHIPS = 9
_RECENT = 10


class PayAirtime(StatesGroup):
    """The steps of buying airtime."""

    amount = State()
    number = State()
    network = State()


class PayElectricity(StatesGroup):
    """The steps of buying light."""

    choice = State()  # among the meters that were paid before
    disco = State()
    number = State()
    house = State()
    amount = State()


class PaySheet(StatesGroup):
    """The steps that all bills end with."""

    pin = State()
    short = State()  # the wallet can't cover it


async def next_step(desk: Desk, draft: Draft) -> None:
    """Keep the order as it is now, and ask for what is missing; the pay sheet if nothing is."""
    desk.chat.memory.close_sheet()
    desk.chat.memory.draft = draft
    if draft.category is Category.AIRTIME:
        if draft.biller_id is None:
            await ask_network(desk, draft)
        elif draft.amount is None:
            await ask_airtime_amount(desk, draft)
        else:
            await open_sheet(desk, draft)
    elif draft.biller_id is None:
        await ask_disco(desk)
    elif draft.meter is None:
        await ask_meter(desk, draft)
    elif not _is_fresh(desk, draft):
        await validate(desk, draft)
    elif not draft.is_right_house:
        await ask_house(desk, draft)
    elif draft.amount is None:
        await ask_light_amount(desk, draft)
    else:
        await open_sheet(desk, draft)


def own_line(desk: Desk) -> Draft:
    """Return an order for airtime on the customer's own line, as far as that says it."""
    return airtime_for(desk, desk.customer.phone)


def airtime_for(desk: Desk, phone: Phone) -> Draft:
    """Return an order for airtime on a line; the prefix suggests its network."""
    return Draft(category=Category.AIRTIME, started_at=desk.now, phone=phone, biller_id=phone.network)


def light(desk: Desk) -> Draft:
    """Return an order for light of which nothing is known yet."""
    return Draft(category=Category.ELECTRICITY, started_at=desk.now, phone=desk.customer.phone)


# --- airtime -------------------------------------------------------------------------------------


async def ask_airtime_amount(desk: Desk, draft: Draft, *, problem: str | None = None) -> None:
    """How much airtime."""
    biller = await desk.billers.get(draft.biller_id or "")
    recent = await desk.payments.repeatable(desk.customer.id, limit=_RECENT)
    last = [p.order.amount for p in recent if p.order.category is Category.AIRTIME]
    chips = _fitting(_AIRTIME_CHIPS, last, biller.minimum, biller.maximum)
    await desk.chat.at(PayAirtime.amount)
    await desk.chat.show(
        pay_airtime.choose_amount(
            desk.t,
            biller,
            draft.phone,
            is_own=draft.phone == desk.customer.phone,
            amounts=chips,
            problem=problem,
        )
    )


async def ask_number(desk: Desk, *, problem: str | None = None) -> None:
    """Which line."""
    await desk.chat.at(PayAirtime.number)
    await desk.chat.show(pay_airtime.choose_number(desk.t, problem=problem))


async def ask_network(desk: Desk, draft: Draft, *, problem: str | None = None) -> None:
    """Which network."""
    networks = await desk.billers.on_sale(Category.AIRTIME)
    await desk.chat.at(PayAirtime.network)
    await desk.chat.show(pay_airtime.choose_network(desk.t, networks, draft.phone, problem=problem))


# --- light -----------------------------------------------------------------------------------------


async def ask_which_meter(desk: Desk) -> None:
    """Which of the meters that were paid before; straight to the companies if there is none."""
    recent = await desk.payments.repeatable(desk.customer.id, limit=_RECENT)
    saved = await desk.with_billers([p for p in recent if p.order.category is Category.ELECTRICITY])
    if not saved:
        await ask_disco(desk)
        return
    await desk.chat.at(PayElectricity.choice)
    await desk.chat.show(pay_electricity.choose_meter(desk.t, saved))


async def ask_disco(desk: Desk, *, problem: str | None = None) -> None:
    """Which company."""
    discos = await desk.billers.on_sale(Category.ELECTRICITY)
    await desk.chat.at(PayElectricity.disco)
    await desk.chat.show(pay_electricity.choose_disco(desk.t, discos, problem=problem))


async def ask_meter(desk: Desk, draft: Draft, *, problem: str | None = None) -> None:
    """Which meter."""
    biller = await desk.billers.get(draft.biller_id or "")
    await desk.chat.at(PayElectricity.number)
    await desk.chat.show(pay_electricity.type_meter(desk.t, biller, problem=problem))


async def validate(desk: Desk, draft: Draft) -> None:
    """Ask the company whose meter it is. A name that changed is shown again before anything is paid."""
    biller = await desk.billers.get(draft.biller_id or "")
    try:
        async with desk.chat.typing():
            known = await desk.validations.reference(
                biller, draft.meter or "", customer_id=desk.customer.id, now=desk.now
            )
    except Refusal as refusal:
        await ask_meter(desk, replace(draft, meter=None), problem=desk.explain(refusal))
        return
    same_house = draft.is_right_house and known.name == draft.name
    validated = with_validation(draft, known, now=desk.now)
    await next_step(desk, replace(validated, is_right_house=same_house))


async def ask_house(desk: Desk, draft: Draft) -> None:
    """Whether that is the right house."""
    await desk.chat.at(PayElectricity.house)
    await desk.chat.show(pay_electricity.is_this_the_house(desk.t, await _house(desk, draft)))


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
            amounts=_fitting(_LIGHT_CHIPS, last, minimum, maximum),
            problem=problem,
        )
    )


async def _house(desk: Desk, draft: Draft) -> pay_electricity.House:
    return pay_electricity.House(
        biller=await desk.billers.get(draft.biller_id or ""),
        meter=draft.meter or "",
        kind=draft.meter_kind or MeterKind.PREPAID,
        name=draft.name or "",
        address=draft.address,
        minimum=draft.minimum,
        arrears=draft.arrears,
    )


# --- the sheet -------------------------------------------------------------------------------------


async def ask_amount(desk: Desk, draft: Draft, *, problem: str | None = None) -> None:
    """How much, of whatever it is."""
    desk.chat.memory.draft = draft = replace(draft, amount=None)
    if draft.category is Category.AIRTIME:
        await ask_airtime_amount(desk, draft, problem=problem)
    else:
        await ask_light_amount(desk, draft, problem=problem)


async def open_sheet(desk: Desk, draft: Draft, *, problem: str | None = None) -> None:
    """Price the order and show it with a keypad; or say what the wallet lacks."""
    memory = desk.chat.memory
    order = _order(desk, draft)
    try:
        sheet = await desk.payments.draw_sheet(
            order, use_cashback=draft.use_cashback, validated_minimum=draft.minimum, now=desk.now
        )
    except (AmountTooSmall, AmountTooLarge) as refusal:
        await ask_amount(desk, draft, problem=desk.explain(refusal))
        return
    try:
        await desk.pins.check_open(desk.customer.id, now=desk.now)
    except PinLocked as refusal:
        await show_locked(desk, refusal)
        return
    biller = await desk.billers.get(order.biller_id)
    accounts = await desk.wallets.of(desk.customer.id)
    memory.close_sheet()
    memory.sheet = sheet
    if sheet.quote.from_wallet > accounts.wallet:
        add = to_add(sheet, accounts, desk.rules)
        await desk.chat.at(PaySheet.short)
        await desk.chat.show(pay_sheet.too_little(desk.t, sheet, biller, accounts, add))
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


async def choose_biller(desk: Desk, draft: Draft, biller_id: str) -> None:
    """Take a biller into the order, if there is such a one for it."""
    biller = await desk.billers.get(biller_id)
    if biller.category is not draft.category:
        raise UnknownBiller
    await next_step(desk, replace(draft, biller_id=biller.id))


def _order(desk: Desk, draft: Draft) -> Order:
    is_airtime = draft.category is Category.AIRTIME
    recipient = Recipient(
        reference=draft.phone.national if is_airtime else draft.meter or "",
        phone=draft.phone,
        meter_kind=draft.meter_kind,
        name=draft.name,
        address=draft.address,
    )
    if draft.biller_id is None or draft.amount is None:
        raise ValueError("an order needs a biller and an amount")
    return Order(
        id=desk.new_id(),
        customer_id=desk.customer.id,
        biller_id=draft.biller_id,
        category=draft.category,
        recipient=recipient,
        amount=draft.amount,
    )


def _is_fresh(desk: Desk, draft: Draft) -> bool:
    at: datetime | None = draft.validated_at
    return at is not None and desk.now - at < desk.rules.validation_good_for


def _fitting(usual: tuple[Money, ...], more: list[Money], minimum: Money, maximum: Money) -> list[Money]:
    """Return the amounts to offer, rising: the usual ones and some of one's own."""
    offered = list(dict.fromkeys([*more, *usual]))[:_MOST_CHIPS]
    return sorted(amount for amount in offered if minimum <= amount <= maximum)
