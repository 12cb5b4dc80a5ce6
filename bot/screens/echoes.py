"""What is told by SMS and e-mail: one line, which fits one page of a text message."""

from __future__ import annotations

from datetime import datetime

from bot.echo_sender import EchoWords
from bot.screens.plan_names import without_price
from bot.services import Services
from bot.text import Translator, reference_text, token_text
from domain.billers import Asks, Biller
from domain.echoes import Echo
from domain.money import Money
from domain.notices import REMINDERS, SECURITY, NoticeKind
from domain.payments import SETTLED, Payment, PaymentStatus
from domain.rules_messages import Event
from domain.schedule_steps import PAID_BY_HAND
from domain.schedules import NothingDue, Schedule, ScheduleRun, ScheduleStatus
from domain.transfers import RECEIVED
from domain.vendors import Category

_EVENTS = {
    Category.AIRTIME: Event.AIRTIME,
    Category.DATA: Event.DATA,
    Category.ELECTRICITY: Event.ELECTRICITY,
}
_LONGEST_NAME = 32
_NOTHING_TO_DO = frozenset({PAID_BY_HAND, NothingDue.code})  # why nothing was paid and all is well


async def words(services: Services, echo: Echo, t: Translator, now: datetime) -> EchoWords | None:
    """Return what to tell; None if there is nothing to tell any more, or nobody wants it that way."""
    match echo.kind:
        case (
            NoticeKind.PAYMENT_DELIVERED
            | NoticeKind.PAYMENT_TOKEN
            | NoticeKind.PAYMENT_RETURNED
            | NoticeKind.PAYMENT_REFUNDED
        ):
            payment = await services.payments.get(echo.customer_id, echo.subject_id)
            biller = await services.billers.get(payment.order.biller_id)
            frozen = (await services.wallets.of(echo.customer_id)).controls.stops_money_out(now)
            return of_payment(t, echo.kind, payment, biller, frozen=frozen)
        case NoticeKind.SCHEDULE_NOT_PAID | NoticeKind.SCHEDULE_PAUSED:
            schedule, run = await services.schedules.run(echo.customer_id, echo.subject_id)
            biller = await services.billers.get(schedule.terms.biller_id)
            return of_schedule(t, echo.kind, schedule, run, biller)
        case NoticeKind.TOP_UP_CREDITED:
            top_up = await services.top_ups.get(echo.customer_id, echo.subject_id)
            return _money_in(t, echo, top_up.amount)
        case NoticeKind.INFLOW_CREDITED:
            inflow = await services.inflows.get(echo.customer_id, echo.subject_id)
            return _money_in(t, echo, inflow.amount)
        case NoticeKind.TRANSFER_RECEIVED:
            transfer = await services.transfers.get(echo.customer_id, echo.subject_id)
            return _money_in(t, echo, transfer.amount) if transfer.status in RECEIVED else None
        case NoticeKind.BILLER_BACK:
            back = await services.billers.get(echo.subject_id)
            return EchoWords(Event.REMINDER, t.plain("echo-biller-back", biller=back.name))
        case kind if kind in REMINDERS:  # What it is about, and what can be done, is in the chat.
            return EchoWords(Event.REMINDER, t.plain("echo-reminder", what=kind.value))
        case kind if kind in SECURITY:
            line = t.plain("echo-security", what=kind.value, at=echo.happened_at)
            return EchoWords(Event.SECURITY, line)
        case _:
            return None


def of_payment(
    t: Translator, kind: NoticeKind, payment: Payment, biller: Biller, *, frozen: bool = False
) -> EchoWords | None:
    """Return what became of a bill. The codes of a frozen wallet are told to nobody."""
    event = _EVENTS.get(payment.order.category)
    if event is None and payment.run_id is not None:
        event = Event.SCHEDULE
    if event is None:
        return None
    what, status = _what(t, payment, biller), payment.status
    tokens = payment.delivery.tokens
    match kind:
        case NoticeKind.PAYMENT_TOKEN if status in SETTLED and tokens and not frozen:
            line = t.plain(
                "echo-token",
                what=what,
                token=" / ".join(token_text(each.digits) for each in tokens),
                units=payment.delivery.units or "none",
            )
        case NoticeKind.PAYMENT_DELIVERED if status in SETTLED and not tokens:
            line = t.plain("echo-delivered", what=what, at=payment.ended_at, total=payment.quote.total)
        case NoticeKind.PAYMENT_RETURNED if status in (PaymentStatus.RELEASED, PaymentStatus.CANCELLED):
            line = t.plain("echo-returned", what=what, total=payment.quote.total)
        case NoticeKind.PAYMENT_REFUNDED if status is PaymentStatus.REFUNDED:
            line = t.plain("echo-refunded", what=what, total=payment.quote.total)
        case _:
            return None
    return EchoWords(event, line)


def of_schedule(
    t: Translator, kind: NoticeKind, schedule: Schedule, run: ScheduleRun, biller: Biller
) -> EchoWords | None:
    """Return that an occurrence was not paid, or that a schedule is paused; None where all is well."""
    if run.reason in _NOTHING_TO_DO:
        return None
    if kind is NoticeKind.SCHEDULE_PAUSED and schedule.status is not ScheduleStatus.PAUSED:
        return None
    line = t.plain(
        "echo-schedule",
        what=kind.value,
        biller=biller.name[:_LONGEST_NAME],
        number=_number(biller, schedule.terms.recipient.reference),
        reason=run.reason or "other",
    )
    return EchoWords(Event.SCHEDULE, line)


def _number(biller: Biller, reference: str) -> str:
    """Return as much of a reference as is for anybody's eyes: of a line all of it."""
    return reference_text(reference) if biller.kind.asks is Asks.LINE else f"...{reference[-4:]}"


def _what(t: Translator, payment: Payment, biller: Biller) -> str:
    order = payment.order
    return t.plain(
        "echo-what",
        category=order.category.value if order.category in _EVENTS else "bill",
        biller=biller.name[:_LONGEST_NAME],
        amount=order.amount,
        plan=without_price(order.plan.name, biller)[:_LONGEST_NAME] if order.plan is not None else "none",
        number=_number(biller, order.recipient.reference),
    )


def _money_in(t: Translator, echo: Echo, amount: Money) -> EchoWords:
    return EchoWords(Event.MONEY_IN, t.plain("echo-money-in", amount=amount, at=echo.happened_at))
