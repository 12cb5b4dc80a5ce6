"""What there is here, for people who have no account yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from aiogram.types import InlineKeyboardButton

from bot.buttons import Go, Pick, button, home_button, in_rows, keyboard
from bot.screen import Screen
from bot.screens.layout import lines, paragraphs
from bot.screens.plan_names import without_price
from bot.screens.rewards import fee_line, own_fee_lines
from bot.text import Translator
from domain.billers import Biller, Plan
from domain.rules import Rules
from domain.vendors import Category

_PLANS_SHOWN = 3  # of each biller, the cheapest
_BILLERS_SHOWN = 12
_LONGEST_NAME = 40


def overview(
    t: Translator, billers: Mapping[Category, Sequence[Biller]], rules: Rules, *, is_customer: bool
) -> Screen:
    """Who can be paid, and what we charge for it."""
    sold = [category for category in Category if billers.get(category)]
    free = [t.plain(f"category-{category.value}") for category in sold if category not in rules.fees]
    fees = [
        fee_line(t, t.plain(f"category-{category.value}"), rules.fees[category])
        for category in sold
        if category in rules.fees
    ]
    names = {biller.id: biller.short_name for each in billers.values() for biller in each}
    fees += own_fee_lines(t, rules, names)
    to_prices = [
        button(t.plain(f"category-{category.value}"), Pick(what="look", value=category.value))
        for category in sold
    ]
    return Screen(
        paragraphs(
            t("look-title"),
            lines(*(_who(t, category, billers[category]) for category in sold)),
            lines(
                t("look-fees"),
                t("look-no-fee", categories=", ".join(free)) if free else None,
                *fees,
                t("look-vat", share=_percent(rules.vat_basis_points)) if fees else None,
            ),
            t("look-prices"),
        ),
        keyboard(*in_rows(to_prices, 3), *_ways(t, is_customer=is_customer, back="register")),
    )


def prices(
    t: Translator,
    category: Category,
    billers: Sequence[tuple[Biller, Sequence[Plan]]],
    *,
    is_customer: bool,
) -> Screen:
    """What can be bought of each biller in a category, and for how much."""
    title = t("look-category", category=t.plain(f"category-{category.value}"))
    return Screen(
        paragraphs(title, *(_offer(t, biller, plans) for biller, plans in billers[:_BILLERS_SHOWN])),
        keyboard(*_ways(t, is_customer=is_customer, back="look")),
    )


def _who(t: Translator, category: Category, billers: Sequence[Biller]) -> str:
    names = ", ".join(biller.short_name for biller in billers)
    return t("look-who", category=t.plain(f"category-{category.value}"), billers=names)


def _offer(t: Translator, biller: Biller, plans: Sequence[Plan]) -> str:
    name = t("look-biller", biller=_short(biller.name))
    if not biller.kind.has_plans:
        return lines(name, t("look-amounts", minimum=biller.minimum, maximum=biller.maximum))
    priced = sorted((p.amount, without_price(p.name, biller)) for p in plans if p.amount is not None)
    return lines(
        name,
        *(t("look-plan", plan=_short(plan), amount=amount) for amount, plan in priced[:_PLANS_SHOWN]),
        t("look-more-plans", n=len(plans) - _PLANS_SHOWN) if len(plans) > _PLANS_SHOWN else None,
        t("look-no-plans") if not plans else None,
    )


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1].rstrip()}…"


def _ways(t: Translator, *, is_customer: bool, back: str) -> list[list[InlineKeyboardButton]]:
    if is_customer:  # an old button: there is nothing to register for
        return [[home_button(t)]]
    go_on = button(t.plain("register-continue"), Go(to="share"), style="primary")
    return [[button(t.plain("button-back"), Go(to=back)), go_on]]


def _percent(basis_points: int) -> str:
    return f"{basis_points / 100:g}"
