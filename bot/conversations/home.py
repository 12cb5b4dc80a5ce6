"""Home, and the words and commands that lead there, or anywhere, from every state."""

from __future__ import annotations

import re

from aiogram import F, Router
from aiogram.filters import Command, CommandObject, CommandStart
from aiogram.types import CallbackQuery, Message

from bot.buttons import Go
from bot.conversations import promo
from bot.conversations.add_money import ask_how_much, open_checkout
from bot.conversations.bills import BILLS, CATEGORIES, show_bills
from bot.conversations.cart import cancel
from bot.conversations.chat import Chat
from bot.conversations.desk import Desk
from bot.conversations.history import show_history
from bot.conversations.memory import draft_of
from bot.conversations.send_steps import PAY_LINK, take_or_ask
from bot.conversations.settings import show_balance, show_help, show_privacy, show_settings
from bot.conversations.steps import begin, next_step
from bot.conversations.tokens import show_token
from bot.conversations.transfers import CLAIM_LINK, claim
from bot.conversations.typed_orders import order_in, take_order
from bot.screens import invite, settings, stray
from bot.text import DRAFTS, LANGUAGES, translator
from domain.amounts import NotAnAmount, read_amount
from domain.carts import Carts
from domain.funding import TopUps
from domain.typed_transfers import TypedTransfer
from domain.vendors import Category

router = Router(name="home")

# A PIN typed into a command, as other bots ask for it: "/setpin 1234".
TYPED_PIN_COMMAND = re.compile(r"/\w*pin\w*\s+\D*\d.*", re.IGNORECASE | re.DOTALL)
_CANCELLING = frozenset({"cancel", "stop", "comot", "soke", "fagilé", "kagbuo"})


def _bar(key: str) -> frozenset[str]:
    return frozenset(translator(language).plain(key) for language in (*LANGUAGES, *DRAFTS))


@router.message(F.text.regexp(TYPED_PIN_COMMAND, mode="fullmatch"))
async def pin_typed_into_a_command(_: Message, chat: Chat) -> None:
    deleted = await chat.delete_typed()
    await chat.tell(stray.typed_pin(chat.t, deleted=deleted))


@router.message(CommandStart(deep_link=True))
async def came_by_link(_: Message, command: CommandObject, desk: Desk) -> None:
    await follow(desk, command.args or "")


@router.message(CommandStart())
@router.message(Command("menu", "home"))
@router.message(F.text.in_(_bar("bar-home")))
async def home_asked_for(_: Message, desk: Desk) -> None:
    await desk.go_home()


@router.callback_query(Go.filter(F.to == "home"))
async def home_tapped(_: CallbackQuery, desk: Desk) -> None:
    await desk.go_home()


@router.message(Command("cancel"))
@router.message(F.text.strip().casefold().in_(_CANCELLING))
async def cancelled_by_word(_: Message, desk: Desk, carts: Carts) -> None:
    await cancel(desk, carts)


@router.callback_query(Go.filter(F.to == "cancel"))
async def cancelled(_: CallbackQuery, desk: Desk, carts: Carts) -> None:
    await cancel(desk, carts)


@router.message(Command("repeat", "r"))
@router.message(F.text.in_(_bar("bar-repeat") | {"r", "R"}))
async def repeat_asked_for(_: Message, desk: Desk) -> None:
    newest = next(iter(await desk.payments.repeatable(desk.customer.id, limit=1)), None)
    if newest is None:
        await desk.go_home(notice=desk.t("home-nothing-to-repeat"))
        return
    await next_step(desk, draft_of(newest, now=desk.now))


@router.message(Command("airtime", magic=~F.args))
async def airtime_asked_for(_: Message, desk: Desk) -> None:
    await begin(desk, Category.AIRTIME)


@router.message(Command("light", magic=~F.args))
async def light_asked_for(_: Message, desk: Desk) -> None:
    await begin(desk, Category.ELECTRICITY)


@router.message(Command("fund"))
async def money_to_be_added(_: Message, command: CommandObject, desk: Desk, top_ups: TopUps) -> None:
    if command.args is None:
        await ask_how_much(desk)
        return
    try:
        amount = read_amount(command.args)
    except NotAnAmount as refusal:
        await ask_how_much(desk, problem=desk.explain(refusal))
        return
    await open_checkout(desk, amount, top_ups)


@router.message(Command("history"))
async def history_asked_for(_: Message, desk: Desk) -> None:
    await show_history(desk)


@router.message(Command("token"))
async def token_asked_for(_: Message, command: CommandObject, desk: Desk) -> None:
    await show_token(desk, command.args)


@router.message(Command("balance"))
async def balance_asked_for(_: Message, desk: Desk) -> None:
    await show_balance(desk)


@router.message(Command("settings"))
async def settings_asked_for(_: Message, desk: Desk) -> None:
    await show_settings(desk)


@router.message(Command("language"))
async def language_asked_for(_: Message, chat: Chat) -> None:
    await chat.show(settings.languages(chat.t))


@router.message(Command("help"))
@router.message(F.text.in_(_bar("bar-help")))
async def help_asked_for(_: Message, chat: Chat) -> None:
    await show_help(chat, is_customer=True)


@router.message(Command("privacy"))
async def privacy_asked_for(_: Message, chat: Chat) -> None:
    await show_privacy(chat, is_customer=True)


async def follow(desk: Desk, link: str | None, *, notice: str | None = None) -> None:
    """Go where a deep link leads, or on with an order that was typed before registering; else go home."""
    match link:
        case "airtime":
            await begin(desk, Category.AIRTIME)
        case "light":
            await begin(desk, Category.ELECTRICITY)
        case str() if link in CATEGORIES:
            await begin(desk, CATEGORIES[link])
        case str() if link == BILLS:
            await show_bills(desk)
        case "fund":
            await ask_how_much(desk)
        case "history":
            await show_history(desk)
        case str() if link.startswith(CLAIM_LINK):
            await claim(desk, link.removeprefix(CLAIM_LINK))
        case str() if link.startswith(PAY_LINK):
            await take_or_ask(desk, TypedTransfer(pay_code=link.removeprefix(PAY_LINK)))
        case str() if link.startswith(promo.LINKED):
            await promo.use_code(desk, desk.promo_codes, link.removeprefix(promo.LINKED))
        case str() if link.startswith(invite.LINKED):
            await desk.go_home(notice=desk.t("invite-already-here"))
        case str() if (order := order_in(link)) is not None:
            await take_order(desk, order)
        case _:
            await desk.go_home(notice=notice)
