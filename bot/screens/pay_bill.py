"""Paying any bill that is neither airtime nor light, as it is seen; lists of plans are in `plans`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.buttons import Go, Pick, back_and_cancel, button, in_rows, keyboard, nearly_button
from bot.screen import Screen
from bot.screens import outages
from bot.screens.home import repeat_chip
from bot.screens.layout import lines, paragraphs
from bot.screens.outages import ALL_WELL
from bot.screens.plan_names import with_price, without_biller
from bot.text import Translator, calendar_day, naira_text, reference_text
from domain.billers import Biller
from domain.masking import masked_name
from domain.money import Money
from domain.outages import BillerState
from domain.payments import Payment
from domain.phones import Phone
from domain.vendors import Category, NamedReference, Renewal

_SAVED_SHOWN = 4
# Where the button of a category leads.
_GO = {**{each: each.value for each in Category}, Category.ELECTRICITY: "light"}


@dataclass(frozen=True, slots=True)
class Payee:
    """For whom a bill is, and what the biller says of them."""

    biller: Biller
    reference: str
    name: str
    minimum: Money | None = None
    arrears: Money | None = None
    renewal: Renewal | None = None


def choose_category(t: Translator, categories: Sequence[Category]) -> Screen:
    """What kind of bill."""
    kinds = [button(t.plain(f"category-{each.value}"), Go(to=_GO[each])) for each in categories]
    return Screen(t("bill-which-category"), keyboard(*in_rows(kinds, 2), back_and_cancel(t, back="home")))


def choose_biller(
    t: Translator,
    category: Category,
    billers: Sequence[Biller],
    saved: Sequence[tuple[Payment, Biller]] = (),
    *,
    names: Mapping[str, str] | None = None,
    states: Mapping[str, BillerState] = ALL_WELL,
    recurs: bool = False,
    problem: str | None = None,
) -> Screen:
    """Who is to be paid, now or regularly; what was paid before is one tap away."""
    act = "recur" if recurs else "again"
    again = [
        [repeat_chip(t, payment, biller, names or {}, act=act)] for payment, biller in saved[:_SAVED_SHOWN]
    ]
    ask = t("bill-which-biller", category=category.value) if billers else t("bill-none-on-sale")
    return Screen(
        paragraphs(problem, ask),
        keyboard(*again, *in_rows(outages.chips(t, billers, states), 2), back_and_cancel(t, back="home")),
    )


def choose_network(
    t: Translator,
    billers: Sequence[Biller],
    phone: Phone,
    *,
    states: Mapping[str, BillerState] = ALL_WELL,
    problem: str | None = None,
) -> Screen:
    """The network, where the prefix does not say it or says it wrongly."""
    return Screen(
        paragraphs(problem, t("bill-which-network", phone=phone)),
        keyboard(
            *in_rows(outages.chips(t, billers, states), 2),
            [button(t.plain("bill-other-number"), Go(to="bill_line"))],
            back_and_cancel(t, back="home"),
        ),
    )


def choose_line(t: Translator, category: Category, *, problem: str | None = None) -> Screen:
    """Another line: typed, pasted or from the contacts."""
    return Screen(
        paragraphs(problem, t("bill-which-line")), keyboard(back_and_cancel(t, back=category.value))
    )


def type_reference(
    t: Translator,
    biller: Biller,
    *,
    can_retry: bool = False,
    nearly: str | None = None,
    problem: str | None = None,
) -> Screen:
    """The card, account or profile; or, where nobody could say whose it is, the same one once more."""
    again = [button(t.plain("button-try-again"), Go(to="continue"), style="primary")]
    return Screen(
        paragraphs(
            problem,
            t("bill-type-reference", biller=biller.name, asks=biller.kind.asks, kind=biller.kind.name),
        ),
        keyboard(
            again if can_retry else None, nearly_button(t, nearly), back_and_cancel(t, back="bill_biller")
        ),
    )


def which_found(
    t: Translator, biller: Biller, found: Sequence[NamedReference], *, problem: str | None = None
) -> Screen:
    """The accounts that belong to what was typed. A button knows its place in the list, not the number."""
    chips = [
        [button(f"{reference_text(each.reference)} {each.name or ''}".strip(), _found(place))]
        for place, each in enumerate(found)
    ]
    return Screen(
        paragraphs(problem, t("bill-which-found", biller=biller.name)),
        keyboard(*chips, back_and_cancel(t, back="bill_reference")),
    )


def is_it_right(
    t: Translator, payee: Payee, *, nearly: str | None = None, problem: str | None = None
) -> Screen:
    """Whose it is: the one moment to notice a wrong digit."""
    return Screen(
        paragraphs(
            problem,
            t("bill-right", asks=payee.biller.kind.asks),
            _who(t, payee),
            lines(
                t("bill-minimum", minimum=payee.minimum) if payee.minimum else None,
                t("bill-arrears", arrears=payee.arrears) if payee.arrears else None,
            ),
        ),
        keyboard(
            [button(t.plain("bill-yes"), Go(to="bill_right"), style="primary")],
            nearly_button(t, nearly),
            [button(t.plain("bill-no"), Go(to="bill_reference"))],
            [button(t.plain("button-cancel"), Go(to="cancel"))],
        ),
    )


def renew_or_change(t: Translator, payee: Payee, *, problem: str | None = None) -> Screen:
    """The package that a decoder has, once more with one tap; or another."""
    renewal = payee.renewal or Renewal(None, None)
    label = t.plain("bill-renew", package=without_biller(renewal.package or "", payee.biller)).strip()
    if renewal.amount is not None:
        label = with_price(label, renewal.amount)
    due = calendar_day(renewal.due_on) if renewal.due_on is not None else None
    return Screen(
        paragraphs(
            problem,
            _who(t, payee),
            lines(
                t("bill-has-package", package=renewal.package) if renewal.package else None,
                t("bill-package-due", day=due) if due else None,
            ),
            t("bill-renew-or-change"),
            t("bill-decoder-on"),
        ),
        keyboard(
            [button(label, Go(to="bill_renew"), style="primary")],
            [button(t.plain("bill-change-package"), Go(to="bill_plans"))],
            back_and_cancel(t, back="bill_reference"),
        ),
    )


def choose_amount(
    t: Translator,
    payee: Payee,
    *,
    minimum: Money,
    maximum: Money,
    amounts: Sequence[Money],
    problem: str | None = None,
) -> Screen:
    """How much."""
    chips = [button(naira_text(amount), Pick(what="amount", value=str(amount.kobo))) for amount in amounts]
    return Screen(
        paragraphs(problem, _who(t, payee), t("bill-how-much", minimum=minimum, maximum=maximum)),
        keyboard(*in_rows(chips, 3), back_and_cancel(t, back="bill_reference")),
    )


def _who(t: Translator, payee: Payee) -> str:
    asks, biller = payee.biller.kind.asks, payee.biller.name
    return lines(
        t("bill-owner", name=masked_name(payee.name)) if payee.name else None,
        t("bill-reference", asks=asks, reference=reference_text(payee.reference), biller=biller)
        if payee.reference
        else t("bill-plans", biller=biller),
    )


def _found(place: int) -> Pick:
    return Pick(what="found", value=str(place))
