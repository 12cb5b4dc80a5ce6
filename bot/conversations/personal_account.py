"""An account number of one's own: consent, what its processor wants to know, and the number."""

from __future__ import annotations

from dataclasses import replace

from aiogram import F, Router
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.buttons import CameIn, Go, Pick
from bot.conversations.account_draft import AccountDraft
from bot.conversations.chat import on_card
from bot.conversations.desk import Desk
from bot.conversations.said_again import TOLD_ACCOUNT, says_again
from bot.screens import personal_account as screens
from domain.account_answers import (
    NotABankAccount,
    NotAFullName,
    NotAnIdentityNumber,
    find_banks,
    read_bank_account,
    read_full_name,
    read_identity_number,
)
from domain.account_processors import Bank, Identity, IdentityKind
from domain.errors import Refusal
from domain.personal_accounts import (
    AccountsNotOffered,
    AccountStatus,
    Demands,
    PersonalAccount,
    PersonalAccounts,
)

first = Router(name="personal_account_first")  # what may be a BVN, before anybody takes it for something else
router = Router(name="personal_account")

_MANY_DIGITS = r"(?:\d\D?){6,}"
_BANKS_SHOWN = 8


class GetAccount(StatesGroup):
    """The steps of asking for an account number."""

    name = State()
    bank = State()
    bank_account = State()
    identity = State()


@router.callback_query(Go.filter(F.to == "account"))
async def account_asked_for(_: CallbackQuery, desk: Desk) -> None:
    await show_account(desk)


@router.callback_query(CameIn.filter())
async def inflow_asked_for(_: CallbackQuery, callback_data: CameIn, desk: Desk) -> None:
    inflow = await desk.inflows.get(desk.customer.id, callback_data.inflow_id)
    await desk.chat.show(screens.known_of(desk.t, inflow))


@router.callback_query(Go.filter(F.to == "new_account"))
async def another_asked_for(_: CallbackQuery, desk: Desk) -> None:
    await offer(desk)


@router.callback_query(Pick.filter(F.what == "give_up"))
async def thought_of_giving_up(_: CallbackQuery, callback_data: Pick, desk: Desk) -> None:
    account = await desk.personal_accounts.get(desk.customer.id, callback_data.value)
    if account.status is AccountStatus.OPEN:
        await desk.chat.show(screens.give_up(desk.t, account))
    else:
        await show_account(desk)


@router.callback_query(Pick.filter(F.what == "gave_up"))
async def gave_up(_: CallbackQuery, callback_data: Pick, desk: Desk) -> None:
    """Show a number no more. What still comes in on it is hers all the same."""
    account = await desk.personal_accounts.get(desk.customer.id, callback_data.value)
    if account.status is AccountStatus.OPEN:
        account = await desk.personal_accounts.close(desk.customer.id, account.id, now=desk.now)
    await desk.chat.show(screens.given_up(desk.t, account))


@router.callback_query(Go.filter(F.to == "account_agreed"), on_card)
async def agreed(_: CallbackQuery, desk: Desk) -> None:
    try:
        demands = await _askable(desk)
    except AccountsNotOffered as refusal:
        await desk.chat.show(screens.not_now(desk.t, desk.explain(refusal)))
        return
    desk.chat.memory.account_draft = AccountDraft(
        demands.processor, demands.identities, demands.bank_account, demands.identities[0]
    )
    await ask_name(desk)


@router.message(GetAccount.name, F.text)
async def name_typed(message: Message, desk: Desk) -> None:
    draft = desk.chat.memory.account_draft
    try:
        first_name, last_name = read_full_name(message.text or "")
    except NotAFullName as refusal:
        await ask_name(desk, problem=desk.explain(refusal))
        return
    if draft is not None:
        draft = replace(draft, first_name=first_name, last_name=last_name)
    await _go_on(desk, draft)


@router.callback_query(GetAccount.bank, on_card, Pick.filter(F.what == "bank"))
async def bank_chosen(_: CallbackQuery, callback_data: Pick, desk: Desk) -> None:
    draft = desk.chat.memory.account_draft
    banks = await desk.personal_accounts.banks(draft.processor) if draft is not None else ()
    bank = next((each for each in banks if each.code == callback_data.value), None)
    await _go_on(desk, replace(draft, bank=bank) if draft is not None else None)


@router.message(GetAccount.bank, F.text)
async def bank_typed(message: Message, desk: Desk) -> None:
    draft = desk.chat.memory.account_draft
    if draft is None:
        await offer(desk)
        return
    said = (message.text or "").strip()
    found = find_banks(await desk.personal_accounts.banks(draft.processor), said)
    if len(found) == 1:
        await _go_on(desk, replace(draft, bank=found[0]))
    elif found:
        await desk.chat.show(screens.ask_bank(desk.t, found[:_BANKS_SHOWN]))
    else:
        await ask_bank(desk, draft, problem=desk.t("account-unknown-bank", said=said))


@router.message(GetAccount.bank_account, F.text)
async def bank_account_typed(message: Message, desk: Desk) -> None:
    draft = desk.chat.memory.account_draft
    if draft is None or draft.bank is None:
        await offer(desk)
        return
    try:
        number = read_bank_account(message.text or "")
    except NotABankAccount as refusal:
        await ask_bank_account(desk, draft.bank, problem=desk.explain(refusal))
        return
    await _go_on(desk, replace(draft, bank_account=number))


@router.callback_query(GetAccount.identity, on_card, Pick.filter(F.what == "identity"))
async def other_identity_chosen(_: CallbackQuery, callback_data: Pick, desk: Desk) -> None:
    draft = desk.chat.memory.account_draft
    kind = next((each for each in IdentityKind if each.value == callback_data.value), None)
    if draft is None or kind not in draft.identities:
        await offer(desk)
        return
    desk.chat.memory.account_draft = draft = replace(draft, identity=kind)
    await ask_identity(desk, draft)


@first.message(GetAccount.identity, F.text.regexp(_MANY_DIGITS, mode="search"))
async def identity_typed(message: Message, desk: Desk, personal_accounts: PersonalAccounts) -> None:
    """Hand a BVN or NIN on, and keep nothing of it: not in the chat, not in what is remembered."""
    draft = desk.chat.memory.account_draft
    deleted = await desk.chat.delete_typed()
    if draft is None:
        await offer(desk)
        return
    if not deleted:
        await ask_identity(desk, draft, problem=desk.t("account-not-deleted"))
        return
    desk.chat.stay_on_card()
    try:
        number = read_identity_number(message.text or "")
    except NotAnIdentityNumber as refusal:
        await ask_identity(desk, draft, problem=desk.explain(refusal))
        return
    await _ask(desk, draft, number, personal_accounts)


@router.message(GetAccount.identity, F.text)
async def no_identity_typed(_: Message, desk: Desk) -> None:
    draft = desk.chat.memory.account_draft
    if draft is None:
        await offer(desk)
        return
    await ask_identity(desk, draft, problem=desk.explain(NotAnIdentityNumber()))


async def show_account(desk: Desk, *, notice: str | None = None) -> None:
    """Show the customer's numbers; else how it stands with the one that she asked for, else the offer."""
    accounts = await desk.personal_accounts.of(desk.customer.id)
    opened = [each for each in accounts if each.status is AccountStatus.OPEN]
    waiting = next((each for each in accounts if each.status is AccountStatus.REQUESTED), None)
    desk.chat.memory.close_sheet()
    await desk.chat.at(None)
    if opened:
        another = waiting is None and await _is_offered(desk)
        await desk.chat.show(screens.numbers(desk.t, opened, desk.rules, another=another, notice=notice))
    elif waiting is not None:
        await desk.chat.show(screens.under_way(desk.t, waiting))
    else:
        await offer(desk)


async def offer(desk: Desk) -> None:
    """Say what a number is good for, and what has to be told for it."""
    desk.chat.memory.close_sheet()
    desk.chat.memory.account_draft = None
    await desk.chat.at(None)
    try:
        demands = await desk.personal_accounts.demands(desk.customer.id)
    except AccountsNotOffered as refusal:
        await desk.chat.show(screens.not_now(desk.t, desk.explain(refusal)))
        return
    await desk.chat.show(
        screens.consent(
            desk.t,
            tuple(desk.personal_accounts.gateways),
            demands.identities,
            bank_account=demands.bank_account,
        )
    )


async def ask_name(desk: Desk, *, problem: str | None = None) -> None:
    """Ask for the name as a bank has it."""
    await desk.chat.at(GetAccount.name)
    await desk.chat.show(screens.ask_name(desk.t, problem=problem))


async def ask_bank(desk: Desk, draft: AccountDraft, *, problem: str | None = None) -> None:
    """Ask where she has a bank account."""
    banks = await desk.personal_accounts.banks(draft.processor)
    await desk.chat.at(GetAccount.bank)
    await desk.chat.show(screens.ask_bank(desk.t, _usual(banks), problem=problem))


async def ask_bank_account(desk: Desk, bank: Bank, *, problem: str | None = None) -> None:
    """Ask for its number."""
    await desk.chat.at(GetAccount.bank_account)
    await desk.chat.show(screens.ask_bank_account(desk.t, bank, problem=problem))


async def ask_identity(desk: Desk, draft: AccountDraft, *, problem: str | None = None) -> None:
    """Ask for the BVN or NIN, when everything else is known."""
    others = [kind for kind in draft.identities if kind is not draft.identity]
    await desk.chat.at(GetAccount.identity)
    await desk.chat.show(screens.ask_identity(desk.t, draft.identity, others, problem=problem))


@says_again(*GetAccount.__all_states__, of=TOLD_ACCOUNT)
async def _go_on(desk: Desk, draft: AccountDraft | None) -> None:
    """Ask for what is still missing."""
    desk.chat.memory.account_draft = draft
    if draft is None:
        await offer(desk)
    elif not draft.last_name:
        await ask_name(desk)
    elif draft.bank_account_wanted and draft.bank is None:
        await ask_bank(desk, draft)
    elif draft.bank_account_wanted and draft.bank_account is None and draft.bank is not None:
        await ask_bank_account(desk, draft.bank)
    else:
        await ask_identity(desk, draft)


async def _ask(desk: Desk, draft: AccountDraft, number: str, personal_accounts: PersonalAccounts) -> None:
    identity = Identity(
        kind=draft.identity,
        number=number,
        first_name=draft.first_name,
        last_name=draft.last_name,
        bank_code=draft.bank.code if draft.bank is not None else None,
        bank_account=draft.bank_account,
    )
    desk.chat.memory.account_draft = None
    await desk.chat.at(None)
    try:
        async with desk.chat.typing():
            account = await personal_accounts.ask(
                desk.new_id(), desk.customer, draft.processor, identity, now=desk.now
            )
    except Refusal as refusal:
        await desk.chat.show(screens.not_now(desk.t, desk.explain(refusal)))
        return
    await _show_outcome(desk, account)


async def _show_outcome(desk: Desk, account: PersonalAccount) -> None:
    match account.status:
        case AccountStatus.OPEN | AccountStatus.CLOSED:
            await show_account(desk)
        case AccountStatus.REQUESTED:
            await desk.chat.show(screens.under_way(desk.t, account))
        case AccountStatus.FAILED:
            await desk.chat.show(screens.failed(desk.t, account))


async def _askable(desk: Desk) -> Demands:
    """Return what the next processor wants to know; another one's where its banks can't be read now.

    :raises AccountsNotOffered: if there is none
    """
    unreachable: set[str] = set()
    while True:
        demands = await desk.personal_accounts.demands(desk.customer.id, but=frozenset(unreachable))
        if not demands.bank_account or await desk.personal_accounts.banks(demands.processor):
            return demands
        unreachable.add(demands.processor)


async def _is_offered(desk: Desk) -> bool:
    try:
        await desk.personal_accounts.demands(desk.customer.id)
    except AccountsNotOffered:
        return False
    return True


def _usual(banks: tuple[Bank, ...]) -> list[Bank]:
    """Return the banks that most people have, in that order, as far as the processor knows them."""
    usual = ("058", "044", "057", "033", "011", "999992", "50515", "50211")
    known = {bank.code: bank for bank in banks}
    return [known[code] for code in usual if code in known] or list(banks[:_BANKS_SHOWN])
