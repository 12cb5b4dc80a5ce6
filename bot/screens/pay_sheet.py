"""The pay sheet: all that the PIN says yes to, and the keypad below it."""

from __future__ import annotations

from datetime import datetime

from aiogram.types import InlineKeyboardButton

from bot.buttons import LONGEST_LABEL, Go, Paid, button, home_button, keyboard
from bot.keypad import Keypad
from bot.screen import Screen
from bot.screens.layout import lines, paragraphs
from bot.screens.plan_names import without_price
from bot.screens.safe_word import line
from bot.text import Translator, clock, reference_text, short_naira
from domain.billers import Biller
from domain.limits import CustomerAccounts
from domain.masking import masked_address, masked_name
from domain.money import Money
from domain.payments import HOLDING, Payment
from domain.quotes import Order, Quote, Recipient, Sheet
from domain.vendors import Category, MeterKind


def pay_sheet(
    t: Translator,
    sheet: Sheet,
    biller: Biller,
    accounts: CustomerAccounts,
    keypad: Keypad,
    *,
    earlier: Payment | None = None,
    problem: str | None = None,
    safe_word: str | None = None,
    now: datetime,
) -> Screen:
    """The sheet, ready for the PIN."""
    after = accounts.wallet - sheet.quote.from_wallet
    warning = paid_before(t, earlier, now=now) if earlier else None
    code = _code_again(t, earlier) if earlier else None
    return Screen(
        paragraphs(
            problem,
            warning,
            recipient(t, sheet.order, biller),
            lines(figures(t, sheet.order, sheet.quote), t("sheet-wallet-after", after=after)),
            wants_code(t, sheet),
            lines(line(t, safe_word), t("sheet-enter-pin", until=clock(sheet.expires_at))),
        ),
        keyboard(*keypad.rows(t), cashback_switch(t, sheet.quote, accounts.cashback), code),
        silent=True,
    )


def wants_code(t: Translator, sheet: Sheet) -> str | None:
    """Say that a code is asked for after the PIN, and why."""
    if sheet.concern is None:
        return None
    signs = sheet.concern.signs
    return t("sheet-wants-code", sign=signs[0].value if signs else "")


def recipient(t: Translator, order: Order, biller: Biller) -> str:
    """Say for whom it is, and what."""
    to = order.recipient
    if order.category is Category.AIRTIME:
        return t("sheet-airtime", biller=biller.name, number=reference_text(to.reference))
    if order.category is Category.ELECTRICITY:
        kind = (to.meter_kind or MeterKind.PREPAID).value
        return lines(
            t("sheet-light", biller=biller.name, kind=kind),
            _owner(t, to),
            t("sheet-meter", meter=reference_text(to.reference), kind=kind),
        )
    plan = None
    if order.plan is not None:
        plan = t(
            "sheet-renewal" if order.plan.renews else "sheet-plan",
            plan=without_price(order.plan.name, biller),
        )
    return lines(
        t("sheet-biller", biller=biller.name),
        plan,
        _owner(t, to),
        t("sheet-to", asks=biller.kind.asks, reference=reference_text(to.reference)),
    )


def _owner(t: Translator, to: Recipient) -> str | None:
    if to.name is None:
        return None
    if to.address is None:
        return t("sheet-owner", name=masked_name(to.name))
    return t("sheet-owner-at", name=masked_name(to.name), address=masked_address(to.address))


def figures(t: Translator, order: Order, quote: Quote) -> str:
    """Say what it costs, line by line, and what it earns."""
    return lines(
        costs(t, order, quote),
        t("sheet-you-pay", total=quote.from_wallet),
        t("sheet-you-earn", earned=quote.cashback_earned) if quote.cashback_earned else None,
    )


def costs(t: Translator, order: Order, quote: Quote) -> str:
    """Say of what the price is made up."""
    return lines(
        t("sheet-bill", category=order.category.value, amount=quote.amount),
        t("sheet-fee", fee=quote.fee) if quote.fee else t("sheet-no-fee"),
        t("sheet-vat", vat=quote.vat) if quote.vat else None,
        t("sheet-cashback-used", used=-quote.cashback_used) if quote.cashback_used else None,
    )


def cashback_switch(t: Translator, quote: Quote, cashback: Money) -> list[InlineKeyboardButton] | None:
    """Return the switch for paying with cashback, where there is some."""
    if quote.cashback_used:
        return [button(t.plain("sheet-keep-cashback"), Go(to="cashback_off"))]
    if cashback:
        usable = short_naira(min(cashback, quote.total))
        return [button(t.plain("sheet-use-cashback", cashback=usable), Go(to="cashback_on"))]
    return None


def too_little(
    t: Translator,
    sheet: Sheet,
    biller: Biller,
    accounts: CustomerAccounts,
    add: Money,
    *,
    problem: str | None = None,
) -> Screen:
    """The wallet can't cover it: what is missing, and the shortest way on. The order is kept."""
    missing = sheet.quote.from_wallet - accounts.wallet
    return Screen(
        paragraphs(
            problem,
            recipient(t, sheet.order, biller),
            figures(t, sheet.order, sheet.quote),
            t("sheet-need-more", missing=missing),
            t("sheet-least-to-add", add=add) if add != missing else None,
        ),
        keyboard(
            [button(_add_label(t, add), Go(to="add_missing"), style="primary")],
            [button(t.plain("cart-offer"), Go(to="cart"))] if not sheet.wants_code else None,
            cashback_switch(t, sheet.quote, accounts.cashback),
            [
                button(
                    t.plain("sheet-change-plan" if sheet.order.plan else "sheet-change-amount"),
                    Go(to="amount"),
                )
            ],
            [button(t.plain("button-cancel"), Go(to="cancel"))],
        ),
    )


def _add_label(t: Translator, add: Money) -> str:
    whole = t.plain("sheet-add-and-finish", add=add)
    return whole if len(whole) <= LONGEST_LABEL else t.plain("sheet-add", add=add)


def in_flight(t: Translator, payment: Payment, biller: Biller, *, now: datetime) -> Screen:
    """Just this bill is being paid at this moment."""
    return Screen(
        paragraphs(
            t(
                "sheet-in-flight",
                amount=payment.order.amount,
                biller=biller.name,
                at=t.when(payment.accepted_at, now=now),
            ),
            t("nothing-charged"),
        ),
        keyboard(
            [button(t.plain("button-receipt"), Paid(act="receipt", payment_id=payment.id))], [home_button(t)]
        ),
    )


def locked(t: Translator, problem: str, *, until: datetime | None, keeps_order: bool) -> Screen:
    """No PIN is taken now: until when, and what to do then. `until` None: a reset is needed first."""
    again = [button(t.plain("sheet-open-again"), Go(to="continue"))] if keeps_order else None
    then = t("sheet-locked-order-kept" if keeps_order else "sheet-locked-order-gone")
    reset = [button(t.plain("pin-reset-now"), Go(to="pin_reset"), style="primary")]
    text = paragraphs(problem, then if until is not None else None)
    return Screen(text, keyboard(reset, again, [home_button(t)]))


def closed(t: Translator, problem: str, *, can_reopen: bool) -> Screen:
    """A sheet that is no longer open. Nothing was charged."""
    again = [button(t.plain("sheet-open-again"), Go(to="continue"), style="primary")] if can_reopen else None
    return Screen(paragraphs(problem), keyboard(again, [home_button(t)]))


def paid_before(t: Translator, earlier: Payment, *, now: datetime) -> str:
    """Say that just this was paid not long ago."""
    on_the_way = earlier.status in HOLDING
    return t(
        "sheet-on-the-way" if on_the_way else "sheet-paid-before",
        amount=earlier.order.amount,
        at=t.when(earlier.accepted_at, now=now),
    )


def _code_again(t: Translator, earlier: Payment) -> list[InlineKeyboardButton] | None:
    if not earlier.delivery.tokens and not earlier.delivery.vouchers:
        return None
    kind = "token" if earlier.delivery.tokens else "voucher"
    return [button(t.plain("sheet-earlier-code", kind=kind), Paid(act="token", payment_id=earlier.id))]
