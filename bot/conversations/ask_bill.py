"""Asking what an order of data, TV, internet, an exam or water lacks."""

from __future__ import annotations

from dataclasses import replace

from aiogram.fsm.state import State, StatesGroup

from bot.conversations.desk import Desk, chips
from bot.conversations.memory import Draft
from bot.conversations.said_again import TOLD_ORDER, says_again
from bot.screens import pay_bill
from bot.screens import plans as plan_screens
from domain.billers import Asks, Biller
from domain.data_plans import Show, choices, matching, offers
from domain.money import naira
from domain.plan_wishes import PlanWish, fitting, nearest
from domain.vendors import Category

_CHIPS = tuple(map(naira, (500, 1_000, 2_000, 5_000, 10_000, 20_000)))
_LOOKED_THROUGH = 30


class PayBill(StatesGroup):
    """The steps of paying any bill that is neither airtime nor light."""

    biller = State()
    number = State()  # another line
    reference = State()
    found = State()
    right = State()
    package = State()
    plan = State()
    amount = State()


@says_again(PayBill.biller, of=TOLD_ORDER)
async def ask_biller(desk: Desk, draft: Draft, *, problem: str | None = None) -> None:
    """Who is to be paid; what was paid before is offered first. For data: which network."""
    billers, states = await desk.billers.on_sale(draft.category), desk.outages.now()
    await desk.chat.at(PayBill.biller)
    if draft.category is Category.DATA:
        screen = pay_bill.choose_network(desk.t, billers, draft.phone, states=states, problem=problem)
    else:
        saved = await desk.with_billers(await desk.repeatable(draft.category))
        names = await desk.names() if saved else {}
        screen = pay_bill.choose_biller(
            desk.t,
            draft.category,
            billers,
            saved,
            names=names,
            states=states,
            recurs=draft.recurs,
            problem=problem,
        )
    await desk.chat.show(screen)


@says_again(PayBill.number, of=TOLD_ORDER)
async def ask_line(desk: Desk, draft: Draft, *, problem: str | None = None) -> None:
    """For which line it is."""
    await desk.chat.at(PayBill.number)
    await desk.chat.show(pay_bill.choose_line(desk.t, draft.category, problem=problem))


async def ask_reference(desk: Desk, draft: Draft, *, problem: str | None = None) -> None:
    """Which card, account or profile; or that one once more, if the biller could not be asked."""
    biller = await _biller(desk, draft)
    can_retry = problem is not None and draft.reference is not None
    await desk.chat.at(PayBill.reference)
    nearly = await desk.known_as(draft.nearly)
    await desk.chat.show(
        pay_bill.type_reference(desk.t, biller, can_retry=can_retry, nearly=nearly, problem=problem)
    )


@says_again(PayBill.found, of=TOLD_ORDER)
async def ask_which_found(desk: Desk, draft: Draft, *, problem: str | None = None) -> None:
    """Which of the accounts that the biller found."""
    await desk.chat.at(PayBill.found)
    await desk.chat.show(
        pay_bill.which_found(desk.t, await _biller(desk, draft), draft.found, problem=problem)
    )


@says_again(PayBill.right, of=TOLD_ORDER)
async def ask_if_right(desk: Desk, draft: Draft, *, problem: str | None = None) -> None:
    """Whether that is whom the money is for."""
    await desk.chat.at(PayBill.right)
    payee, nearly = await _payee(desk, draft), await desk.known_as(draft.nearly)
    await desk.chat.show(pay_bill.is_it_right(desk.t, payee, nearly=nearly, problem=problem))


@says_again(PayBill.package, of=TOLD_ORDER)
async def ask_package(desk: Desk, draft: Draft, *, problem: str | None = None) -> None:
    """The same package once more, or another."""
    await desk.chat.at(PayBill.package)
    await desk.chat.show(pay_bill.renew_or_change(desk.t, await _payee(desk, draft), problem=problem))


@says_again(PayBill.plan, of=TOLD_ORDER)
async def ask_plan(desk: Desk, draft: Draft, *, problem: str | None = None) -> None:
    """Which plan, from the first page on; of what was asked for by its words, which of those that fit."""
    wish, draft = draft.wish, replace(draft, wish=None)
    desk.chat.memory.draft = draft
    await show_plans(desk, draft, wish=wish, problem=problem)


async def show_plans(
    desk: Desk,
    draft: Draft,
    *,
    show: Show = Show.ALL,
    page: int = 0,
    words: str | None = None,
    wish: PlanWish | None = None,
    around: PlanWish | None = None,
    problem: str | None = None,
) -> None:
    """Show a page of plans; those alone that have the words in their names, or what is wished for.

    `around`: what was asked about; the nearest to it.
    """
    biller = await _biller(desk, draft)
    plans = await desk.billers.plans(biller.id)
    offered = offers(plans, show, bought=await _bought_before(desk, biller))
    if words is not None:
        offered, page = matching(offered, words)[: plan_screens.PAGE], 0
        if not offered:
            offered, problem = offers(plans), desk.t("bill-no-such-plan")
    if wish is not None:
        fit = {plan.id for plan in fitting(plans, wish)}
        offered = tuple(each for each in offered if each.plan.id in fit)
        if not offered:
            offered, problem = offers(plans), desk.t("bill-no-such-plan")
    if around is not None:
        offered = nearest(offered, around)[: plan_screens.PAGE]
    await desk.chat.at(PayBill.plan)
    await desk.chat.show(
        plan_screens.choose_plan(
            desk.t,
            biller,
            offered,
            shown=show,
            choices=choices(plans),
            page=page,
            line=plan_screens.line_of(biller, draft.phone, own=desk.customer.phone),
            back=_before_plans(draft, biller),
            problem=problem,
        )
    )


@says_again(PayBill.amount, of=TOLD_ORDER)
async def ask_bill_amount(desk: Desk, draft: Draft, *, problem: str | None = None) -> None:
    """How much."""
    payee = await _payee(desk, draft)
    biller = payee.biller
    minimum = max(biller.minimum, draft.minimum or biller.minimum)
    last = [
        payment.order.amount
        for payment in await desk.repeatable(draft.category)
        if payment.order.biller_id == biller.id
    ]
    await desk.chat.at(PayBill.amount)
    await desk.chat.show(
        pay_bill.choose_amount(
            desk.t,
            payee,
            minimum=minimum,
            maximum=biller.maximum,
            amounts=chips(_CHIPS, last, minimum, biller.maximum),
            problem=problem,
        )
    )


def _before_plans(draft: Draft, biller: Biller) -> str:
    """Return the place that a list of plans leads back to."""
    if draft.category is Category.DATA:
        return "home"
    if biller.kind.plan_first or biller.kind.asks in (Asks.LINE, Asks.NOTHING):
        return "bill_biller"
    can_renew = biller.kind.is_renewed and draft.renewal is not None and draft.renewal.amount is not None
    return "bill_package" if can_renew else "bill_reference"


async def _bought_before(desk: Desk, biller: Biller) -> list[str]:
    """Return the ids of the plans that the customer bought there, the newest first."""
    past = await desk.payments.history(desk.customer.id, limit=_LOOKED_THROUGH)
    bought = (payment.order.plan for payment in past if payment.order.biller_id == biller.id)
    return [plan.id for plan in bought if plan is not None and plan.id is not None]


async def _biller(desk: Desk, draft: Draft) -> Biller:
    return await desk.billers.get(draft.biller_id or "")


async def _payee(desk: Desk, draft: Draft) -> pay_bill.Payee:
    return pay_bill.Payee(
        biller=await _biller(desk, draft),
        reference=draft.reference or "",
        name=draft.name or "",
        minimum=draft.minimum,
        arrears=draft.arrears,
        renewal=draft.renewal,
    )
