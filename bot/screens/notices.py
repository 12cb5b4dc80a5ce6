"""The messages that we owe: finds the newest figures for a notice and draws its screen."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import assert_never

from bot.screen import Screen
from bot.screens import (
    add_money,
    cart,
    chargebacks,
    expiries,
    identity,
    invite,
    light,
    limits,
    news,
    outages,
    panic,
    pin,
    privacy,
    reviews,
    schedule_notices,
    schedule_results,
    ticket_notices,
    transfer_notices,
    withdraw,
)
from bot.screens import payment as payments
from bot.screens import personal_account as account_screens
from bot.screens.layout import paragraphs
from bot.screens.staff import health, incidents, messages, recon, requests
from bot.services import Services
from bot.text import Translator
from domain.access_log import Shown
from domain.allowances import allowance
from domain.billers import Asks, Biller
from domain.cases import CaseKind
from domain.notices import Notice, NoticeKind
from domain.payment_help import is_again
from domain.payments import HOLDING, SETTLED, Payment, PaymentStatus
from domain.personal_accounts import AccountStatus
from domain.reconciling import breaks_of

# A result that comes this fast takes the place of the sheet; a later one is a message of its own,
# so that the phone rings.
_IN_PLACE_WITHIN = timedelta(seconds=10)

_OF_TICKETS = frozenset({NoticeKind.STAFF_TICKET, NoticeKind.STAFF_TICKET_NOTE, NoticeKind.STAFF_TICKET_LATE})

# What pays a debt first.
_MONEY_CAME_IN = frozenset(
    {
        *(NoticeKind.TOP_UP_CREDITED, NoticeKind.INFLOW_CREDITED, NoticeKind.TRANSFER_RECEIVED),
        *(NoticeKind.PAYMENT_REFUNDED, NoticeKind.WITHDRAWAL_REFUNDED),
    }
)


async def render(notice: Notice, services: Services, t: Translator, now: datetime) -> Screen | None:
    """Return what to send; None if there is nothing to tell any more."""
    screen = await _drawn(notice, services, t, now)
    if screen is None or notice.customer_id is None or notice.kind not in _MONEY_CAME_IN:
        return screen
    paid = await services.wallets.debt_paid(notice.subject_id)
    if not paid:
        return screen
    accounts = await services.wallets.of(notice.customer_id)
    return replace(screen, text=paragraphs(screen.text, chargebacks.debt_paid(t, paid, accounts.owes)))


async def _drawn(notice: Notice, services: Services, t: Translator, now: datetime) -> Screen | None:
    customer_id = notice.customer_id
    if customer_id is None:
        if notice.kind is NoticeKind.UPDATE_PUT_ASIDE:
            return Screen(t("update-put-aside", update=notice.subject_id))
        if notice.kind in _OF_TICKETS:
            return await ticket_notices.told_staff(notice, services, t, now)
        if notice.kind is NoticeKind.STAFF_REQUEST:
            request = await services.staff_desk.request(notice.subject_id)
            return requests.waiting(t, request) if request is not None and request.is_open(now) else None
        if notice.kind is NoticeKind.STAFF_OUTAGE:
            return outages.for_staff(t, notice.subject_id)
        if notice.kind is NoticeKind.STAFF_BREAKS:
            return await _of_breaks(notice.subject_id, services, t)
        if notice.kind is NoticeKind.STAFF_FLOAT:
            return await _of_float(notice.subject_id, services, t, now)
        kind, _, subject = notice.subject_id.partition(":")
        if kind == CaseKind.WITHDRAWAL_APPROVAL:
            large = await services.withdrawals.for_staff(subject)
            if large is None:
                return None
            await services.access_log.shows(large.customer_id, Shown.WITHDRAWAL, large.id)
            return withdraw.for_staff(t, large)
        if kind in (CaseKind.RISK_REVIEW, CaseKind.RISK_APPEAL):
            unusual = await services.reviews.for_staff(subject)
            return reviews.for_staff(t, unusual) if unusual is not None and unusual.is_open else None
        return Screen(t("case-opened", case=t.plain(f"case-{kind}"), subject=subject))
    match notice.kind:
        case (
            NoticeKind.PAYMENT_SENT
            | NoticeKind.PAYMENT_SLOW
            | NoticeKind.PAYMENT_SENT_AT_LAST
            | NoticeKind.PAYMENT_CHECKING
            | NoticeKind.PAYMENT_STILL_CHECKING
            | NoticeKind.PAYMENT_DELIVERED
            | NoticeKind.PAYMENT_TOKEN
            | NoticeKind.PAYMENT_RETURNED
            | NoticeKind.PAYMENT_STILL_HELD
            | NoticeKind.PAYMENT_REFUNDED
            | NoticeKind.PAYMENT_APOLOGY
        ):
            payment = await services.payments.get(customer_id, notice.subject_id)
            screen = await _of_payment(notice.kind, payment, services, t, now)
            return replace(screen, edit=None) if screen is not None and is_again(notice) else screen
        case NoticeKind.REFERRAL_HELD | NoticeKind.REFERRAL_REWARDED:
            referral = await services.referrals.get(customer_id, notice.subject_id)
            return invite.told(t, notice.kind, referral, services.rules, now=now) if referral else None
        case NoticeKind.REVIEW_LATE:
            review = await services.reviews.get(customer_id, notice.subject_id)
            return reviews.late(t, review) if review.is_open else None
        case NoticeKind.REVIEW_CLEARED | NoticeKind.REVIEW_REFUSED:
            review = await services.reviews.get(customer_id, notice.subject_id)
            return reviews.told(t, notice.kind, review)
        case NoticeKind.CART_BACK:
            kept = await services.carts.of(customer_id)
            if kept is None or kept.sheet.order.id != notice.subject_id:
                return None
            return cart.back(t, kept.sheet, await services.billers.get(kept.sheet.order.biller_id))
        case NoticeKind.INFLOW_CREDITED | NoticeKind.INFLOW_IN_REVIEW:
            return await _of_inflow(notice.kind, customer_id, notice.subject_id, services, t, now)
        case NoticeKind.ACCOUNT_OPENED | NoticeKind.ACCOUNT_FAILED:
            return await _of_account(customer_id, notice.subject_id, services, t)
        case NoticeKind.TOP_UP_CREDITED | NoticeKind.TOP_UP_IN_REVIEW | NoticeKind.TOP_UP_FAILED:
            return await _of_top_up(notice.kind, customer_id, notice.subject_id, services, t)
        case NoticeKind.TOP_UP_SENT_BACK:
            top_up = await services.top_ups.get(customer_id, notice.subject_id)
            return add_money.sent_back(t, top_up)
        case NoticeKind.CHARGEBACK_OPENED | NoticeKind.CHARGEBACK_LOST | NoticeKind.CHARGEBACK_WON:
            chargeback = await services.top_ups.chargeback(customer_id, notice.subject_id)
            of_page = await services.top_ups.knows(chargeback.subject_id)
            fundings = services.top_ups if of_page else services.inflows
            funded = await fundings.get(customer_id, chargeback.subject_id)
            accounts = await services.wallets.of(customer_id)
            return chargebacks.told(t, notice.kind, chargeback, funded, accounts)
        case (
            NoticeKind.WITHDRAWAL_SENT
            | NoticeKind.WITHDRAWAL_WAITS
            | NoticeKind.WITHDRAWAL_CHECKING
            | NoticeKind.WITHDRAWAL_PAID
            | NoticeKind.WITHDRAWAL_RETURNED
            | NoticeKind.WITHDRAWAL_REFUNDED
            | NoticeKind.WITHDRAWAL_STILL_HELD
        ):
            withdrawal = await services.withdrawals.get(customer_id, notice.subject_id)
            accounts = await services.wallets.of(customer_id)
            return withdraw.told(t, notice.kind, withdrawal, accounts, services.rules, now=now)
        case (
            NoticeKind.PIN_CHANGED
            | NoticeKind.PIN_RESET
            | NoticeKind.PIN_UNLOCKED
            | NoticeKind.E_MAIL_CHANGED
            | NoticeKind.PASSWORD_CHANGED
            | NoticeKind.ACCOUNT_MOVED
            | NoticeKind.LIMIT_RAISED
        ):
            return pin.told(t, notice.kind.value, notice.due_at, now=now)
        case NoticeKind.SUPPORT_MESSAGE:
            message = await services.staff_services.customer_desk.message(customer_id, notice.subject_id)
            return messages.told(t, message.text) if message is not None else None
        case NoticeKind.WALLET_CORRECTED:
            done = await services.staff_desk.request(notice.subject_id)
            return requests.corrected(t, done) if done is not None else None
        case NoticeKind.WALLET_FROZEN:
            standing = (await services.wallets.of(customer_id)).controls.standing(now)
            return panic.was_frozen(t, notice.due_at, standing, now=now)
        case NoticeKind.WALLET_THAWED:
            controls = (await services.wallets.of(customer_id)).controls
            timed = controls.timed_freeze
            is_over = timed is not None and timed.until == notice.due_at and controls.standing(now) is None
            return panic.was_thawed(t) if is_over else None
        case NoticeKind.LIMIT_BY_STAFF:
            accounts = await services.wallets.of(customer_id)
            return limits.told(t, allowance(accounts, services.rules, now=now), now=now)
        case NoticeKind.WALLET_UNFROZEN:
            return panic.was_unfrozen(t, notice.due_at, now=now)
        case (
            NoticeKind.TRANSFER_DELIVERED
            | NoticeKind.TRANSFER_RETURNED
            | NoticeKind.TRANSFER_RECEIVED
            | NoticeKind.TRANSFER_THANKS
            | NoticeKind.RECALL_ASKED
            | NoticeKind.RECALL_ANSWERED
            | NoticeKind.RECALL_OVER
        ):
            return await transfer_notices.told(notice, customer_id, services, t, now)
        case (
            NoticeKind.SCHEDULE_AHEAD
            | NoticeKind.SCHEDULE_SHORT
            | NoticeKind.SCHEDULE_NOT_PAID
            | NoticeKind.SCHEDULE_PAUSED
        ):
            return await schedule_notices.told(notice, customer_id, services, t, now)
        case NoticeKind.ADDRESS_DECIDED:
            return identity.told(t, await services.identities.of(customer_id))
        case NoticeKind.TICKET_CARD | NoticeKind.TICKET_REPLY | NoticeKind.TICKET_DECIDED:
            return await ticket_notices.told(notice, customer_id, services, t, now)
        case NoticeKind.DELETION_STOPPED:
            return privacy.stopped(t)
        case NoticeKind.LIGHT_LOW:
            return await _of_light(customer_id, notice.subject_id, services, t, now)
        case NoticeKind.EXPIRY_AHEAD:
            return await _of_expiry(customer_id, notice.subject_id, services, t, now)
        case NoticeKind.INCIDENT:
            return await _of_incident(notice.subject_id, services, t)
        case NoticeKind.BILLER_BACK:
            return outages.back(t, await services.billers.get(notice.subject_id))
        case NoticeKind.BROADCAST:
            said = await services.broadcasts.to_tell(notice.subject_id, customer_id, t.language)
            return news.told(t, said) if said is not None else None
        case (
            NoticeKind.STAFF_CASE
            | NoticeKind.STAFF_REQUEST
            | NoticeKind.STAFF_TICKET
            | NoticeKind.STAFF_TICKET_NOTE
            | NoticeKind.STAFF_TICKET_LATE
            | NoticeKind.STAFF_OUTAGE
            | NoticeKind.STAFF_FLOAT
            | NoticeKind.STAFF_BREAKS
            | NoticeKind.UPDATE_PUT_ASIDE
        ):
            return None  # for staff alone
        case _:
            assert_never(notice.kind)


async def _of_incident(subject: str, services: Services, t: Translator) -> Screen | None:
    found = await services.staff_services.incidents.word(subject)
    if found is None:
        return None
    incident, word = found
    return incidents.told(t, incident, word, await services.billers.get(incident.biller_id))


async def _of_breaks(subject: str, services: Services, t: Translator) -> Screen | None:
    """Return what disagrees by now; None if nothing does any more."""
    company, side, day = breaks_of(subject)
    reconciliations = services.staff_services.reconciliations
    counts, found = await reconciliations.told(company, side, day, limit=recon.MOST_TOLD)
    return recon.new_breaks(t, company, side, day, counts, found) if found else None


async def _of_float(vendor: str, services: Services, t: Translator, now: datetime) -> Screen | None:
    for each in await services.staff_services.float_watch.standings(now=now):
        if each.vendor == vendor and each.is_short:
            return health.float_warning(t, each, now=now)
    return None  # Somebody has sent money meanwhile.


async def _of_payment(
    kind: NoticeKind, payment: Payment, services: Services, t: Translator, now: datetime
) -> Screen | None:
    biller = await services.billers.get(payment.order.biller_id)
    accounts = await services.wallets.of(payment.customer_id)
    status = payment.status
    if accounts.controls.stops_money_out(now):
        if kind is NoticeKind.PAYMENT_TOKEN:
            return panic.token_kept(t)
        payment = payment.without_codes()
    match kind:
        case NoticeKind.PAYMENT_SENT if status in (PaymentStatus.ACCEPTED, PaymentStatus.SUBMITTED):
            return replace(payments.sent(t, payment, biller, services.rules, now=now), edit=payment.card)
        case NoticeKind.PAYMENT_SLOW | NoticeKind.PAYMENT_SENT_AT_LAST:
            return _while_slow(kind, payment, biller, services, t, now)
        case NoticeKind.PAYMENT_CHECKING if status in HOLDING:
            return replace(payments.checking(t, payment, biller, services.rules, now=now), edit=payment.card)
        case NoticeKind.PAYMENT_STILL_CHECKING if status in HOLDING and not payment.extended:
            return payments.still_checking(t, payment, biller, now=now)
        case NoticeKind.PAYMENT_DELIVERED if status in SETTLED:
            named = await _can_be_named(payment, biller, services)
            screen = payments.delivered(t, payment, biller, accounts, can_be_named=named, now=now)
            return _placed(screen, payment, now)
        case NoticeKind.PAYMENT_TOKEN if status in SETTLED:
            return payments.code(t, payment, biller)
        case NoticeKind.PAYMENT_RETURNED if status in (PaymentStatus.RELEASED, PaymentStatus.CANCELLED):
            screen = payments.returned(t, payment, biller, accounts, now=now)
            return _placed(await _as_run(screen, payment, services, t, now), payment, now)
        case NoticeKind.PAYMENT_STILL_HELD if status in HOLDING or status is PaymentStatus.AWAITING_TOKEN:
            return payments.still_held(t, payment, biller, now=now)
        case NoticeKind.PAYMENT_REFUNDED if status is PaymentStatus.REFUNDED:
            screen = payments.refunded(t, payment, biller, accounts, now=now)
            return await _as_run(screen, payment, services, t, now)
        case NoticeKind.PAYMENT_APOLOGY:
            apology = await services.payments.apology(payment)
            return payments.apology(t, payment, biller, apology) if apology is not None else None
        case _:
            return None


async def _as_run(
    screen: Screen, payment: Payment, services: Services, t: Translator, now: datetime
) -> Screen:
    """Add what it means for a schedule, if the payment was an occurrence of one."""
    if payment.run_id is None:
        return screen
    schedule, run = await services.schedules.run(payment.customer_id, payment.run_id)
    return schedule_results.given_back(t, screen, payment, schedule, run, services.rules, now=now)


def _while_slow(
    kind: NoticeKind, payment: Payment, biller: Biller, services: Services, t: Translator, now: datetime
) -> Screen | None:
    """Return what the card says in the meantime; None where it says something newer already."""
    if payment.card is None:
        return None
    screen = None
    if kind is NoticeKind.PAYMENT_SENT_AT_LAST:
        if payment.attempt is not None and payment.status not in HOLDING and not _is_in_place(payment, now):
            screen = payments.was_sent(t, payment, biller, now=now)
    elif payment.status is PaymentStatus.ACCEPTED:
        screen = payments.waiting(t, payment, biller, now=now)
    elif payment.status is PaymentStatus.SUBMITTED:
        screen = payments.slow(t, payment, biller, services.rules, now=now)
    return replace(screen, edit=payment.card) if screen is not None else None


async def _can_be_named(payment: Payment, biller: Biller, services: Services) -> bool:
    """Return whether a name may be offered: not for one's own line, and not a second time."""
    to = payment.order.recipient
    if biller.kind.asks is Asks.NOTHING:
        return False
    customer = await services.customers.get(payment.customer_id)
    names = await services.saved_names.of(payment.customer_id)
    is_own = customer is not None and customer.phone.national == to.reference
    return not is_own and all(name.reference != to.reference for name in names)


async def _of_light(
    customer_id: str, payment_id: str, services: Services, t: Translator, now: datetime
) -> Screen | None:
    """Return the reminder, unless light was bought since."""
    meter = await services.lights.get(customer_id, payment_id)
    if meter.newest.id != payment_id or not meter.meter.reminds:
        return None
    biller = await services.billers.get(meter.newest.order.biller_id)
    saved = await services.saved_names.of(customer_id)
    return light.low(t, meter, biller, {each.reference: each.name for each in saved}, now=now)


async def _of_expiry(
    customer_id: str, payment_id: str, services: Services, t: Translator, now: datetime
) -> Screen | None:
    """Return the reminder, unless it was paid for since."""
    expiry, payment = await services.expiries.get(customer_id, payment_id)
    if expiry.payment_id != payment_id or not expiry.reminds:
        return None
    biller = await services.billers.get(payment.order.biller_id)
    return expiries.ahead(t, expiry, payment, biller, now=now)


async def _of_inflow(
    kind: NoticeKind, customer_id: str, inflow_id: str, services: Services, t: Translator, now: datetime
) -> Screen:
    inflow = await services.inflows.get(customer_id, inflow_id)
    accounts = await services.wallets.of(customer_id)
    if kind is NoticeKind.INFLOW_CREDITED:
        return account_screens.credited(t, inflow, accounts)
    maximum = services.rules.tiers[accounts.tier].maximum_balance
    return account_screens.in_review(t, inflow, None if accounts.controls.stops_money_in(now) else maximum)


async def _of_account(customer_id: str, account_id: str, services: Services, t: Translator) -> Screen | None:
    account = await services.personal_accounts.get(customer_id, account_id)
    match account.status:
        case AccountStatus.OPEN:
            notice = t("account-ready")
            return account_screens.numbers(t, (account,), services.rules, another=False, notice=notice)
        case AccountStatus.FAILED:
            return account_screens.failed(t, account)
        case _:
            return None


async def _of_top_up(
    kind: NoticeKind, customer_id: str, top_up_id: str, services: Services, t: Translator
) -> Screen:
    top_up = await services.top_ups.get(customer_id, top_up_id)
    if kind is NoticeKind.TOP_UP_CREDITED:
        screen = add_money.credited(t, top_up, await services.wallets.of(customer_id))
    elif kind is NoticeKind.TOP_UP_IN_REVIEW:
        screen = add_money.in_review(t, top_up)
    else:
        screen = add_money.failed(t, top_up)
    page = services.checkout_cards.of(top_up.id)
    return replace(screen, ends=add_money.page_over(t, top_up, card=page)) if page is not None else screen


def _placed(screen: Screen, payment: Payment, now: datetime) -> Screen:
    return replace(screen, edit=payment.card) if _is_in_place(payment, now) else screen


def _is_in_place(payment: Payment, now: datetime) -> bool:
    return (payment.ended_at or now) - payment.accepted_at <= _IN_PLACE_WITHIN
