"""Paying for data, TV, internet, exams and water: one conversation, led by what kind of biller it is."""

from __future__ import annotations

from dataclasses import replace

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from bot.buttons import Go, Pick, PickPlan, PlanPage
from bot.conversations.ask_bill import PayBill, ask_line, show_plans
from bot.conversations.bills import CATEGORIES, named
from bot.conversations.chat import on_card
from bot.conversations.desk import Desk
from bot.conversations.memory import Draft
from bot.conversations.questions import Question
from bot.conversations.steps import (
    AMOUNT_PICKED,
    ask,
    choose_biller,
    line_for,
    next_step,
)
from domain.amounts import NotAnAmount, read_amount
from domain.billers import Asks, NotAMeterNumber, UnknownPlan
from domain.data_plans import Show
from domain.money import Money
from domain.ordering import plan_choice, renewal_choice
from domain.phones import NotAPhoneNumber, read_phone
from domain.references import NotAReference, read_reference
from domain.vendors import Category

router = Router(name="pay_bill")
_SHOWN = {show.value: show for show in Show}


# --- who, and for which line -------------------------------------------------------------------------


@router.callback_query(PayBill.biller, on_card, Pick.filter(F.what == "biller"))
async def biller_chosen(_: CallbackQuery, callback_data: Pick, desk: Desk) -> None:
    await choose_biller(desk, _draft(desk), callback_data.value)


@router.message(PayBill.biller, F.text)
async def biller_typed(message: Message, desk: Desk) -> None:
    draft = _draft(desk)
    biller_id = await named(desk, draft.category, message.text or "")
    if biller_id is None:
        await ask(desk, draft, Question.BILLER, problem=desk.t("stray-text"))
        return
    await choose_biller(desk, draft, biller_id)


@router.callback_query(on_card, Go.filter(F.to.in_({"bill_biller", "bill_network"})))
async def other_biller_asked_for(_: CallbackQuery, callback_data: Go, desk: Desk) -> None:
    draft = _draft(desk)
    if callback_data.to == "bill_biller":
        draft = replace(line_for(desk, draft.category, draft.phone), recurs=draft.recurs)
    await ask(desk, draft, Question.BILLER)


@router.callback_query(on_card, Go.filter(F.to == "bill_line"))
async def other_line_asked_for(_: CallbackQuery, desk: Desk) -> None:
    await ask_line(desk, _draft(desk))


@router.message(PayBill.number, F.text)
async def line_typed(message: Message, desk: Desk) -> None:
    await _line_given(desk, message.text or "")


@router.message(PayBill.number, F.contact)
@router.message(PayBill.plan, F.contact)
async def contact_shared(message: Message, desk: Desk) -> None:
    await _line_given(desk, message.contact.phone_number if message.contact else "")


# --- which card, account or profile ------------------------------------------------------------------


@router.callback_query(on_card, Go.filter(F.to == "bill_reference"))
async def other_reference_asked_for(_: CallbackQuery, desk: Desk) -> None:
    await ask(desk, _draft(desk).with_reference(None), Question.REFERENCE)


@router.message(PayBill.reference, F.text)
async def reference_typed(message: Message, desk: Desk) -> None:
    draft = _draft(desk)
    try:
        reference = await _reference(desk, draft, message)
    except (NotAReference, NotAMeterNumber) as refusal:
        await ask(desk, draft.with_reference(None), Question.REFERENCE, problem=desk.explain(refusal))
        return
    await next_step(desk, draft.with_reference(reference))


@router.message(PayBill.right, F.text)
@router.message(PayBill.package, F.text)
async def another_typed(message: Message, desk: Desk) -> None:
    """A typed number is another one; anything else leaves the question as it is."""
    draft = _draft(desk)
    try:
        reference = await _reference(desk, draft, message)
    except (NotAReference, NotAMeterNumber):
        await next_step(desk, draft)
        return
    await next_step(desk, draft.with_reference(reference))


@router.callback_query(PayBill.found, on_card, Pick.filter((F.what == "found") & F.value.regexp(r"\d{1,3}")))
async def found_chosen(_: CallbackQuery, callback_data: Pick, desk: Desk) -> None:
    draft = _draft(desk)
    for chosen in draft.found[int(callback_data.value) :][:1]:
        draft = replace(draft, reference=chosen.reference)
    await next_step(desk, draft)


@router.callback_query(PayBill.right, on_card, Go.filter(F.to == "bill_right"))
async def reference_confirmed(_: CallbackQuery, desk: Desk) -> None:
    await next_step(desk, replace(_draft(desk), is_right=True))


# --- what ----------------------------------------------------------------------------------------------


@router.callback_query(PayBill.package, on_card, Go.filter(F.to == "bill_renew"))
async def renewal_chosen(_: CallbackQuery, desk: Desk) -> None:
    draft = _draft(desk)
    if draft.renewal is None or draft.renewal.amount is None:
        await next_step(desk, draft)
        return
    biller = await desk.billers.get(draft.biller_id or "")
    await next_step(desk, draft.with_plan(renewal_choice(biller, draft.renewal), draft.renewal.amount))


@router.callback_query(on_card, Go.filter(F.to == "bill_package"))
async def packages_left(_: CallbackQuery, desk: Desk) -> None:
    await ask(desk, _draft(desk), Question.PACKAGE)


@router.callback_query(on_card, Go.filter(F.to == "bill_plans"))
async def plans_asked_for(_: CallbackQuery, desk: Desk) -> None:
    await ask(desk, replace(_draft(desk), plan=None, amount=None), Question.PLAN)


@router.callback_query(PayBill.plan, on_card, PlanPage.filter(F.show.in_(_SHOWN)))
async def plans_turned(_: CallbackQuery, callback_data: PlanPage, desk: Desk) -> None:
    await show_plans(desk, _draft(desk), show=_SHOWN[callback_data.show], page=callback_data.page)


@router.callback_query(PayBill.plan, on_card, PickPlan.filter())
async def plan_chosen(_: CallbackQuery, callback_data: PickPlan, desk: Desk) -> None:
    """Take the plan at today's price; the sheet says so if the button said another one."""
    draft = _draft(desk)
    biller = await desk.billers.get(draft.biller_id or "")
    plans = await desk.billers.plans(biller.id)
    plan = next((each for each in plans if each.id == callback_data.plan_id), None)
    if plan is None:
        await ask(desk, draft, Question.PLAN, problem=desk.explain(UnknownPlan()))
        return
    said = Money(callback_data.kobo) if callback_data.kobo else None
    chosen = draft.with_plan(plan_choice(biller, plan), said)
    await next_step(desk, chosen.repriced(plan.amount) if plan.amount else replace(chosen, amount=None))


@router.message(PayBill.plan, F.text)
async def plan_typed(message: Message, desk: Desk) -> None:
    """A phone number is another line; anything else is looked for in the names of the plans."""
    draft, said = _draft(desk), message.text or ""
    biller = await desk.billers.get(draft.biller_id or "")
    if biller.kind.asks is Asks.LINE and _is_phone(said):
        await _line_given(desk, said)
        return
    await show_plans(desk, draft, words=said)


@router.callback_query(PayBill.amount, on_card, AMOUNT_PICKED)
async def amount_chosen(_: CallbackQuery, callback_data: Pick, desk: Desk) -> None:
    await next_step(desk, replace(_draft(desk), amount=Money(int(callback_data.value))))


@router.message(PayBill.amount, F.text)
async def amount_typed(message: Message, desk: Desk) -> None:
    draft = _draft(desk)
    try:
        amount = read_amount(message.text or "")
    except NotAnAmount as refusal:
        await ask(desk, draft, Question.AMOUNT, problem=desk.explain(refusal))
        return
    await next_step(desk, replace(draft, amount=amount))


# --- reading ---------------------------------------------------------------------------------------------


async def _line_given(desk: Desk, text: str) -> None:
    """Take another line: for data its prefix suggests the network, elsewhere the biller stays."""
    draft = _draft(desk)
    try:
        phone = read_phone(text)
    except NotAPhoneNumber as refusal:
        await ask_line(desk, draft, problem=desk.explain(refusal))
        return
    if draft.category is Category.DATA:
        await next_step(desk, replace(line_for(desk, Category.DATA, phone), recurs=draft.recurs))
        return
    await next_step(desk, replace(draft, phone=phone))


async def _reference(desk: Desk, draft: Draft, message: Message) -> str:
    biller = await desk.billers.get(draft.biller_id or "")
    return read_reference(biller.kind.asks, message.text or "")


def _is_phone(text: str) -> bool:
    try:
        read_phone(text)
    except NotAPhoneNumber:
        return False
    return True


def _draft(desk: Desk) -> Draft:
    draft = desk.chat.memory.draft
    if draft is not None and draft.category in CATEGORIES.values():
        return draft
    return line_for(desk, Category.DATA, desk.customer.phone)
