"""The screens of account numbers and of what comes in on them, with the nastiest values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from bot.buttons import home_button, keyboard
from bot.screen import Screen
from bot.screens import add_money, chargebacks, missing_money
from bot.screens import personal_account as screens
from bot.text import Translator
from domain.account_processors import AccountDetails, AccountFailure, Bank, IdentityKind
from domain.chargebacks import Chargeback, ChargebackKind, ChargebackStatus
from domain.inflows import Inflow, InflowStatus
from domain.missing_transfers import Searched
from domain.money import naira
from domain.notices import NoticeKind
from domain.personal_accounts import AccountStatus, PersonalAccount
from domain.rules import Rules
from tests.bot import samples
from tests.bot.samples import LONG, MUCH, NOON

ACCOUNT = PersonalAccount(
    "a" * 33,
    "c" * 32,
    "paystack",
    IdentityKind.BVN,
    "8901",
    NOON,
    AccountStatus.OPEN,
    AccountDetails("9930000001", LONG, LONG),
)
OTHER = replace(ACCOUNT, processor="flutterwave", identity=IdentityKind.NIN)
INFLOW = Inflow(
    "flutterwave-6100000001",
    "flutterwave",
    "6100000001",
    InflowStatus.CREDITED,
    "f" * 32,
    NOON,
    account_id="a" * 33,
    customer_id="c" * 32,
    amount=MUCH,
    sender=LONG,
    sender_bank=LONG,
    paid_at=NOON,
    ended_at=NOON + timedelta(seconds=9),
)

CHARGEBACK = Chargeback(
    "paystack:refund:" + "9" * 20,
    "paystack",
    ChargebackKind.REFUND,
    ChargebackStatus.OPEN,
    INFLOW.id,
    "c" * 32,
    MUCH,
    NOON,
    taken=MUCH,
    owed=MUCH,
)
OWING = replace(samples.accounts(), owes=MUCH)


def account_screens(t: Translator, rules: Rules) -> Iterator[tuple[str, Screen]]:
    """Yield them, with their names."""
    problem, amounts = t("not-an-identity-number"), [naira(500), MUCH]
    chargeable = replace(
        rules,
        personal_accounts=replace(rules.personal_accounts, customer_bears_fee=True, stamp_duty_taken=True),
    )
    for waiting in (True, False):
        asked = (replace(ACCOUNT, status=AccountStatus.REQUESTED, details=None),) if waiting else ()
        yield f"no number yet, {waiting}", add_money.choose_amount(t, rules, amounts, asked, offered=True)
    for opened in ((ACCOUNT,), (ACCOUNT, OTHER)):
        for given in (rules, chargeable):
            yield f"add {len(opened)}", add_money.choose_amount(t, given, amounts, opened, offered=True)
            yield f"numbers {len(opened)}", screens.numbers(t, opened, given, another=True)
    yield "number is there", screens.numbers(t, (ACCOUNT,), rules, another=False, notice=t("account-ready"))
    names = ("paystack", "flutterwave")
    for wanted in (True, False):
        yield f"consent {wanted}", screens.consent(t, names, tuple(IdentityKind), bank_account=wanted)
    yield "name", screens.ask_name(t, problem=problem)
    yield (
        "bank",
        screens.ask_bank(t, [Bank("999992", LONG)] * 8, problem=t("account-unknown-bank", said=LONG)),
    )
    yield "bank account", screens.ask_bank_account(t, Bank("058", LONG), problem=problem)
    for kind in IdentityKind:
        yield f"identity {kind}", screens.ask_identity(t, kind, tuple(IdentityKind), problem=problem)
    yield "under way", screens.under_way(t, OTHER)
    yield "give up", screens.give_up(t, ACCOUNT)
    yield "given up", screens.given_up(t, ACCOUNT)
    for failure in AccountFailure:
        failed = replace(OTHER, status=AccountStatus.FAILED, failure=failure)
        yield f"failed {failure}", screens.failed(t, failed)
    yield "not now", screens.not_now(t, t("accounts-down"))
    accounts = samples.accounts()
    yield "came in", screens.credited(t, INFLOW, accounts)
    off = replace(INFLOW, fee=naira(300), stamp_duty=naira(50), ended_at=NOON + timedelta(hours=30))
    yield "came in, with charges", screens.credited(t, off, accounts)
    yield "came in from nobody", screens.credited(t, replace(INFLOW, sender=""), accounts)
    for maximum in (naira(300_000), None):
        yield f"in review {maximum}", screens.in_review(t, INFLOW, maximum)
    for status in (InflowStatus.CREDITED, InflowStatus.IN_REVIEW):
        yield f"known {status}", screens.known_of(t, replace(off, status=status))
    yield from _missing(t)
    for word in (NoticeKind.CHARGEBACK_OPENED, NoticeKind.CHARGEBACK_LOST, NoticeKind.CHARGEBACK_WON):
        for way in ChargebackKind:
            yield f"{word} {way}", chargebacks.told(t, word, replace(CHARGEBACK, kind=way), INFLOW, OWING)
    for left in (MUCH, naira(0)):
        yield (
            f"debt, {left.kobo} left",
            Screen(chargebacks.debt_paid(t, MUCH, left), keyboard([home_button(t)])),
        )


def _missing(t: Translator) -> Iterator[tuple[str, Screen]]:
    """Yield the screens of a transfer that is not in."""
    numbers = (ACCOUNT, OTHER)
    reviewed = replace(INFLOW, status=InflowStatus.IN_REVIEW)
    yield "found", missing_money.searched(t, Searched(numbers, (INFLOW, reviewed)))
    yield "not found", missing_money.searched(t, Searched(numbers, (), {"flutterwave": "ReadTimeout"}))
