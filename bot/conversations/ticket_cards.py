"""The message that shows a ticket: it stays where it is and says how the ticket stands."""

from __future__ import annotations

from bot.conversations.desk import Desk
from bot.screens.ticket_notices import card
from domain.problems import Problems
from domain.tickets import Ticket


async def show_ticket(desk: Desk, problems: Problems, ticket: Ticket) -> None:
    """Show a ticket in a message of its own, which is kept up to date from now on."""
    await desk.chat.show(await card(ticket, problems, desk, desk.t, now=desk.now))
    if desk.chat.memory.card is not None:
        await problems.shown(ticket.number, desk.chat.memory.card)
        desk.chat.memory.card = None  # What comes next has another message.


async def redraw_ticket(desk: Desk, problems: Problems, ticket: Ticket) -> None:
    """Show a ticket where it was tapped, and on its card if that is another message."""
    screen = await card(ticket, problems, desk, desk.t, now=desk.now)
    tapped = desk.chat.tapped
    if not await desk.chat.put(screen, in_place_of=tapped):
        tapped = await desk.chat.tell(screen)
    if ticket.card not in (None, tapped):
        await desk.chat.put(screen, in_place_of=ticket.card)
    elif tapped is not None and ticket.card is None:
        await problems.shown(ticket.number, tapped)
