"""From an order as far as it was told to the pay sheet: asks what is missing, then shows the price.

`questions` knows the order of the questions, `ask_…` how each is asked. The conversations take the
answers; each then asks for `next_step`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from aiogram import F

from bot.buttons import Pick
from bot.conversations import ask_airtime, ask_bill, ask_light, ask_schedule
from bot.conversations.ask_bill import PayBill
from bot.conversations.ask_light import PayElectricity
from bot.conversations.desk import Desk
from bot.conversations.memory import Draft
from bot.conversations.outages import show_paused
from bot.conversations.questions import Question, missing
from bot.conversations.said_again import TOLD_ORDER, says_again
from bot.conversations.schedule_draft import ScheduleDraft
from bot.conversations.sheets import PaySheet, order_of, show_locked, show_priced
from bot.screens import reviews
from bot.screens.layout import paragraphs
from bot.text import masked_reference
from domain.billers import Biller, Plan, UnknownBiller, UnknownPlan
from domain.errors import Refusal
from domain.ordering import plan_choice
from domain.outages import BillerPaused
from domain.phones import Phone
from domain.pins import PinLocked
from domain.plan_wishes import PlanWish, fitting
from domain.quotes import AmountTooLarge, AmountTooSmall, Order, PlanChoice
from domain.reviews import HeldForReview, ReviewRefused
from domain.saved_names import SavedName
from domain.times import lagos_day
from domain.typed_hints import NearlySaved, WrongCheckDigit, hint_for
from domain.validating import BillerUnreachable
from domain.vendors import Category, MeterKind

AMOUNT_PICKED = Pick.filter((F.what == "amount") & F.value.regexp(r"\d{1,12}"))


class Ask(Protocol):
    """Asks the customer one question."""

    async def __call__(self, desk: Desk, draft: Draft, /, *, problem: str | None = None) -> None:
        """Go to the step and show its screen."""
        ...


_ASK: Mapping[Question, Ask] = {
    Question.BILLER: ask_bill.ask_biller,
    Question.REFERENCE: ask_bill.ask_reference,
    Question.WHICH_FOUND: ask_bill.ask_which_found,
    Question.IS_IT_RIGHT: ask_bill.ask_if_right,
    Question.PACKAGE: ask_bill.ask_package,
    Question.PLAN: ask_bill.ask_plan,
    Question.AMOUNT: ask_bill.ask_bill_amount,
}
_ASK_IN: Mapping[Category, Mapping[Question, Ask]] = {
    Category.AIRTIME: {
        Question.BILLER: ask_airtime.ask_network,
        Question.AMOUNT: ask_airtime.ask_airtime_amount,
    },
    Category.ELECTRICITY: {
        Question.BILLER: ask_light.ask_disco,
        Question.REFERENCE: ask_light.ask_meter,
        Question.IS_IT_RIGHT: ask_light.ask_house,
        Question.AMOUNT: ask_light.ask_light_amount,
    },
}


# --- how an order begins -----------------------------------------------------------------------------


async def begin(desk: Desk, category: Category, *, recurs: bool = False) -> None:
    """Begin an order in a category; perhaps one that is to be paid regularly."""
    draft = replace(line_for(desk, category, desk.customer.phone), recurs=recurs)
    if category is Category.ELECTRICITY:
        desk.chat.memory.draft = draft
        await ask_light.ask_which_meter(desk, draft)
    else:
        await next_step(desk, draft)


def own_line(desk: Desk) -> Draft:
    """Return an order for airtime on the customer's own line, as far as that says it."""
    return airtime_for(desk, desk.customer.phone)


def airtime_for(desk: Desk, phone: Phone) -> Draft:
    """Return an order for airtime on a line; the prefix suggests its network."""
    return line_for(desk, Category.AIRTIME, phone)


def light(desk: Desk) -> Draft:
    """Return an order for light of which nothing is known yet."""
    return line_for(desk, Category.ELECTRICITY, desk.customer.phone)


def line_for(desk: Desk, category: Category, phone: Phone) -> Draft:
    """Return an order in a category; for airtime and data, the line's prefix suggests the network."""
    suggested = None
    if phone.network is not None:
        by_category = {Category.AIRTIME: phone.network, Category.DATA: f"{phone.network}-data"}
        suggested = by_category.get(category)
    return Draft(category=category, started_at=desk.now, phone=phone, biller_id=suggested)


# --- what comes next -----------------------------------------------------------------------------------


@says_again(PayElectricity.number, PayBill.reference, PaySheet.pin, PaySheet.short, of=TOLD_ORDER)
async def next_step(desk: Desk, draft: Draft, *, problem: str | None = None) -> None:
    """Keep the order as it is now, and ask for what is missing; the pay sheet if nothing is."""
    desk.chat.memory.close_sheet()
    desk.chat.memory.draft = draft
    biller = await desk.billers.get(draft.biller_id) if draft.biller_id is not None else None
    question = missing(draft, biller.kind if biller else None, is_fresh=_is_fresh(desk, draft))
    if question is None:
        await open_sheet(desk, draft, problem=problem)
    elif question is Question.VALIDATION:
        await validate(desk, draft)
    elif (answered := await _only_answer(desk, draft, question)) is not None:
        await next_step(desk, answered, problem=problem)
    else:
        await ask(desk, draft, question, problem=problem)


async def ask(desk: Desk, draft: Draft, question: Question, *, problem: str | None = None) -> None:
    """Ask one question of an order, whatever else is known of it."""
    desk.chat.memory.draft = draft
    await {**_ASK, **_ASK_IN.get(draft.category, {})}[question](desk, draft, problem=problem)


async def _only_answer(desk: Desk, draft: Draft, question: Question) -> Draft | None:
    """Return the order with an answer that nobody need give, because there is no other."""
    if question is Question.BILLER and draft.category not in (Category.AIRTIME, Category.DATA):
        billers = await desk.billers.on_sale(draft.category)
        if len(billers) == 1 and not await desk.repeatable(draft.category):
            return draft.with_biller(billers[0].id)
    if question is Question.AMOUNT and draft.recurs and await _may_pay_due(desk, draft):
        recurring = desk.chat.memory.recurring or ScheduleDraft(anchor=lagos_day(desk.now))
        desk.chat.memory.recurring = replace(recurring, pays_due=True)
        return replace(draft, amount=draft.arrears)
    if draft.wish is not None and question in (Question.PACKAGE, Question.PLAN):
        return await _wished_for(desk, draft, draft.wish)
    if question is Question.PLAN:
        biller = await desk.billers.get(draft.biller_id or "")
        plans = await desk.billers.plans(biller.id)
        if len(plans) == 1:
            return draft.with_plan(plan_choice(biller, plans[0]), plans[0].amount)
    return None


async def _may_pay_due(desk: Desk, draft: Draft) -> bool:
    """Return whether it is a bill that runs up, and the company says how much of it is due."""
    if draft.meter_kind is not MeterKind.POSTPAID or draft.arrears is None:
        return False
    return draft.arrears >= (await desk.billers.get(draft.biller_id or "")).minimum


async def _wished_for(desk: Desk, draft: Draft, wish: PlanWish) -> Draft | None:
    """Return the order with the one plan that fits what was said; None if the customer has to choose."""
    biller = await desk.billers.get(draft.biller_id or "")
    plans = await desk.billers.plans(biller.id)
    renewal = draft.renewal
    if renewal is not None and renewal.package is not None and renewal.amount is not None:
        same = Plan(biller.id, "", renewal.package, renewal.amount, {})
        if same in fitting((*plans, same), wish):  # "compact" is not the Compact Plus that she has
            return draft.with_plan(PlanChoice(None, renewal.package), renewal.amount)
    found = fitting(plans, wish)
    if len(found) == 1:
        return draft.with_plan(plan_choice(biller, found[0]), found[0].amount)
    return None


async def choose_biller(desk: Desk, draft: Draft, biller_id: str) -> None:
    """Take a biller into the order, if there is such a one for it."""
    biller = await desk.billers.get(biller_id)
    if biller.category is not draft.category:
        raise UnknownBiller
    await next_step(desk, draft.with_biller(biller.id))


async def validate(desk: Desk, draft: Draft) -> None:
    """Ask the biller whose it is. A name that changed is shown again before anything is paid."""
    biller = await desk.billers.get(draft.biller_id or "")
    try:
        async with desk.chat.typing():
            known = await desk.validations.reference(
                biller,
                draft.reference or "",
                plan=await _plan_that_decides(desk, draft, biller),
                customer_id=desk.customer.id,
                now=desk.now,
            )
    except UnknownPlan as refusal:
        await ask(desk, replace(draft, plan=None, amount=None), Question.PLAN, problem=desk.explain(refusal))
    except UnknownBiller as refusal:
        await ask(desk, draft, Question.BILLER, problem=desk.explain(refusal))
    except BillerUnreachable as refusal:
        await ask(desk, draft, Question.REFERENCE, problem=desk.explain(refusal))
    except Refusal as refusal:
        hint, nearly = await _hint(desk, draft, is_known=False)
        other = replace(draft, reference=None, nearly=nearly)
        await ask(desk, other, Question.REFERENCE, problem=paragraphs(desk.explain(refusal), hint))
    else:
        validated = draft.with_validation(known, now=desk.now)
        hint, nearly = (None, None) if validated.is_right else await _hint(desk, draft, is_known=True)
        await next_step(desk, replace(validated, nearly=nearly), problem=hint)


async def _hint(desk: Desk, draft: Draft, *, is_known: bool) -> tuple[str | None, str | None]:
    """Say what is odd about a number, and which of those that the customer has used is probably meant.

    :param is_known: the biller knows it, so that its check digit needs no talk
    """
    names = await desk.names()
    saved = [each.reference for each in await desk.saved_names.of(desk.customer.id) if _is_at(each, draft)]
    past = [
        payment.order.recipient.reference
        for payment in await desk.repeatable(draft.category)
        if _is_at(payment.order, draft)
    ]
    match hint_for(draft.reference or "", [*saved, *past]):
        case NearlySaved(number):
            name = names.get(number) or masked_reference(number)
            return desk.t("typed-nearly-saved", name=name), number
        case WrongCheckDigit() if draft.category is Category.ELECTRICITY and not is_known:
            return desk.t("typed-check-digit"), None
        case _:
            return None, None


def _is_at(known: SavedName | Order, draft: Draft) -> bool:
    """Return whether a number is of the company at hand: a decoder of another one is no slip."""
    return known.biller_id == draft.biller_id


async def _plan_that_decides(desk: Desk, draft: Draft, biller: Biller) -> Plan | None:
    """Return the plan that the reference must be good for, where it is for one plan only."""
    if not biller.kind.plan_first or draft.plan is None or draft.plan.id is None:
        return None
    return await desk.billers.plan(biller.id, draft.plan.id)


# --- the sheet -------------------------------------------------------------------------------------


async def ask_amount(desk: Desk, draft: Draft, *, problem: str | None = None) -> None:
    """How much, of whatever it is; what has plans has another price only with another plan."""
    question = Question.AMOUNT if draft.plan is None else Question.PLAN
    await ask(desk, replace(draft, plan=None, amount=None), question, problem=problem)


async def open_sheet(desk: Desk, draft: Draft, *, problem: str | None = None) -> None:
    """Price the order and show it with a keypad; or say what the wallet lacks, or ask how often."""
    order = await order_of(desk, draft)
    if draft.recurs:
        await ask_schedule.order_told(desk, order)
        return
    try:
        sheet = await desk.payments.draw_sheet(
            order,
            use_cashback=desk.chat.memory.uses_cashback,
            validated_minimum=draft.minimum,
            now=desk.now,
        )
    except (AmountTooSmall, AmountTooLarge) as refusal:
        await ask_amount(desk, draft, problem=desk.explain(refusal))
        return
    except UnknownPlan as refusal:
        await _plan_moved(desk, draft, refusal)
        return
    except BillerPaused as refusal:
        await show_paused(desk, refusal)
        return
    except (HeldForReview, ReviewRefused) as refusal:
        await desk.chat.at(None)
        await desk.chat.show(reviews.stopped(desk.t, desk.explain(refusal), refusal))
        return
    try:
        await desk.pins.check_open(desk.customer.id, now=desk.now)
    except PinLocked as refusal:
        await show_locked(desk, refusal)
        return
    moved = None
    if draft.price_before is not None:
        moved = desk.t("sheet-price-moved", before=draft.price_before, price=order.amount)
    await show_priced(desk, sheet, problem=moved or problem)


async def _plan_moved(desk: Desk, draft: Draft, refusal: UnknownPlan) -> None:
    """What was chosen has another price now, or is gone: say so, and let the customer decide anew."""
    plan = None
    if draft.plan is not None and draft.plan.id is not None:
        plan = next(
            (each for each in await desk.billers.plans(draft.biller_id or "") if each.id == draft.plan.id),
            None,
        )
    if plan is not None and plan.amount is not None and plan.amount != draft.amount:
        await next_step(desk, draft.repriced(plan.amount))
    else:
        await ask_amount(desk, draft, problem=desk.explain(refusal))


def _is_fresh(desk: Desk, draft: Draft) -> bool:
    at: datetime | None = draft.validated_at
    return at is not None and desk.now - at < desk.rules.validation_good_for
