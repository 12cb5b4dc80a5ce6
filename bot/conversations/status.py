"""What works at the moment, and what does not: for everybody, with an account or without."""

from __future__ import annotations

from datetime import datetime

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.buttons import Go
from bot.conversations.chat import Chat
from bot.screens import status as screens
from bot.staff_services import StaffServices
from bot.status_page import who_is_not_well
from domain.catalogue import Billers
from domain.maintenance import Maintenance
from domain.outages import Outages

router = Router(name="status")


@router.message(Command("status"))
async def status_asked_for(
    _: Message,
    chat: Chat,
    billers: Billers,
    outages: Outages,
    maintenance: Maintenance,
    staff_services: StaffServices,
    now: datetime,
) -> None:
    await _show(chat, billers, outages, maintenance, staff_services, now)


@router.callback_query(Go.filter(F.to == "status"))
async def status_tapped(
    _: CallbackQuery,
    chat: Chat,
    billers: Billers,
    outages: Outages,
    maintenance: Maintenance,
    staff_services: StaffServices,
    now: datetime,
) -> None:
    await _show(chat, billers, outages, maintenance, staff_services, now)


async def _show(
    chat: Chat,
    billers: Billers,
    outages: Outages,
    maintenance: Maintenance,
    staff_services: StaffServices,
    now: datetime,
) -> None:
    not_well = await who_is_not_well(billers, outages, staff_services.incidents)
    await chat.show(screens.status(chat.t, not_well, maintenance.now(), now=now))
