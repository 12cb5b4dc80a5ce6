"""The screens of rewards: they fit a phone in each language, whatever the figures, and lead on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from aiogram.types import InlineKeyboardMarkup

from bot.buttons import LONGEST_LABEL
from bot.screen import Screen
from bot.screens import invite, promo, rewards
from bot.text import LANGUAGES, Translator, translator
from domain.cashback import Bill, explained
from domain.limits import Usage
from domain.money import Money, naira
from domain.notices import NoticeKind
from domain.payments import PaymentStatus
from domain.referrals import Progress, Referral, ReferralStatus
from domain.vendors import Category
from domain.what_if import what_if
from tests.bot.samples import IKEJA
from tests.builders import NOON, RULES, a_customer, a_light_order, a_payment, accounts_of

NAMES = {"mtn": "MTN", "airtel": "Airtel", "dstv": "DStv", "spectranet": "Spectranet"}
MUCH = Money(99_999_999)
WEEKENDS = replace(RULES, cashback=tuple(replace(rule, is_on=True) for rule in RULES.cashback))


def screens(t: Translator) -> Iterator[Screen]:
    """Every screen, with much in it and with little."""
    usage = Usage(NOON.date(), month="2026-11", cashback={"base": MUCH, "weekend": Money(1)}, referrals=20)
    payment = a_payment(a_light_order(amount=naira(5_000)), PaymentStatus.DELIVERED)
    yield rewards.cashback(t, accounts_of(cashback=MUCH), usage, WEEKENDS, [(payment, IKEJA)] * 5, NAMES)
    yield rewards.cashback(t, accounts_of(), Usage(NOON.date()), RULES, [], {})
    for earned in (naira(75), Money(1)):
        why = explained(RULES.cashback, "electricity", naira(5_000), earned)
        yield rewards.why(t, payment, why, NAMES)
    yield rewards.why(t, payment, None, NAMES)
    yield rewards.how_to_ask(t, is_customer=False)
    for category in Category:
        for amount in (naira(50), naira(9_500), naira(1_000_000)):
            said = what_if(WEEKENDS, Bill(category, amount), earned_this_month={}, now=NOON)
            yield rewards.what_if(t, said, None, {naira(5): ["MTN", "Airtel"]}, NAMES, is_customer=True)
    yield rewards.fees(t, RULES, is_customer=True)
    newest = tuple(
        Referral(f"{status}", "ada", NOON, status, "p", NOON + timedelta(days=7)) for status in ReferralStatus
    )
    counts = dict.fromkeys(ReferralStatus, 1_000)
    for progress in (Progress((), {}), Progress(newest, counts)):
        yield invite.invite(t, a_customer(), "vision_pay_bot", progress, RULES, now=NOON)
    for kind in (NoticeKind.REFERRAL_HELD, NoticeKind.REFERRAL_REWARDED):
        yield invite.told(t, kind, newest[1], RULES, now=NOON)
    yield promo.ask(t, problem=t("promo-unknown"))
    yield promo.credited(t, "W" * 20, MUCH)
    yield promo.refused(t, t("promo-used-up"))


@pytest.mark.parametrize("language", LANGUAGES)
class TestEachScreen:
    def test_fits_a_phone(self, language: str) -> None:
        for screen in screens(translator(language)):
            assert 0 < len(screen.text) < 2_000
            assert "₦₦" not in screen.text
            assert isinstance(screen.keyboard, InlineKeyboardMarkup)
            for row in screen.keyboard.inline_keyboard:
                for key in row:
                    assert len(key.text) <= LONGEST_LABEL
                    assert not key.text.endswith("…"), key.text
                    assert len((key.callback_data or "").encode()) <= 64

    def test_leads_on(self, language: str) -> None:
        t = translator(language)
        ways = {t.plain(key) for key in ("button-home", "button-cancel", "register-continue")}
        for screen in screens(t):
            assert isinstance(screen.keyboard, InlineKeyboardMarkup)
            assert ways & {key.text for row in screen.keyboard.inline_keyboard for key in row}
