"""A biller's list to choose from, page by page: what it is called, what it costs, what a gigabyte costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from aiogram.types import InlineKeyboardButton

from bot.buttons import Go, PickPlan, PlanPage, back_and_cancel, button, keyboard
from bot.screen import Screen
from bot.screens.layout import lines, paragraphs
from bot.screens.plan_names import with_price, without_biller, without_price
from bot.text import Translator, naira_text
from domain.billers import Asks, Biller
from domain.data_plans import Offer, Show
from domain.phones import Phone
from domain.vendors import Category

PAGE = 8
_MOST_SHOWN = 300
_LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Line:
    """For which phone number it is."""

    phone: Phone
    is_own: bool
    has_network: bool  # the biller is the line's network


def line_of(biller: Biller, phone: Phone, *, own: Phone) -> Line | None:
    """Return the line that a plan is for; None where the biller knows its customers by something else."""
    if biller.kind.asks is not Asks.LINE:
        return None
    return Line(phone, phone == own, biller.category is Category.DATA)


def choose_plan(
    t: Translator,
    biller: Biller,
    offers: Sequence[Offer],
    *,
    shown: Show,
    choices: Sequence[Show] = (),
    page: int = 0,
    line: Line | None = None,
    back: str,
    problem: str | None = None,
) -> Screen:
    """A page of the list. A page that is not there any more is the last one."""
    if not offers:
        again = [button(t.plain("button-try-again"), Go(to="continue"), style="primary")]
        nothing = t("bill-no-plans", biller=biller.name)
        return Screen(paragraphs(problem, nothing), keyboard(again, back_and_cancel(t, back=back)))
    offers = offers[:_MOST_SHOWN]
    pages = -(-len(offers) // PAGE)
    page = max(0, min(page, pages - 1))
    on_page = offers[page * PAGE : (page + 1) * PAGE]
    return Screen(
        paragraphs(
            problem,
            lines(
                t("bill-plans", biller=biller.name),
                t("bill-own-line" if line.is_own else "bill-other-line", phone=line.phone) if line else None,
                t("bill-best-order") if shown is Show.BEST and _goes_by_more_than_price(offers) else None,
            ),
            lines(*(_said(t, n, offer, biller) for n, offer in enumerate(on_page, start=1))),
            lines(
                t("bill-page", page=page + 1, pages=pages) if pages > 1 else None,
                t("bill-tap-or-type-plan" if pages > 1 else "bill-which-plan"),
            ),
        ),
        keyboard(
            *([_key(t, n, offer, biller)] for n, offer in enumerate(on_page, start=1)),
            _turn(t, shown, page, pages),
            [_choice(t, each, is_shown=each is shown) for each in choices],
            _changes(t, biller, line),
            back_and_cancel(t, back=back),
        ),
    )


def _goes_by_more_than_price(offers: Sequence[Offer]) -> bool:
    """Return whether a plan stands after one with a dearer gigabyte, so that the order needs a word."""
    prices = [offer.a_gigabyte.kobo for offer in offers if offer.a_gigabyte is not None]
    return prices != sorted(prices)


def _said(t: Translator, n: int, offer: Offer, biller: Biller) -> str:
    amount, name = offer.plan.amount, without_price(offer.plan.name, biller)[:_LONGEST_NAME]
    price = t.plain("bill-any-amount") if amount is None else naira_text(amount)
    if offer.a_gigabyte is not None:
        return t("bill-plan-by-size", n=n, name=name, price=price, gigabyte=offer.a_gigabyte)
    return t("bill-plan", n=n, name=name, price=price)


def _key(t: Translator, n: int, offer: Offer, biller: Biller) -> InlineKeyboardButton:
    amount = offer.plan.amount
    name = f"{n}. {'⟲ ' if offer.bought_before else ''}{_in_short(t, offer, biller)}"
    label = name if amount is None else with_price(name, amount)
    return button(label, PickPlan(plan_id=offer.plan.id, kobo=amount.kobo if amount else 0))


def _in_short(t: Translator, offer: Offer, biller: Biller) -> str:
    """Return what fits a button: size and time where they say it all, else the name."""
    bundle = offer.bundle
    if bundle.megabytes is not None and not bundle.is_limited:
        words = [_size(bundle.megabytes), _span(t, bundle.lasts), "SME" if bundle.is_sme else None]
        return " ".join(word for word in words if word)
    return without_biller(without_price(offer.plan.name, biller), biller)


def _size(megabytes: int) -> str:
    for size, unit in ((1_000_000, "TB"), (1_000, "GB")):
        whole, rest = divmod(megabytes * 1_000 // size, 1_000)
        if whole:
            return f"{whole}{f'.{rest:03d}'.rstrip('0') if rest else ''}{unit}"
    return f"{megabytes}MB"


def _span(t: Translator, lasts: timedelta | None) -> str | None:
    if lasts is None:
        return None
    if lasts < timedelta(days=1):
        return t.plain("time-hours", n=int(lasts.total_seconds()) // 3_600)
    return t.plain("bill-days", n=lasts.days)


def _turn(t: Translator, shown: Show, page: int, pages: int) -> list[InlineKeyboardButton]:
    back = [button(t.plain("bill-previous"), PlanPage(show=shown.value, page=page - 1))] if page else []
    more = [button(t.plain("bill-next"), PlanPage(show=shown.value, page=page + 1))]
    return back + (more if page + 1 < pages else [])


def _choice(t: Translator, show: Show, *, is_shown: bool) -> InlineKeyboardButton:
    """Return the button that shows some plans only; the one that is on shows all again."""
    name = t.plain(f"bill-show-{show.value}")
    if is_shown:
        return button(t.plain("bill-shown", name=name), PlanPage(show=Show.ALL.value, page=0))
    return button(name, PlanPage(show=show.value, page=0))


def _changes(t: Translator, biller: Biller, line: Line | None) -> list[InlineKeyboardButton]:
    if line is None:
        return []
    network = [button(t.plain("bill-network", biller=biller.short_name), Go(to="bill_network"))]
    number = [button(t.plain("bill-other-number"), Go(to="bill_line"))]
    return (network if line.has_network else []) + number
