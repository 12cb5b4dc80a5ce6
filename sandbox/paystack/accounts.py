"""Paystack's dedicated accounts: a number for each customer, told by webhook, and transfers to it."""

from __future__ import annotations

import html
import json
import re
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from string import Template
from typing import Annotated
from urllib.parse import parse_qs

from fastapi import APIRouter, Body, HTTPException, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response

from sandbox.courier import Answer, Courier, Parcel
from sandbox.paystack.account_book import BANKS, PROVIDERS, Account, Inflow, code_of
from sandbox.paystack.checkout import SAFE
from sandbox.paystack.door import go_wrong, key_fits, key_refused, no, read_form
from sandbox.paystack.webhooks import Json, sign
from sandbox.paystack.world import World

PAGE = Template((Path(__file__).parent / "transfer.html").read_text(encoding="utf-8"))
_BVN, _NUBAN = re.compile(r"\d{11}"), re.compile(r"\d{10}")
_NEEDED = (
    "email",
    "first_name",
    "last_name",
    "phone",
    "preferred_bank",
    "bvn",
    "account_number",
    "bank_code",
)


class AccountNews:
    """The webhooks about accounts and transfers of one world."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._courier = Courier(lambda: world.webhook_pauses_s)

    def assigned(self, account: Account, *, after: float = 0.0) -> None:
        """Decide who gets a number, then tell the bot in the background until it is taken."""

        def pack() -> Parcel | None:
            self._world.account_book.decide(account)
            return None if account.fate == "undecided" else self.parcel(told_of(account)[-1])

        self._courier.send(pack, after=after, when_taken=lambda: self._taken(account))

    def came_in(self, inflow: Inflow, *, after: float = 0.0) -> None:
        """Tell the bot of a transfer in the background, until it is taken."""
        body = self.body(inflow)
        self._courier.send(lambda: self.parcel(body), after=after, when_taken=lambda: self._taken(inflow))

    async def now(self, body: Json | bytes, *, signature: str | None = None) -> Answer:
        """Send one webhook now and return the answer."""
        parcel = self.parcel(body, signature=signature)
        return Answer(0) if parcel is None else await self._courier.send_once(parcel)

    def body(self, inflow: Inflow, **changes: object) -> Json:
        """Return the event of a transfer, with some of its data changed."""
        account = self._world.account_book.by_number(inflow.number)
        return {"event": "charge.success", "data": as_told(inflow, account) | changes}

    def parcel(self, body: Json | bytes, *, signature: str | None = None) -> Parcel | None:
        """Return a webhook as it goes out, signed rightly unless it brings a signature of its own."""
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        if not self._world.webhook_url:
            return None
        given = sign(raw, self._world.secret_key) if signature is None else signature
        return Parcel(self._world.webhook_url, raw, {"x-paystack-signature": given})

    def resume(self) -> None:
        """Send again what the bot had not taken when this world was left."""
        book = self._world.account_book
        for account in book.accounts.values():
            if account.owed:
                self.assigned(account, after=1.0)
        for inflow in book.inflows.values():
            if inflow.owed:
                self.came_in(inflow, after=1.0)

    def _taken(self, told: Account | Inflow) -> None:
        told.owed = False
        self._world.account_book.note(told)


def create_accounts_router(world: World) -> APIRouter:
    """Return the accounts' API, the page under `/bank-transfer`, and their part of `/control`."""
    news = AccountNews(world)
    book = world.account_book

    @asynccontextmanager
    async def lifespan(_: object) -> AsyncIterator[None]:
        news.resume()
        yield

    router = APIRouter(lifespan=lifespan)
    router.include_router(_control(world, news), prefix="/control")

    @router.post("/dedicated_account/assign")
    async def assign(request: Request) -> Response:
        if wrong := await _fault(world, "assign", request, done=False):
            return wrong
        if not key_fits(world, request):
            return key_refused()
        form = {name: str(value) for name, value in (await read_form(request)).items()}
        if problem := _problem(form):
            return no(problem, "invalid_params")
        news.assigned(book.assign(form), after=book.decides_after_s)
        wrong = await _fault(world, "assign", request, done=True)
        return wrong or JSONResponse({"status": True, "message": "Assign dedicated account in progress"})

    @router.get("/customer/{email}")
    async def customer(request: Request, email: str) -> Response:
        if wrong := await _fault(world, "customer", request, done=False):
            return wrong
        if not key_fits(world, request):
            return key_refused()
        account = book.accounts.get(email.lower()) or book.by_customer(email)
        if account is None:
            return no("Customer not found", "customer_not_found", status=404)
        return _good("Customer retrieved", _customer(account))

    @router.get("/dedicated_account")
    async def accounts(request: Request, customer: str = "") -> Response:
        if not key_fits(world, request):
            return key_refused()
        account = book.by_customer(customer)
        rows = [_dedicated(account)] if account is not None and account.active else []
        return _good("Managed accounts successfully retrieved", rows)

    @router.get("/bank")
    async def banks(request: Request) -> Response:
        if not key_fits(world, request):
            return key_refused()
        rows = [
            {"id": n, "name": name, "slug": name.lower().replace(" ", "-"), "code": code, "type": "nuban"}
            for n, (code, name) in enumerate(BANKS.items(), 1)
        ]
        return _good("Banks retrieved", rows)

    @router.get("/bank-transfer")
    async def page() -> Response:
        return _page(book.accounts.values())

    @router.post("/bank-transfer")
    async def transfer(request: Request) -> Response:
        form = {name: values[-1] for name, values in parse_qs((await request.body()).decode()).items()}
        number, naira = form.get("number", ""), form.get("naira", "").replace(",", "")
        if not _NUBAN.fullmatch(number) or not naira.isdigit() or not 0 < int(naira) < 10**9:
            return _page(book.accounts.values(), "That is no account number or no whole amount of naira.")
        inflow = book.take(
            number, int(naira) * 100, form.get("sender", "") or "CHIDI OKAFOR", "Guaranty Trust Bank"
        )
        news.came_in(inflow)
        return _page(book.accounts.values(), f"Sent ₦{int(naira):,} to {number}.")

    return router


def _control(world: World, news: AccountNews) -> APIRouter:
    """Return how tests steer it.

    `POST /accounts/{number}/transfer` takes `amount_kobo`, `sender`, `sender_bank` and `webhook` (false:
    it is not told); `POST /inflows/{id}/webhook` tells of one now, `times` often, with `changes` to its data
    or a `signature` of its own; `POST /accounts/{email}/decide` decides one that was left undecided.
    """
    router = APIRouter()
    book = world.account_book

    @router.post("/account_settings")
    async def set_up(decides_after_s: Annotated[float, Body(embed=True)]) -> Json:
        book.decides_after_s = decides_after_s
        return {"decides_after_s": book.decides_after_s}

    @router.get("/accounts")
    async def accounts() -> list[Json]:
        return [
            {"email": one.email, "number": one.number, "fate": one.fate} for one in book.accounts.values()
        ]

    @router.post("/accounts/{number}/transfer")
    async def transfer(number: str, wish: Annotated[Json, Body()]) -> Json:
        inflow = book.take(
            number,
            int(str(wish["amount_kobo"])),
            str(wish.get("sender", "CHIDI OKAFOR")),
            str(wish.get("sender_bank", "Guaranty Trust Bank")),
        )
        if wish.get("webhook", True):
            news.came_in(inflow)
        return {"id": inflow.id}

    @router.post("/inflows/{inflow_id}/webhook")
    async def send(inflow_id: int, letter: Annotated[Json, Body()]) -> Json:
        changes, signature = letter.get("changes"), letter.get("signature")
        body = news.body(_inflow(world, inflow_id), **(changes if isinstance(changes, dict) else {}))
        given = None if signature is None else str(signature)
        answers = [await news.now(body, signature=given) for _ in range(int(str(letter.get("times", 1))))]
        return {"answers": [answer.status for answer in answers]}

    @router.post("/accounts/{email}/decide")
    async def decide(email: str, wish: Annotated[Json, Body()]) -> Json:
        account = book.accounts.get(email.lower())
        if account is None:
            raise HTTPException(404, "nobody asked for an account")
        book.decide(account, str(wish["fate"]))
        events = told_of(account) if wish.get("webhook", True) else []
        answers = [await news.now(event) for event in events for _ in range(int(str(wish.get("times", 1))))]
        return {"answers": [answer.status for answer in answers], "number": account.number}

    return router


def told_of(account: Account) -> list[Json]:
    """Return the events of a decision, in the order in which they are sent."""
    identified = {
        "customer_id": account.customer_id,
        "customer_code": code_of(account),
        "email": account.email,
        "identification": {"country": "NG", "type": "bank_account"},
    }
    if account.fate == "refused":
        reason = {"reason": "Account number or BVN is incorrect"}
        failed = {
            "customer": _person(account),
            "dedicated_account": None,
            "identification": {"status": "failed"},
        }
        return [
            {"event": "dedicatedaccount.assign.failed", "data": failed},
            {"event": "customeridentification.failed", "data": identified | reason},
        ]
    assigned = {
        "customer": _person(account),
        "dedicated_account": _dedicated(account),
        "identification": {"status": "success"},
    }
    return [
        {"event": "customeridentification.success", "data": identified},
        {"event": "dedicatedaccount.assign.success", "data": assigned},
    ]


def as_told(inflow: Inflow, account: Account | None) -> Json:
    """Return a transfer as the webhook tells it: under a reference of Paystack's own."""
    return {
        "id": inflow.id,
        "domain": "test",
        "status": "success",
        "reference": f"1{inflow.id}2f",
        "amount": inflow.amount,
        "gateway_response": "Approved",
        "paid_at": inflow.paid_at,
        "created_at": inflow.paid_at,
        "channel": "dedicated_nuban",
        "currency": "NGN",
        "metadata": {"receiver_account_number": inflow.number},
        "fees": inflow.fees,
        "authorization": {
            "channel": "dedicated_nuban",
            "sender_name": inflow.sender,
            "sender_bank": inflow.sender_bank,
            "sender_bank_account_number": "XXXXXX4321",
            "receiver_bank_account_number": inflow.number,
            "receiver_bank": PROVIDERS[account.provider] if account is not None else "Test Bank",
            "narration": "NIP transfer",
        },
        "customer": _person(account) if account is not None else {"email": "nobody@vision.invalid"},
    }


def _person(account: Account) -> Json:
    return {
        "id": account.customer_id,
        "first_name": account.first_name,
        "last_name": account.last_name,
        "email": account.email,
        "customer_code": code_of(account),
        "phone": account.phone,
    }


def _customer(account: Account) -> Json:
    return _person(account) | {"identified": account.active, "transactions": [], "subscriptions": []}


def _dedicated(account: Account) -> Json:
    bank = {"name": PROVIDERS[account.provider], "id": 20, "slug": account.provider}
    return {
        "bank": bank,
        "account_name": account.holder,
        "account_number": account.number,
        "assigned": True,
        "currency": "NGN",
        "active": account.active,
        "id": 100_000 + account.customer_id,
        "customer": _person(account),
    }


def _problem(form: dict[str, str]) -> str | None:
    if missing := [name for name in _NEEDED if not form.get(name)]:
        return f"{missing[0]} is required"
    if form["preferred_bank"] not in PROVIDERS:
        return "Preferred bank is invalid"
    if not _BVN.fullmatch(form["bvn"]):
        return "BVN is invalid"
    if not _NUBAN.fullmatch(form["account_number"]) or form["bank_code"] not in BANKS:
        return "Account number is invalid"
    return None


def _good(message: str, data: object) -> Response:
    return JSONResponse({"status": True, "message": message, "data": data})


async def _fault(world: World, call: str, request: Request, *, done: bool) -> Response | None:
    """Return a scripted wrong answer before the work is done, or after it."""
    waiting = next((fault for fault in world.faults if fault.call == call), None)
    if waiting is None or waiting.done != done:
        return None
    fault = world.take_fault(call)
    return await go_wrong(world, fault, request) if fault is not None else None


def _inflow(world: World, inflow_id: int) -> Inflow:
    if inflow_id not in world.account_book.inflows:
        raise HTTPException(404, "no such transfer")
    return world.account_book.inflows[inflow_id]


def _page(accounts: Iterable[Account], said: str = "") -> Response:
    rows = "".join(
        f'<option value="{html.escape(one.number)}">{html.escape(one.holder)}</option>'
        for one in accounts
        if one.number
    )
    shown = PAGE.substitute(accounts=rows, said=html.escape(said), said_hidden="" if said else "hidden")
    return HTMLResponse(shown, headers=SAFE)
