"""From whom it is for to the sheet: asks what is missing of a transfer, then shows it for the PIN."""

from __future__ import annotations

import secrets
from dataclasses import replace

from aiogram.fsm.state import State, StatesGroup

from bot.conversations import open_pin_sheet, step_up
from bot.conversations.desk import Desk, chips
from bot.conversations.memory import PinSheet, WantedCode
from bot.conversations.said_again import says_again
from bot.conversations.send_draft import SendDraft
from bot.screens import reviews
from bot.screens import send_money as screens
from domain.errors import Refusal
from domain.money import naira
from domain.one_time_codes import Purpose
from domain.payees import NobodyFound, Payee
from domain.phones import NotAPhoneNumber, Phone, read_phone
from domain.reviews import HeldForReview, ReviewRefused
from domain.transfers import MeantFor, TransferTooLarge, TransferTooSmall
from domain.typed_transfers import TypedTransfer, read_transfer

PURPOSE = "transfer"
AGAIN = "send_again"
PAY_LINK = "pay_"
_USUAL = tuple(map(naira, (500, 1_000, 2_000, 5_000, 10_000, 20_000)))
_PAYEES = 6
_CODE_BYTES = 12


class SendMoney(StatesGroup):
    """The steps of sending money."""

    who = State()
    right = State()
    amount = State()
    short = State()


async def begin(desk: Desk, draft: SendDraft | None = None) -> None:
    """Begin a transfer, with what is known of it."""
    await next_step(desk, draft or SendDraft())


@says_again(*SendMoney.__all_states__)
async def transfer_again(desk: Desk) -> None:
    """Ask once more for what is missing."""
    await next_step(desk, desk.chat.memory.sending or SendDraft())


async def next_step(desk: Desk, draft: SendDraft, *, problem: str | None = None) -> None:
    """Keep the transfer as it is now, and ask for what is missing; show its sheet if nothing is."""
    desk.chat.memory.close_sheet()
    desk.chat.memory.sending = draft
    if draft.payee is None and draft.claim_code is None:
        await ask_who(desk, draft, problem=problem)
    elif draft.payee is not None and not draft.is_right:
        await desk.chat.at(SendMoney.right)
        await desk.chat.show(screens.is_it_right(desk.t, draft.payee, draft.amount))
    elif draft.amount is None:
        await ask_amount(desk, draft, problem=problem)
    else:
        await open_sheet(desk, draft)


async def ask_who(desk: Desk, draft: SendDraft, *, problem: str | None = None) -> None:
    """Ask for whom it is; or say that nobody was found, and offer a link."""
    if draft.asked_for is not None:
        await desk.chat.at(SendMoney.who)
        await desk.chat.show(screens.nobody_found(desk.t, draft.asked_for, desk.rules, problem=problem))
        return
    payees = await desk.transfers.payees(desk.customer.id, limit=_PAYEES)
    names = await desk.names()
    known = {payee.phone.national for payee in payees}
    saved = [
        each
        for each in await desk.saved_names.of(desk.customer.id)
        if _is_phone(each.reference) and each.reference not in known
    ]
    await desk.chat.at(SendMoney.who)
    await desk.chat.show(
        screens.ask_who(desk.t, payees, saved[:_PAYEES], names, draft.amount, problem=problem)
    )


async def ask_amount(desk: Desk, draft: SendDraft, *, problem: str | None = None) -> None:
    """Ask how much."""
    rules = desk.rules.transfers
    await desk.chat.at(SendMoney.amount)
    await desk.chat.show(
        screens.ask_amount(
            desk.t, draft.payee, rules, chips(_USUAL, [], rules.minimum, rules.maximum), problem=problem
        )
    )


async def take(desk: Desk, said: TypedTransfer, draft: SendDraft | None = None) -> None:
    """Take in what was typed of a transfer: somebody, an amount, or both."""
    draft = draft or SendDraft()
    if said.amount is not None:
        draft = replace(draft, amount=said.amount)
    if said.pay_code is not None:
        await found(desk, draft, await desk.payees.by_code(desk.customer.id, said.pay_code, now=desk.now))
    elif said.phone is not None:
        await for_phone(desk, draft, said.phone)
    elif said.username is not None:
        payee = await desk.payees.by_username(desk.customer.id, said.username, now=desk.now)
        await found(desk, draft, payee, asked_for=f"@{said.username}")
    elif said.name is not None:
        await _for_name(desk, draft, said.name)
    else:
        await next_step(desk, draft)


async def take_or_ask(desk: Desk, said: TypedTransfer, draft: SendDraft | None = None) -> None:
    """Take in what was typed; what is refused is said above the question for whom it is."""
    try:
        await take(desk, said, draft)
    except Refusal as refusal:
        amount = said.amount or (draft.amount if draft is not None else None)
        await next_step(desk, SendDraft(amount=amount), problem=desk.explain(refusal))


async def for_phone(desk: Desk, draft: SendDraft, phone: Phone) -> None:
    """Go on with the owner of a number, or with a link that is for her alone."""
    payee = await desk.payees.by_phone(desk.customer.id, phone, now=desk.now)
    meant_for = MeantFor(phone=phone)
    await found(desk, draft, payee, asked_for=screens.phone_asked_for(phone), meant_for=meant_for)


async def found(
    desk: Desk,
    draft: SendDraft,
    payee: Payee | None,
    *,
    asked_for: str | None = None,
    meant_for: MeantFor | None = None,
) -> None:
    """Go on with whoever was found; with nobody, offer a link."""
    if payee is None:
        if asked_for is None:
            raise NobodyFound
        meant_for = meant_for or MeantFor()
        await next_step(desk, replace(draft, payee=None, asked_for=asked_for, meant_for=meant_for))
        return
    is_right = await desk.transfers.was_paid(desk.customer.id, payee)
    await next_step(desk, replace(draft, payee=payee, is_right=is_right, asked_for=None, claim_code=None))


async def by_link(desk: Desk, draft: SendDraft) -> None:
    """Go on with a link, which somebody who is no customer can open too."""
    await next_step(desk, replace(draft, payee=None, claim_code=secrets.token_urlsafe(_CODE_BYTES)))


async def open_sheet(desk: Desk, draft: SendDraft, *, has_code: bool = False) -> None:
    """Show the transfer for the PIN; before that ask for a one-time code where it wants one."""
    memory, now = desk.chat.memory, desk.now
    if draft.amount is None:
        raise ValueError("a transfer needs an amount")
    try:
        sheet = await desk.transfers.draw(
            desk.new_id(),
            desk.customer.id,
            draft.payee,
            draft.amount,
            claim_code=draft.claim_code,
            meant_for=draft.meant_for,
            now=now,
        )
    except (TransferTooSmall, TransferTooLarge) as refusal:
        await ask_amount(desk, replace(draft, amount=None), problem=desk.explain(refusal))
        return
    except (HeldForReview, ReviewRefused) as refusal:
        await desk.chat.at(None)
        await desk.chat.show(reviews.stopped(desk.t, desk.explain(refusal), refusal))
        return
    except Refusal as refusal:
        await desk.chat.at(None)
        await desk.chat.show(screens.refused(desk.t, desk.explain(refusal)))
        return
    accounts = await desk.wallets.of(desk.customer.id)
    if accounts.wallet < sheet.amount:
        await desk.chat.at(SendMoney.short)
        await desk.chat.show(screens.too_little(desk.t, missing=sheet.amount - accounts.wallet))
        return
    if sheet.wants_code and not has_code:
        wanted = WantedCode(purpose=Purpose.NEW_PAYEE, then=PURPOSE, about=sheet.code_is_about)
        await step_up.ask(desk, wanted)
        return
    memory.transfer_sheet = sheet
    text = screens.sheet_text(desk.t, sheet, draft.payee, accounts, desk.rules)
    await open_pin_sheet.show(
        desk,
        PinSheet(
            purpose=PURPOSE,
            subject_id=sheet.id,
            text=text,
            hash=sheet.hash,
            expires_at=sheet.expires_at,
            again=AGAIN,
        ),
    )


@open_pin_sheet.worded(PURPOSE)
async def sheet_in_words(desk: Desk, sheet: PinSheet) -> str | None:
    """Say the transfer that the sheet is for."""
    drawn, draft = desk.chat.memory.transfer_sheet, desk.chat.memory.sending
    if drawn is None or draft is None or drawn.hash != sheet.hash:
        return None
    accounts = await desk.wallets.of(desk.customer.id)
    return screens.sheet_text(desk.t, drawn, draft.payee, accounts, desk.rules)


async def _for_name(desk: Desk, draft: SendDraft, name: str) -> None:
    """Go on with a saved name; where there is none such, ask who is meant."""
    wanted = name.casefold()
    for each in await desk.saved_names.of(desk.customer.id):
        if each.name.casefold() == wanted and _is_phone(each.reference):
            await for_phone(desk, draft, read_phone(each.reference))
            return
    await next_step(desk, draft, problem=desk.t("send-unknown-name", name=name[:40]))


async def names_somebody(desk: Desk, said: str) -> bool:
    """Return whether a line says for whom a transfer is, and nothing else that is known."""
    typed = read_transfer(said)
    if typed.says_whom:
        return typed.name is None
    names = {each.name.casefold() for each in await desk.saved_names.of(desk.customer.id)}
    return typed.name is not None and typed.name.casefold() in names


def _is_phone(reference: str) -> bool:
    try:
        read_phone(reference)
    except NotAPhoneNumber:
        return False
    return True
