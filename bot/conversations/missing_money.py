"""Money was sent and is not in: the processor is asked now, and a ticket opened where it can't say."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.buttons import MoneyMissing, TopUpPaid
from bot.conversations.desk import Desk
from bot.conversations.ticket_cards import show_ticket
from bot.screens import missing_money
from domain.funding import Found, TopUps
from domain.missing_transfers import MissingTransfers
from domain.problems import Problems

router = Router(name="missing_money")


@router.callback_query(TopUpPaid.filter())
async def said_to_be_paid(_: CallbackQuery, callback_data: TopUpPaid, desk: Desk, top_ups: TopUps) -> None:
    """Ask the processor. If the money is in, the messenger says so; here, only what else there is."""
    await look_for(desk, top_ups, callback_data.top_up_id)


@router.callback_query(MoneyMissing.filter(F.act == "look"))
async def looked_for(_: CallbackQuery, callback_data: MoneyMissing, desk: Desk, top_ups: TopUps) -> None:
    await look_for(desk, top_ups, callback_data.top_up_id)


@router.callback_query(MoneyMissing.filter(F.act == "report"))
async def reported(
    _: CallbackQuery, callback_data: MoneyMissing, desk: Desk, top_ups: TopUps, problems: Problems
) -> None:
    """Ask once more, and open a ticket if the money is still not in."""
    async with desk.chat.typing():
        found = await top_ups.find(desk.customer.id, callback_data.top_up_id, now=desk.now)
    if not missing_money.is_missing(found.top_up):
        await _show(desk, found)
        return
    await show_ticket(
        desk, problems, await problems.report_missing(found.top_up, found.evidence, now=desk.now)
    )


@router.callback_query(MoneyMissing.filter(F.act == "transfers"))
async def transfers_looked_for(_: CallbackQuery, desk: Desk) -> None:
    """Look for transfers to the account numbers alone."""
    async with desk.chat.typing():
        searched = await _missing(desk).look(desk.customer.id, now=desk.now)
    await desk.chat.show(missing_money.searched(desk.t, searched))


@router.callback_query(MoneyMissing.filter(F.act == "no_transfer"))
async def missing_transfer_reported(_: CallbackQuery, desk: Desk, problems: Problems) -> None:
    """Ask once more, and open a ticket if nothing came."""
    async with desk.chat.typing():
        searched = await _missing(desk).look(desk.customer.id, now=desk.now)
    if searched.found or not searched.accounts:
        await desk.chat.show(missing_money.searched(desk.t, searched))
        return
    newest = searched.accounts[0]
    ticket = await problems.report_missing_transfer(newest, searched.evidence, now=desk.now)
    await show_ticket(desk, problems, ticket)


@router.message(Command("notin"))
async def missing_money_reported(_: Message, desk: Desk, top_ups: TopUps) -> None:
    await look_for_newest(desk, top_ups)


async def look_for_newest(desk: Desk, top_ups: TopUps) -> None:
    """Look for the money that a customer sent last: to her account numbers, then on a page."""
    top_up = await top_ups.unfinished(desk.customer.id, now=desk.now)
    async with desk.chat.typing():
        searched = await _missing(desk).look(desk.customer.id, now=desk.now)
    if top_up is not None and not searched.found:
        await look_for(desk, top_ups, top_up.id)
    elif searched.accounts:
        await desk.chat.show(missing_money.searched(desk.t, searched))
    else:
        await desk.chat.show(missing_money.nothing_open(desk.t))


async def look_for(desk: Desk, top_ups: TopUps, top_up_id: str) -> None:
    """Ask the processors for a top-up, and say what they know."""
    async with desk.chat.typing():
        found = await top_ups.find(desk.customer.id, top_up_id, now=desk.now)
    await _show(desk, found)


def _missing(desk: Desk) -> MissingTransfers:
    return MissingTransfers(desk.personal_accounts, desk.inflows)


async def _show(desk: Desk, found: Found) -> None:
    screen = missing_money.found(desk.t, found.top_up, found.words, desk.rules, now=desk.now)
    await desk.chat.show_checkout(screen, found.top_up.id)
