"""What customers and staff are told of a ticket, and its card with the newest of what it is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Protocol

from bot.screen import Screen
from bot.screens import missing_money, problem
from bot.screens import tickets as screens
from bot.screens.staff import tickets as staff_screens
from bot.services import Services
from bot.text import Translator
from domain.access_log import Shown
from domain.catalogue import Billers
from domain.funding import TopUps
from domain.notices import Notice, NoticeKind
from domain.paying import Payments
from domain.personal_accounts import PersonalAccounts
from domain.problems import Problems
from domain.rules import Rules
from domain.staff import name_of
from domain.tickets import ProblemKind, Ticket, TicketMessage


class Known(Protocol):
    """Where what tickets are about is looked up."""

    @property
    def payments(self) -> Payments:
        """The payments."""
        ...

    @property
    def billers(self) -> Billers:
        """The billers."""
        ...

    @property
    def top_ups(self) -> TopUps:
        """The top-ups."""
        ...

    @property
    def personal_accounts(self) -> PersonalAccounts:
        """The account numbers."""
        ...

    @property
    def rules(self) -> Rules:
        """The rules."""
        ...


async def card(ticket: Ticket, problems: Problems, known: Known, t: Translator, *, now: datetime) -> Screen:
    """Return how a ticket stands, with what it is about and what was said."""
    messages = await problems.messages(ticket.number)
    rules, owner = known.rules.tickets, ticket.customer_id
    if ticket.kind is not ProblemKind.MONEY_NOT_IN:
        payment = await known.payments.get(owner, ticket.payment_id)
        biller = await known.billers.get(payment.order.biller_id)
        return problem.ticket(t, ticket, payment, biller, rules, messages=messages, now=now)
    if await known.top_ups.knows(ticket.payment_id):
        top_up = await known.top_ups.get(owner, ticket.payment_id)
        return missing_money.ticket(t, ticket, top_up, rules, messages=messages, now=now)
    account = await known.personal_accounts.get(owner, ticket.payment_id)
    return missing_money.transfer_ticket(t, ticket, account, rules, messages=messages, now=now)


async def told(
    notice: Notice, customer_id: str, services: Services, t: Translator, now: datetime
) -> Screen | None:
    """Return what a customer is told; a card that is not shown any more is not drawn."""
    number, _, message_id = notice.subject_id.partition(":")
    ticket = await services.problems.get(customer_id, int(number))
    drawn = await card(ticket, services.problems, services, t, now=now)
    on_card = replace(drawn, edit=ticket.card) if ticket.card is not None else None
    if notice.kind is NoticeKind.TICKET_CARD:
        return on_card
    message = await services.problems.message(message_id) if message_id else None
    rules = services.rules.tickets
    if notice.kind is NoticeKind.TICKET_REPLY:
        if message is None:
            return None
        screen = screens.replied(t, ticket, message, rules, now=now)
    elif ticket.is_open:
        return None  # It was opened again meanwhile.
    else:
        screen = screens.decided(t, ticket, message, rules, now=now)
    return replace(screen, ends=on_card)


async def told_staff(notice: Notice, services: Services, t: Translator, now: datetime) -> Screen | None:
    """Return what who has a ticket is told, or who decides about a late one. The look is written down."""
    number, _, message_id = notice.subject_id.partition(":")
    ticket = await services.problems.for_staff(int(number))
    if ticket is None or not ticket.is_open:
        return None
    viewer = {"viewer": name_of(ticket.taken_by)} if ticket.taken_by is not None else {}
    if notice.kind is NoticeKind.STAFF_TICKET_LATE:
        viewer = {}
    await services.access_log.shows(ticket.customer_id, Shown.TICKET, str(ticket.number), **viewer)
    if notice.kind is NoticeKind.STAFF_TICKET_LATE:
        return staff_screens.escalated(t, ticket, now=now)
    if notice.kind is NoticeKind.STAFF_TICKET_NOTE:
        message: TicketMessage | None = await services.problems.message(message_id) if message_id else None
        return staff_screens.news(t, ticket, message, now=now)
    return staff_screens.arrived(t, ticket, now=now)
