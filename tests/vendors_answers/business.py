"""Our side of a story: real adapters, real books, and the words that the customer gets."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import cast

from sqlalchemy import select, text

from bot.screens.notices import render
from bot.services import Services
from bot.text import LANGUAGES, translator
from domain import ledger
from domain.cases import CaseKind
from domain.catalogue import Billers
from domain.customers import Customer
from domain.ledger import CustomerAccount, EntryKind, HouseAccount, Posting
from domain.money import Money
from domain.money_books import MoneyBooks, Touches
from domain.notices import Notice, NoticeKind
from domain.paying import Payments
from domain.payments import Payment
from domain.quotes import Order
from domain.registration import Customers
from domain.rules import Rules
from domain.saved_names import SavedNames
from domain.vendors import VendorGateway
from domain.wallets import Wallets
from storage.database import Database
from storage.pin_hasher import Argon2PinHasher
from storage.tables import outbox
from tests.builders import NOON, RULES, Bank, Clock, a_customer, a_sheet, accounts_of, an_order, approved
from tests.vendors_answers.endings import FINAL, IN_CASHBACK, IN_THE_WALLET, Ending
from tests.vendors_answers.scripted_company import (
    OURS,
    Answer,
    DoesNotListen,
    ScriptedCompany,
)

# Words that would scare or mislead, in any state: theirs, and those of people who write programs.
_TIME = re.compile(r"</?tg-time[^>]*>")  # words in it are read as they stand
_NEVER_SAID = re.compile(
    r"fail|success|error|reject|refus|unresolved|pending|time.?out|http|json|vtpass|flutterwave|vendor|\bcode-",
    re.IGNORECASE,
)
_NOBODY_TYPES_A_PIN = Argon2PinHasher(b"pepper")
_KNOWS_THE_END = ("✅", "↩️")


_OF_THE_HOUSE = text(
    """
    SELECT p.account, SUM(p.amount) FROM postings p JOIN journal_entries e ON e.key = p.entry_key
    WHERE e.subject_id = :payment AND p.customer_id IS NULL GROUP BY p.account
    """
)


@dataclass(frozen=True, slots=True)
class Hint:
    """The vendor's webhook, unsigned. Perhaps it lies: what it says is never more than a reason to ask."""

    body: str


Then = Answer | Hint


@dataclass(frozen=True)
class Row:
    """A row of the table: what the vendor says to the order, what to each question after it, and the end."""

    says: str
    answers: tuple[Answer, ...]
    end: Ending
    then: tuple[Then, ...] = ()
    cases: frozenset[CaseKind] = frozenset()
    cost: Money | None = None  # None: as `Speaks.cost`
    order: Callable[[Customer], Order] = an_order
    reads: tuple[str, ...] = ()  # what stands in her messages, in English

    def __str__(self) -> str:
        return f"{self.says} → {self.end}"


@dataclass(frozen=True)
class Speaks:
    """A company as these tests know it: our gateways to it, and what it says whatever is asked."""

    gateway: VendorGateway
    unreachable: VendorGateway
    hinted: Callable[[bytes], str | None]  # whose vend a webhook speaks of
    cost: Callable[[Order], Money]  # what it takes from our float if nothing else is said
    always: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Endowment:
    """What everybody has here before paying."""

    customer_id: str

    @property
    def touches(self) -> Touches:
        """The customer."""
        return Touches(customer_id=self.customer_id)

    def decide(self, books: MoneyBooks) -> None:
        """Post it."""
        books.post(
            ledger.entry(
                EntryKind.CASHBACK,
                f"endowment-{self.customer_id}",
                NOON,
                Posting(HouseAccount.PROMO_EXPENSE, -(IN_THE_WALLET + IN_CASHBACK)),
                Posting(CustomerAccount.WALLET, IN_THE_WALLET, self.customer_id),
                Posting(CustomerAccount.CASHBACK, IN_CASHBACK, self.customer_id),
            )
        )


@dataclass(frozen=True, kw_only=True)
class WhatScreensAsk:
    """The part of `bot.services.Services` that messages about payments are drawn from."""

    payments: Payments
    billers: Billers
    wallets: Wallets
    customers: Customers
    saved_names: SavedNames
    rules: Rules


@dataclass
class Story:
    """One payment, as far as it has come."""

    customer: Customer
    payments: Payments
    vendors: dict[str, VendorGateway]  # those of the payments
    payment: Payment
    clock: Clock
    reads: dict[str, list[str]] = field(default_factory=lambda: {language: [] for language in LANGUAGES})
    told: set[NoticeKind] = field(default_factory=set)
    staff_reads: list[str] = field(default_factory=list)
    sent: set[str] = field(default_factory=set)  # messages by their keys


@dataclass
class Business:
    """The books of a business with one vendor or more, and a stage for stories."""

    database: Database
    script: ScriptedCompany
    told: dict[str, Row] = field(default_factory=dict)  # by payment

    @cached_property
    def billers(self) -> Billers:
        """What we sell. Its clock stands still, so that it is read once."""
        return Billers(self.database, Clock())

    async def plays(self, row: Row, company: Speaks, *others: VendorGateway) -> Story:
        """Tell what a row tells, and hold the end against it."""
        story = await self.tell(row, company, *others)
        await self.check(story, row, cost=row.cost or company.cost(story.payment.order))
        return story

    async def tell(self, row: Row, company: Speaks, *others: VendorGateway, go_on: bool = True) -> Story:
        """Let a customer pay, and the vendor say what the row says. Without `go_on`, nothing is sent yet."""
        story = await self._begin(row, company, *others)
        self.script.begin(company.always)
        now, order_id = story.clock.now, story.payment.id
        self.script.request_id = company.gateway.mint_request_id(order_id, 1, now=now)
        if not go_on:
            return story
        await self._step(story, company, row.answers)
        for then in row.then:
            match then:
                case Hint(body):
                    spoken = body.replace(OURS, self.script.request_id).encode()
                    if (request_id := company.hinted(spoken)) is not None:
                        await story.payments.hinted(request_id, now=story.clock.now)
                case answer:
                    await self._ask(story, company, answer)
        assert self.script.unprepared == []
        assert self.script.unsaid == ()
        return story

    async def check(self, story: Story, row: Row, *, cost: Money) -> None:
        """Hold state, words and money against the row."""
        payment, end = story.payment, row.end
        async with self.database.begin() as books:
            accounts = await books.accounts.of(story.customer.id)
            postings = await books.connection.execute(_OF_THE_HOUSE, {"payment": payment.id})
            house = {account: Money(int(amount)) for account, amount in postings if amount}
            opened = [name.partition(":") for name in await books.cases.open_ones()]
        assert payment.status is end.status
        assert {
            CustomerAccount.WALLET: accounts.wallet,
            CustomerAccount.CASHBACK: accounts.cashback,
            CustomerAccount.HELD: accounts.held,
        } == end.accounts(payment.quote)
        vendor = payment.attempt.vendor if payment.attempt else ""
        assert house == end.of_the_house(payment.quote, vendor, cost)
        assert {kind for kind, _, subject in opened if subject == payment.id} == row.cases
        assert len(story.staff_reads) == len(row.cases)
        biller = await self.billers.get(payment.order.biller_id)
        assert story.told & FINAL == end.told
        for language, headline in end.headlines.items():
            newest = [message for message in story.reads[language] if not _is_a_code(message)][-1]
            assert newest.splitlines()[0] == headline.format(biller=biller.name)
        for words in row.reads:
            assert words in "\n".join(story.reads["en"]).replace("\N{NO-BREAK SPACE}", " ")

    async def audit(self) -> None:
        """Check the books after all rows: an offender is named with the row that it comes from."""
        problems = await Bank(self.database).problems()
        rows = {str(row) for payment, row in self.told.items() for each in problems if payment in each}
        assert (problems, rows) == ([], set())

    async def _begin(self, row: Row, company: Speaks, *others: VendorGateway) -> Story:
        clock = Clock()
        customer = a_customer()
        async with self.database.begin() as books:
            await books.customers.add(customer, accounts_of(customer, tier=customer.tier))
        await self.database.money.apply(Endowment(customer.id))
        vendors = {vendor.name: vendor for vendor in (company.gateway, *others)}
        payments = Payments(self.database, vendors, RULES, clock)
        sheet = a_sheet(row.order(customer), cashback=IN_CASHBACK)
        payment = await payments.accept(sheet, approved(sheet), card=None, now=NOON)
        self.told[payment.id] = row
        return Story(customer, payments, vendors, payment, clock)

    async def _ask(self, story: Story, company: Speaks, answer: Answer) -> None:
        """Wait until we ask by ourselves: if we never do, the row tells what cannot happen."""
        due_at = (await story.payments.get(story.customer.id, story.payment.id)).requery_at
        assert due_at is not None, "nobody asks any more"
        story.clock.now = max(due_at, story.clock.now)
        await self._step(story, company, (answer,))

    async def _step(self, story: Story, company: Speaks, answers: tuple[Answer, ...]) -> None:
        listens = not any(isinstance(each, DoesNotListen) for each in answers)
        story.vendors[company.gateway.name] = company.gateway if listens else company.unreachable
        self.script.will_answer(each for each in answers if not isinstance(each, DoesNotListen))
        await self.go_on(story)

    async def go_on(self, story: Story) -> None:
        """Take the payment one step on, and send what is owed after it."""
        await story.payments.advance(story.payment.id)
        story.payment = await story.payments.get(story.customer.id, story.payment.id)
        await self._messages(story)

    async def _messages(self, story: Story) -> None:
        """Send what is owed by now, as the messenger does."""
        now = story.clock.now
        owed = (
            select(outbox)
            .where(outbox.c.subject_id.contains(story.payment.id), outbox.c.due_at <= now)
            .order_by(outbox.c.due_at, outbox.c.key)
        )
        async with self.database.begin() as books:
            rows = (await books.connection.execute(owed)).all()
        services = self._services(story)
        for row in rows:
            if row.key in story.sent:
                continue
            story.sent.add(row.key)
            notice = Notice(row.key, NoticeKind(row.kind), row.subject_id, row.customer_id, row.due_at)
            languages = LANGUAGES if notice.customer_id else ("en",)
            for language in languages:
                screen = await render(notice, services, translator(language), now)
                if screen is None:
                    continue
                if notice.customer_id is None:
                    story.staff_reads.append(screen.text)
                    continue
                story.told.add(notice.kind)
                read = _TIME.sub("", screen.text)
                story.reads[language].append(read)
                _is_honest(read, notice.kind)

    def _services(self, story: Story) -> Services:
        asked = WhatScreensAsk(
            payments=story.payments,
            billers=self.billers,
            wallets=Wallets(self.database),
            customers=Customers(self.database, _NOBODY_TYPES_A_PIN, RULES),
            saved_names=SavedNames(self.database),
            rules=RULES,
        )
        return cast(Services, asked)


def _is_honest(message: str, kind: NoticeKind) -> None:
    said = _NEVER_SAID.search(message)
    assert said is None, f"{kind}: {said}"
    if kind not in FINAL:
        assert not message.startswith(_KNOWS_THE_END), kind


def _is_a_code(message: str) -> bool:
    return message.startswith(("💡", "🎫"))
