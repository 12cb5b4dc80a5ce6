"""Promo codes: which there are and what they have cost, new ones, and their end."""

from __future__ import annotations

from datetime import timedelta

from bot.conversations.staff.arguments import AMOUNT, Argument, BadArgument
from bot.conversations.staff.calls import Answer, Call, Plan, StaffCommand, planned
from bot.conversations.staff.rule_terms import PAGE, Terms, read_count, read_day, read_money, read_terms
from bot.screens.staff import promo as screens
from domain.money import ZERO
from domain.promo_acts import EndPromo, MakePromo
from domain.promo_codes import read_code
from domain.staff import Act

_PAGE = 10
_DAY = timedelta(days=1)
_VALUES = frozenset({"n", "per", "until", "min"})


async def listed(call: Call) -> Answer:
    """Show the codes, the newest first."""
    page = call.values.get("page", 1)
    found, pages = await call.services.promo_codes.page(page, size=_PAGE)
    return Answer(screens.listed(call.t, found, page=min(page, pages), pages=pages, now=call.now), "promos")


async def make(call: Call) -> Plan:
    """Plan a new code."""
    terms = read_terms(call.values["rule"])
    terms.check_known(frozenset({"newcomers"}), _VALUES)
    given = terms.values
    for name, problem in (("n", "n"), ("until", "end")):
        if name not in given:
            raise BadArgument(problem)
    what = MakePromo(
        code=call.values["code"],
        reward=call.values["amount"],
        times=read_count(given["n"], "n"),
        per_customer=read_count(given.get("per", "1"), "per"),
        expires_at=read_day(given["until"], "end") + _DAY,
        least_bill=read_money(given["min"], "min") if "min" in given else ZERO,
        for_newcomers=terms.has("newcomers"),
    )
    return await planned(call, what, _reason(terms, call), what.code)


async def end(call: Call) -> Plan:
    """Plan the end of a code."""
    what = EndPromo(call.values["code"])
    return await planned(call, what, call.values.get("reason", "ended"), what.code)


def _reason(terms: Terms, call: Call) -> str:
    return terms.reason or str(call.values["rule"])


_CODE = Argument("code", read_code)
COMMANDS = (
    StaffCommand(name="promo", act=Act.LOOK_AT_PROMOS, looks=listed, in_groups=True, most_words=0),
    StaffCommand(
        name="promo-list",
        act=Act.LOOK_AT_PROMOS,
        arguments=(PAGE,),
        looks=listed,
        in_groups=True,
    ),
    StaffCommand(
        name="promo-new",
        act=Act.MAKE_PROMO,
        arguments=(_CODE, Argument("amount", AMOUNT), Argument("rule", rest=True)),
        plans=make,
    ),
    StaffCommand(
        name="promo-end",
        act=Act.END_PROMO,
        arguments=(_CODE, Argument("reason", rest=True, optional=True)),
        plans=end,
    ),
)
