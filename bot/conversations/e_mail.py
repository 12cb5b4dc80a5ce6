"""Setting one's e-mail address: with the PIN, and a code that goes to the address itself."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.buttons import Go
from bot.conversations import open_pin_sheet, pin_sheet, step_up
from bot.conversations.desk import Desk
from bot.conversations.memory import Entitled, PinSheet, WantedCode
from bot.conversations.said_again import says_again
from bot.screens import e_mail as screens
from domain.approvals import Approval, WrongApproval
from domain.e_mails import NotAnEMail
from domain.one_time_codes import Channel, Purpose, StepUp
from domain.own_e_mails import SETTING, OwnEMails

CONFIRM = "confirming"


class SetEMail(StatesGroup):
    """The step at which an address is typed."""

    address = State()


router = Router(name="e_mail")


@router.callback_query(Go.filter(F.to == "e_mail"))
async def e_mail_asked_for(_: CallbackQuery, desk: Desk, own_e_mails: OwnEMails) -> None:
    desk.chat.memory.close_sheet()
    await desk.chat.at(None)
    if desk.code_sender.mail is None:
        await desk.chat.show(screens.not_here(desk.t))
        return
    await desk.chat.show(screens.page(desk.t, await own_e_mails.of(desk.customer.id)))


@router.callback_query(Go.filter(F.to == "e_mail_set"))
async def setting_asked_for(_: CallbackQuery, desk: Desk) -> None:
    sheet = PinSheet(
        purpose=SETTING,
        subject_id=desk.new_id(),
        text=_pin_first(desk),
        hash=SETTING,
        expires_at=desk.now + desk.rules.sheet_open_for,
        again="e_mail_set",
    )
    await open_pin_sheet.show(desk, sheet)


@open_pin_sheet.worded(SETTING)
async def sheet_in_words(desk: Desk) -> str:
    """Say what the PIN is asked for."""
    return _pin_first(desk)


def _pin_first(desk: Desk) -> str:
    return desk.t("e-mail-pin-first")


@pin_sheet.approved(router, SETTING)
async def pin_entered(desk: Desk, approval: Approval) -> None:
    desk.chat.memory.entitled = Entitled(approval)
    await _ask(desk)


@router.message(SetEMail.address, ~F.forward_origin, F.text.contains("@"), ~F.text.startswith("/"))
async def address_typed(message: Message, desk: Desk, own_e_mails: OwnEMails) -> None:
    entitled = desk.chat.memory.entitled
    approval = entitled.approval if entitled is not None else None
    if approval is None:
        await desk.go_home()
        return
    try:
        about = await own_e_mails.propose(desk.customer, approval, message.text or "", now=desk.now)
    except NotAnEMail as refusal:
        await _ask(desk, problem=desk.explain(refusal))
        return
    except WrongApproval:  # It took too long.
        await desk.go_home(notice=desk.t("e-mail-took-too-long"))
        return
    desk.chat.memory.entitled = None
    await step_up.ask(
        desk, WantedCode(purpose=Purpose.E_MAIL, about=about, then=CONFIRM, channel=Channel.E_MAIL)
    )


@step_up.given(CONFIRM)
async def code_given(desk: Desk, step_up: StepUp, own_e_mails: OwnEMails) -> None:
    await own_e_mails.confirm(desk.customer, step_up, now=desk.now)
    known = await own_e_mails.of(desk.customer.id)
    await desk.chat.show(screens.page(desk.t, known, notice=desk.t("e-mail-confirmed")))


@says_again(SetEMail.address)
async def _ask(desk: Desk, *, problem: str | None = None) -> None:
    await desk.chat.at(SetEMail.address)
    await desk.chat.show(screens.ask(desk.t, problem=problem))
