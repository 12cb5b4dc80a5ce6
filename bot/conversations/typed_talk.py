"""The readers of what people type beside answers: errands, complaints, kind words, numbers that were pasted.

What can't answer the open question is heard as well where it is surely something else: "my token no work".
"""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.types import Message

from bot.conversations.add_money import ask_how_much, open_checkout
from bot.conversations.answers import OPEN, would_do
from bot.conversations.ask_bill import PayBill, ask_biller, show_plans
from bot.conversations.ask_schedule import TAPPED
from bot.conversations.cart import cancel
from bot.conversations.desk import Desk
from bot.conversations.history import show_history
from bot.conversations.light_buying import BuyingLight
from bot.conversations.memory import draft_of
from bot.conversations.missing_money import look_for_newest
from bot.conversations.pin import show_pin_page
from bot.conversations.problem import ask_what_is_wrong
from bot.conversations.rewards import show_cashback
from bot.conversations.schedule_draft import ScheduleDraft
from bot.conversations.schedules import show_schedules
from bot.conversations.send_draft import SendDraft
from bot.conversations.send_steps import begin as begin_sending
from bot.conversations.settings import show_balance, show_help
from bot.conversations.steps import begin, line_for, next_step
from bot.conversations.stray import FOUR_DIGITS, answer
from bot.conversations.tokens import show_token
from bot.conversations.typed_orders import Choosing, names_of, offer, take_order, wish_of
from bot.conversations.withdraw import Withdraw
from bot.conversations.withdraw import begin as begin_withdrawing
from bot.screens import look_around, settings
from bot.screens import typed_orders as screens
from bot.screens.schedules import rhythm_text
from domain.bank_accounts import BankAccounts
from domain.carts import Carts
from domain.funding import TopUps
from domain.plan_wishes import PlanWish
from domain.schedules import Mode
from domain.scheduling import Schedules
from domain.times import lagos_day
from domain.type_to_pay import (
    Ambiguous,
    Asked,
    Complaint,
    NotUnderstood,
    Reading,
    Regularly,
    SmallTalk,
    Understood,
    offers,
    read,
    read_order,
)
from domain.typed_orders import TypedOrder
from domain.typed_rhythms import TypedRhythm
from domain.typed_talk import ComplaintKind, Errand
from domain.vendors import Category

first = Router(name="typed_talk_first")  # what was pasted or forwarded, before it is called too long
between = Router(name="typed_talk_between")  # what answers no open question, before it is called a bad answer
last = Router(name="typed_talk_last")  # what no conversation took for an answer

_PASTED = 200
# At these there is only something to tap: whatever is typed is read as where nothing is asked.
_ONLY_TAPPED = (*TAPPED, *Choosing.__all_states__, BuyingLight.cap)
_LOOKED_THROUGH = 10
_OFFERED_TO_A_PERSON = 3


async def _has_numbers(message: Message) -> bool | dict[str, tuple[TypedOrder, ...]]:
    found = offers(message.text or "")
    return {"found": found} if found else False


@first.message(F.text, F.forward_origin, _has_numbers)
@first.message(F.text.len() > _PASTED, _has_numbers)
async def numbers_pasted(_: Message, found: tuple[TypedOrder, ...], desk: Desk) -> None:
    """Offer what can be done with a phone, meter or card number that somebody else wrote.

    An open question stays open: only the tap on an offer begins something else.
    """
    desk.chat.memory.offered = found
    await desk.chat.tell(screens.choose(desk.t, "typed-found", found))


async def _wish(message: Message, desk: Desk) -> bool | dict[str, PlanWish]:
    """Let pass what is no plan's name but says which plan is wanted: "500 naira data", "1gb weekly"."""
    draft, said = desk.chat.memory.draft, message.text or ""
    if draft is None or await would_do(PayBill.plan.state, said, desk):
        return False
    match read(said, await names_of(desk)):
        case Understood(order):
            orders: tuple[TypedOrder, ...] = (order,)
        case Ambiguous(orders):
            pass
        case _:
            return False
    for order in orders:
        who = (order.phone, order.smartcard, order.account, order.saved, order.someone)
        is_here = order.category is draft.category and order.biller_id in (None, draft.biller_id)
        if is_here and not any(who) and (wish := wish_of(order)) is not None:
            return {"wish": wish}
    return False


async def _something_else(message: Message, desk: Desk) -> bool | dict[str, Reading]:
    """Let pass what can't answer the open question and is surely something else; hand on what it is."""
    step, draft, said = await desk.chat.step(), desk.chat.memory.draft, message.text or ""
    if await would_do(step, said, desk):
        return False
    names = await names_of(desk)
    match reading := read(said, names):
        case Complaint() | Asked() | Regularly():
            return {"reading": reading}
        case Understood() if step == Withdraw.bank.state:
            return False  # Some companies are a bank as well.
        case Understood(order):
            is_elsewhere = draft is None or order.biller_id not in (None, draft.biller_id)
            return {"reading": reading} if is_elsewhere or read_order(said, names) is not None else False
        case _:
            return False


@between.message(PayBill.plan, F.text, ~F.text.startswith("/"), _wish)
async def plan_wished_for(_: Message, wish: PlanWish, desk: Desk) -> None:
    draft = desk.chat.memory.draft
    if draft is not None:
        await show_plans(desk, draft, wish=wish)


@between.message(StateFilter(*OPEN), F.text, ~F.text.startswith("/"), _something_else)
async def something_else_typed(
    _: Message,
    reading: Reading,
    desk: Desk,
    top_ups: TopUps,
    carts: Carts,
    bank_accounts: BankAccounts,
    schedules: Schedules,
) -> None:
    match reading:
        case Understood(order):
            await take_order(desk, order)
        case Regularly(choices, rhythm):
            await _regularly(desk, choices, rhythm)
        case Complaint(kind, about):
            await _listen(desk, kind, about)
        case Asked() as asked:
            await _run(desk, asked, top_ups, carts, bank_accounts, schedules)


@last.message(
    StateFilter(None, *_ONLY_TAPPED),
    F.text,
    ~F.text.startswith("/"),
    ~F.text.regexp(FOUR_DIGITS, mode="fullmatch"),  # a PIN is deleted, whatever else it may be
)
async def something_typed(
    message: Message,
    desk: Desk,
    top_ups: TopUps,
    carts: Carts,
    bank_accounts: BankAccounts,
    schedules: Schedules,
) -> None:
    text = message.text or ""
    match read(text, await names_of(desk)):
        case Understood(order):
            await take_order(desk, order)
        case Ambiguous(choices):
            await offer(desk, Choosing.which, choices)
        case Regularly(choices, rhythm):
            await _regularly(desk, choices, rhythm)
        case Complaint(kind, about):
            await _listen(desk, kind, about)
        case Asked() as asked:
            await _run(desk, asked, top_ups, carts, bank_accounts, schedules)
        case SmallTalk():
            await desk.chat.tell(screens.said(desk.t, "typed-hello", name=desk.customer.name))
        case NotUnderstood() if found := offers(text):
            await offer(desk, Choosing.found, found)
        case NotUnderstood():
            await answer(desk.chat, "text")


async def _regularly(desk: Desk, choices: tuple[TypedOrder, ...], rhythm: TypedRhythm) -> None:
    """Set up what a line wants paid regularly, with all that it says; the rest is asked."""
    today = lagos_day(desk.now)
    recurrence = rhythm.wish.recurrence(today=today)
    desk.chat.memory.recurring = ScheduleDraft(
        anchor=today,
        recurrence=recurrence,
        mode=Mode.REMIND if rhythm.only_reminds else Mode.PAY,
    )
    if len(choices) == 1:
        heard = None
        if recurrence is not None:
            heard = desk.t("schedule-heard", rhythm=rhythm_text(desk.t, recurrence))
        await take_order(desk, choices[0], recurs=True, note=heard)
    else:
        await offer(desk, Choosing.regular, choices)


async def _listen(desk: Desk, kind: ComplaintKind, about: TypedOrder | None) -> None:
    """Take a complaint to the payment that it is most likely about."""
    if kind is ComplaintKind.OUTAGE:
        await desk.chat.tell(screens.outage(desk.t))
        return
    if kind is ComplaintKind.MONEY_NOT_IN:
        await look_for_newest(desk, desk.top_ups)
        return
    past = await desk.payments.history(desk.customer.id, limit=_LOOKED_THROUGH)
    alike = [each for each in past if about is None or each.order.category is about.category]
    payment = next(iter(alike or past), None)
    if payment is None:
        await desk.chat.tell(screens.said(desk.t, "typed-sorry"))
        return
    await ask_what_is_wrong(desk, payment)


async def _run(
    desk: Desk, asked: Asked, top_ups: TopUps, carts: Carts, bank_accounts: BankAccounts, schedules: Schedules
) -> None:
    match asked.errand:
        case Errand.CANCEL:
            await cancel(desk, carts)
        case Errand.TOKEN:
            await show_token(desk, await _name_in(desk, asked.order))
        case Errand.FUND if asked.amount is not None:
            await open_checkout(desk, asked.amount, top_ups)
        case Errand.FUND:
            await ask_how_much(desk)
        case Errand.PRICE if asked.order is not None:
            await _show_prices(desk, asked.order)
        case Errand.BALANCE:
            await show_balance(desk)
        case Errand.REWARDS:
            await show_cashback(desk)
        case Errand.HISTORY:
            await show_history(desk)
        case Errand.LANGUAGE:
            await desk.chat.show(settings.languages(desk.t))
        case Errand.PERSON:
            recent = await desk.payments.history(desk.customer.id, limit=_OFFERED_TO_A_PERSON)
            await desk.chat.tell(screens.person(desk.t, await desk.with_billers(recent)))
        case Errand.REPEAT:
            await _repeat(desk)
        case Errand.SEND:
            await begin_sending(desk, SendDraft(amount=asked.amount))
        case Errand.WITHDRAW:
            await begin_withdrawing(desk, bank_accounts)
        case Errand.PIN:
            await show_pin_page(desk)
        case Errand.SCHEDULE:
            await show_schedules(desk, schedules)
        case Errand.FEES | Errand.PRICE:
            sold = {category: await desk.billers.on_sale(category) for category in Category}
            await desk.chat.show(look_around.overview(desk.t, sold, desk.rules, is_customer=True))
        case _:
            await show_help(desk.chat, is_customer=True)


async def _name_in(desk: Desk, about: TypedOrder | None) -> str | None:
    """Return the saved name or the meter that a line names."""
    if about is None or about.saved is None:
        return about.meter if about is not None else None
    return (await desk.saved_names.get(desk.customer.id, about.saved)).name


async def _show_prices(desk: Desk, about: TypedOrder) -> None:
    """Show what a thing costs: of data, the plans nearest to what was asked about. Nothing is chosen."""
    wish = wish_of(about)
    if about.category is not Category.DATA or wish is None:
        await begin(desk, about.category)
        return
    draft = line_for(desk, Category.DATA, about.phone or desk.customer.phone)
    if about.biller_id is not None:
        draft = draft.with_biller(about.biller_id)
    desk.chat.memory.close_sheet()
    desk.chat.memory.draft = draft
    if draft.biller_id is None:
        await ask_biller(desk, draft)
    else:
        await show_plans(desk, draft, around=wish)


async def _repeat(desk: Desk) -> None:
    likeliest = next(iter(await desk.payments.likely(desk.customer.id, limit=1, now=desk.now)), None)
    if likeliest is None:
        await desk.go_home(notice=desk.t("home-nothing-to-repeat"))
        return
    await next_step(desk, draft_of(likeliest, now=desk.now))
