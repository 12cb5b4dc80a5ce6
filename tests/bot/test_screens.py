"""Every screen, in every language, with the nastiest values: it fits, it is well-formed, it has a way out."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from types import CodeType, FrameType, FunctionType

import pytest
from aiogram.types import InlineKeyboardMarkup, ReplyKeyboardMarkup

import bot.screens
from bot.business_rules import DEFAULT_FILE, read_rules
from bot.buttons import LONGEST_LABEL
from bot.conversations.stray import HINTS, KINDS
from bot.keypad import Keypad
from bot.screen import Screen
from bot.screens import (
    add_money,
    apologies,
    cart,
    history,
    home,
    notifications,
    pay_airtime,
    pay_electricity,
    pay_sheet,
    payment,
    people,
    register,
    settings,
    stray,
)
from bot.screens import problem as problem_screens
from bot.text import LANGUAGES, Translator, translator
from domain.echoes import Choices
from domain.ledger import InsufficientFunds
from domain.money import naira
from domain.outages import BillerState
from domain.payments import Payment, PaymentStatus
from domain.saved_names import SavedName
from domain.tickets import ProblemKind
from domain.top_ups import TopUp, TopUpStatus
from domain.vendors import Category, MeterKind
from tests.bot import samples
from tests.bot.account_screens import account_screens
from tests.bot.bill_screens import bill_screens
from tests.bot.expiry_screens import expiry_screens
from tests.bot.light_screens import light_screens
from tests.bot.look_screens import look_screens
from tests.bot.looking_back_screens import looking_back_screens
from tests.bot.news_screens import news_screens
from tests.bot.other_screens import other_screens
from tests.bot.rule_screens import rule_screens
from tests.bot.safety_screens import safety_screens
from tests.bot.samples import ADA, IKEJA, LONG, MTN, MUCH, NOON
from tests.bot.schedule_screens import schedule_screens
from tests.bot.test_reward_screens import screens as reward_screens
from tests.bot.ticket_screens import ticket_screens
from tests.bot.transfer_screens import transfer_screens

RULES = read_rules(DEFAULT_FILE)
AMOUNTS = [naira(amount) for amount in (100, 200, 500, 1_000, 2_000, 5_000, 10_000, 999_999)] + [MUCH]
BILLERS = {Category.AIRTIME: MTN, Category.ELECTRICITY: IKEJA}
HOUSE = pay_electricity.House(
    IKEJA, "AB/12-3456789012345", MeterKind.POSTPAID, LONG, LONG, naira(1_100), MUCH
)
TOP_UP = TopUp(
    "f" * 32,
    "c" * 32,
    "paystack",
    MUCH,
    NOON,
    NOON + RULES.checkout_open_for,
    checkout_url="https://checkout.example/pay/abc",
)


def screens(t: Translator) -> Iterator[tuple[str, Screen]]:
    """Yield every screen that there is, with its name."""
    problem, keypad = t("weak-pin"), Keypad.fresh()
    ada, rich = samples.customer(t.language), samples.accounts()
    light, airtime = samples.payment(), samples.payment(category=Category.AIRTIME)
    paid = [(light, IKEJA), (airtime, MTN)]
    yield "welcome", register.welcome(t)
    yield from look_screens(t, RULES)
    yield from other_screens(t, RULES)
    for number, screen in enumerate(reward_screens(t)):
        yield f"reward {number}", screen
    yield from light_screens(t, RULES)
    yield from expiry_screens(t)
    yield from news_screens(t)
    yield from schedule_screens(t, RULES)
    yield from safety_screens(t, RULES)
    yield from transfer_screens(t, RULES)
    yield from account_screens(t, RULES)
    yield "share_number", register.share_number(t, problem=problem)
    yield "thanks", register.thanks(t, name=LONG, phone=ADA)
    yield "choose_pin", register.choose_pin(t, keypad, problem=problem)
    yield "repeat_pin", register.repeat_pin(t, keypad)
    unfinished = t.plain("home-continue", bill=LONG)
    yield "home", home.home(t, ada, rich, repeats=paid, unfinished=unfinished, notice=problem, now=NOON)
    yield (
        "airtime amount",
        pay_airtime.choose_amount(t, MTN, ADA, is_own=True, amounts=AMOUNTS, problem=problem),
    )
    yield "airtime number", pay_airtime.choose_number(t, problem=problem)
    yield "airtime network", pay_airtime.choose_network(t, [MTN] * 4, ADA, problem=problem)
    for state in BillerState:
        states = {MTN.id: state, IKEJA.id: state}
        yield f"{state} network", pay_airtime.choose_network(t, [MTN] * 4, ADA, states=states)
        yield f"{state} discos", pay_electricity.choose_disco(t, [IKEJA] * 12, states=states)
    yield "meters", pay_electricity.choose_meter(t, paid * 5, names={})
    yield "discos", pay_electricity.choose_disco(t, [IKEJA] * 12, problem=problem)
    yield "meter", pay_electricity.type_meter(t, IKEJA, problem=problem)
    yield "house", pay_electricity.is_this_the_house(t, HOUSE)
    yield (
        "light amount",
        pay_electricity.choose_amount(
            t, HOUSE, minimum=naira(1_000), maximum=MUCH, amounts=AMOUNTS, problem=problem
        ),
    )
    for category, biller in BILLERS.items():
        sheet = samples.sheet(category)
        for earlier in (None, light, replace(light, status=PaymentStatus.UNRESOLVED)):
            yield (
                f"sheet {category}",
                pay_sheet.pay_sheet(
                    t, sheet, biller, rich, keypad, earlier=earlier, problem=problem, now=NOON
                ),
            )
        yield f"short {category}", pay_sheet.too_little(t, sheet, biller, samples.NOTHING, naira(100))
        plain = replace(sheet, quote=replace(sheet.quote, cashback_used=naira(0), fee=naira(0), vat=naira(0)))
        yield f"plain sheet {category}", pay_sheet.pay_sheet(t, plain, biller, rich, keypad, now=NOON)
    yield "in flight", pay_sheet.in_flight(t, light, IKEJA, now=NOON)
    yield "closed", pay_sheet.closed(t, t("sheet-expired"), can_reopen=True)
    yield from _results(t)
    yield from bill_screens(t)
    yield from looking_back_screens(t)
    yield "add amount", add_money.choose_amount(t, RULES, AMOUNTS, problem=problem)
    yield "checkout", add_money.checkout(t, TOP_UP, RULES, problem=problem)
    yield "checkout down", add_money.checkout_down(t, t("checkout-down"))
    yield "credited", add_money.credited(t, replace(TOP_UP, card=5), rich)
    for status in TopUpStatus:
        yield f"top-up {status}", add_money.outcome(t, replace(TOP_UP, status=status), RULES, now=NOON)
    late = TOP_UP.expires_at
    yield "top-up late", add_money.outcome(t, TOP_UP, RULES, now=late)
    looked_back: list[Payment | TopUp] = [*(payment for payment, _ in paid), TOP_UP] * 3
    billers = {payment.order.biller_id: biller for payment, biller in paid}
    yield "history", history.page(t, looked_back, billers, has_older=True, is_first=False)
    yield from ticket_screens(t, RULES)
    yield "what is wrong", problem_screens.choose(t, light, IKEJA, tuple(ProblemKind))
    yield "nothing to report", problem_screens.nothing_to_report(t)
    yield "token troubles", problem_screens.token_troubles(t, light)
    for trouble in problem_screens.TOKEN_TROUBLES:
        yield f"token {trouble}", problem_screens.token_advice(t, light, trouble)
    yield "no signal", problem_screens.no_signal(t, light, IKEJA)
    yield "apology", payment.apology(t, light, IKEJA, MUCH)
    waiting = samples.sheet(Category.AIRTIME)
    yield "cart", cart.cart_sheet(t, waiting, MTN, MUCH, keypad, problem=problem, now=NOON)
    yield "cart back", cart.back(t, waiting, MTN)
    yield "cart gone", cart.gone(t)
    name = SavedName("5" * 32, "c" * 32, "45012345678", "ikeja-electric", "x" * 20, NOON)
    yield "name", people.ask_name(t, name.reference, IKEJA, problem=problem)
    yield "people", people.people(t, [name] * 50, notice=problem)
    yield "nobody", people.people(t, [])
    yield "named", people.card(t, name, IKEJA)
    for status in TopUpStatus:
        yield f"top-up {status}", history.top_up(t, replace(TOP_UP, status=status), now=NOON)
    yield "no history", history.page(t, [], {}, has_older=False, is_first=True)
    yield "settings", settings.settings(t, ada, RULES)
    yield "languages", settings.languages(t)
    yield "drafts", settings.drafts(t)
    for has_address in (False, True):
        choices = Choices(RULES.messages)
        yield (
            "notifications",
            notifications.notifications(t, choices, has_address=has_address, notice=problem),
        )
    yield "balance", settings.balance(t, rich)
    yield "help", settings.help_page(t, is_customer=True)
    yield "privacy", settings.privacy(t, is_customer=False)
    for kind in sorted({*KINDS.values(), "long", "forward", "edited", "other"}):
        yield f"stray {kind}", stray.not_understood(t, kind, hint=None)
    for hint in HINTS.values():
        yield f"stray at {hint}", stray.not_understood(t, "text", hint=hint)
    yield "typed pin", stray.typed_pin(t, deleted=True)
    yield "typed pin that stays", stray.typed_pin(t, deleted=False)
    yield "group", stray.open_privately(t, "vision_demo_bot")
    yield "refused", apologies.refused(t, InsufficientFunds(short_by=MUCH))


def _results(t: Translator) -> Iterator[tuple[str, Screen]]:
    rich = samples.accounts()
    for category, biller in BILLERS.items():
        for status in PaymentStatus:
            made = samples.payment(status, category)
            yield f"receipt {status}", payment.receipt(t, made, biller, now=NOON)
            yield f"delivered {status}", payment.delivered(t, made, biller, rich, now=NOON)
            yield f"still held {status}", payment.still_held(t, made, biller, now=NOON)
        sent = samples.payment(PaymentStatus.SUBMITTED, category)
        yield "sent", payment.sent(t, sent, biller, RULES, now=NOON)
        yield "waiting", payment.waiting(t, sent, biller, now=NOON)
        yield "slow", payment.slow(t, sent, biller, RULES, now=NOON)
        yield "was sent", payment.was_sent(t, sent, biller, now=NOON)
        yield "stopped", payment.stopped(t, sent, biller)
        yield "checking", payment.checking(t, sent, biller, RULES, now=NOON)
        for reason in ("deadline", "never-sent", "cancelled", "twin-purchase", "vendor-float-short", None):
            returned = replace(sent, status=PaymentStatus.RELEASED, reason=reason)
            yield f"returned {reason}", payment.returned(t, returned, biller, rich, now=NOON)
        yield "refunded", payment.refunded(t, sent, biller, rich, now=NOON)
    for tokens in (1, 2, 3):
        yield f"token {tokens}", payment.token(t, samples.payment(tokens=tokens), IKEJA)


@cache
def all_screens(language: str) -> list[tuple[str, Screen]]:
    """Return every screen in a language, drawn once for all tests."""
    return list(screens(translator(language)))


def everybodys_screens(language: str) -> list[tuple[str, Screen]]:
    """Draw what customers see, and what staff do."""
    return [*all_screens(language), *rule_screens(translator(language))]


NOT_FOR_CUSTOMERS = {"for_staff", "decided", "plain"}
FOR_STAFF = {"review for staff", "review decided"}
# Before an account, after it, for strangers, and what is followed by another screen at once.
WITHOUT_A_WAY_OUT = {"welcome", "share_number", "thanks", "sent", "group", "closed", "signed out", *FOR_STAFF}
WITHOUT_A_WAY_OUT |= {"bar", "cart kept", "contact chosen", "contact picker", "page over", "pin was right"}
WITHOUT_A_WAY_OUT |= {"panic by code", "panic how", "panic refused", "too fast"}


class TestTheSamples:
    def test_leave_no_screen_out(self) -> None:
        t, drawn = translator("en"), set[CodeType]()

        def watch(frame: FrameType, event: str, _: object) -> None:
            if event == "call":
                drawn.add(frame.f_code)

        sys.setprofile(watch)
        try:
            list(screens(t))
        finally:
            sys.setprofile(None)

        assert [name for name, function in _functions() if function.__code__ not in drawn] == []


def _functions() -> Iterator[tuple[str, FunctionType]]:
    """Yield what draws a screen for a customer, with its name."""
    for found in pkgutil.iter_modules(bot.screens.__path__, "bot.screens."):
        module = importlib.import_module(found.name)
        for name, function in inspect.getmembers(module, inspect.isfunction):
            is_drawing = function.__annotations__.get("return") == "Screen" and not name.startswith("_")
            is_for_staff = "staff" in found.name or name in NOT_FOR_CUSTOMERS
            is_drawing = is_drawing and not inspect.iscoroutinefunction(function)  # asks, and has others draw
            if is_drawing and not is_for_staff and function.__module__ == found.name:
                yield f"{found.name}.{name}", function


class _Strict(HTMLParser):
    """Takes Telegram's tags alone, each closed in turn."""

    TAGS = frozenset({"b", "i", "code", "tg-spoiler", "tg-time", "blockquote"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in self.TAGS, f"<{tag}> is not known to Telegram"
        if tag == "tg-time":
            assert [name for name, _ in attrs] == ["unix", "format"]
            return self.open.append(tag)
        assert not attrs or (tag, attrs) == ("blockquote", [("expandable", None)])
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def words_of(screen: Screen) -> str:
    """Return the text as it is read, once its tags were found right."""
    parser = _Strict()
    parser.feed(screen.text)
    parser.close()
    assert parser.open == []
    return "".join(parser.words)


@pytest.mark.parametrize("language", LANGUAGES)
class TestEveryScreen:
    def test_is_well_formed_and_fits(self, language: str) -> None:
        for name, screen in everybodys_screens(language):
            words = words_of(screen)

            assert 1 <= len(words) <= 4_096, name
            assert "{" not in words, name
            assert "None" not in words, name
            assert "  \n" not in words, name
            assert len(re.findall(r"[✅⏳↩⚠❌💡]", words)) <= 1, name

    def test_has_buttons_that_fit(self, language: str) -> None:
        for name, screen in everybodys_screens(language):
            if isinstance(screen.keyboard, InlineKeyboardMarkup):
                for button in (button for row in screen.keyboard.inline_keyboard for button in row):
                    assert 1 <= len(button.text) <= LONGEST_LABEL, name
                    assert len((button.callback_data or "").encode()) <= 64, name
                    assert button.copy_text is None or len(button.copy_text.text) <= 256, name
            elif isinstance(screen.keyboard, ReplyKeyboardMarkup):
                keys = [key for row in screen.keyboard.keyboard for key in row]
                assert all(len(key.text) <= LONGEST_LABEL for key in keys), name


@pytest.mark.parametrize("language", LANGUAGES)
class TestABillOnAButton:
    def test_shows_the_end_of_its_number_whatever_the_company_is_called(self, language: str) -> None:
        t, biller = translator(language), replace(MTN, short_name="9mobile", category=Category.DATA)

        label = home.bill_label(t, biller, "08091112223", naira(1_500), room=LONGEST_LABEL - 2)

        assert len(label) <= LONGEST_LABEL - 2
        assert " data ₦1.5k" in label
        assert label.endswith("2223")


@pytest.mark.parametrize("language", LANGUAGES)
class TestEveryConversation:
    def test_has_a_way_out_on_every_screen(self, language: str) -> None:
        t = translator(language)
        ways = {t.plain("button-cancel"), t.plain("button-home"), t.plain("home-settings")}
        ways |= {t.plain("register-continue")}

        for name, screen in all_screens(language):
            if name not in WITHOUT_A_WAY_OUT:
                assert isinstance(screen.keyboard, InlineKeyboardMarkup), name
                labels = {button.text for row in screen.keyboard.inline_keyboard for button in row}
                assert labels & ways, name

    def test_sends_no_number_or_token_back_with_a_button(self, language: str) -> None:
        private = ("12345678901234567890", "3456789012345", ADA.national[1:])

        for name, screen in all_screens(language):
            if isinstance(screen.keyboard, InlineKeyboardMarkup):
                for button in (button for row in screen.keyboard.inline_keyboard for button in row):
                    assert not any(secret in (button.callback_data or "") for secret in private), name

    def test_has_no_label_of_its_own_that_is_cut(self, language: str) -> None:
        t = translator(language)
        fixed = [
            "button-back", "button-cancel", "button-home", "button-receipt", "button-again",
            "button-try-again", "button-token", "bar-home", "bar-repeat", "bar-help",
            "register-continue",
            "register-share",
            "home-airtime", "home-light", "home-add-money", "home-history", "home-settings", "home-help",
            "home-data", "home-tv", "home-internet", "home-more-bills", "bill-other-number",
            "bill-yes", "bill-no", "bill-change-package", "bill-previous", "bill-next",
            "bill-show-today", "bill-show-week", "bill-show-month", "bill-show-best",
            "sheet-change-plan", "button-voucher",
            "airtime-other-number", "light-other-amount", "light-new-meter", "light-yes", "light-no",
            "sheet-keep-cashback", "sheet-change-amount", "sheet-open-again",
            "token-copy", "add-i-have-paid", "add-finish-order", "history-older", "history-newest",
            "settings-change-language", "settings-privacy", "stray-resume", "stray-open-privately",
        ]  # fmt: skip

        assert [key for key in fixed if len(t.plain(key)) > LONGEST_LABEL] == []
        assert len(t.plain("sheet-add-and-finish", add=naira(999))) <= LONGEST_LABEL
        assert len(t.plain("sheet-use-cashback", cashback="₦1,234.56")) <= LONGEST_LABEL
        for kind in ("token", "voucher"):
            assert len(t.plain("sheet-earlier-code", kind=kind)) <= LONGEST_LABEL
