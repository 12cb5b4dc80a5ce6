"""Billers: how each does, and taking them off sale, on again, or changing what they take."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from bot.conversations.staff.arguments import AMOUNT, Argument, BadArgument, one_of
from bot.conversations.staff.calls import Answer, Call, Plan, StaffCommand
from bot.screen import Screen
from bot.screens.staff import billers as screens
from bot.screens.staff.desk import with_audit_id
from domain.audit_log import AuditEntry, Doing
from domain.biller_desk import BoundsCross, check_weights
from domain.billers import Biller
from domain.errors import Refusal
from domain.money import Money
from domain.outages import NotPaused
from domain.staff import Act
from domain.staff_pins import StaffApproval
from domain.times import LAGOS, lagos_midnight

_UNTIL = re.compile(r"(?P<reason>.+?)\s+until\s+(?P<hour>\d{1,2}):(?P<minute>\d{2})")
_SHARE = re.compile(r"(?P<vendor>[a-z]+)=(?P<share>\d{1,3})")
_QUOTES = "\"'“” "
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Change:
    """What is to be done to a biller: said before, and done."""

    text: str
    do: Callable[[Doing], Awaitable[AuditEntry]]


async def billers(call: Call) -> Answer:
    """Show how each biller does."""
    services, outages = call.services, call.services.outages
    listed = await services.biller_desk.all()
    page = call.values.get("page", 1)
    conditions = {
        each.id: {
            vendor: outages.health.condition(vendor, each.id, now=call.now)
            for vendor in each.services
            if vendor in outages.vendors
        }
        for each in listed
    }
    return Answer(screens.listed(call.t, listed, conditions, outages, page=page), "billers")


async def change_biller(call: Call) -> Plan:
    """Plan to change a biller."""
    biller = await call.services.biller_desk.named(call.values["biller"])
    terms = call.values.get("terms", "")
    change = await _CHANGES[call.values["change"]](call, biller, terms)
    about = f"biller {call.values['change']} {biller.id} {terms} {call.request_id}"

    async def do(approval: StaffApproval) -> Screen:
        details = {"change": call.values["change"], "terms": terms}
        doing = Doing(approval.staff, Act.CHANGE_BILLER.value, biller.id, call.now, details=details)
        row = await change.do(doing)
        return with_audit_id(call.t, screens.changed(call.t, change.text), row.sequence)

    return Plan(change.text, about, do)


async def _off(call: Call, biller: Biller, terms: str) -> _Change:
    reason, until = read_pause(terms, now=call.now)
    tonight = lagos_midnight(call.now) + _DAY
    waiting = await call.services.scheduled_bills.count(biller.id, until=min(until or tonight, tonight))
    text = screens.pause(call.t, biller, reason, until, waiting=waiting)
    return _Change(text, lambda doing: call.services.outages.pause(biller.id, reason, until, doing))


async def _on(call: Call, biller: Biller, terms: str) -> _Change:
    if terms:
        raise BadArgument("")
    if call.services.outages.open_of(biller.id) is None:
        raise NotPaused
    text = screens.resume(call.t, biller)
    return _Change(text, lambda doing: call.services.outages.resume(biller.id, doing))


async def _sync(call: Call, biller: Biller, terms: str) -> _Change:
    if terms:
        raise BadArgument("")
    text = screens.sync(call.t, biller)
    return _Change(text, lambda doing: call.services.biller_desk.read_again(biller, doing))


async def _least(call: Call, biller: Biller, terms: str) -> _Change:
    amount = _amount(terms)
    if amount > biller.maximum:
        raise BoundsCross
    text = screens.bounds(call.t, biller, amount, biller.maximum)
    return _Change(text, lambda doing: call.services.biller_desk.limit(biller, doing, minimum=amount))


async def _most(call: Call, biller: Biller, terms: str) -> _Change:
    amount = _amount(terms)
    if amount < biller.minimum:
        raise BoundsCross
    text = screens.bounds(call.t, biller, biller.minimum, amount)
    return _Change(text, lambda doing: call.services.biller_desk.limit(biller, doing, maximum=amount))


async def _weight(call: Call, biller: Biller, terms: str) -> _Change:
    weights = {}
    for word in terms.lower().split():
        found = _SHARE.fullmatch(word)
        if found is None:
            raise BadArgument("terms")
        weights[found["vendor"]] = int(found["share"])
    check_weights(biller, weights)
    text = screens.shares(call.t, biller, weights)
    return _Change(text, lambda doing: call.services.biller_desk.share_out(biller, weights, doing))


def _amount(terms: str) -> Money:
    try:
        return AMOUNT(terms)
    except (ValueError, Refusal):
        raise BadArgument("amount") from None


def read_pause(terms: str, *, now: datetime) -> tuple[str, datetime | None]:
    """Return why, and until when: the next time that a clock in Lagos shows that hour.

    :raises BadArgument: if no reason is given, or the hour is none
    """
    found = _UNTIL.fullmatch(terms.strip())
    reason = (found["reason"] if found is not None else terms).strip(_QUOTES)
    if not reason:
        raise BadArgument("reason")
    if found is None:
        return reason, None
    try:
        hour = time(int(found["hour"]), int(found["minute"]), tzinfo=LAGOS)
    except ValueError:
        raise BadArgument("until") from None
    until = datetime.combine(now.astimezone(LAGOS).date(), hour)
    return reason, until if until > now else until + _DAY


_CHANGES: dict[str, Callable[[Call, Biller, str], Awaitable[_Change]]] = {
    "off": _off,
    "on": _on,
    "weight": _weight,
    "min": _least,
    "max": _most,
    "sync": _sync,
}


def _page(word: str) -> int:
    if not (word.isascii() and word.isdecimal() and 1 <= int(word) <= 99):
        raise ValueError(word)
    return int(word)


COMMANDS = (
    StaffCommand(
        name="billers",
        act=Act.LOOK_AT_BILLERS,
        arguments=(Argument("page", _page, optional=True),),
        looks=billers,
        in_groups=True,
    ),
    StaffCommand(
        name="biller",
        act=Act.CHANGE_BILLER,
        arguments=(
            Argument("change", one_of(*_CHANGES)),
            Argument("biller"),
            Argument("terms", rest=True, optional=True),
        ),
        plans=change_biller,
    ),
)
