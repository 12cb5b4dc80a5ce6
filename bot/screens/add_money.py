"""Adding money, as it is seen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.buttons import Go, Pick, TopUpPaid, back_and_cancel, button, home_button, in_rows, keyboard, link
from bot.screen import Screen
from bot.screens import personal_account
from bot.screens.layout import paragraphs
from bot.text import Translator, naira_text
from domain.limits import CustomerAccounts
from domain.money import Money
from domain.personal_accounts import AccountStatus, PersonalAccount
from domain.rules import Rules
from domain.top_ups import TopUp, TopUpStatus


def choose_amount(
    t: Translator,
    rules: Rules,
    amounts: Sequence[Money],
    accounts: Sequence[PersonalAccount] = (),
    *,
    offered: bool = False,
    problem: str | None = None,
) -> Screen:
    """Where to send it to, or how much by a page. `offered`: account numbers can be asked for."""
    chips = [button(naira_text(amount), Pick(what="amount", value=str(amount.kobo))) for amount in amounts]
    opened = [each for each in accounts if each.status is AccountStatus.OPEN]
    ask = t(
        "add-or-by-page" if opened else "add-how-much",
        minimum=rules.top_up_minimum,
        maximum=rules.top_up_maximum,
    )
    by_transfer = [
        t("add-by-transfer") if opened else None,
        *(personal_account.account_lines(t, each) for each in opened),
        personal_account.costs(t, opened, rules.personal_accounts) if opened else None,
    ]
    copies = personal_account.copy_keys(t, opened)
    if offered and len(opened) <= 1:
        label = t.plain("account-mine" if opened or _is_waiting(accounts) else "account-get")
        copies = [[*(copies[0] if copies else []), button(label, Go(to="account"))]]
    return Screen(
        paragraphs(problem, *by_transfer, ask),
        keyboard(*copies, *in_rows(chips, 3), back_and_cancel(t, back="home")),
    )


def _is_waiting(accounts: Sequence[PersonalAccount]) -> bool:
    return any(each.status is AccountStatus.REQUESTED for each in accounts)


def checkout(t: Translator, top_up: TopUp, rules: Rules, *, problem: str | None = None) -> Screen:
    """The way to the payment page."""
    pay = link(t.plain("add-pay", amount=top_up.amount), top_up.checkout_url or "")
    paid = button(t.plain("add-i-have-paid"), TopUpPaid(top_up_id=top_up.id))
    return Screen(
        paragraphs(
            problem,
            t(
                "add-checkout",
                amount=top_up.amount,
                open_for=rules.checkout_open_for,
                processor=processor_of(t, top_up),
            ),
        ),
        keyboard([pay], [paid], back_and_cancel(t, back="add_money")),
    )


def checkout_down(t: Translator, problem: str) -> Screen:
    """The payment page could not be opened."""
    again = button(t.plain("button-try-again"), Go(to="add_money"))
    return Screen(problem, keyboard([again, home_button(t)]))


def outcome(t: Translator, top_up: TopUp, rules: Rules, *, now: datetime) -> Screen:
    """What became of a payment page, when the customer asks."""
    match top_up.status:
        case TopUpStatus.OPEN if now < top_up.expires_at:
            return checkout(t, top_up, rules, problem=_not_in_yet(t, top_up))
        case TopUpStatus.OPEN:
            return _with_home(t, _not_in_yet(t, top_up))
        case TopUpStatus.CREDITED:
            return _with_home(t, t("add-already-in", amount=top_up.amount))
        case TopUpStatus.IN_REVIEW:
            return in_review(t, top_up)
        case TopUpStatus.FAILED:
            return failed(t, top_up)


def credited(t: Translator, top_up: TopUp, accounts: CustomerAccounts) -> Screen:
    """The money is in; if an order waits for it, on with that."""
    finish = (
        [button(t.plain("add-finish-order"), Go(to="continue"), style="primary")]
        if top_up.card is not None
        else None
    )
    return Screen(
        t("add-credited", amount=top_up.amount, wallet=accounts.wallet), keyboard(finish, [home_button(t)])
    )


def page_over(t: Translator, top_up: TopUp, *, card: int) -> Screen:
    """What remains of the way to a payment page when there is nothing more to pay there."""
    is_in = top_up.status is TopUpStatus.CREDITED
    return Screen(t("add-page-credited" if is_in else "add-page-over", amount=top_up.amount), edit=card)


def in_review(t: Translator, top_up: TopUp) -> Screen:
    """Money came that is not what was asked for, or more than the wallet may hold."""
    return _with_home(t, t("add-in-review", amount=top_up.amount))


def sent_back(t: Translator, top_up: TopUp) -> Screen:
    """A bank transfer was of another amount, and goes back."""
    return _with_home(t, t("add-sent-back", amount=top_up.amount, processor=processor_of(t, top_up)))


def processor_of(t: Translator, top_up: TopUp) -> str:
    """Name whose page it is."""
    return t.plain(f"processor-{top_up.processor}")


def _not_in_yet(t: Translator, top_up: TopUp) -> str:
    return t("add-not-in-yet", amount=top_up.amount, processor=processor_of(t, top_up))


def failed(t: Translator, top_up: TopUp) -> Screen:
    """The processor's final no."""
    again = button(t.plain("button-try-again"), Go(to="add_money"))
    return Screen(t("add-failed", amount=top_up.amount), keyboard([again, home_button(t)]))


def _with_home(t: Translator, text: str) -> Screen:
    return Screen(text, keyboard([home_button(t)]))
