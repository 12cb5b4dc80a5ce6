"""Flutterwave's payment pages: opened over the API, paid by people, told by webhook, asked about."""

from __future__ import annotations

import html
import secrets
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from pathlib import Path
from string import Template
from typing import Annotated
from urllib.parse import parse_qs, urlencode, urlsplit

from fastapi import APIRouter, Body, HTTPException, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from sandbox.connections import linger
from sandbox.flutterwave import answers
from sandbox.flutterwave.accounts import news, travels
from sandbox.flutterwave.charges import Charge, as_told
from sandbox.flutterwave.door import key_fits, key_refused, read_form
from sandbox.flutterwave.mischief import Plan
from sandbox.flutterwave.world import World
from sandbox.journal import Journal

PAGE = Template(Path(__file__).with_name("checkout.html").read_text(encoding="utf-8"))
SAFE = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"}
LEAST_KOBO = 100


@dataclass(slots=True)
class Page:
    """One payment page."""

    code: str
    tx_ref: str
    amount_kobo: int
    email: str
    redirect_url: str
    closes_at: str


@dataclass
class PageBook:
    """The payment pages of one world."""

    pages: dict[str, Page] = field(default_factory=dict)  # by the merchant's reference
    _journal: Journal | None = field(default=None, init=False, repr=False)

    def keep_in(self, path: Path) -> None:
        """Remember what that file tells, and write every page to it from now on."""
        journal = Journal(path)
        for record in journal.read():
            page = Page(**record)  # type: ignore[arg-type]
            self.pages[page.tx_ref] = page
        self._journal = journal

    def add(self, page: Page) -> None:
        """Keep a new page."""
        self.pages[page.tx_ref] = page
        if self._journal is not None:
            self._journal.add(asdict(page))

    def reset(self) -> None:
        """Forget everything."""
        self.pages.clear()
        if self._journal is not None:
            self._journal.clear()


def create_pages_router(world: World, book: PageBook) -> APIRouter:
    """Return the endpoints of payment pages, and the pages themselves under `/hosted/pay`."""
    router = APIRouter()

    @router.post("/payments")
    async def open_page(request: Request) -> Response:
        world.count("payments")
        if not key_fits(world, request):
            return key_refused()
        form = await read_form(request)
        plan = world.scripted("payments") or Plan()
        if plan.delay_s:
            await linger(request, seconds=plan.delay_s)
        if plan.message is not None:
            return JSONResponse(answers.bad(plan.message), status_code=plan.status)
        opened = _open(world, book, request, form)
        return await travels(world, request, plan) or opened

    @router.get("/transactions/verify_by_reference")
    async def verify(request: Request, tx_ref: str = "") -> Response:
        world.count("verify")
        if not key_fits(world, request):
            return key_refused()
        plan = world.scripted("verify") or Plan()
        if plan.message is not None:
            return JSONResponse(answers.bad(plan.message), status_code=plan.status)
        if (early := await travels(world, request, plan)) is not None:
            return early
        tried = _charges(world, tx_ref)
        if not tried:
            return JSONResponse(answers.bad("No transaction was found for this id"), status_code=404)
        best = next((charge for charge in tried if charge.status == "successful"), tried[-1])
        return JSONResponse(answers.good("Transaction fetched successfully", as_told(best)))

    @router.get("/hosted/pay/{code}", name="flutterwave_page")
    async def show(code: str) -> Response:
        return _show(_known(book, code))

    @router.post("/hosted/pay/{code}")
    async def act(code: str, request: Request) -> Response:
        page = _known(book, code)
        form = {name: values[-1] for name, values in parse_qs((await request.body()).decode()).items()}
        if form.get("act") == "cancel":
            return _back(page, "cancelled", None)
        if _is_over(world, page):
            return _show(page, "This page has expired. Nothing was charged.")
        paid = _pay(
            world,
            page,
            status="failed" if form.get("act") == "fail" else "successful",
            amount_kobo=_kobo(form.get("charged", "")),
            currency=form.get("currency") or "NGN",
        )
        if form.get("webhook", "first") != "never":
            for _ in range(2 if "twice" in form else 1):
                news(world).tell(paid, after=10.0 if form.get("webhook") == "late" else 0.0)
        if paid.status == "failed":
            return _show(page, "Card declined. Nothing was charged. You can try again.")
        return _back(page, "successful", paid)

    return router


def create_pages_control_router(world: World, book: PageBook) -> APIRouter:
    """Return how tests steer payment pages.

    `POST /pages/{tx_ref}/pay` takes `amount_kobo`, `currency`, `status` and `webhook` (false: it is not
    told); the webhook was tried when it answers.
    """
    router = APIRouter()

    @router.get("/pages")
    async def pages() -> list[answers.Json]:
        return [asdict(page) for page in book.pages.values()]

    @router.post("/pages/{tx_ref}/pay")
    async def pay(tx_ref: str, wish: Annotated[answers.Json, Body()]) -> answers.Json:
        if tx_ref not in book.pages:
            raise HTTPException(404, "no such page")
        amount = wish.get("amount_kobo")
        charge = _pay(
            world,
            book.pages[tx_ref],
            status=str(wish.get("status", "successful")),
            amount_kobo=None if amount is None else int(str(amount)),
            currency=str(wish.get("currency", "NGN")),
        )
        told = await news(world).tell_now(charge) if wish.get("webhook", True) else None
        return {"id": charge.id, "answer": None if told is None else told.status}

    return router


def _open(world: World, book: PageBook, request: Request, form: answers.Json) -> Response:
    customer, kobo = form.get("customer"), _kobo(str(form.get("amount", "")))
    email = customer.get("email") if isinstance(customer, dict) else None
    tx_ref, redirect = str(form.get("tx_ref") or ""), str(form.get("redirect_url") or "")
    if not tx_ref or not redirect or not email or kobo is None or kobo < LEAST_KOBO:
        return JSONResponse(answers.bad("tx_ref, amount, redirect_url and email are required"), 400)
    if form.get("currency", "NGN") != "NGN":
        return JSONResponse(answers.bad("This currency is not enabled for you"), 400)
    configured = form.get("configurations")
    minutes = configured.get("session_duration") if isinstance(configured, dict) else None
    open_for = timedelta(minutes=minutes if isinstance(minutes, int) else 1_440)
    page = Page(
        secrets.token_hex(10), tx_ref, kobo, str(email), redirect, (world.now() + open_for).isoformat()
    )
    book.add(page)
    link = str(request.url_for("flutterwave_page", code=page.code))
    return JSONResponse(answers.good("Hosted Link", {"link": link}))


def _pay(world: World, page: Page, *, status: str, amount_kobo: int | None, currency: str) -> Charge:
    """Try to pay a page. One that was paid takes no more."""
    done = next((one for one in _charges(world, page.tx_ref) if one.status == "successful"), None)
    if done is not None:
        return done
    return world.charge_book.take(
        page.tx_ref,
        amount_kobo or page.amount_kobo,
        "card",
        email=page.email,
        status=status,
        currency=currency,
    )


def _charges(world: World, tx_ref: str) -> list[Charge]:
    return [charge for charge in world.charge_book.charges.values() if charge.tx_ref == tx_ref]


def _is_over(world: World, page: Page) -> bool:
    return world.now() >= datetime.fromisoformat(page.closes_at)


def _known(book: PageBook, code: str) -> Page:
    found = next((page for page in book.pages.values() if page.code == code), None)
    if found is None:
        raise HTTPException(404, "There is no such payment page.")
    return found


def _back(page: Page, status: str, charge: Charge | None) -> Response:
    url = urlsplit(page.redirect_url)
    if url.scheme not in ("http", "https", "tg"):
        return _show(page, "You can go back to your chat now.")
    told = {"status": status, "tx_ref": page.tx_ref}
    if charge is not None:
        told["transaction_id"] = str(charge.id)
    query = f"{url.query}&{urlencode(told)}" if url.query else urlencode(told)
    return RedirectResponse(url._replace(query=query).geturl(), 303)


def _show(page: Page, remark: str = "") -> Response:
    naira, kobo = divmod(page.amount_kobo, 100)
    shown = PAGE.substitute(
        amount=f"₦{naira:,}.{kobo:02d}" if kobo else f"₦{naira:,}",
        email=html.escape(page.email),
        reference=html.escape(page.tx_ref),
        remark=html.escape(remark),
        remark_hidden="" if remark else "hidden",
    )
    return HTMLResponse(shown, headers=SAFE)


def _kobo(naira: str) -> int | None:
    try:
        kobo = Decimal(naira.replace(",", "")) * 100
    except InvalidOperation:
        return None
    return int(kobo) if kobo.is_finite() and 0 < kobo < 10**14 and kobo % 1 == 0 else None
