"""Fees: what we charge on top of bills, now and from a day on. Changing them takes two people, always."""

from __future__ import annotations

import re

from bot.conversations.staff.arguments import Argument, BadArgument
from bot.conversations.staff.calls import Answer, Call, Plan, StaffCommand, planned
from bot.conversations.staff.rule_terms import PAGE, Terms, read_begin, read_money, read_share, read_terms
from bot.screens.staff import rule_words
from bot.screens.staff import rules as screens
from domain.money import ZERO
from domain.price_rules import FREE, FeeChange, FeeRule
from domain.staff import Act
from domain.vendors import Category

_NAMED = frozenset({"flat", "cap", "from"})
_SHARE = re.compile(r"\d+(?:\.\d+)?%")


async def fees(call: Call) -> Answer:
    """Show what we charge."""
    desk, page = call.services.rule_desk, call.values.get("page", 1)
    screen = screens.fees(call.t, await desk.rules(), await desk.names(), page=page, now=call.now)
    return Answer(screen, "fees")


async def set_fee(call: Call) -> Plan:
    """Plan another fee of a category or a biller."""
    terms = read_terms(call.values["rule"], takes_next=_NAMED)
    return await _changed(call, terms, read_fee(terms))


async def take_fee_off(call: Call) -> Plan:
    """Plan that a fee is again what it would be if nobody had ever set it."""
    terms = read_terms(call.values.get("rule", ""), takes_next=frozenset({"from"}))
    terms.check_known(frozenset({"loss-ok"}), frozenset({"from"}))
    return await _changed(call, terms, None)


async def _changed(call: Call, terms: Terms, fee: FeeRule | None) -> Plan:
    desk, of = call.services.rule_desk, await call.services.rule_desk.payer_of(call.values["of"])
    change = FeeChange(of, fee) if isinstance(of, Category) else FeeChange(of.category, fee, of.id, of.name)
    begins_at = read_begin(terms.values.get("from"), now=call.now)
    what = await desk.drafted(change, begins_at, may_lose=terms.has("loss-ok"), now=call.now)
    reason = terms.reason or call.values.get("rule") or "off"
    return await planned(call, what, reason, rule_words.subject(call.t, change))


def read_fee(terms: Terms) -> FeeRule:
    """Read `flat 100`, `1.5% cap 200`, `flat 50 1% cap 200`, `free`.

    :raises BadArgument: if it is no fee, or a share has no cap
    """
    shares = [each for each in terms.words if _SHARE.fullmatch(each)]
    others = terms.words - set(shares) - {"loss-ok"}
    if others == {"free"} and not shares and terms.values.keys() <= {"from"}:
        return FREE
    if others or len(shares) > 1 or not terms.values.keys() <= _NAMED:
        raise BadArgument("rule")
    points = read_share(shares[0], "rule") if shares else 0
    flat = read_money(terms.values["flat"], "flat") if "flat" in terms.values else ZERO
    cap = read_money(terms.values["cap"], "cap") if "cap" in terms.values else None
    if cap is None and points:
        raise BadArgument("cap")
    if not points and not flat:
        raise BadArgument("rule")
    if cap is not None and cap < flat:
        raise BadArgument("cap")
    return FeeRule(points, cap or flat, flat)


_OF = Argument("of")
COMMANDS = (
    StaffCommand(name="fee", act=Act.LOOK_AT_RULES, arguments=(PAGE,), looks=fees, in_groups=True),
    StaffCommand(
        name="fee-set",
        act=Act.CHANGE_FEE,
        arguments=(_OF, Argument("rule", rest=True)),
        plans=set_fee,
    ),
    StaffCommand(
        name="fee-off",
        act=Act.CHANGE_FEE,
        arguments=(_OF, Argument("rule", rest=True, optional=True)),
        plans=take_fee_off,
    ),
)
