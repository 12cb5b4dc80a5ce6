"""A ticket's life: its states, the events that move it, which steps are legal, and who may take them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from domain.staff import Role


class TicketStatus(StrEnum):
    """Where a ticket is."""

    RECEIVED = "received"  # nobody has taken it
    CHECKING = "checking"  # somebody of ours looks into it
    WITH_BILLER = "with-biller"  # the company was asked, and its answer is waited for
    SOLVED = "solved"
    REFUNDED = "refunded"  # the money of what it is about is back
    NOT_UPHELD = "not-upheld"  # we looked, and all was right
    REOPENED = "reopened"  # it was answered, and the customer (or one of us) says that it is not over
    ESCALATED = "escalated"  # for operations and owners


class TicketEvent(StrEnum):
    """What may happen to a ticket."""

    # by staff
    TAKE = "take"
    TAKE_OVER = "take-over"  # from a colleague
    REPLY = "reply"
    ASK_BILLER = "ask-biller"
    SOLVE = "solve"
    TURN_DOWN = "turn-down"
    ESCALATE = "escalate"
    REOPEN = "reopen"  # also by the customer
    # by the customer
    NOTE = "note"  # something more: words or a picture
    CLOSE = "close"
    # by the clock
    LATE = "late"  # the promised time passed without an answer
    WAKE = "wake"  # what was waited for did not come
    MONEY_BACK = "money-back"


_S, _E = TicketStatus, TicketEvent
OPEN = frozenset({_S.RECEIVED, _S.CHECKING, _S.WITH_BILLER, _S.REOPENED, _S.ESCALATED})
CLOSED = frozenset({_S.SOLVED, _S.REFUNDED, _S.NOT_UPHELD})
HELD = frozenset({_S.CHECKING, _S.WITH_BILLER})  # one person has it, and the others leave it to her

# Every legal step. What is not here is refused, or changes nothing.
TRANSITIONS: Mapping[tuple[TicketStatus, TicketEvent], TicketStatus] = MappingProxyType(
    {
        (_S.RECEIVED, _E.TAKE): _S.CHECKING,
        (_S.REOPENED, _E.TAKE): _S.CHECKING,
        (_S.ESCALATED, _E.TAKE): _S.CHECKING,
        (_S.CHECKING, _E.TAKE_OVER): _S.CHECKING,
        (_S.WITH_BILLER, _E.TAKE_OVER): _S.WITH_BILLER,
        (_S.RECEIVED, _E.REPLY): _S.CHECKING,
        (_S.REOPENED, _E.REPLY): _S.CHECKING,
        (_S.ESCALATED, _E.REPLY): _S.CHECKING,
        (_S.CHECKING, _E.REPLY): _S.CHECKING,
        (_S.WITH_BILLER, _E.REPLY): _S.WITH_BILLER,
        (_S.RECEIVED, _E.ESCALATE): _S.ESCALATED,
        (_S.CHECKING, _E.ESCALATE): _S.ESCALATED,
        (_S.WITH_BILLER, _E.ESCALATE): _S.ESCALATED,
        (_S.REOPENED, _E.ESCALATE): _S.ESCALATED,
        (_S.RECEIVED, _E.LATE): _S.ESCALATED,
        (_S.CHECKING, _E.LATE): _S.ESCALATED,
        (_S.REOPENED, _E.LATE): _S.ESCALATED,
        (_S.CHECKING, _E.WAKE): _S.CHECKING,
        (_S.WITH_BILLER, _E.WAKE): _S.CHECKING,
        **{(status, _E.ASK_BILLER): _S.WITH_BILLER for status in OPEN},
        **{(status, _E.SOLVE): _S.SOLVED for status in OPEN},
        **{(status, _E.TURN_DOWN): _S.NOT_UPHELD for status in OPEN},
        **{(status, _E.MONEY_BACK): _S.REFUNDED for status in OPEN},
        **{(status, _E.NOTE): status for status in OPEN},
        **{(status, _E.CLOSE): _S.SOLVED for status in OPEN},
        **{(status, _E.CLOSE): status for status in CLOSED},  # she says that it is well
        **{(status, _E.REOPEN): _S.REOPENED for status in CLOSED},
    }
)

BY_STAFF = frozenset(
    {_E.TAKE, _E.TAKE_OVER, _E.REPLY, _E.ASK_BILLER, _E.SOLVE, _E.TURN_DOWN, _E.ESCALATE, _E.REOPEN}
)
BY_CUSTOMER = frozenset({_E.NOTE, _E.CLOSE, _E.REOPEN})
BY_CLOCK = frozenset({_E.LATE, _E.WAKE, _E.MONEY_BACK})

DESK = frozenset({Role.SUPPORT, Role.OPERATIONS, Role.OWNER})
SENIOR = frozenset({Role.OPERATIONS, Role.OWNER})  # who are told of what is late


def may_step(status: TicketStatus, event: TicketEvent) -> frozenset[Role]:
    """Return which roles may take a step; what was escalated, and what a colleague has, is for few."""
    if event not in BY_STAFF:
        return frozenset()
    return SENIOR if event is _E.TAKE_OVER or status is _S.ESCALATED else DESK


def drawn() -> str:
    """Return the table as a picture in Mermaid's language, for the handbook."""
    between: dict[tuple[TicketStatus, TicketStatus], list[str]] = {}
    for (before, event), after in TRANSITIONS.items():
        between.setdefault((before, after), []).append(event.value)
    arrows = [
        f"    {_node(before)} --> {_node(after)}: {', '.join(sorted(events))}"
        for (before, after), events in sorted(between.items())
    ]
    return "\n".join(["stateDiagram-v2", *arrows])


def _node(status: TicketStatus) -> str:
    return status.value.replace("-", "_")
