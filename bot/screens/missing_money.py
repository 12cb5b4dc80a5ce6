"""Money that was sent and is not in, as it is seen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from aiogram.types import InlineKeyboardButton

from bot.buttons import (
    Go,
    MoneyMissing,
    TicketOf,
    ToppedUp,
    TopUpPaid,
    button,
    home_button,
    keyboard,
    link,
)
from bot.screen import Screen
from bot.screens import add_money
from bot.screens.layout import lines, paragraphs
from bot.text import Translator
from domain.inflows import InflowStatus
from domain.missing_transfers import Searched
from domain.personal_accounts import PersonalAccount
from domain.problems import Ticket, TicketStatus
from domain.processors import NotPaid, Paid, VerifyOutcome
from domain.rules import Rules
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


def ticket(t: Translator, ticket: Ticket, top_up: TopUp, *, now: datetime) -> Screen:
    """The ticket about a payment page: its number, and by when a person answers."""
    is_open = ticket.status is TicketStatus.OPEN
    look = button(t.plain("missing-ask-again"), MoneyMissing(act="look", top_up_id=top_up.id))
    return Screen(
        paragraphs(
            _numbered(t, ticket),
            t("missing-about", amount=top_up.amount, at=top_up.opened_at),
            _clock(t, ticket, now) if is_open else None,
            t("missing-goes-on") if is_open and is_missing(top_up) else None,
        ),
        keyboard(
            [look] if is_open and is_missing(top_up) else None,
            [_is_fine(t, ticket)] if is_open else None,
            [button(t.plain("missing-top-up"), ToppedUp(top_up_id=top_up.id)), home_button(t)],
        ),
    )


def transfer_ticket(t: Translator, ticket: Ticket, account: PersonalAccount, *, now: datetime) -> Screen:
    """The ticket about a transfer to an account number."""
    is_open = ticket.status is TicketStatus.OPEN
    look = button(t.plain("missing-ask-again"), MoneyMissing(act="transfers", top_up_id=account.id))
    return Screen(
        paragraphs(
            _numbered(t, ticket),
            t("missing-transfer-about", ends=_ends(account)),
            _clock(t, ticket, now) if is_open else None,
        ),
        keyboard(
            [look] if is_open else None,
            [_is_fine(t, ticket)] if is_open else None,
            [home_button(t)],
        ),
    )


def _numbered(t: Translator, ticket: Ticket) -> str:
    return lines(
        t("ticket-title", number=ticket.number),
        t(
            "ticket-about",
            kind=t.plain(f"problem-{ticket.kind.value}"),
            status=t.plain(f"ticket-{ticket.status.value}"),
        ),
    )


def _clock(t: Translator, ticket: Ticket, now: datetime) -> str:
    late = now > ticket.answer_by
    return t("ticket-late") if late else t("ticket-answer-by", by=t.when(ticket.answer_by, now=now))


def _is_fine(t: Translator, ticket: Ticket) -> InlineKeyboardButton:
    return button(t.plain("ticket-is-fine"), TicketOf(act="fine", number=ticket.number))


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
