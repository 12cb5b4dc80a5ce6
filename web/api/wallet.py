"""What there is, what may be spent of it, and what came and went."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, assert_never

from fastapi import APIRouter, Query
from pydantic import Field

from domain.allowances import Allowance, allowance
from domain.controls import Controls
from domain.history_entries import Entry, place_of
from domain.history_search import EVERY_SORT, Search, Sort
from domain.inflows import Inflow
from domain.months import Month
from domain.movements import Flow
from domain.payments import Payment
from domain.personal_accounts import AccountStatus
from domain.statements import Spending, Statement
from domain.top_ups import TopUp
from domain.transfers import Transfer
from domain.vendors import Category
from domain.withdrawals import Withdrawal
from web.api.access import Me
from web.api.given import Given
from web.api.pages import USUAL, Cursor, FirstDay, LastDay, Limit, cut, span
from web.api.problems import SIGNED_IN
from web.api.shapes import Said

router = APIRouter(prefix="/wallet", tags=["wallet"], responses=SIGNED_IN)

MonthText = Annotated[
    str,
    Query(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])$", description="A month in Lagos.", examples=["2026-11"]),
]


class Limits(Said):
    """What may still leave today, in Lagos, and what the wallet may hold. Amounts are kobo."""

    daily: int = Field(description="Whatever bounds it: the level, staff, or oneself.", examples=[5_000_000])
    used: int = Field(description="Of today, what is under way included.", examples=[203_225])
    left: int = Field(examples=[4_796_775])
    own: int | None = Field(description="What one set oneself.", examples=[2_000_000])
    maximum_balance: int | None = Field(description="Null: no bound.", examples=[30_000_000])
    room: int | None = Field(description="How much more fits in.", examples=[28_750_000])
    little_until: datetime | None = Field(
        description="A new account, phone or PIN: until then little may leave."
    )


class Frozen(Said):
    """What stands still."""

    reason: str = Field(examples=["by-owner"])
    since: datetime
    money_in: bool
    money_out: bool


class WalletSaid(Said):
    """What there is. Amounts are kobo."""

    balance: int = Field(description="What can be spent.", examples=[1_250_000])
    cashback: int = Field(description="Good for bills.", examples=[34_500])
    held: int = Field(description="Set aside for what is under way.", examples=[0])
    owes: int = Field(description="What was to be taken back and was not there.", examples=[0])
    level: int = Field(description="1 to 3.", examples=[1])
    limits: Limits
    frozen: Frozen | None


class Line(Said):
    """One thing that came or went."""

    id: str = Field(examples=["0192f1c47d3a7c21a4b0a9de5c1f0e77"])
    kind: Sort
    amount: int = Field(description="In kobo: with a minus what went, fees included.", examples=[-203_225])
    status: str = Field(description="How it stands.", examples=["delivered"])
    at: datetime
    biller_id: str | None = Field(description="Of bills.", examples=["ikeja-electric"])
    category: Category | None = Field(description="Of bills.")


class LinePage(Said):
    """What came and went, the newest first."""

    items: list[Line]
    next: str | None = Field(
        description="The cursor of the next page.", examples=["0192f1c47d3a7c21a4b0a9de5c1f0e77"]
    )


class SpentOn(Said):
    """What bills of one kind cost."""

    category: Category
    amount: int = Field(description="In kobo, with fees.", examples=[203_225])


class Summary(Said):
    """A month. Amounts are kobo."""

    month: str = Field(examples=["2026-11"])
    opening: int = Field(description="What there was, what was held included.", examples=[0])
    added: int = Field(description="What came in.", examples=[1_500_000])
    spent: int = Field(description="Delivered bills with their fees.", examples=[203_225])
    fees: int = Field(description="Our fees in it, with VAT.", examples=[3_225])
    by_category: list[SpentOn] = Field(description="The dearest first.")
    spent_before: int = Field(description="In the month before.", examples=[180_000])
    returned: int = Field(description="What came back of bills.", examples=[0])
    received: int = Field(description="From people.", examples=[0])
    sent: int = Field(description="To people.", examples=[0])
    withdrawn: int = Field(examples=[0])
    cashback: int = Field(description="Earned by bills.", examples=[3_000])
    closing: int = Field(description="What there is at the end of it.", examples=[1_296_775])
    is_complete: bool = Field(description="Whether all lines were counted.")


class AccountNumber(Said):
    """A bank account whose money comes into the wallet."""

    number: str = Field(examples=["9900112233"])
    bank: str = Field(examples=["Wema Bank"])
    holder: str = Field(description="As the sender's bank shows it.", examples=["VISION/ADA OBI"])


class AccountNumbers(Said):
    """Numbers to be given away."""

    items: list[AccountNumber]
    is_under_way: bool = Field(description="One was asked for, and is not there yet.")


@router.get("", summary="What there is")
async def wallet(me: Me, api: Given) -> WalletSaid:
    """Return balances and limits."""
    now = api.clock()
    accounts = await api.business.wallets.of(me.id)
    return WalletSaid(
        balance=accounts.wallet.kobo,
        cashback=accounts.cashback.kobo,
        held=accounts.held.kobo,
        owes=accounts.owes.kobo,
        level=accounts.tier,
        limits=_limits(allowance(accounts, api.business.rules, now=now)),
        frozen=_frozen(accounts.controls, now),
    )


@router.get("/transactions", summary="What came and went")
async def transactions(
    me: Me,
    api: Given,
    kind: Annotated[Sort | None, Query(description="Of this kind alone.")] = None,
    first: FirstDay = None,
    last: LastDay = None,
    cursor: Cursor = None,
    limit: Limit = USUAL,
) -> LinePage:
    """Return a page of bills, money added, transfers and withdrawals, the newest first."""
    since, until = span(first, last)
    search = Search(since=since, until=until, sorts=frozenset({kind}) if kind is not None else EVERY_SORT)
    found = await api.business.statements.search(me.id, search, limit=limit + 1, before=cursor)
    page, more = cut(found, limit, place_of)
    return LinePage(items=[_line(each, me.id) for each in page], next=more)


@router.get("/summary", summary="A month in figures")
async def summary(me: Me, api: Given, month: MonthText) -> Summary:
    """Return what came in and what was spent on what, as the chat's statement has it."""
    wanted = Month(int(month[:4]), int(month[5:]))
    statements = api.business.statements
    return _summary(await statements.of_month(me.id, wanted), await statements.spending(me.id, wanted))


@router.get("/account", summary="Numbers for bank transfers")
async def account_numbers(me: Me, api: Given) -> AccountNumbers:
    """Return the bank accounts whose money comes into this wallet. They are asked for in the chat."""
    every = await api.business.personal_accounts.of(me.id)
    details = [each.details for each in every if each.status is AccountStatus.OPEN]
    return AccountNumbers(
        items=[
            AccountNumber(number=each.number, bank=each.bank, holder=each.holder)
            for each in details
            if each is not None
        ],
        is_under_way=any(each.status is AccountStatus.REQUESTED for each in every),
    )


def _limits(shown: Allowance) -> Limits:
    return Limits(
        daily=shown.daily.kobo,
        used=shown.used.kobo,
        left=shown.left.kobo,
        own=shown.own.kobo if shown.own is not None else None,
        maximum_balance=shown.maximum_balance.kobo if shown.maximum_balance is not None else None,
        room=shown.room.kobo if shown.room is not None else None,
        little_until=shown.caution.until if shown.caution is not None else None,
    )


def _frozen(controls: Controls, now: datetime) -> Frozen | None:
    freeze = controls.standing(now)
    if freeze is None:
        return None
    return Frozen(
        reason=freeze.reason.value,
        since=freeze.since,
        money_in=freeze.money_in,
        money_out=freeze.money_out,
    )


def _line(entry: Entry, customer_id: str) -> Line:
    biller_id, category = None, None
    match entry:
        case Payment():
            kind, amount, at = Sort.BILL, -entry.quote.total, entry.accepted_at
            biller_id, category = entry.order.biller_id, entry.order.category
        case TopUp():
            kind, amount, at = Sort.ADDED, entry.amount, entry.opened_at
        case Inflow():
            kind, amount, at = Sort.ADDED, entry.credited, entry.heard_at
        case Withdrawal():
            kind, amount, at = Sort.WITHDRAWN, -entry.total, entry.accepted_at
        case Transfer():
            is_hers = entry.sender_id == customer_id
            kind, at = (Sort.SENT if is_hers else Sort.RECEIVED), entry.sent_at
            amount = -entry.amount if is_hers else entry.amount
        case _:
            assert_never(entry)
    return Line(
        id=place_of(entry),
        kind=kind,
        amount=amount.kobo,
        status=entry.status.value,
        at=at,
        biller_id=biller_id,
        category=category,
    )


def _summary(statement: Statement, spending: Spending) -> Summary:
    moved, otherwise = statement.turnovers.wallet, dict(spending.otherwise)
    return Summary(
        month=str(statement.month),
        opening=moved.opening.kobo,
        added=statement.added.kobo,
        spent=spending.total.kobo,
        fees=statement.fees.kobo,
        by_category=[SpentOn(category=each, amount=sum_.kobo) for each, sum_ in spending.by_category],
        spent_before=spending.before.kobo,
        returned=statement.returned.kobo,
        received=moved.of(Flow.RECEIVED).kobo,
        sent=otherwise[Flow.SENT].kobo if Flow.SENT in otherwise else 0,
        withdrawn=otherwise[Flow.WITHDRAWN].kobo if Flow.WITHDRAWN in otherwise else 0,
        cashback=statement.cashback.kobo,
        closing=moved.closing.kobo,
        is_complete=statement.complete,
    )
