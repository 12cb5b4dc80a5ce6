"""Paystack's transfers to bank accounts: banks, account names, recipients, transfers and their webhooks.

The last four digits of the account number decide what becomes of a transfer (`payout_book.FATES`).
"""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated

from fastapi import APIRouter, Body, HTTPException, Request
from fastapi.responses import JSONResponse, Response

from sandbox.courier import Answer, Courier, Parcel
from sandbox.paystack.account_book import BANKS
from sandbox.paystack.door import go_wrong, key_fits, key_refused, no, read_form
from sandbox.paystack.payout_book import CONCLUSIVE, Payout
from sandbox.paystack.webhooks import Json, sign
from sandbox.paystack.world import World

_REFERENCE = re.compile(r"[a-z0-9_-]{16,50}")
_NUBAN = re.compile(r"\d{10}")
_SETTINGS = ("holder", "holders", "balance_kobo", "decides_after_s")
_TOLD = ("success", "failed", "reversed")


def as_told(payout: Payout) -> Json:
    """Return a transfer as verify and the webhook tell it."""
    details = {
        "account_number": payout.number,
        "account_name": payout.name,
        "bank_code": payout.bank_code,
        "bank_name": BANKS.get(payout.bank_code),
    }
    return {
        "id": payout.id,
        "domain": "test",
        "amount": payout.amount,
        "currency": "NGN",
        "reference": payout.reference,
        "source": "balance",
        "reason": payout.reason,
        "status": payout.status,
        "failures": None,
        "transfer_code": f"TRF_{payout.id:x}",
        "fee_charged": payout.fee if payout.status == "success" else 0,
        "createdAt": payout.created_at,
        "recipient": {"recipient_code": payout.recipient, "type": "nuban", "details": details},
        "session": {"provider": None, "id": None},
    }


class PayoutNews:
    """The webhooks about transfers of one world, and what time does to them."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._courier = Courier(lambda: world.webhook_pauses_s)

    def began(self, payout: Payout) -> None:
        """Let become of it what its account number says, after a while."""
        fate = {"reversed": "success"}.get(payout.fate, payout.fate)
        if fate in CONCLUSIVE:
            self.decide(payout, fate, after=self._world.payout_book.decides_after_s)
        elif fate == "at-once":
            self.decide(payout, "success")
        if payout.fate == "reversed":
            self.decide(payout, "reversed", after=2 * self._world.payout_book.decides_after_s)

    def decide(self, payout: Payout, status: str, *, after: float = 0.0) -> None:
        """Decide it, then tell the bot in the background until it is taken."""

        def pack() -> Parcel | None:
            self._world.payout_book.decide(payout, status)
            return self.parcel(payout)

        self._courier.send(pack, after=after, when_taken=lambda: self._taken(payout))

    async def now(self, payout: Payout, *, signature: str | None = None) -> Answer:
        """Send its webhook now and return the answer."""
        parcel = self.parcel(payout, signature=signature)
        return Answer(0) if parcel is None else await self._courier.send_once(parcel)

    def parcel(self, payout: Payout, *, signature: str | None = None) -> Parcel | None:
        """Return the webhook about how it stands, if there is one, signed rightly unless told otherwise."""
        if not self._world.webhook_url or payout.status not in _TOLD:
            return None
        raw = json.dumps({"event": f"transfer.{payout.status}", "data": as_told(payout)}).encode()
        given = sign(raw, self._world.secret_key) if signature is None else signature
        return Parcel(self._world.webhook_url, raw, {"x-paystack-signature": given})

    def resume(self) -> None:
        """Go on with what was under way, and tell again what was not taken, when this world was left."""
        for payout in self._world.payout_book.payouts.values():
            if payout.status == "pending":
                self.began(payout)
            elif payout.owed:
                self.decide(payout, payout.status, after=1.0)

    def _taken(self, payout: Payout) -> None:
        payout.owed = False
        self._world.payout_book.note(payout)


def create_transfers_router(world: World) -> APIRouter:
    """Return the API of transfers, and their part of `/control`."""
    news, book = PayoutNews(world), world.payout_book

    @asynccontextmanager
    async def lifespan(_: object) -> AsyncIterator[None]:
        news.resume()
        yield

    router = APIRouter(lifespan=lifespan)
    router.include_router(_control(world, news), prefix="/control")

    @router.get("/bank")
    async def banks(request: Request) -> Response:
        if (wrong := await _refused(world, "banks", request)) is not None:
            return wrong
        listed = [
            {"id": place, "name": name, "slug": name.lower().replace(" ", "-"), "code": code, "type": "nuban"}
            for place, (code, name) in enumerate(BANKS.items(), 1)
        ]
        return _good("Banks retrieved", listed)

    @router.get("/bank/resolve")
    async def resolve(request: Request, account_number: str = "", bank_code: str = "") -> Response:
        if (wrong := await _refused(world, "resolve", request)) is not None:
            return wrong
        name = book.name_of(account_number)
        if not _NUBAN.fullmatch(account_number) or bank_code not in BANKS or name is None:
            return no(
                "Could not resolve account name. Check parameters or try again.",
                "invalid_bank_code" if bank_code not in BANKS else "account_not_resolved",
                status=422,
            )
        found = {"account_number": account_number, "account_name": name, "bank_id": 1}
        return _good("Account number resolved", found)

    @router.post("/transferrecipient")
    async def recipient(request: Request) -> Response:
        if (wrong := await _refused(world, "recipient", request)) is not None:
            return wrong
        form = await read_form(request)
        number, bank = str(form.get("account_number", "")), str(form.get("bank_code", ""))
        if not _NUBAN.fullmatch(number) or bank not in BANKS or not form.get("name"):
            return no("Account number is invalid", "invalid_params")
        code = book.recipient(number, bank, str(form["name"]))
        return _good("Transfer recipient created successfully", {"recipient_code": code}, status=201)

    @router.post("/transfer")
    async def transfer(request: Request) -> Response:
        fault = world.take_fault("transfer")
        if fault is not None and not fault.done:
            wrong = await go_wrong(world, fault, request)
            return wrong or await _transfer(world, news, request)
        answer = await _transfer(world, news, request)
        return answer if fault is None else await go_wrong(world, fault, request) or answer

    @router.get("/transfer/verify/{reference}")
    async def verify(request: Request, reference: str) -> Response:
        if (wrong := await _refused(world, "verify_transfer", request)) is not None:
            return wrong
        payout = book.payouts.get(reference)
        if payout is None:
            return no("Transfer not found", "transfer_not_found", status=404)
        return _good("Transfer retrieved", as_told(payout))

    return router


async def _transfer(world: World, news: PayoutNews, request: Request) -> Response:
    if not key_fits(world, request):
        return key_refused()
    book, form = world.payout_book, await read_form(request)
    reference, recipient = str(form.get("reference", "")), str(form.get("recipient", ""))
    amount = form.get("amount")
    if not _REFERENCE.fullmatch(reference):
        return no("Invalid transfer reference", "invalid_reference")
    if not isinstance(amount, int) or amount <= 0 or recipient not in book.recipients:
        return no("Recipient specified is invalid", "invalid_params")
    if reference in book.payouts:
        return no("Please provide a unique reference. Reference already exists", "duplicate_reference")
    if amount > book.balance_kobo:
        return no("Your balance is not enough to fulfil this request", "insufficient_balance")
    payout = book.pay(reference, recipient, amount, str(form.get("reason", "")), at=world.stamp())
    news.began(payout)
    needs_code = payout.status == "otp"
    said = "Transfer requires OTP to continue" if needs_code else "Transfer has been queued"
    return _good(said, as_told(payout))


def _control(world: World, news: PayoutNews) -> APIRouter:
    router, book = APIRouter(), world.payout_book

    @router.get("/payouts")
    async def payouts() -> list[Json]:
        return [as_told(payout) | {"owed": payout.owed} for payout in book.payouts.values()]

    @router.post("/payouts/settings")
    async def set_up(changes: Annotated[Json, Body()]) -> Json:
        for name, value in changes.items():
            if name not in _SETTINGS:
                raise HTTPException(422, f"there is no setting {name!r}; there are {', '.join(_SETTINGS)}")
            setattr(book, name, value)
        return {name: getattr(book, name) for name in _SETTINGS}

    @router.post("/payouts/{reference}/settle")
    async def settle(reference: str, wish: Annotated[Json, Body()]) -> Json:
        payout = _known(world, reference)
        book.decide(payout, str(wish["status"]))
        if wish.get("webhook", True):
            await news.now(payout)
        return as_told(payout)

    @router.post("/payouts/{reference}/webhook")
    async def send_webhook(reference: str, letter: Annotated[Json, Body()]) -> Json:
        payout, signature = _known(world, reference), letter.get("signature")
        times = int(str(letter.get("times", 1)))
        given = None if signature is None else str(signature)
        return {"answers": [(await news.now(payout, signature=given)).status for _ in range(times)]}

    return router


def _known(world: World, reference: str) -> Payout:
    if reference not in world.payout_book.payouts:
        raise HTTPException(404, "no such payout")
    return world.payout_book.payouts[reference]


async def _refused(world: World, call: str, request: Request) -> Response | None:
    fault = world.take_fault(call)
    if fault is not None and (wrong := await go_wrong(world, fault, request)) is not None:
        return wrong
    return None if key_fits(world, request) else key_refused()


def _good(message: str, data: object, *, status: int = 200) -> Response:
    return JSONResponse({"status": True, "message": message, "data": data}, status_code=status)
