"""Money that was sent and is not in, as it is seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.buttons import (
    Go,
    MoneyMissing,
    ToppedUp,
    TopUpPaid,
    button,
    home_button,
    keyboard,
    link,
)
from bot.screen import Screen
from bot.screens import add_money, tickets
from bot.screens.layout import paragraphs
from bot.text import Translator
from domain.inflows import InflowStatus
from domain.missing_transfers import Searched
from domain.personal_accounts import PersonalAccount
from domain.processors import NotPaid, Paid, VerifyOutcome
from domain.rules import Rules
from domain.ticket_rules import TicketRules
from domain.tickets import Ticket, TicketMessage
from domain.top_ups import TopUp, TopUpStatus

# What a processor's word for "not paid" means to whoever sent the money.
_MEANING = {
    "failed": "declined",
    "reversed": "reversed",
    "ongoing": "working",
    "pending": "working",
    "processing": "working",
    "queued": "working",
}


def is_missing(top_up: TopUp) -> bool:
    """Return whether no money of it is in."""
    return top_up.status in (TopUpStatus.OPEN, TopUpStatus.FAILED)


def found(
    t: Translator, top_up: TopUp, words: Mapping[str, VerifyOutcome], rules: Rules, *, now: datetime
) -> Screen:
    """What became of it: where the money is, or what each processor knows of it."""
    if not is_missing(top_up):
        return add_money.outcome(t, top_up, rules, now=now)
    said = [
        t(f"missing-{_meaning(word)}", processor=t.plain(f"processor-{name}"), amount=top_up.amount)
        for name, word in words.items()
    ]
    can_pay = (
        top_up.status is TopUpStatus.OPEN and now < top_up.expires_at and top_up.checkout_url is not None
    )
    pay = link(t.plain("add-pay", amount=top_up.amount), top_up.checkout_url or "")
    return Screen(
        paragraphs(
            t("missing-title", amount=top_up.amount),
            *said,
            t("missing-i-write") if top_up.status is TopUpStatus.OPEN else None,
            t("missing-sent-it"),
        ),
        keyboard(
            [pay] if can_pay else None,
            [button(t.plain("missing-ask-again"), TopUpPaid(top_up_id=top_up.id))],
            [button(t.plain("missing-report"), MoneyMissing(act="report", top_up_id=top_up.id))],
            [button(t.plain("home-add-money"), Go(to="add_money")), home_button(t)],
        ),
    )


def searched(t: Translator, searched: Searched) -> Screen:
    """What processors know of transfers to the customer's numbers that were not in."""
    silent = searched.silent or {}
    if searched.found:
        texts = [
            t(
                "missing-transfer-found"
                if each.status is InflowStatus.CREDITED
                else "missing-transfer-in-review",
                amount=each.amount,
            )
            for each in searched.found
        ]
        return Screen(
            paragraphs(t("missing-transfer-found-title"), *texts),
            keyboard([button(t.plain("home-history"), Go(to="history")), home_button(t)]),
        )
    said = [
        t(
            "missing-transfer-unknown" if account.processor in silent else "missing-transfer-nothing",
            processor=t.plain(f"processor-{account.processor}"),
            ends=_ends(account),
        )
        for account in searched.accounts
    ]
    about = searched.accounts[0].id if searched.accounts else ""
    return Screen(
        paragraphs(t("missing-transfer-title"), *said, t("missing-transfer-wait"), t("missing-sent-it")),
        keyboard(
            [button(t.plain("missing-ask-again"), MoneyMissing(act="transfers", top_up_id=about))],
            [button(t.plain("missing-report"), MoneyMissing(act="no_transfer", top_up_id=about))],
            [button(t.plain("home-add-money"), Go(to="add_money")), home_button(t)],
        ),
    )


def ticket(
    t: Translator,
    ticket: Ticket,
    top_up: TopUp,
    rules: TicketRules,
    *,
    messages: Sequence[TicketMessage] = (),
    now: datetime,
) -> Screen:
    """The ticket about a payment page: its number, what was said, and by when a person answers."""
    looks = ticket.is_open and is_missing(top_up)
    look = button(t.plain("missing-ask-again"), MoneyMissing(act="look", top_up_id=top_up.id))
    return Screen(
        paragraphs(
            tickets.heading(t, ticket),
            t("missing-about", amount=top_up.amount, at=top_up.opened_at),
            tickets.said(t, messages),
            tickets.clock(t, ticket, now=now),
            t("missing-goes-on") if looks else None,
        ),
        keyboard(
            [look] if looks else None,
            *tickets.rows(t, ticket, rules, now=now),
            [button(t.plain("missing-top-up"), ToppedUp(top_up_id=top_up.id)), home_button(t)],
        ),
    )


def transfer_ticket(
    t: Translator,
    ticket: Ticket,
    account: PersonalAccount,
    rules: TicketRules,
    *,
    messages: Sequence[TicketMessage] = (),
    now: datetime,
) -> Screen:
    """The ticket about a transfer to an account number."""
    look = button(t.plain("missing-ask-again"), MoneyMissing(act="transfers", top_up_id=account.id))
    return Screen(
        paragraphs(
            tickets.heading(t, ticket),
            t("missing-transfer-about", ends=_ends(account)),
            tickets.said(t, messages),
            tickets.clock(t, ticket, now=now),
        ),
        keyboard(
            [look] if ticket.is_open else None,
            *tickets.rows(t, ticket, rules, now=now),
            [home_button(t)],
        ),
    )


def _ends(account: PersonalAccount) -> str:
    return account.details.number[-4:] if account.details is not None else ""


def nothing_open(t: Translator) -> Screen:
    """Nothing was begun of late that money could be missing of."""
    return Screen(
        t("missing-none"),
        keyboard(
            [button(t.plain("home-history"), Go(to="history"))],
            [button(t.plain("home-add-money"), Go(to="add_money")), home_button(t)],
        ),
    )


def _meaning(word: VerifyOutcome) -> str:
    match word:
        case Paid():
            return "paid"
        case NotPaid(status=status):
            return _MEANING.get(status, "nothing")
        case _:
            return "unknown"
