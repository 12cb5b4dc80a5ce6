"""Cashback: what was earned and why, what a bill would earn, what we charge. Two of these need no account."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from aiogram import F, Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from bot.buttons import Go, Paid
from bot.conversations.chat import Chat
from bot.conversations.desk import Desk
from bot.screens import rewards as screens
from bot.text import Translator
from domain.billers import Biller, UnknownBiller
from domain.cashback import Bill, explained_by_one
from domain.catalogue import Billers
from domain.customers import Customer
from domain.money import Money
from domain.payments import SETTLED
from domain.quotes import AmountTooLarge, AmountTooSmall
from domain.rule_book import RuleBook
from domain.rules import Rules
from domain.type_to_pay import Ambiguous, Understood, read
from domain.typed_orders import TypedOrder
from domain.vendors import Category
from domain.wallets import Wallets
from domain.what_if import WhatIf, what_if

anybody = Router(name="rewards_for_anybody")
router = Router(name="rewards")

# "what if I pay 15000 light", "how much cashback for 500 mtn", "cashback on 10k ikeja"
_TYPED = re.compile(
    r"\s*(?:what\s*if|(?:how\s+much\s+|which\s+)?cash\s*back\s+(?:for|on|if))\b(?P<bill>.*\d.*)",
    re.IGNORECASE | re.DOTALL,
)
_LOOKED_THROUGH = 20
_SHOWN = 5


@anybody.message(Command("whatif"))
async def what_if_asked(
    _: Message,
    command: CommandObject,
    chat: Chat,
    billers: Billers,
    wallets: Wallets,
    rules: Rules,
    now: datetime,
    customer: Customer | None = None,
) -> None:
    await _answer(chat, command.args or "", billers, wallets, rules, now, customer)


@anybody.message(F.text.regexp(_TYPED, mode="fullmatch").as_("asked"), ~F.forward_origin)
async def what_if_typed(
    _: Message,
    asked: re.Match[str],
    chat: Chat,
    billers: Billers,
    wallets: Wallets,
    rules: Rules,
    now: datetime,
    customer: Customer | None = None,
) -> None:
    await _answer(chat, asked["bill"], billers, wallets, rules, now, customer)


@anybody.message(Command("fees"))
async def fees_asked_for(
    _: Message, chat: Chat, rules: Rules, billers: Billers, customer: Customer | None = None
) -> None:
    names = await _fee_names(billers, rules)
    await chat.tell(screens.fees(chat.t, rules, names, is_customer=customer is not None))


@router.callback_query(Go.filter(F.to == "fees"))
async def fees_tapped(_: CallbackQuery, chat: Chat, rules: Rules, billers: Billers) -> None:
    await chat.tell(screens.fees(chat.t, rules, await _fee_names(billers, rules), is_customer=True))


@router.callback_query(Go.filter(F.to == "what_if"))
async def what_if_tapped(_: CallbackQuery, chat: Chat) -> None:
    await chat.tell(screens.how_to_ask(chat.t, is_customer=True))


@router.message(Command("cashback"))
async def cashback_asked_for(_: Message, desk: Desk) -> None:
    await show_cashback(desk)


@router.callback_query(Go.filter(F.to == "cashback"))
async def cashback_tapped(_: CallbackQuery, desk: Desk) -> None:
    await show_cashback(desk)


@router.callback_query(Paid.filter(F.act == "why"))
async def why_asked(_: CallbackQuery, callback_data: Paid, desk: Desk, rule_book: RuleBook) -> None:
    payment = await desk.payments.get(desk.customer.id, callback_data.payment_id)
    held = [rule_book.at(payment.accepted_at - ago) for ago in (timedelta(), desk.rules.cart_mandate_lasts)]
    quote = payment.quote
    earning = explained_by_one(
        [each.cashback for each in held], quote.cashback_rule or "", quote.amount, quote.cashback_earned
    )
    names = await _names(desk.t, desk.billers, held[0])
    await desk.chat.tell(screens.why(desk.t, payment, earning, names))


async def show_cashback(desk: Desk) -> None:
    """Show what was earned, and by what."""
    desk.chat.memory.close_sheet()
    await desk.chat.at(None)
    accounts = await desk.wallets.of(desk.customer.id)
    recent = await desk.payments.history(desk.customer.id, limit=_LOOKED_THROUGH)
    earned = [each for each in recent if each.quote.cashback_earned and each.status in SETTLED]
    await desk.chat.show(
        screens.cashback(
            desk.t,
            accounts,
            accounts.usage.on(desk.now),
            desk.rules,
            await desk.with_billers(earned[:_SHOWN]),
            await _names(desk.t, desk.billers, desk.rules),
        )
    )


async def _answer(
    chat: Chat,
    words: str,
    billers: Billers,
    wallets: Wallets,
    rules: Rules,
    now: datetime,
    customer: Customer | None,
) -> None:
    """Say what a bill would earn; one who has no account has earned nothing yet."""
    order = _read(words)
    if order is None or order.amount is None:
        await chat.tell(screens.how_to_ask(chat.t, is_customer=customer is not None))
        return
    biller = await _named(billers, order)
    sold = (biller,) if biller is not None else await billers.on_sale(order.category)
    _check(order.amount, sold)
    months: Mapping[str, Money] = {}
    if customer is not None:
        months = (await wallets.of(customer.id)).usage.on(now).cashback

    def asked(biller_id: str | None) -> WhatIf:
        bill = Bill(order.category, order.amount or rules.bill_minimum, biller_id)
        return what_if(rules, bill, earned_this_month=months, now=now)

    said = asked(biller.id if biller is not None else None)
    others: defaultdict[Money, list[str]] = defaultdict(list)
    if biller is None:
        for each in sold:
            earned = asked(each.id).earning.earned
            if earned != said.earning.earned:
                others[earned].append(each.name)
    names, is_customer = await _names(chat.t, billers, rules), customer is not None
    await chat.tell(screens.what_if(chat.t, said, biller, others, names, is_customer=is_customer))


def _read(words: str) -> TypedOrder | None:
    match read(words):
        case Understood(order):
            return order
        case Ambiguous(choices) if len({each.category for each in choices}) == 1:
            return choices[0]
        case _:
            return None


def _check(amount: Money, sold: Sequence[Biller]) -> None:
    """Refuse an amount that none of these companies takes."""
    if sold and amount < (least := min(each.minimum for each in sold)):
        raise AmountTooSmall(minimum=least)
    if sold and amount > (most := max(each.maximum for each in sold)):
        raise AmountTooLarge(maximum=most)


async def _named(billers: Billers, order: TypedOrder) -> Biller | None:
    if order.biller_id is None:
        return None
    try:
        return await billers.get(order.biller_id)
    except UnknownBiller:
        return None


async def _fee_names(billers: Billers, rules: Rules) -> dict[str, str]:
    """Return what the companies are called that have a fee of their own, by their ids."""
    return {
        biller_id: (await billers.get(biller_id)).short_name
        for own in rules.biller_fees.values()
        for biller_id in own
    }


async def _names(t: Translator, billers: Billers, rules: Rules) -> dict[str, str]:
    """Return what has a rule of its own, by the companies' ids: "MTN airtime", for its data has none."""
    named = {each for rule in rules.cashback if rule.is_on for each in rule.billers or ()}
    found = {}
    for biller_id in sorted(named):
        try:
            biller = await billers.get(biller_id)
        except UnknownBiller:
            continue
        found[biller_id] = biller.short_name
        if biller.category is Category.AIRTIME:
            found[biller_id] += f" {t.plain('category-airtime').lower()}"
    return found
