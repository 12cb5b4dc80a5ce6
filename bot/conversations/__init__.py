"""The dialogue: one file, one state machine. Handlers read, ask the domain once, and show."""

from __future__ import annotations

from aiogram import Router

from bot.conversations import (
    add_money,
    bills,
    cart,
    e_mail,
    history,
    home,
    identity,
    invite,
    light,
    limits,
    link,
    look_around,
    missing_money,
    money_receipts,
    notifications,
    outages,
    panic,
    pay_airtime,
    pay_bill,
    pay_electricity,
    pay_sheet,
    people,
    personal_account,
    pin,
    privacy,
    problem,
    promo,
    receipts,
    register,
    rewards,
    safe_word,
    schedules,
    send_money,
    settings,
    statements,
    step_up,
    stray,
    tokens,
    transfers,
    typed_orders,
    typed_talk,
    verify,
    withdraw,
    withdrawal_desk,
)
from bot.conversations.opening import AnswerTapsFirst, ChatMiddleware
from bot.conversations.usernames import UsernamesSeen


def routers() -> tuple[Router, ...]:
    """Return the routers in the order in which they are asked. To be called once."""
    private = Router(name="private")
    for observer in (private.message, private.edited_message, private.callback_query):
        observer.outer_middleware(ChatMiddleware())
    private.callback_query.middleware(AnswerTapsFirst())
    usernames = UsernamesSeen()
    for seen in (private.message, private.callback_query):
        seen.outer_middleware(usernames)
    private.include_routers(
        identity.first,
        verify.router,
        look_around.router,
        rewards.anybody,
        panic.anybody,
        link.router,
        withdrawal_desk.router,
        register.router,
        step_up.router,
        pin.router,
        e_mail.router,
        safe_word.router,
        link.here,
        personal_account.first,
        typed_talk.first,
        stray.first,
        statements.router,
        home.router,
        withdraw.entry,
        transfers.router,
        send_money.first,
        outages.router,
        bills.router,
        people.router,
        light.router,
        rewards.router,
        invite.router,
        promo.router,
        schedules.router,
        typed_orders.router,
        typed_talk.between,
        withdraw.router,
        send_money.router,
        pay_airtime.router,
        pay_electricity.router,
        pay_bill.router,
        cart.router,
        pay_sheet.router,
        add_money.router,
        missing_money.router,
        personal_account.router,
        history.router,
        receipts.router,
        money_receipts.router,
        tokens.router,
        problem.router,
        limits.router,
        notifications.router,
        identity.router,
        panic.router,
        privacy.router,
        settings.router,
        typed_talk.last,
        stray.last,
    )
    return stray.groups, private
