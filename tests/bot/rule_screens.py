"""Every screen of fees, cashback rules and promo codes, with the longest of what can stand on them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from bot.screen import Screen
from bot.screens.staff import promo, requests, rules
from bot.text import Translator
from domain.cashback import Bill, Loss
from domain.maker_checker import StaffRequest
from domain.money import naira
from domain.price_rules import CashbackChange, Change, FeeChange, FeeRule, RuleChange
from domain.promo_acts import MakePromo
from domain.promo_codes import PromoCode
from domain.rule_acts import ChangeAtALoss
from domain.rule_changes import RulesOverTime
from domain.rule_desk import Tried
from domain.rule_replay import Replayed
from domain.staff import StaffPerson
from domain.staff_acts import Effect, StaffAct
from domain.vendors import Category
from tests.bot.samples import NOON
from tests.builders import RULES

LONG = "x" * 30
REPLAYED = Replayed(
    4_000,
    1_000_000,
    900_000,
    90_000,
    (naira(9_000_000), naira("9000000.01")),
    (naira(4_129_000), naira(5_129_000)),
    ((LONG, naira(-900_000)),) * 3,
)


def rule_screens(t: Translator) -> Iterator[tuple[str, Screen]]:
    """Draw them."""
    fee = FeeChange(Category.INTERNET, FeeRule(1_234, naira("99999.99"), naira("999.99")), LONG, LONG)
    long = replace(
        RULES.cashback[0],
        name=LONG,
        maximum=naira(1_000_000),
        weekdays=frozenset(range(7)),
        billers=frozenset({f"{LONG}{n}" for n in range(4)}),
    )
    cashback = CashbackChange(long)
    changes: tuple[Change, ...] = (*(replace(fee, biller_id=f"{LONG}{n}") for n in range(40)), cashback)
    over = RulesOverTime.of(
        RULES,
        [
            RuleChange(str(n), n, change, NOON + timedelta(days=n % 2), "telegram:1", NOON)
            for n, change in enumerate(changes)
        ],
    )
    for page in (1, 3, 99):
        yield f"fees, page {page}", rules.fees(t, over, {}, page=page, now=NOON)
    yield "cashback rules", rules.cashback(t, over, {}, page=1, now=NOON)
    loss = Loss(LONG, Bill(Category.TV, naira(1_000_000), LONG), naira(1_000))
    for change in (fee, cashback):
        yield "a change tried", rules.tried(t, Tried(change, change, NOON, REPLAYED, loss))
        what = ChangeAtALoss(NOON, change, replayed=REPLAYED, shown=change, instead_of=change)
        yield "a change asked for", requests.waiting(t, _request(what))
    code = PromoCode("X" * 20, naira(200), naira(1_000_000), 9, NOON, NOON + timedelta(days=9))
    made = MakePromo(code.id, code.reward, 5_000, 9, code.expires_at, naira(1_000), for_newcomers=True)
    yield "a promo code asked for", requests.waiting(t, _request(made))
    yield "no promo codes", promo.listed(t, [], page=1, pages=1, now=NOON)
    yield "promo codes", promo.listed(t, [replace(code, for_newcomers=True)] * 10, page=2, pages=3, now=NOON)


def _request(what: StaffAct) -> StaffRequest:
    effect = Effect("", "promo-on", naira(1_000_000)) if isinstance(what, MakePromo) else Effect("", "")
    maker = StaffPerson(9_999_999_999)
    later = NOON + timedelta(days=1)
    return StaffRequest("r" * 32, 999_999, what, "y" * 300, effect, maker, NOON, later, needs_second=True)
