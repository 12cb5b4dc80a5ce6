"""Every screen of looking around, with the longest of what can stand on it."""

from collections.abc import Iterator
from dataclasses import replace

from bot.screen import Screen
from bot.screens import look_around, status
from bot.text import Translator
from domain.billers import KINDS, Plan
from domain.incidents import LONGEST_WORD, Word
from domain.maintenance import LONGEST_TEXT, Stop
from domain.money import naira
from domain.outages import FOR_EVER, BillerState, Outage
from domain.rules import Rules
from domain.vendors import Category
from tests.bot.samples import IKEJA, LONG, MTN
from tests.builders import NOON


def look_screens(t: Translator, rules: Rules) -> Iterator[tuple[str, Screen]]:
    """Draw them."""
    everybody = dict.fromkeys(Category, [MTN, IKEJA] * 6)
    plans = [Plan("mtn", str(n), LONG, naira(n + 1), {}) for n in range(50)]
    data = replace(MTN, kind=KINDS["data"])
    sold = [(IKEJA, ()), (data, plans), (data, ())] * 9
    for is_customer in (False, True):
        yield f"look {is_customer}", look_around.overview(t, everybody, rules, is_customer=is_customer)
        yield (
            f"look at {is_customer}",
            look_around.prices(t, Category.DATA, sold, is_customer=is_customer),
        )
    word, stop = Word(NOON, "telegram:1", "x" * LONGEST_WORD), Stop("x" * LONGEST_TEXT, NOON, NOON)
    for_ever, till_noon = (Outage(IKEJA.id, NOON, until, "x") for until in (FOR_EVER, NOON))
    not_well = [
        status.NotWell(IKEJA, BillerState.PAUSED, for_ever, word),
        status.NotWell(IKEJA, BillerState.PAUSED, till_noon, None),
        status.NotWell(MTN, BillerState.SLOW, None, None),
        status.NotWell(MTN, None, None, word),
    ]
    yield "status", status.status(t, not_well * 3, stop, now=NOON)
    yield "status well", status.status(t, (), None, now=NOON)
