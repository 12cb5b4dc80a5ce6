"""One's own data: a copy of it as a file, and being forgotten."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import BufferedInputFile, CallbackQuery, Message

from bot.buttons import Go
from bot.conversations import step_up as codes
from bot.conversations.desk import Desk
from bot.conversations.memory import WantedCode
from bot.papers.own_data import own_data_zip
from bot.papers.printer import Printer
from bot.screens import privacy as screens
from domain.deletions import Deletions, may_close
from domain.one_time_codes import Purpose, StepUp
from domain.privacy import Privacy

router = Router(name="privacy")

_EXPORT = "export"
_DELETION = "deletion"


@router.message(Command("export"))
async def export_asked_for(_: Message, desk: Desk) -> None:
    await codes.ask(desk, WantedCode(purpose=Purpose.EXPORT, then=_EXPORT))


@router.callback_query(Go.filter(F.to == "export"))
async def export_tapped(_: CallbackQuery, desk: Desk) -> None:
    await codes.ask(desk, WantedCode(purpose=Purpose.EXPORT, then=_EXPORT))


@codes.given(_EXPORT)
async def export_code_given(desk: Desk, step_up: StepUp, privacy: Privacy, printer: Printer) -> None:
    """Bring the file. It is made in memory and kept nowhere but in this chat."""
    t = desk.t
    async with desk.chat.typing():
        data = await privacy.export(desk.customer.id, step_up, now=desk.now)
        made = await printer.make(own_data_zip, t("export-explained"), data)
        file = BufferedInputFile(made, f"vision-{desk.now:%Y-%m-%d}.zip")
        await desk.chat.bot.send_document(desk.chat.id, file, caption=t("export-caption"))
    await desk.chat.show(screens.exported(t))


@router.message(Command("delete"))
async def deletion_asked_for(_: Message, desk: Desk, deletions: Deletions) -> None:
    await _show_deletion(desk, deletions)


@router.callback_query(Go.filter(F.to == "delete"))
async def deletion_tapped(_: CallbackQuery, desk: Desk, deletions: Deletions) -> None:
    await _show_deletion(desk, deletions)


@router.callback_query(Go.filter(F.to == "delete_now"))
async def deletion_agreed_to(_: CallbackQuery, desk: Desk, deletions: Deletions) -> None:
    """Ask for the code, unless it is known already that it can't be done."""
    await deletions.check(desk.customer.id)
    accounts = await desk.wallets.of(desk.customer.id)
    if not may_close(accounts, desk.rules):
        await desk.chat.show(screens.money_left(desk.t, accounts))
        return
    await codes.ask(desk, WantedCode(purpose=Purpose.DELETION, then=_DELETION))


@codes.given(_DELETION)
async def deletion_code_given(desk: Desk, step_up: StepUp, deletions: Deletions) -> None:
    await deletions.ask(desk.customer.id, step_up, now=desk.now)
    await _show_deletion(desk, deletions)


@router.callback_query(Go.filter(F.to == "stay"))
async def stays(_: CallbackQuery, desk: Desk, deletions: Deletions) -> None:
    await deletions.stay(desk.customer.id)
    await desk.go_home(notice=desk.t("deletion-stayed"))


async def _show_deletion(desk: Desk, deletions: Deletions) -> None:
    """Show what would be deleted, or when it will be."""
    desk.chat.memory.close_sheet()
    await desk.chat.at(None)
    asked = await deletions.of(desk.customer.id)
    if asked is None:
        accounts = await desk.wallets.of(desk.customer.id)
        await desk.chat.show(screens.deletion(desk.t, accounts, desk.rules))
        return
    await desk.chat.show(screens.to_be_deleted(desk.t, asked, now=desk.now))
