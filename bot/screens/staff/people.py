"""A customer, masked: what staff need to help her, and no more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from aiogram.types import InlineKeyboardButton

from bot.buttons import in_rows, keyboard
from bot.screen import Screen
from bot.screens.layout import lines, paragraphs
from bot.screens.staff.pieces import known_as, number, run, short
from bot.text import Translator, short_date
from domain.allowances import allowance
from domain.controls import Freeze
from domain.rules import Rules
from domain.staff_people import Profile


def profile(t: Translator, shown: Profile, rules: Rules, *, now: datetime) -> Screen:
    """Who she is, what she has and used, and what happened lately."""
    customer, accounts = shown.customer, shown.accounts
    usage, freeze = accounts.usage.on(now), accounts.controls.standing(now)
    limit = allowance(accounts, rules, now=now).daily
    restricted = accounts.restricted_until
    what = lines(
        t("staff-user-title", who=known_as(customer), id=customer.id),
        t("staff-user-since", tier=accounts.tier, day=short_date(customer.registered_at)),
        t("staff-user-money", wallet=accounts.wallet, cashback=accounts.cashback, held=accounts.held),
        t("staff-user-limits", used=usage.outflow, limit=limit),
        t("staff-user-owes", amount=accounts.owes) if accounts.owes else None,
        t("staff-user-restricted", until=restricted) if restricted is not None and now < restricted else None,
        t("staff-user-frozen", reason=freeze.reason, since=freeze.since) if freeze is not None else None,
    )
    payments = (
        t("staff-user-payment", id=short(each.id), amount=each.quote.total, state=each.status)
        for each in shown.payments
    )
    tickets = (t("staff-user-ticket", number=each.number, state=each.status) for each in shown.tickets)
    requests = (
        t("staff-user-request", number=number(each), act=each.what.act, state=each.status)
        for each in shown.requests
    )
    bills = [run(short(each.id), f"tx {each.id}") for each in shown.payments]
    reports = [run(f"P-{each.number}", f"ticket {each.number}") for each in shown.tickets]
    return Screen(
        paragraphs(what, lines(*payments), lines(*tickets, *requests)),
        keyboard(*in_rows([*_acts(t, customer.id, freeze), *bills, *reports], 2)),
    )


def _acts(t: Translator, customer_id: str, freeze: Freeze | None) -> Iterator[InlineKeyboardButton]:
    """What can be done about her: what a line lacks, is asked for."""
    lines_of = {
        "freeze": f"freeze {customer_id} out",
        "freeze-all": f"freeze {customer_id} all",
        "unfreeze": f"unfreeze {customer_id}",
        "limits": f"limit {customer_id}",
        "kyc": f"kyc {customer_id}",
        "message": f"message {customer_id}",
        "unlock": f"unlockpin {customer_id}",
    }
    for act, line in lines_of.items():
        if act != "unfreeze" or freeze is not None:
            yield run(t.plain(f"staff-button-{act}"), line)
