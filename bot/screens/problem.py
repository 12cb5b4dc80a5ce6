"""Something went wrong: what it is, first aid, and the ticket with its number and its clock."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from aiogram.types import InlineKeyboardButton

from bot.buttons import Go, Paid, ProblemOf, TicketOf, button, home_button, keyboard
from bot.screen import Screen
from bot.screens import tickets as ticket_screens
from bot.screens.layout import lines, paragraphs
from bot.screens.payment import what
from bot.screens.tracker import way
from bot.text import Translator
from domain.billers import Biller
from domain.payments import Payment
from domain.ticket_rules import TicketRules
from domain.tickets import ProblemKind, Ticket, TicketMessage

# What may keep a good token from being taken, in the order in which people meet it.
TOKEN_TROUBLES = ("rejected", "old", "order", "key")
_FIRST_AID = frozenset({ProblemKind.TOKEN_REFUSED, ProblemKind.NO_SIGNAL})


def choose(t: Translator, payment: Payment, biller: Biller, kinds: Sequence[ProblemKind]) -> Screen:
    """What is wrong. Each answer leads to a ticket, or to first aid where there is some."""
    rows = [
        [
            button(
                t.plain(f"problem-{kind.value}"),
                ProblemOf(
                    act="aid" if kind in _FIRST_AID else "report", kind=kind.value, payment_id=payment.id
                ),
            )
        ]
        for kind in kinds
    ]
    return Screen(
        paragraphs(t("problem-title"), what(t, payment, biller), way(t, payment, biller)),
        keyboard(*rows, [_back(t, payment), home_button(t)]),
    )


def token_troubles(t: Translator, payment: Payment) -> Screen:
    """What the meter shows when it does not take the token."""
    rows = [
        [
            button(
                t.plain(f"problem-token-{trouble}"),
                ProblemOf(act="advice", kind=trouble, payment_id=payment.id),
            )
        ]
        for trouble in TOKEN_TROUBLES
    ]
    return Screen(
        t("problem-token-title"),
        keyboard(*rows, [_still(t, payment, ProblemKind.TOKEN_REFUSED)], [_back(t, payment), home_button(t)]),
    )


def token_advice(t: Translator, payment: Payment, trouble: str) -> Screen:
    """What helps against one of them."""
    to_troubles = ProblemOf(act="aid", kind=ProblemKind.TOKEN_REFUSED.value, payment_id=payment.id)
    return Screen(
        paragraphs(t(f"problem-token-{trouble}-help", meter=payment.order.recipient.reference)),
        keyboard(
            [button(t.plain("problem-show-token"), Paid(act="token", payment_id=payment.id))],
            [_still(t, payment, ProblemKind.TOKEN_REFUSED)],
            [button(t.plain("button-back"), to_troubles), home_button(t)],
        ),
    )


def no_signal(t: Translator, payment: Payment, biller: Biller) -> Screen:
    """What helps when the decoder shows an error although the package is paid."""
    return Screen(
        t("problem-signal-help", biller=biller.name),
        keyboard([_still(t, payment, ProblemKind.NO_SIGNAL)], [_back(t, payment), home_button(t)]),
    )


def ticket(
    t: Translator,
    ticket: Ticket,
    payment: Payment,
    biller: Biller,
    rules: TicketRules,
    *,
    messages: Sequence[TicketMessage] = (),
    now: datetime,
) -> Screen:
    """The ticket: its number, how far it is, what was said, and by when a person answers."""
    froze = ticket.is_open and ticket.kind is ProblemKind.NOT_ME
    return Screen(
        paragraphs(
            ticket_screens.heading(t, ticket),
            lines(what(t, payment, biller), way(t, payment, biller)),
            t("ticket-frozen") if froze else None,
            ticket_screens.said(t, messages),
            ticket_screens.clock(t, ticket, now=now),
            t("ticket-attached") if ticket.is_open and not messages else None,
        ),
        keyboard(*ticket_screens.rows(t, ticket, rules, now=now), [_back(t, payment), home_button(t)]),
    )


def tickets(t: Translator, found: Sequence[Ticket]) -> Screen:
    """The newest tickets; each opens its card."""
    if not found:
        return Screen(t("tickets-none"), keyboard([home_button(t)]))
    return Screen(
        t("tickets-title"),
        keyboard(
            *(
                [
                    button(
                        f"{t.plain('ticket-name', number=each.number)} · {ticket_screens.status(t, each)}",
                        TicketOf(act="show", number=each.number),
                    )
                ]
                for each in found
            ),
            [home_button(t)],
        ),
    )


def nothing_to_report(t: Translator) -> Screen:
    """There is no payment that anything could be wrong with."""
    return Screen(
        t("problem-nothing"), keyboard([button(t.plain("home-history"), Go(to="history")), home_button(t)])
    )


def _still(t: Translator, payment: Payment, kind: ProblemKind) -> InlineKeyboardButton:
    return button(t.plain("problem-still"), ProblemOf(act="report", kind=kind.value, payment_id=payment.id))


def _back(t: Translator, payment: Payment) -> InlineKeyboardButton:
    return button(t.plain("button-receipt"), Paid(act="receipt", payment_id=payment.id))
