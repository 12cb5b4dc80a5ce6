"""A storm of webhooks: signed and forged, repeated, in any order, at two processes; then wallets are counted.

The truth is what the processors know. Webhooks are the bytes that they would post, read by the product's own
gateways; a processor that is asked back sometimes stumbles, and then tells again, as the real ones do.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qs, urlsplit

import httpx
import uvloop

from benchmarks.bank import RULES, Bank, clock, new_id, open_bank
from benchmarks.databases import new_database, new_file, sqlite_url
from benchmarks.figures import Figures, note, quick
from domain.account_events import AccountEvents
from domain.account_processors import AccountDetails, AccountGateway, IdentityKind
from domain.funding import StillUnclear, TopUps
from domain.inflows import Inflows
from domain.money import Money, naira
from domain.personal_accounts import PersonalAccount, PersonalAccounts
from domain.processors import ForgedEvent, FundingContested, ProcessorGateway
from gateways.flutterwave_checkout import FlutterwaveCheckout
from gateways.paystack import Paystack
from gateways.paystack_accounts import PaystackAccounts
from storage.checks import problems
from tests.data_servers import start_postgres

EVENTS, EVENTS_QUICK = 1_000, 200
_SEED = 20_261_123
_KEY, _HASH = "sk_test_storm", "hash-of-the-storm"
_AT_ONCE = 32
_PAGES_PER_CUSTOMER = 5
_STUMBLES = 0.05  # of the questions
_FATES = ("paid", "paid", "paid", "paid", "part", "foreign", "unpaid", "lost", "won", "contested", "refunded")
_BY_TRANSFER = 0.25  # of the pages, no page at all but a transfer to the customer's account number
_FATES_OF_TRANSFERS = ("paid", "paid", "foreign", "lost", "won", "contested", "refunded")
_FIRST_ID = 5_000_000_000
_FIRST_NUMBER = 9_930_000_000


@dataclass(frozen=True, slots=True)
class Letter:
    """One webhook as it is posted."""

    processor: str
    body: bytes
    signature: str


@dataclass(frozen=True, slots=True)
class Page:
    """One payment page and what truly became of it."""

    number: int
    customer_id: str
    reference: str
    amount: Money
    processor: str = ""
    fate: str = ""
    account_number: str = ""  # that got it, where it is a transfer

    @property
    def wallet(self) -> Money:
        """What the wallet has of it in the end."""
        return self.amount if self.fate in ("paid", "won") else Money(0)

    @property
    def transaction(self) -> Mapping[str, object]:
        """The payment, in the words of its processor."""
        charged = self.amount.kobo // 2 if self.fate == "part" else self.amount.kobo
        currency = "USD" if self.fate == "foreign" else "NGN"
        is_paid = self.fate != "unpaid"
        if self.account_number:
            return {
                "id": _FIRST_ID + self.number,
                "reference": self.reference,
                "status": "success",
                "channel": "dedicated_nuban",
                "amount": self.amount.kobo,
                "fees": 100,
                "currency": currency,
                "paid_at": "2026-11-23T11:00:00.000Z",
                "authorization": {"receiver_bank_account_number": self.account_number},
            }
        if self.processor == "paystack":
            return {
                "id": _FIRST_ID + self.number,
                "reference": self.reference,
                "status": "success" if is_paid else "abandoned",
                "amount": charged,
                "requested_amount": self.amount.kobo,
                "fees": 100,
                "currency": currency,
            }
        return {
            "id": _FIRST_ID + self.number,
            "tx_ref": self.reference,
            "status": "successful" if is_paid else "failed",
            "amount": charged // 100,
            "charged_amount": charged // 100,
            "app_fee": 1,
            "currency": currency,
        }


@dataclass
class Companies:
    """Both processors: they open every page, and say what became of it when they are asked."""

    dice: random.Random
    stumbles: float
    pages: dict[str, Page] = field(default_factory=dict)  # by reference

    def gateways(self) -> dict[str, ProcessorGateway]:
        """Return the product's gateways to them."""
        transport = httpx.MockTransport(self._answer)
        return {
            "paystack": Paystack("http://paystack.storm", _KEY, transport=transport),
            "flutterwave": FlutterwaveCheckout(
                "http://flw.storm/v3", "FLWSECK-x", _HASH, transport=transport
            ),
        }

    def accounts(self) -> PaystackAccounts:
        """Return the product's gateway to account numbers."""
        return PaystackAccounts("http://paystack.storm", _KEY, transport=httpx.MockTransport(self._answer))

    def _answer(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path
        if path == "/transaction/initialize":
            reference = json.loads(request.content)["reference"]
            data = {"reference": reference, "authorization_url": f"https://p.storm/{reference}"}
            return httpx.Response(200, json={"status": True, "message": "created", "data": data})
        if path == "/v3/payments":
            return httpx.Response(200, json={"status": "success", "data": {"link": "https://f.storm/page"}})
        if self.dice.random() < self.stumbles:
            return httpx.Response(503, json={"status": "error", "message": "An error occurred"})
        page = self._asked_for(str(request.url), path)
        if page is None:
            return httpx.Response(404, json={"status": "error", "message": "No transaction was found"})
        success: object = True if page.processor == "paystack" else "success"
        return httpx.Response(200, json={"status": success, "data": dict(page.transaction)})

    def _asked_for(self, url: str, path: str) -> Page | None:
        if path.startswith("/transaction/verify/"):
            return self.pages.get(path.rpartition("/")[2])
        if path.startswith("/transaction/"):
            return self._numbered(path.rpartition("/")[2])
        if path.endswith("/verify"):
            return self._numbered(path.split("/")[-2])
        return self.pages.get(parse_qs(urlsplit(url).query).get("tx_ref", [""])[0])

    def _numbered(self, transaction_id: str) -> Page | None:
        number = int(transaction_id) - _FIRST_ID
        return next((page for page in self.pages.values() if page.number == number), None)


def letters_about(page: Page, dice: random.Random) -> list[Letter]:
    """Return everything that is posted about a page: its true events, some of them again, and some lies."""
    said: list[tuple[str, Mapping[str, object]]] = []
    told = page.transaction
    if page.processor == "flutterwave":
        said.append(("charge.completed", told))
        # Whoever knows the secret can still say nothing that is believed.
        said.append(("charge.completed", {**told, "status": "successful", "amount": 10**6}))
    elif page.fate != "unpaid":
        said.append(("charge.success", told))
    contest = {
        "id": page.number + 1,
        "refund_amount": page.amount.kobo,
        "currency": "NGN",
        "transaction": told,
    }
    if page.fate in ("lost", "won", "contested"):
        said.append(("charge.dispute.create", contest))
    if page.fate in ("lost", "won"):
        resolution = "merchant-accepted" if page.fate == "lost" else "declined"
        said.append(("charge.dispute.resolve", {**contest, "resolution": resolution}))
    if page.fate == "refunded":
        refund = {"transaction_reference": page.reference, "amount": page.amount.kobo, "currency": "NGN"}
        said += [
            ("refund.pending", {**refund, "amount": str(page.amount.kobo)}),
            ("refund.processed", refund),
        ]
    letters = []
    for event, data in said:
        body = json.dumps({"event": event, "data": data}).encode()
        letters += [Letter(page.processor, body, signature(page.processor, body))] * dice.randint(1, 3)
        forged = json.dumps({"event": event, "data": {**data, "amount": 10**8}}).encode()
        letters.append(Letter(page.processor, forged, signature("nobody", body)))
    return letters


def signature(processor: str, body: bytes) -> str:
    """Return what proves who posts these bytes."""
    if processor == "paystack":
        return hmac.new(_KEY.encode(), body, hashlib.sha512).hexdigest()
    return _HASH if processor == "flutterwave" else hashlib.sha512(body).hexdigest()


@dataclass
class Storm:
    """What came of it."""

    events: int = 0
    forged: int = 0
    told_again: int = 0
    wrong_balances: int = 0


async def weather(url: str, *, events: int, seed: int = _SEED, stumbles: float = _STUMBLES) -> Storm:
    """Post that many webhooks to two processes, and return how many wallets are wrong afterwards.

    :raises AssertionError: if a forged webhook was taken, or the books are wrong
    """
    dice = random.Random(seed)
    companies = Companies(random.Random(seed + 1), stumbles)
    async with open_bank(url) as here, open_bank(url) as there:
        desks = [_desk(bank, companies) for bank in (here, there)]
        pages, letters = await _addressed(here, desks[0], companies, dice, events)
        storm = Storm(len(letters))
        await _post(desks, letters, storm)
        due: dict[str, Money] = {}
        for page in pages:
            due[page.customer_id] = due.get(page.customer_id, naira(1)) + page.wallet
        for customer_id, wallet in due.items():
            async with here.database.begin() as books:
                accounts = await books.accounts.of(customer_id)
            storm.wrong_balances += accounts.wallet - accounts.owes != wallet
        if found := await problems(here.database):
            raise AssertionError(f"the books are wrong: {found}")
    return storm


@dataclass(frozen=True)
class Desk:
    """One process that takes webhooks in, as its HTTP edge does."""

    top_ups: TopUps
    accounts: AccountEvents

    async def take_in(self, letter: Letter) -> None:
        """Take one in.

        :raises ForgedEvent: if nobody of theirs wrote it
        :raises StillUnclear: if it has to be told again
        """
        processor, now = letter.processor, clock()
        event = self.top_ups.processors[processor].read_event(letter.body, letter.signature)
        if await self.accounts.take_in(processor, letter.body, now=now):
            return
        contested = event if isinstance(event, FundingContested) else None
        if contested is not None and await self.top_ups.knows(contested.reference):
            contested = None
        if contested is not None and await self.accounts.contested(processor, contested, now=now):
            return
        await self.top_ups.receive(processor, event, now=now)


def _desk(bank: Bank, companies: Companies) -> Desk:
    rules = replace(RULES, checkouts=replace(RULES.checkouts, shares={"paystack": 1, "flutterwave": 1}))
    gateways: dict[str, AccountGateway] = {"paystack": companies.accounts()}
    return Desk(
        TopUps(bank.database, companies.gateways(), rules, "https://vision.storm/paid"),
        AccountEvents(
            PersonalAccounts(bank.database, gateways, rules),
            Inflows(bank.database, gateways, rules, new_id),
        ),
    )


async def _number_of(bank: Bank, customer_id: str, n: int) -> str:
    """Give a customer an account number."""
    number = str(_FIRST_NUMBER + n)
    account = PersonalAccount(new_id(), customer_id, "paystack", IdentityKind.BVN, "8901", clock()).opened(
        AccountDetails(number, "Wema Bank", "VISION"), now=clock()
    )
    async with bank.database.begin() as books:
        await books.personal_accounts.add(account)
    return number


async def _addressed(
    bank: Bank, desk: Desk, companies: Companies, dice: random.Random, events: int
) -> tuple[list[Page], list[Letter]]:
    """Open pages until there is enough to tell of them."""
    pages: list[Page] = []
    letters: list[Letter] = []
    customer = number = ""
    while len(letters) < events:
        if len(pages) % _PAGES_PER_CUSTOMER == 0:
            (customer,) = await bank.customers([len(pages)], balance=naira(1))
            number = await _number_of(bank, customer, len(pages))
        amount = naira(dice.randint(50, 5_000) * 2)
        if dice.random() < _BY_TRANSFER:
            fate = dice.choice(_FATES_OF_TRANSFERS)
            page = Page(len(pages), customer, f"1{new_id()}f", amount, "paystack", fate, number)
        else:
            top_up = await desk.top_ups.open(new_id(), customer, amount, card=None, now=clock())
            page = Page(len(pages), customer, top_up.id, amount, top_up.processor, dice.choice(_FATES))
        if page.processor == "flutterwave" and page.fate in ("lost", "won", "contested", "refunded"):
            page = replace(page, fate="paid")
        pages.append(page)
        companies.pages[page.reference] = page
        letters += letters_about(page, dice)
    dice.shuffle(letters)
    return pages, letters


async def _post(desks: Sequence[Desk], letters: Sequence[Letter], storm: Storm) -> None:
    """Post them all, many at once; who is not answered tells again later."""
    waiting = list(letters)
    while waiting:
        unclear: list[Letter] = []
        crowd = asyncio.Semaphore(_AT_ONCE)

        async def post(number: int, letter: Letter, later: list[Letter], turn: asyncio.Semaphore) -> None:
            async with turn:
                desk = desks[number % len(desks)]
                try:
                    await desk.take_in(letter)
                except ForgedEvent:
                    storm.forged += 1
                except StillUnclear:
                    later.append(letter)

        await asyncio.gather(*(post(n, letter, unclear, crowd) for n, letter in enumerate(waiting)))
        storm.told_again += len(unclear)
        waiting = unclear


def storm(figures: Figures, wanted: frozenset[str]) -> None:
    """Let it blow over both databases."""
    events = EVENTS_QUICK if quick() else EVENTS
    with new_file() as path:
        on_sqlite = uvloop.run(weather(sqlite_url(path), events=events))
    note(f"SQLite: {on_sqlite}")
    with start_postgres(durable=True) as server:
        on_postgres = uvloop.run(weather(new_database(server, "vision"), events=events))
    note(f"PostgreSQL: {on_postgres}")
    figures.add(
        "webhooks.storm",
        events=on_sqlite.events + on_postgres.events,
        forged=on_sqlite.forged + on_postgres.forged,
        told_again=on_sqlite.told_again + on_postgres.told_again,
        wrong_balances=on_sqlite.wrong_balances + on_postgres.wrong_balances,
    )
