"""What became of a payment: sent, checking, delivered, returned; its token and its receipt."""

from __future__ import annotations

from datetime import datetime

from aiogram.types import InlineKeyboardButton

from bot.buttons import Paid, ProblemOf, button, copying, home_button, keyboard
from bot.screen import Screen
from bot.screens.layout import lines, paragraphs
from bot.screens.notes import notes
from bot.screens.pay_sheet import costs, recipient
from bot.screens.plan_names import without_price
from bot.screens.receipts import paper_keys
from bot.screens.tracker import way
from bot.screens.voucher import voucher, voucher_texts
from bot.text import Translator, masked_reference, reference_text, token_text
from domain.billers import Asks, Biller
from domain.limits import CustomerAccounts
from domain.money import Money
from domain.payments import SETTLED, Payment, PaymentStatus
from domain.rules import Rules
from domain.tickets import ProblemKind

_LONGEST_WORDS = 40
# Why money came back, where we can say more than that the biller did not take it.
_REASONS = frozenset(
    {
        "returned-deadline",
        "returned-never-sent",
        "returned-cancelled",
        "returned-never-received",
        "returned-reversed",
        "returned-twin-purchase",
    }
)


def sent(t: Translator, payment: Payment, biller: Biller, rules: Rules, *, now: datetime) -> Screen:
    """On its way."""
    usually = rules.promises[payment.order.category].usually
    return Screen(
        paragraphs(
            t("pay-sent", biller=biller.name, at=t.when(payment.accepted_at, now=now)),
            what(t, payment, biller),
            t("pay-usually", usually=usually),
        ),
        silent=True,
    )


def waiting(t: Translator, payment: Payment, biller: Biller, *, now: datetime) -> Screen:
    """Its turn has not come for longer than all of it usually takes. Until it comes, it can be stopped."""
    deadline = t.when(payment.deadline_at, now=now)
    return Screen(
        paragraphs(
            t("pay-waiting", biller=biller.name),
            what(t, payment, biller),
            t("pay-waiting-turn"),
            t("pay-held-until", total=payment.quote.total, deadline=deadline),
        ),
        keyboard(
            [button(t.plain("pay-stop"), Paid(act="stop", payment_id=payment.id))],
            [_receipt(t, payment), home_button(t)],
        ),
        silent=True,
    )


def stopped(t: Translator, payment: Payment, biller: Biller) -> Screen:
    """The customer stopped it before it was sent. What comes back is told by itself."""
    return Screen(
        paragraphs(t("pay-stopped", biller=biller.name), what(t, payment, biller)),
        keyboard([_receipt(t, payment), home_button(t)]),
    )


def slow(t: Translator, payment: Payment, biller: Biller, rules: Rules, *, now: datetime) -> Screen:
    """It was sent, and the biller takes longer than it usually does."""
    update = t.when(payment.accepted_at + rules.promises[payment.order.category].first_update, now=now)
    deadline = t.when(payment.deadline_at, now=now)
    return Screen(
        paragraphs(
            t("pay-slow", biller=biller.name),
            what(t, payment, biller),
            t("pay-slow-update", update=update),
            t("pay-held-until", total=payment.quote.total, deadline=deadline),
        ),
        keyboard([_receipt(t, payment), home_button(t)]),
        silent=True,
    )


def was_sent(t: Translator, payment: Payment, biller: Biller, *, now: datetime) -> Screen:
    """What remains of the card of a payment whose result came as a message of its own."""
    at = t.when(payment.accepted_at, now=now)
    return Screen(
        paragraphs(t("pay-sent", biller=biller.name, at=at), what(t, payment, biller)),
        keyboard([_receipt(t, payment), home_button(t)]),
        silent=True,
    )


def checking(t: Translator, payment: Payment, biller: Biller, rules: Rules, *, now: datetime) -> Screen:
    """The biller has not answered. The money is held, and there is a deadline."""
    promise = rules.promises[payment.order.category]
    update = t.when(payment.accepted_at + promise.first_update, now=now)
    deadline = t.when(payment.deadline_at, now=now)
    return Screen(
        paragraphs(
            t("pay-checking", biller=biller.name),
            lines(what(t, payment, biller), way(t, payment, biller)),
            t("pay-checking-update", update=update),
            t("pay-held-until", total=payment.quote.total, deadline=deadline),
        ),
        keyboard([_receipt(t, payment), home_button(t)]),
        silent=True,
    )


def still_checking(t: Translator, payment: Payment, biller: Biller, *, now: datetime) -> Screen:
    """The update that was promised: there is still no answer."""
    deadline = t.when(payment.deadline_at, now=now)
    return Screen(
        paragraphs(
            t("pay-still-checking", biller=biller.name),
            lines(what(t, payment, biller), way(t, payment, biller)),
            t("pay-held-until", total=payment.quote.total, deadline=deadline),
        ),
        keyboard([_receipt(t, payment), home_button(t)]),
    )


def delivered(
    t: Translator,
    payment: Payment,
    biller: Biller,
    accounts: CustomerAccounts,
    *,
    can_be_named: bool = False,
    now: datetime,
) -> Screen:
    """The value is there; or all of it but the token."""
    offer = button(t.plain("people-offer"), Paid(act="save", payment_id=payment.id))
    waits = payment.status is PaymentStatus.AWAITING_TOKEN
    earned = payment.quote.cashback_earned
    return Screen(
        paragraphs(
            t("pay-delivered"),
            what(t, payment, biller),
            t(
                "pay-token-comes",
                owed=_owed(payment),
                biller=biller.name,
                deadline=t.when(payment.deadline_at, now=now),
            )
            if waits
            else None,
            lines(
                t("pay-paid", total=payment.quote.total, wallet=accounts.wallet),
                t("pay-earned", earned=earned) if earned else None,
            ),
            t("pay-decoder-on") if biller.kind.asks is Asks.SMARTCARD else None,
        ),
        keyboard(
            [_receipt(t, payment), _again(t, payment)], [*([offer] if can_be_named else []), home_button(t)]
        ),
    )


def returned(
    t: Translator, payment: Payment, biller: Biller, accounts: CustomerAccounts, *, now: datetime
) -> Screen:
    """Nothing was delivered and the money is back."""
    reason = f"returned-{payment.reason}"
    at = t.when(payment.ended_at or now, now=now)
    return Screen(
        paragraphs(
            t("pay-returned"),
            what(t, payment, biller),
            lines(
                t(reason if reason in _REASONS else "returned-rejected", biller=biller.name),
                t("pay-back-in-wallet", total=payment.quote.total, at=at, wallet=accounts.wallet),
            ),
        ),
        keyboard(
            [
                button(t.plain("button-try-again"), Paid(act="again", payment_id=payment.id)),
                _receipt(t, payment),
            ],
            [home_button(t)],
        ),
    )


def refunded(
    t: Translator, payment: Payment, biller: Biller, accounts: CustomerAccounts, *, now: datetime
) -> Screen:
    """It was delivered once, and undone."""
    at = t.when(payment.ended_at or now, now=now)
    return Screen(
        paragraphs(
            t("pay-refunded", biller=biller.name),
            what(t, payment, biller),
            t("pay-back-in-wallet", total=payment.quote.total, at=at, wallet=accounts.wallet),
        ),
        keyboard([_receipt(t, payment), home_button(t)]),
    )


def still_held(t: Translator, payment: Payment, biller: Biller, *, now: datetime) -> Screen:
    """The deadline passed without an answer: there is a new one, and a person looks into it."""
    deadline = t.when(payment.deadline_at, now=now)
    said = (
        t("pay-token-late", owed=_owed(payment), biller=biller.name, deadline=deadline)
        if payment.status is PaymentStatus.AWAITING_TOKEN
        else t("pay-still-held", biller=biller.name, total=payment.quote.total, deadline=deadline)
    )
    return Screen(
        paragraphs(said, lines(what(t, payment, biller), way(t, payment, biller))),
        keyboard([_receipt(t, payment), _problem(t, payment)], [home_button(t)]),
    )


def apology(t: Translator, payment: Payment, biller: Biller, amount: Money) -> Screen:
    """A deadline of ours was missed, and that is what we give for it."""
    return Screen(
        paragraphs(
            t("pay-apology", apology=amount),
            what(t, payment, biller),
        ),
        keyboard([_receipt(t, payment), home_button(t)]),
    )


def token(t: Translator, payment: Payment, biller: Biller) -> Screen:
    """The digits for the meter, in the order in which it wants them, each with its copy button."""
    tokens = payment.delivery.tokens
    several = len(tokens) > 1
    numbers = [
        lines(
            t("token-numbered", n=n, kind=each.kind.value) if several else None,
            t("token-digits", digits=token_text(each.digits)),
        )
        for n, each in enumerate(tokens, start=1)
    ]
    copies = [
        copying(t.plain("token-copy-one", n=n) if several else t.plain("token-copy"), each.digits)
        for n, each in enumerate(tokens, start=1)
    ]
    delivery = payment.delivery
    return Screen(
        paragraphs(
            t("token-title", meter=masked_reference(payment.order.recipient.reference)),
            t("token-in-this-order", n=len(tokens)) if several else None,
            *numbers,
            lines(
                t("token-units", units=delivery.units) if delivery.units else None,
                t(
                    "token-bill",
                    amount=payment.order.amount,
                    biller=biller.name,
                    at=payment.ended_at or payment.accepted_at,
                ),
            ),
        ),
        keyboard(copies, [_receipt(t, payment), _token_trouble(t, payment)], [home_button(t)]),
    )


def code(t: Translator, payment: Payment, biller: Biller) -> Screen | None:
    """What the customer types in elsewhere, token or voucher; None if there is nothing of the kind."""
    if payment.delivery.tokens:
        return token(t, payment, biller)
    if payment.delivery.vouchers:
        return voucher(t, payment, biller, _receipt(t, payment))
    return None


def no_token(t: Translator, words: str | None) -> Screen:
    """There is none, or none like that."""
    said = t("token-none") if words is None else t("token-none-like", words=words[:_LONGEST_WORDS])
    return Screen(said, keyboard([home_button(t)]))


def receipt(
    t: Translator, payment: Payment, biller: Biller, *, code: str | None = None, now: datetime
) -> Screen:
    """Everything that the books say of a payment, with the code by which others can check it."""
    order, delivery, earned = payment.order, payment.delivery, payment.quote.cashback_earned
    tokens = [t("token-digits", digits=token_text(each.digits)) for each in delivery.tokens]
    token_key = (
        [button(t.plain("button-token"), Paid(act="token", payment_id=payment.id))] if tokens else None
    )
    if delivery.vouchers:
        token_key = [button(t.plain("button-voucher"), Paid(act="token", payment_id=payment.id))]
    return Screen(
        paragraphs(
            t("receipt-title"),
            lines(
                t(
                    f"status-{payment.status.value}",
                    owed=_owed(payment),
                    deadline=t.when(payment.deadline_at, now=now),
                ),
                t("receipt-accepted", at=payment.accepted_at),
                way(t, payment, biller),
            ),
            recipient(t, order, biller),
            lines(
                costs(t, order, payment.quote),
                t("receipt-total", total=payment.quote.from_wallet),
                t("pay-earned", earned=earned) if earned and payment.status in SETTLED else None,
            ),
            *voucher_texts(t, payment),
            lines(
                *tokens,
                t("token-units", units=delivery.units) if delivery.units else None,
                *notes(t, delivery.notes),
            ),
            lines(
                t("receipt-reference", reference=payment.id),
                t("receipt-check", code=code) if code is not None else None,
            ),
        ),
        keyboard(
            token_key,
            _why(t, payment) if earned and payment.status in SETTLED else None,
            *paper_keys(t, payment),
            [button(t.plain("schedule-repeat"), Paid(act="recur", payment_id=payment.id))]
            if payment.status in SETTLED
            else None,
            [_again(t, payment), _problem(t, payment)],
            [home_button(t)],
        ),
    )


def plain(text: str) -> Screen:
    """A word in between, that changes nothing."""
    return Screen(text)


def what(t: Translator, payment: Payment, biller: Biller) -> str:
    """Say what was bought, in one line."""
    order = payment.order
    reference = order.recipient.reference
    is_for_a_line = biller.kind.asks is Asks.LINE
    return lines(
        t(
            "pay-what",
            category=order.category.value,
            amount=order.amount,
            biller=biller.short_name,
            number=reference_text(reference) if is_for_a_line else masked_reference(reference),
        ),
        t("sheet-plan", plan=without_price(order.plan.name, biller)) if order.plan is not None else None,
    )


def _owed(payment: Payment) -> str:
    return "voucher" if payment.owes_voucher else "token"


def _receipt(t: Translator, payment: Payment) -> InlineKeyboardButton:
    return button(t.plain("button-receipt"), Paid(act="receipt", payment_id=payment.id))


def _why(t: Translator, payment: Payment) -> list[InlineKeyboardButton]:
    label = t.plain("why-button", earned=payment.quote.cashback_earned)
    return [button(label, Paid(act="why", payment_id=payment.id))]


def _token_trouble(t: Translator, payment: Payment) -> InlineKeyboardButton:
    aid = ProblemOf(act="aid", kind=ProblemKind.TOKEN_REFUSED.value, payment_id=payment.id)
    return button(t.plain("token-not-working"), aid)


def _problem(t: Translator, payment: Payment) -> InlineKeyboardButton:
    return button(t.plain("button-problem"), ProblemOf(act="ask", kind="", payment_id=payment.id))


def _again(t: Translator, payment: Payment) -> InlineKeyboardButton:
    return button(t.plain("button-again"), Paid(act="again", payment_id=payment.id))
