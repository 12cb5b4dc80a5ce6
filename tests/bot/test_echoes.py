"""What is told by SMS and e-mail too: the words, the hours, and the way over the real protocols."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest

from bot.echo_sender import EchoSender, EchoWords
from bot.screens.echoes import of_payment, of_schedule
from bot.text import LANGUAGES, Translator, translator
from domain.billers import Biller
from domain.customers import Customer
from domain.echoes import Choices, Echo, Echoes
from domain.money import naira
from domain.notices import SECURITY, Notice, NoticeKind
from domain.one_time_codes import Channel
from domain.own_e_mails import OwnEMails
from domain.payments import PaymentStatus
from domain.phones import Phone
from domain.rules_messages import Event
from domain.schedule_steps import PAID_BY_HAND
from domain.schedules import Schedule, ScheduleRun, ScheduleStatus
from domain.text_messages import (
    Refused,
    Reported,
    ReportStatus,
    SendOutcome,
    Sent,
    SentMessage,
    TextMessage,
    TextMessages,
    Unclear,
    for_handsets,
)
from domain.times import LAGOS
from domain.vendors import Category, Delivery
from storage.database import Database
from tests.builders import NOON, RULES, TOKEN, Bank, a_light_order, a_payment, an_order, opened
from tests.chat import running_vision
from tests.schedules import mandate, terms_of

CUTS_A_PAGE = set("\"';{}[]~^|€`\\")


@pytest.fixture(params=LANGUAGES)
def t(request: pytest.FixtureRequest) -> Translator:
    return translator(request.param)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    async with opened(database_url) as database:
        yield database


@pytest.fixture
async def billers(sqlite_url: str) -> tuple[Biller, ...]:
    async with opened(sqlite_url) as database, database.begin() as books:
        await books.billers.add_missing()
        return await books.billers.all()


def fits_a_page(line: str) -> bool:
    text = for_handsets(line)
    assert not CUTS_A_PAGE & set(text), text
    assert "₦" not in text
    return TextMessage(Phone("+2348031234567"), text).segments == 1


def paused_after_an_occurrence() -> tuple[Schedule, ScheduleRun]:
    terms = terms_of(an_order())
    schedule = Schedule(terms.schedule_id, terms.customer_id, terms, mandate(terms), NOON)
    run = ScheduleRun(schedule.id, schedule.customer_id, terms.starts_on, NOON, NOON)
    return replace(schedule, status=ScheduleStatus.PAUSED), run


class TestAMoment:
    @pytest.mark.parametrize(
        ("at", "until"),
        [
            ((23, 21, 59), (23, 21, 59)),
            ((23, 22, 0), (24, 6, 0)),
            ((24, 0, 0), (24, 6, 0)),
            ((24, 5, 59), (24, 6, 0)),
            ((24, 6, 0), (24, 6, 0)),
        ],
    )
    def test_of_the_night_is_held_until_six(
        self, at: tuple[int, int, int], until: tuple[int, int, int]
    ) -> None:
        assert RULES.messages.held_until(datetime(2026, 11, *at, tzinfo=LAGOS)) == datetime(
            2026, 11, *until, tzinfo=LAGOS
        )


class TestOnePage:
    def test_holds_a_token_of_every_company(self, t: Translator, billers: tuple[Biller, ...]) -> None:
        for biller in billers:
            if biller.category is Category.ELECTRICITY:
                bought = replace(a_light_order(amount=naira(500_000)), biller_id=biller.id)
                payment = replace(
                    a_payment(bought, PaymentStatus.DELIVERED), delivery=Delivery((TOKEN,), "1,234.56")
                )
                words = of_payment(t, NoticeKind.PAYMENT_TOKEN, payment, biller)
                assert words is not None
                assert fits_a_page(words.line), words

    def test_holds_every_outcome_of_every_network(self, t: Translator, billers: tuple[Biller, ...]) -> None:
        for biller in billers:
            for kind, status in (
                (NoticeKind.PAYMENT_DELIVERED, PaymentStatus.DELIVERED),
                (NoticeKind.PAYMENT_RETURNED, PaymentStatus.RELEASED),
                (NoticeKind.PAYMENT_REFUNDED, PaymentStatus.REFUNDED),
            ):
                order = replace(
                    an_order(amount=naira("49999.99"), biller=biller.id), category=biller.category
                )
                words = of_payment(t, kind, a_payment(order, status), biller)
                told = biller.category in (Category.AIRTIME, Category.DATA, Category.ELECTRICITY)
                assert (words is not None) is told
                assert words is None or fits_a_page(words.line), words

    def test_holds_what_became_of_an_occurrence(self, t: Translator, billers: tuple[Biller, ...]) -> None:
        schedule, run = paused_after_an_occurrence()
        for biller in billers:
            for kind in (NoticeKind.SCHEDULE_NOT_PAID, NoticeKind.SCHEDULE_PAUSED):
                for reason in ("insufficient-funds", "over-daily-limit"):
                    words = of_schedule(t, kind, schedule, replace(run, reason=reason), biller)
                    assert words is not None
                    assert words.event is Event.SCHEDULE
                    assert fits_a_page(words.line), words
            paid = replace(an_order(amount=naira("49999.99"), biller=biller.id), category=biller.category)
            payment = replace(a_payment(paid, PaymentStatus.DELIVERED), run_id=run.id)
            words = of_payment(t, NoticeKind.PAYMENT_DELIVERED, payment, biller)
            assert words is not None
            assert fits_a_page(words.line), words

    def test_says_nothing_of_an_occurrence_that_needed_no_payment(
        self, t: Translator, billers: tuple[Biller, ...]
    ) -> None:
        schedule, run = paused_after_an_occurrence()
        by_hand = replace(run, reason=PAID_BY_HAND)

        assert of_schedule(t, NoticeKind.SCHEDULE_NOT_PAID, schedule, by_hand, billers[0]) is None

    def test_holds_what_happens_to_the_safety_of_a_wallet(self, t: Translator) -> None:
        for kind in SECURITY:
            assert fits_a_page(t.plain("echo-security", what=kind.value, at=NOON))

    def test_never_shows_a_token_of_a_frozen_wallet(self, t: Translator, billers: tuple[Biller, ...]) -> None:
        ikeja = next(each for each in billers if each.id == "ikeja-electric")
        payment = replace(a_payment(a_light_order(), PaymentStatus.DELIVERED), delivery=Delivery((TOKEN,)))

        assert of_payment(t, NoticeKind.PAYMENT_TOKEN, payment, ikeja, frozen=True) is None


class TestChoices:
    def test_are_the_usual_ones_until_somebody_chose(self) -> None:
        chosen = Choices(RULES.messages, {(Event.AIRTIME, Channel.SMS): False})

        assert not chosen.is_on(Event.AIRTIME, Channel.SMS)
        assert chosen.is_on(Event.DATA, Channel.SMS)
        assert not chosen.is_on(Event.MONEY_IN, Channel.SMS)

    def test_do_not_silence_what_guards_the_wallet(self) -> None:
        assert Choices(RULES.messages, {(Event.SECURITY, Channel.SMS): False}).is_on(
            Event.SECURITY, Channel.SMS
        )


@dataclass
class Carrier:
    """A company that carries text messages and says what it was told to say."""

    name: str
    outcomes: list[SendOutcome] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    async def send(self, message: TextMessage) -> SendOutcome:
        self.texts.append(message.text)
        return self.outcomes.pop(0) if self.outcomes else Sent(f"{self.name}-{len(self.texts)}")


class Desk:
    """The sender of echoes between a real database and two carriers."""

    def __init__(self, database: Database, customer: Customer) -> None:
        self.now = NOON
        self.database, self.customer = database, customer
        self.first, self.second = Carrier("first"), Carrier("second")
        self.texts = TextMessages(database, [self.first, self.second], RULES.messages)
        self.sender = EchoSender(
            Echoes(database, RULES.messages),
            self.customer_of,
            self.texts,
            None,
            OwnEMails(database, RULES).of,
            self.words,
            lambda: self.now,
        )

    async def customer_of(self, customer_id: str) -> Customer:
        return self.customer

    async def words(self, echo: Echo, t: Translator) -> EchoWords:
        event = Event.SECURITY if echo.kind in SECURITY else Event.AIRTIME
        return EchoWords(event, f"told of {echo.kind}")

    async def owes(self, kind: NoticeKind, key: str = "n") -> None:
        async with self.database.begin() as books:
            await books.echoes.owe([Notice(key, kind, "p", self.customer.id, self.now)], now=self.now)

    async def works(self, **later: int) -> list[int]:
        """Take on what is due, and return how many texts each carrier was given so far."""
        self.now += timedelta(**later)
        for name in await self.sender.due(self.now, 100):
            await self.sender.take_on(name)
        return [len(self.first.texts), len(self.second.texts)]


@pytest.fixture
async def desk(database: Database) -> Desk:
    return Desk(database, await Bank(database).customer())


class TestAnEcho:
    async def test_is_sent_once_however_often_it_is_owed(self, desk: Desk) -> None:
        await desk.owes(NoticeKind.PAYMENT_DELIVERED)
        await desk.owes(NoticeKind.PAYMENT_DELIVERED)

        assert await desk.works() == [1, 0]
        await desk.owes(NoticeKind.PAYMENT_DELIVERED)
        assert await desk.works(minutes=1) == [1, 0]

    async def test_waits_for_the_morning_but_for_what_guards_the_wallet(self, desk: Desk) -> None:
        desk.now = NOON + timedelta(hours=11)  # 23:00 in Lagos
        await desk.owes(NoticeKind.PAYMENT_DELIVERED)
        await desk.owes(NoticeKind.PIN_CHANGED, "m")

        assert await desk.works() == [1, 0]
        assert desk.first.texts == ["told of pin-changed"]
        assert await desk.works(hours=6, minutes=59) == [1, 0]
        assert await desk.works(minutes=1) == [2, 0]

    async def test_that_may_have_been_taken_is_not_sent_again(self, desk: Desk) -> None:
        desk.first.outcomes = [Unclear("ReadTimeout")]
        await desk.owes(NoticeKind.PAYMENT_DELIVERED)

        assert await desk.works() == [1, 0]
        assert await desk.works(hours=1) == [1, 0]

    async def test_begun_by_a_process_that_died_is_not_sent_again(self, desk: Desk) -> None:
        await desk.owes(NoticeKind.PAYMENT_DELIVERED)
        ((key, channel),) = await desk.sender.echoes.due(now=desk.now, limit=1)
        echo = await desk.sender.echoes.get(key, channel)
        assert echo is not None
        assert await desk.sender.echoes.begin(echo, now=desk.now)

        assert not await desk.sender.echoes.begin(echo, now=desk.now)
        assert await desk.works(hours=1) == [0, 0]
        await desk.sender.sweep()
        assert await desk.sender.echoes.get(key, channel) is None

    async def test_that_nobody_took_is_tried_again_later(self, desk: Desk) -> None:
        desk.first.outcomes, desk.second.outcomes = [Refused("no-money")], [Refused("no-money")]
        await desk.owes(NoticeKind.PAYMENT_DELIVERED)

        assert await desk.works() == [1, 1]
        assert await desk.works(seconds=59) == [1, 1]
        assert sum(await desk.works(seconds=1)) == 3

    async def test_goes_once_more_by_the_other_carrier_when_a_report_says_that_it_was_lost(
        self, desk: Desk
    ) -> None:
        await desk.owes(NoticeKind.PAYMENT_DELIVERED)
        await desk.works()

        for lost in ("first-1", "second-1"):
            carrier = lost.partition("-")[0]
            message = await desk.texts.take_report(Reported(carrier, lost, ReportStatus.FAILED), now=desk.now)
            assert message is not None
            await desk.sender.lost(message)
            assert await desk.works() == [1, 1]

    async def test_does_not_cost_more_than_a_day_has(self, desk: Desk) -> None:
        pages = RULES.messages.sms_budget_per_day.kobo // RULES.messages.sms_price.kobo
        async with desk.database.begin() as books:
            await books.text_messages.add(
                SentMessage("first", "many", desk.customer.id, "p", pages, desk.now - timedelta(hours=1))
            )
        await desk.owes(NoticeKind.PAYMENT_DELIVERED)
        await desk.owes(NoticeKind.PIN_CHANGED, "m")

        assert await desk.works() == [1, 0]
        assert desk.first.texts == ["told of pin-changed"]

    async def test_goes_first_to_whom_did_not_fail_lately(self, desk: Desk) -> None:
        desk.first.outcomes = [Refused("no-money")] * RULES.messages.fewest_failures
        for n in range(RULES.messages.fewest_failures + 1):
            await desk.owes(NoticeKind.PAYMENT_DELIVERED, f"n{n}")

        assert await desk.works() == [RULES.messages.fewest_failures, RULES.messages.fewest_failures + 1]
        await desk.owes(NoticeKind.PAYMENT_DELIVERED, "later")
        assert (await desk.works(minutes=2))[0] == RULES.messages.fewest_failures + 1


class TestSMS:
    async def test_brings_the_token_and_no_log_does(
        self, sqlite_url: str, caplog: pytest.LogCaptureFixture
    ) -> None:
        async with running_vision(sqlite_url) as vision:
            ada = await vision.knows("Ada", wallet=20_000)
            with caplog.at_level(logging.DEBUG):
                await ada.says("light 5k ikeja 45701234112")
                await ada.taps("Yes")
                await ada.enters_pin()
                token = await ada.sees("Light token")
                told = await vision.messages.told(ada.phone, "Token ")

            digits = told.partition("Token ")[2][:24]
            assert digits in token.text
            assert "NGN 5,000" in told
            ours = [record.getMessage() for record in caplog.records if not record.name.startswith("httpx")]
            assert not [said for said in ours if digits in said or digits.replace(" ", "") in said]
