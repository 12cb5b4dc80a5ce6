"""Looking back over a time, through the Telegram protocol: search, statements, spending."""

from __future__ import annotations

import csv
import dataclasses
import io

import pytest

from bot.papers.chart import chart_png
from bot.papers.statement import Told, statement_csv, statement_pdf
from bot.screens.statements import chart_caption, spending_on, statement_caption
from bot.text import LANGUAGES, translator
from domain.money import naira
from domain.months import Month
from domain.movements import TOLD_APART, Flow, Movement, Turnover, Turnovers
from domain.payments import PaymentStatus
from domain.statements import Line, Spending, Statement
from domain.top_ups import TopUp, TopUpStatus
from domain.vendors import Category
from tests.bot import samples
from tests.bot.test_receipts import newest_file
from tests.bot.test_send_money import sends, two
from tests.chat import Person, Vision

on_both = pytest.mark.asyncio(loop_scope="module")
BILLERS = {"mtn": samples.MTN, "ikeja-electric": samples.IKEJA}


async def pays(person: Person, order: str, delivered: str = "Delivered") -> None:
    """Buy airtime by typing it."""
    await person.says(order)
    await person.enters_pin()
    await person.sees(delivered)


class TestASearch:
    pytestmark = on_both

    async def test_finds_by_company_number_and_month(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=5_000)
        await pays(ada, "101 08035550101")
        await pays(ada, "102 08025550102")
        await pays(ada, "103 08025550103")

        await ada.says("/history airtel")
        found = await ada.sees("What I found for “airtel”", "₦103", "₦102")
        assert "₦101" not in found.text
        for search in ("/history 0803 555 0101", "/history 0101", "/history mtn airtime today"):
            await ada.says(search)
            found = await ada.sees("What I found", "₦101")
            assert "₦102" not in found.text
        await ada.taps("MTN ₦101")
        await ada.sees("Receipt", "0803 555 0101")

    async def test_finds_by_a_saved_name(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=5_000)
        await pays(ada, "104 08025550104")
        await ada.taps("Save as…")
        await ada.says("mama")
        await ada.sees("Saved as mama")
        await pays(ada, "105 08025550105")

        await ada.says("/history mama")
        found = await ada.sees("What I found for “mama”", "₦104")
        assert "₦105" not in found.text

        await ada.says("/spending mama this month")
        spent = await ada.sees("Spent on mama in", "₦104", "Airtime")
        assert "105" not in spent.text
        await ada.says("/spending mama june 2024")
        await ada.sees("Nothing was delivered to mama in June 2024")

    async def test_turns_its_pages(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=5_000)
        for amount in range(201, 208):
            await pays(ada, f"{amount} 0802666{amount:04d}", f"₦{amount}")
            await vision.waits(minutes=3)

        await ada.says("/history airtel this month")
        first = await ada.sees("₦207", "₦203")
        assert "₦202" not in first.text
        await ada.taps("Older")
        older = await ada.sees("What I found for “airtel this month”", "₦202", "₦201")

        assert older.id == first.id
        assert "Older" not in older.labels

    async def test_says_when_there_is_nothing_or_it_understands_nothing(self, vision: Vision) -> None:
        ada = await vision.knows()

        await ada.says("/history light june")
        await ada.sees("I found nothing for “light june”")
        await ada.says("/history jollof <rice>")
        await ada.sees("I don't know what “jollof” is")


class TestAStatement:
    pytestmark = on_both

    async def test_shows_a_month_and_comes_as_pdf_and_csv(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=5_000)
        await pays(ada, "500 08037770501")

        await ada.says("/statement")
        shown = await ada.sees("Statement for", "Bills ₦500", "Money added ₦5,000")
        await ada.taps("PDF", on=shown)
        pdf = await newest_file(vision, ada, "document")
        await ada.says("/statement csv")
        await vision.until(lambda: _has_documents(ada, 2))
        table = list(
            csv.reader(io.StringIO((await newest_file(vision, ada, "document")).decode("utf-8-sig")))
        )

        assert pdf.startswith(b"%PDF")
        assert len(pdf) < 60_000
        files = [each.raw for each in await ada.messages() if "document" in each.raw]
        assert all("Statement for" in file["caption"] for file in files)
        assert [row[2] for row in table] == ["Kind", "Money added", "Airtime"]
        assert table[2][3:10] == ["MTN", "", "08037770501", "500.00", "0.00", "0.00", "500.00"]
        assert table[2][12] == "delivered"

    @pytest.mark.parametrize(
        ("language", "sent", "received"),
        [
            ("English", "Sent to people", "Received from people"),
            ("Pidgin", "you send people", "people send you"),
        ],
    )
    async def test_shows_what_went_between_people_with_its_sign(
        self, vision: Vision, language: str, sent: str, received: str
    ) -> None:
        ada, bola = await two(vision, wallet=5_000)
        await sends(ada, bola, 1_200)
        for person in (ada, bola):
            await person.says("/language")
            await person.taps(language)

        await ada.says("/statement")
        await ada.sees(sent, "−₦1,200", "= ₦3,800")
        await ada.says("/spending")
        await ada.sees("Sent to people" if language == "English" else "You send people", "₦1,200")
        await bola.says("/statement")
        await bola.sees(received, "= ₦1,200")
        await ada.says("/statement csv")
        await vision.until(lambda: _has_documents(ada, 1))
        table = list(
            csv.reader(io.StringIO((await newest_file(vision, ada, "document")).decode("utf-8-sig")))
        )

        assert [row[9] for row in table[1:]] == ["5000.00", "-1200.00"]

    async def test_of_a_month_without_anything_says_so(self, vision: Vision) -> None:
        ada = await vision.knows()

        await ada.says("/statement june 2024 pdf")
        await ada.sees("Statement for June 2024", "Nothing was paid or added")
        await ada.taps("Month after")
        await ada.sees("Statement for July 2024")
        await ada.says("/statement jollof")
        await ada.sees("I can't read a month there")


class TestSpending:
    pytestmark = on_both

    async def test_is_shown_as_bars_and_as_a_chart(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=10_000)
        await pays(ada, "500 08038880501")
        await ada.says("light 2000 ikeja 01012345678")
        await ada.taps("Yes")
        await ada.enters_pin()
        await ada.sees("Light token")

        await ada.says("/history")
        await ada.taps("Spending")
        shown = await ada.sees("Spending in", "Light ₦2,0", "Airtime ₦500", "█")
        assert shown.text.index("Light") < shown.text.index("Airtime")
        await ada.taps("Chart", on=shown)

        assert (await newest_file(vision, ada, "photo")).startswith(b"\x89PNG")
        photo = next(each for each in reversed(await ada.messages()) if "photo" in each.raw)
        assert "Spending in" in photo.raw["caption"]


async def _has_documents(person: Person, n: int) -> bool:
    return sum("document" in each.raw for each in await person.messages()) >= n


CREDIT = TopUp(
    "f" * 32,
    "c" * 32,
    "paystack",
    naira(5_000),
    samples.NOON,
    samples.NOON,
    TopUpStatus.CREDITED,
    ended_at=samples.NOON,
)
MOVED = tuple(Movement(kind, "7" * 32, samples.NOON, naira(-12_345), naira(0)) for kind in sorted(TOLD_APART))
TURNOVERS = Turnovers(
    Turnover(naira(1_000_000), tuple((flow, naira(-98_765)) for flow in Flow)), Turnover(naira(100_000))
)
LINES = tuple(
    samples.payment(status, category)
    for status in PaymentStatus
    for category in (Category.AIRTIME, Category.ELECTRICITY)
)


def told(times: int = 1) -> Told:
    """A month full of the nastiest values."""
    lines: list[Line] = [*LINES, CREDIT, *MOVED]
    statement = Statement(Month(2026, 11), tuple(lines * times), turnovers=TURNOVERS)
    return Told(statement, samples.customer(), BILLERS)


class TestThePapers:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_are_made_of_anything(self, language: str) -> None:
        t = translator(language)

        assert len(statement_pdf(t, told())) < 60_000
        assert statement_pdf(t, told(20)).count(b"/Type /Page\n") > 5
        assert len(statement_csv(t, told()).splitlines()) == len(LINES) + len(MOVED) + 2

    @pytest.mark.parametrize(("language", "said"), [("en", "Spent on mama"), ("pcm", "you spend on mama")])
    def test_on_somebody_is_said_with_the_name(self, language: str, said: str) -> None:
        spent = Spending(Month(2026, 6), ((Category.AIRTIME, naira(700)),), naira(0))

        screen = spending_on(translator(language), "mama", spent)

        assert said in screen.text
        assert "₦700" in screen.text

    @pytest.mark.parametrize(("language", "said"), [("en", "Money added"), ("pcm", "Money wey you add")])
    def test_is_told_below_each_file(self, language: str, said: str) -> None:
        t = translator(language)
        spent = Spending(Month(2026, 6), ((Category.AIRTIME, naira(700)),), naira(300))

        assert said in statement_caption(t, told().statement)
        assert "₦700" in chart_caption(t, spent)
        assert "₦300" in chart_caption(t, spent)

    def test_hold_nothing_that_a_spreadsheet_takes_for_a_formula(self) -> None:
        biller = dataclasses.replace(samples.MTN, name='=HYPERLINK("https://evil.example")')
        shown = dataclasses.replace(told(), billers={**BILLERS, "mtn": biller})

        table = list(csv.reader(io.StringIO(statement_csv(translator("en"), shown).decode("utf-8-sig"))))

        assert [row for row in table for cell in row if cell.startswith(("=", "+", "@"))] == []

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_draw_every_category(self, language: str) -> None:
        spent = tuple((category, naira(700 - 100 * n)) for n, category in enumerate(Category))

        picture = chart_png(translator(language), Spending(Month(2026, 6), spent, naira(1_000)))

        assert picture.startswith(b"\x89PNG")
        assert len(picture) < 40_000
