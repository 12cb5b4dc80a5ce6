"""Something went wrong with a payment: two taps from its receipt to a ticket."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from bot.buttons import ProblemOf
from bot.conversations.desk import Desk
from bot.conversations.ticket_cards import show_ticket
from bot.screens import problem
from domain.controls import FreezeReason
from domain.errors import NotAllowed
from domain.freezing import Freezing
from domain.payments import OVER, Payment
from domain.problems import Problems, likely
from domain.tickets import ProblemKind

router = Router(name="problem")


@router.callback_query(ProblemOf.filter(F.act == "ask"))
async def something_is_wrong(_: CallbackQuery, callback_data: ProblemOf, desk: Desk) -> None:
    await ask_what_is_wrong(desk, await desk.payments.get(desk.customer.id, callback_data.payment_id))


@router.callback_query(ProblemOf.filter((F.act == "aid") & (F.kind == ProblemKind.TOKEN_REFUSED)))
async def token_is_refused(_: CallbackQuery, callback_data: ProblemOf, desk: Desk) -> None:
    payment = await desk.payments.get(desk.customer.id, callback_data.payment_id)
    await desk.chat.show(problem.token_troubles(desk.t, payment))


@router.callback_query(ProblemOf.filter((F.act == "advice") & F.kind.in_(problem.TOKEN_TROUBLES)))
async def advice_asked_for(_: CallbackQuery, callback_data: ProblemOf, desk: Desk) -> None:
    payment = await desk.payments.get(desk.customer.id, callback_data.payment_id)
    await desk.chat.show(problem.token_advice(desk.t, payment, callback_data.kind))


@router.callback_query(ProblemOf.filter((F.act == "aid") & (F.kind == ProblemKind.NO_SIGNAL)))
async def no_signal(_: CallbackQuery, callback_data: ProblemOf, desk: Desk) -> None:
    payment = await desk.payments.get(desk.customer.id, callback_data.payment_id)
    biller = await desk.billers.get(payment.order.biller_id)
    await desk.chat.show(problem.no_signal(desk.t, payment, biller))


@router.callback_query(ProblemOf.filter((F.act == "report") & F.kind.in_(frozenset(ProblemKind))))
async def reported(
    _: CallbackQuery, callback_data: ProblemOf, desk: Desk, problems: Problems, freezing: Freezing
) -> None:
    payment = await desk.payments.get(desk.customer.id, callback_data.payment_id)
    if callback_data.kind == ProblemKind.NOT_ME:  # Before anything else: whoever it is may be paying now.
        await freezing.freeze(desk.customer.id, FreezeReason.NOT_ME, now=desk.now)
    if payment.status not in OVER and payment.attempt is not None:
        await desk.payments.hinted(payment.attempt.request_id, now=desk.now)  # The vendor is asked at once.
    ticket = await problems.report(payment, ProblemKind(callback_data.kind), now=desk.now)
    await show_ticket(desk, problems, ticket)


@router.message(Command("problem"))
async def problem_reported(_: Message, command: CommandObject, desk: Desk) -> None:
    """Ask what is wrong with the payment of that reference, else with the newest."""
    payment = await _named(desk, (command.args or "").strip().lower())
    if payment is None:
        await desk.chat.show(problem.nothing_to_report(desk.t))
        return
    await ask_what_is_wrong(desk, payment)


async def _named(desk: Desk, reference: str) -> Payment | None:
    if reference:
        try:
            return await desk.payments.get(desk.customer.id, reference)
        except NotAllowed:
            return None
    return next(iter(await desk.payments.history(desk.customer.id, limit=1)), None)


async def ask_what_is_wrong(desk: Desk, payment: Payment) -> None:
    """Ask what is wrong with a payment."""
    biller = await desk.billers.get(payment.order.biller_id)
    desk.chat.memory.close_sheet()
    await desk.chat.at(None)
    await desk.chat.show(problem.choose(desk.t, payment, biller, likely(payment)))
