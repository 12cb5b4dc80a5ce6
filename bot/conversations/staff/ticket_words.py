"""What a customer is told about a ticket: ready sentences in her language, or what was typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from bot.conversations.staff.calls import Call
from bot.screens.staff import ticket_macros
from bot.text import Translator, translator
from domain.billers import Biller
from domain.payments import Payment
from domain.ticket_states import TicketEvent
from domain.tickets import ProblemKind, Ticket

RUNS_FOR: Mapping[TicketEvent, Callable[[ProblemKind], Sequence[str]]] = {
    TicketEvent.REPLY: lambda kind: ticket_macros.REPLIES[kind],
    TicketEvent.SOLVE: ticket_macros.solved,
    TicketEvent.TURN_DOWN: ticket_macros.not_upheld,
}


async def sentences(call: Call, ticket: Ticket, names: Sequence[str]) -> Mapping[str, str]:
    """Return ready sentences by their names, as the customer of a ticket reads them."""
    customer = await call.desk.customer(ticket.customer_id)
    t: Translator = translator(customer.language)
    payment: Payment | None = None
    biller: Biller | None = None
    if ticket.kind is not ProblemKind.MONEY_NOT_IN:
        payment = await call.desk.payment(ticket.payment_id)
        biller = await call.services.biller_desk.named(payment.order.biller_id)
    return {name: ticket_macros.said(t, name, payment, biller) for name in names}


async def words_for(call: Call, ticket: Ticket, event: TicketEvent, words: str) -> str:
    """Return the sentence of that name, or the words as they were typed."""
    return (await sentences(call, ticket, RUNS_FOR[event](ticket.kind))).get(words, words)
