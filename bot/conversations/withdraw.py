"""Withdrawing to one's own bank account: which account, is it the right one, how much, the PIN."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.buttons import Go, Pick, WithdrawalOf
from bot.conversations import step_up
from bot.conversations.chat import Chat, on_card
from bot.conversations.desk import Desk
from bot.conversations.memory import PinSheet, WantedCode, WithdrawalDraft
from bot.conversations.open_pin_sheet import show, worded
from bot.conversations.pin_sheet import approved
from bot.conversations.said_again import says_again
from bot.conversations.steps import AMOUNT_PICKED
from bot.screens import withdraw
from domain.amounts import NotAnAmount, read_amount
from domain.approvals import Approval
from domain.bank_accounts import BankAccounts
from domain.banks import NotABankAccountNumber, NotYourBankAccount, UnknownBank
from domain.errors import Refusal
from domain.ledger import InsufficientFunds
from domain.money import Money, naira
from domain.one_time_codes import OneTimeCodes, Purpose, StepUpNeeded
from domain.withdrawals import WithdrawalTooLarge, WithdrawalTooSmall

entry = Router(name="withdraw_entry")  # before the conversations: a command is no answer to them
router = Router(name="withdraw")

PURPOSE = "withdrawal"
_CHIPS = tuple(map(naira, (1_000, 2_000, 5_000, 10_000, 20_000, 50_000)))
_MOST_SHOWN = 9


class Withdraw(StatesGroup):
    """The steps of withdrawing."""

    account = State()  # one that was used before, or another
    bank = State()
    number = State()
    right = State()
    amount = State()


@entry.message(Command("withdraw"))
async def withdrawal_wanted(_: Message, desk: Desk, bank_accounts: BankAccounts) -> None:
    await begin(desk, bank_accounts)


@entry.callback_query(Go.filter(F.to == "withdraw"))
async def withdrawal_asked_for(_: CallbackQuery, desk: Desk, bank_accounts: BankAccounts) -> None:
    await begin(desk, bank_accounts)


async def begin(desk: Desk, bank_accounts: BankAccounts) -> None:
    """Ask for the account: one that was used before, else for the bank. First say it if nothing may leave."""
    memory = desk.chat.memory
    memory.close_sheet()
    memory.withdrawal = WithdrawalDraft()
    try:
        await desk.withdrawals.check_may_leave(desk.customer.id, now=desk.now)
    except Refusal as refusal:
        await _refuse(desk, refusal)
        return
    known = await bank_accounts.accounts_of(desk.customer)
    if not known:
        await _ask_bank(desk, bank_accounts)
        return
    await desk.chat.at(Withdraw.account)
    await desk.chat.show(withdraw.choose_account(desk.t, known[:_MOST_SHOWN]))


@says_again(*Withdraw.__all_states__)
async def resume(desk: Desk, bank_accounts: BankAccounts) -> None:
    """Show the open question once more."""
    step, draft = await desk.chat.step(), desk.chat.memory.withdrawal
    if draft is not None and draft.to is not None and step == Withdraw.right.state:
        await desk.chat.show(withdraw.is_it_right(desk.t, draft.to))
    elif step == Withdraw.bank.state:
        await _ask_bank(desk, bank_accounts)
    elif draft is not None and draft.to is not None:
        await _ask_amount(desk, bank_accounts, draft)
    elif draft is not None and draft.bank is not None:
        await _ask_number(desk, draft)
    else:
        await begin(desk, bank_accounts)


@router.callback_query(Withdraw.account, on_card, Pick.filter(F.what == "bank_account"))
async def account_chosen(
    _: CallbackQuery, callback_data: Pick, desk: Desk, bank_accounts: BankAccounts
) -> None:
    known = dict(await bank_accounts.accounts_of(desk.customer))
    account = known.get(callback_data.value)
    if account is None:
        await begin(desk, bank_accounts)
        return
    await _ask_amount(desk, bank_accounts, WithdrawalDraft(bank=account.bank, to=account))


@router.callback_query(Withdraw.account, on_card, Go.filter(F.to == "other_bank"))
@router.callback_query(Withdraw.number, on_card, Go.filter(F.to == "other_bank"))
@router.callback_query(Withdraw.right, on_card, Go.filter(F.to == "other_bank"))
async def other_account_wanted(_: CallbackQuery, desk: Desk, bank_accounts: BankAccounts) -> None:
    await _ask_bank(desk, bank_accounts)


@router.callback_query(Withdraw.bank, on_card, Pick.filter(F.what == "bank"))
async def bank_chosen(_: CallbackQuery, callback_data: Pick, desk: Desk, bank_accounts: BankAccounts) -> None:
    try:
        bank = await bank_accounts.bank(callback_data.value, now=desk.now)
    except Refusal as refusal:
        await _ask_bank(desk, bank_accounts, problem=desk.explain(refusal))
        return
    await _ask_number(desk, WithdrawalDraft(bank=bank))


@router.message(Withdraw.bank, F.text, ~F.text.startswith("/"))
async def bank_typed(message: Message, desk: Desk, bank_accounts: BankAccounts) -> None:
    try:
        found = await bank_accounts.find_banks(message.text or "", now=desk.now)
    except UnknownBank as refusal:
        await _ask_bank(desk, bank_accounts, problem=desk.explain(refusal))
        return
    if len(found) == 1:
        await _ask_number(desk, WithdrawalDraft(bank=found[0]))
        return
    await desk.chat.show(withdraw.choose_bank(desk.t, found[:_MOST_SHOWN], has_more=len(found) > _MOST_SHOWN))


@router.message(Withdraw.number, F.text, ~F.text.startswith("/"))
async def number_typed(message: Message, desk: Desk, bank_accounts: BankAccounts) -> None:
    draft = desk.chat.memory.withdrawal
    if draft is None or draft.bank is None:
        await begin(desk, bank_accounts)
        return
    try:
        async with desk.chat.typing():
            account = await bank_accounts.look_up(desk.customer, draft.bank, message.text or "", now=desk.now)
    except NotABankAccountNumber as refusal:
        await _ask_number(desk, draft, problem=desk.explain(refusal))
    except NotYourBankAccount as refusal:
        await _ask_bank(desk, bank_accounts, problem=desk.explain(refusal))
    except Refusal as refusal:
        await _ask_number(desk, draft, problem=desk.explain(refusal))
    else:
        desk.chat.memory.withdrawal = replace(draft, to=account)
        await desk.chat.at(Withdraw.right)
        await desk.chat.show(withdraw.is_it_right(desk.t, account))


@router.callback_query(Withdraw.right, on_card, Go.filter(F.to == "account_right"))
async def account_said_to_be_right(_: CallbackQuery, desk: Desk, bank_accounts: BankAccounts) -> None:
    draft = desk.chat.memory.withdrawal
    if draft is None or draft.to is None:
        await begin(desk, bank_accounts)
        return
    await _ask_amount(desk, bank_accounts, draft)


@router.callback_query(Withdraw.amount, on_card, AMOUNT_PICKED)
async def amount_chosen(
    _: CallbackQuery, callback_data: Pick, desk: Desk, bank_accounts: BankAccounts
) -> None:
    await _draw(desk, bank_accounts, Money(int(callback_data.value)))


@router.message(Withdraw.amount, F.text, ~F.text.startswith("/"))
async def amount_typed(message: Message, desk: Desk, bank_accounts: BankAccounts) -> None:
    try:
        amount = read_amount(message.text or "")
    except NotAnAmount as refusal:
        await _ask_amount(desk, bank_accounts, desk.chat.memory.withdrawal, problem=desk.explain(refusal))
        return
    await _draw(desk, bank_accounts, amount)


@router.callback_query(Go.filter(F.to == "withdraw_again"))
async def sheet_wanted_again(_: CallbackQuery, desk: Desk, bank_accounts: BankAccounts) -> None:
    draft = desk.chat.memory.withdrawal
    if draft is None or draft.sheet is None:
        await begin(desk, bank_accounts)
        return
    await _draw(desk, bank_accounts, draft.sheet.amount)


@step_up.given(PURPOSE)
async def code_given(desk: Desk, bank_accounts: BankAccounts) -> None:
    """Show the sheet that the code was for."""
    draft = desk.chat.memory.withdrawal
    if draft is None or draft.sheet is None:
        await begin(desk, bank_accounts)
        return
    await _draw(desk, bank_accounts, draft.sheet.amount, has_code=True)


@approved(router, PURPOSE)
async def withdrawal_approved(
    desk: Desk,
    approval: Approval,
    bank_accounts: BankAccounts,
    one_time_codes: OneTimeCodes,
    pay_out: Callable[[str], None],
) -> None:
    """Accept what the PIN said yes to. What becomes of it, the messenger tells."""
    memory = desk.chat.memory
    draft = memory.withdrawal
    if draft is None or draft.sheet is None:
        await begin(desk, bank_accounts)
        return
    sheet, given = draft.sheet, None
    try:
        if sheet.wants_code:
            given = await one_time_codes.standing(
                desk.customer.id, Purpose.NEW_BANK_ACCOUNT, about=sheet.code_is_about, now=desk.now
            )
        withdrawal = await desk.withdrawals.accept(
            sheet, approval, step_up=given, card=memory.card, now=desk.now
        )
    except InsufficientFunds as refusal:
        await _ask_amount(desk, bank_accounts, draft, problem=desk.explain(refusal))
        return
    except StepUpNeeded:  # The code is too old by now, or another withdrawal was accepted meanwhile.
        await _draw(desk, bank_accounts, sheet.amount)
        return
    memory.withdrawal = memory.card = memory.keypad_on = None
    pay_out(withdrawal.id)


@router.callback_query(WithdrawalOf.filter(F.act == "show"))
async def withdrawal_to_be_shown(_: CallbackQuery, callback_data: WithdrawalOf, desk: Desk) -> None:
    withdrawal = await desk.withdrawals.get(desk.customer.id, callback_data.withdrawal_id)
    await desk.chat.show(withdraw.known_of(desk.t, withdrawal, now=desk.now))


@router.callback_query(WithdrawalOf.filter(F.act == "stop"), flags={"toasts": True})
async def withdrawal_to_be_stopped(
    _: CallbackQuery,
    callback_data: WithdrawalOf,
    desk: Desk,
    chat: Chat,
) -> None:
    """Give the money back, while nothing was sent. That it is back is told by the messenger."""
    try:
        await desk.withdrawals.cancel(desk.customer.id, callback_data.withdrawal_id, now=desk.now)
    except Refusal as refusal:
        await chat.toast(desk.t.plain(refusal.code), alert=True)


async def _ask_bank(desk: Desk, bank_accounts: BankAccounts, *, problem: str | None = None) -> None:
    desk.chat.memory.withdrawal = WithdrawalDraft()
    try:
        async with desk.chat.typing():
            banks = await bank_accounts.common_banks(now=desk.now)
    except Refusal as refusal:
        await _refuse(desk, refusal)
        return
    await desk.chat.at(Withdraw.bank)
    await desk.chat.show(withdraw.choose_bank(desk.t, banks, has_more=True, problem=problem))


async def _ask_number(desk: Desk, draft: WithdrawalDraft, *, problem: str | None = None) -> None:
    desk.chat.memory.withdrawal = draft
    await desk.chat.at(Withdraw.number)
    if draft.bank is not None:
        await desk.chat.show(withdraw.ask_number(desk.t, draft.bank, problem=problem))


async def _ask_amount(
    desk: Desk, bank_accounts: BankAccounts, draft: WithdrawalDraft | None, *, problem: str | None = None
) -> None:
    if draft is None or draft.to is None:
        await begin(desk, bank_accounts)
        return
    accounts = await desk.wallets.of(desk.customer.id)
    desk.chat.memory.withdrawal = replace(draft, sheet=None)
    await desk.chat.at(Withdraw.amount)
    amounts = [amount for amount in _CHIPS if amount <= accounts.wallet]
    await desk.chat.show(
        withdraw.choose_amount(desk.t, draft.to, accounts, desk.rules, amounts, problem=problem)
    )


async def _draw(desk: Desk, bank_accounts: BankAccounts, amount: Money, *, has_code: bool = False) -> None:
    """Price it and ask for the PIN, before it for a code if one is wanted; or say what the wallet lacks."""
    memory = desk.chat.memory
    draft = memory.withdrawal
    if draft is None or draft.to is None:
        await begin(desk, bank_accounts)
        return
    try:
        sheet = await desk.withdrawals.draw_sheet(
            desk.new_id(), desk.customer, draft.to, amount, now=desk.now
        )
    except (WithdrawalTooSmall, WithdrawalTooLarge) as refusal:
        await _ask_amount(desk, bank_accounts, draft, problem=desk.explain(refusal))
        return
    except Refusal as refusal:
        await _refuse(desk, refusal)
        return
    accounts = await desk.wallets.of(desk.customer.id)
    if sheet.total > accounts.wallet:
        lacking = InsufficientFunds(short_by=sheet.total - accounts.wallet)
        await _ask_amount(desk, bank_accounts, draft, problem=desk.explain(lacking))
        return
    memory.withdrawal = replace(draft, sheet=sheet)
    if sheet.wants_code and not has_code:
        about = sheet.code_is_about
        await step_up.ask(desk, WantedCode(purpose=Purpose.NEW_BANK_ACCOUNT, then=PURPOSE, about=about))
        return
    await show(
        desk,
        PinSheet(
            purpose=PURPOSE,
            subject_id=sheet.id,
            text=withdraw.sheet_text(desk.t, sheet, accounts, desk.rules),
            hash=sheet.hash,
            expires_at=sheet.expires_at,
            again="withdraw_again",
        ),
    )


@worded(PURPOSE)
async def sheet_in_words(desk: Desk, sheet: PinSheet) -> str | None:
    """Say the withdrawal that the sheet is for."""
    draft = desk.chat.memory.withdrawal
    if draft is None or draft.sheet is None or draft.sheet.hash != sheet.hash:
        return None
    accounts = await desk.wallets.of(desk.customer.id)
    return withdraw.sheet_text(desk.t, draft.sheet, accounts, desk.rules)


async def _refuse(desk: Desk, refusal: Refusal) -> None:
    await desk.chat.at(None)
    await desk.chat.show(withdraw.not_possible(desk.t, desk.explain(refusal)))
