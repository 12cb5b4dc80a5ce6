"""Paystack's dedicated accounts: a number for each customer, told by webhook, and transfers to it."""

from __future__ import annotations

import html
import re
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from string import Template
from urllib.parse import parse_qs

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response

from sandbox.paystack.account_book import BANKS, PROVIDERS, Account
from sandbox.paystack.account_control import create_account_control_router
from sandbox.paystack.account_news import AccountNews
from sandbox.paystack.account_words import customer_of, dedicated
from sandbox.paystack.checkout import SAFE
from sandbox.paystack.door import go_wrong, key_fits, key_refused, no, read_form
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


def create_accounts_router(world: World) -> APIRouter:
    """Return the accounts' API, the page under `/bank-transfer`, and their part of `/control`."""
    news = AccountNews(world)
    book = world.account_book

    @asynccontextmanager
    async def lifespan(_: object) -> AsyncIterator[None]:
        news.resume()
        yield

    router = APIRouter(lifespan=lifespan)
    router.include_router(create_account_control_router(world, news), prefix="/control")

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
        return _good("Customer retrieved", customer_of(account))

    @router.get("/dedicated_account")
    async def accounts(request: Request, customer: str = "") -> Response:
        if not key_fits(world, request):
            return key_refused()
        account = book.by_customer(customer)
        rows = [dedicated(account)] if account is not None and account.active else []
        return _good("Managed accounts successfully retrieved", rows)

    @router.get("/dedicated_account/requery")
    async def requery(request: Request) -> Response:
        if not key_fits(world, request):
            return key_refused()
        return JSONResponse({"status": True, "message": "We are checking the status of your transfer"})

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


def _page(accounts: Iterable[Account], said: str = "") -> Response:
    rows = "".join(
        f'<option value="{html.escape(one.number)}">{html.escape(one.holder)}</option>'
        for one in accounts
        if one.number
    )
    shown = PAGE.substitute(accounts=rows, said=html.escape(said), said_hidden="" if said else "hidden")
    return HTMLResponse(shown, headers=SAFE)
