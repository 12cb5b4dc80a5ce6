"""Flutterwave bills (v3), the second aggregator: finds what to buy, buys it once, asks what became of it.

What it sells is in `flutterwave_catalogue`, what its answers mean in `flutterwave_answers`.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import quote

import httpx

from domain.money import Money
from domain.vendors import (
    Category,
    Commission,
    Delivered,
    MeterKind,
    NotFound,
    Rejected,
    RequeryOutcome,
    Unresolved,
    ValidationOutcome,
    ValidationUnavailable,
    VendorPlan,
    VendorService,
    VendorUnavailable,
    VendOutcome,
    VendRequest,
)
from gateways import flutterwave_answers as answers
from gateways.flutterwave_catalogue import FlutterwaveCatalogue, Item, NotSold, choose, choose_to_validate
from gateways.http import Answered, Company, NeverSent, Reply, Unclear, part, words

PAY_PATIENCE = timedelta(seconds=45)  # Flutterwave itself waits 28 s for the biller.
QUESTION_PATIENCE = timedelta(seconds=25)
AFTERWARDS = timedelta(seconds=10)  # to learn the cost of what was bought, while somebody waits


class Flutterwave:
    """One Flutterwave account. Its key decides between test and live."""

    name = "flutterwave"

    def __init__(
        self,
        base_url: str,
        secret_key: str,
        clock: Callable[[], datetime],
        *,
        pay_patience: timedelta = PAY_PATIENCE,
        question_patience: timedelta = QUESTION_PATIENCE,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._company = Company(self.name, base_url, transport=transport)
        self._clock = clock
        self._headers = {"Authorization": f"Bearer {secret_key}"}
        self._pay_patience = pay_patience
        self._question_patience = question_patience
        self._afterwards = min(AFTERWARDS, question_patience)
        # to read the catalogue, to pay, and to ask by two names what it cost
        self.patience = question_patience + pay_patience + 2 * self._afterwards
        self._catalogue = FlutterwaveCatalogue(self._read, clock)
        self._knows_our_references = False

    def can_renew(self, service: str) -> bool:
        """Return False: Flutterwave does not say what a decoder has now, and sells by items alone."""
        return False

    def mint_request_id(self, order_id: str, attempt: int, *, now: datetime) -> str:
        """Return the id for that attempt: a fingerprint of it, 32 letters and digits."""
        return hashlib.sha256(f"{order_id}/{attempt}".encode()).hexdigest()[:32]

    async def validate(
        self,
        service: str,
        customer_reference: str,
        meter_kind: MeterKind | None = None,
        *,
        plan: str | None = None,
    ) -> ValidationOutcome:
        """Ask whose reference this is."""
        try:
            items = await self._items(service)
            item = choose_to_validate(items, meter_kind, plan)
        except (NotSold, VendorUnavailable) as error:
            return ValidationUnavailable(str(error))
        path = f"bill-items/{quote(item.code, safe='')}/validate"
        question = {"code": item.biller_code, "customer": customer_reference.removeprefix("+")}
        match await self._read("validate", path, question):
            case Answered() as answer:
                return answers.validation(answer)
            case NeverSent():
                return ValidationUnavailable("vendor-unreachable")
            case Unclear(reason):
                return ValidationUnavailable(reason)

    async def vend(self, request: VendRequest) -> VendOutcome:
        """Ask for delivery, once, and then what it cost."""
        try:
            item = choose(await self._items(request.service), request)
        except NotSold as error:
            self._catalogue.forget()
            return Rejected(str(error))  # Nothing was sent.
        except VendorUnavailable:
            return Rejected("vendor-unreachable")  # Nothing was sent here either.
        if request.send_before is not None and self._clock() >= request.send_before:
            # Reading took long, or this process stood still: another worker may have sent it elsewhere.
            return Rejected("vendor-too-slow")  # Nor here.
        reply = await self._pay(item, request)
        if isinstance(reply, NeverSent):
            return Rejected("vendor-unreachable")
        if isinstance(reply, Unclear):
            return Unresolved(reply.reason)
        outcome = answers.vend(reply, request)
        if isinstance(outcome, Delivered):
            return await self._with_cost(outcome, request, words(part(reply.said, "data", "tx_ref")))
        if isinstance(outcome, Rejected):
            self._catalogue.forget()  # Perhaps a code that was read is not theirs any more.
        return outcome

    async def requery(self, request: VendRequest) -> RequeryOutcome:
        """Ask what became of an earlier vend.

        Whether bills are found by our reference or by Flutterwave's own differs, as its pages do. So
        "not found" means something only once an account has found one of ours.
        """
        match await self._ask_for(request.request_id, request, self._question_patience):
            case Delivered() as outcome:
                self._knows_our_references = True
                return outcome
            case NotFound() if not self._knows_our_references:
                return Unresolved("not-found-by-our-reference")
            case outcome:
                return outcome

    async def services(self, category: Category) -> tuple[VendorService, ...]:
        """Return what Flutterwave sells in a category."""
        return await self._catalogue.services(category)

    async def plans(self, service: str) -> tuple[VendorPlan, ...]:
        """Return what a biller has to choose from."""
        return await self._catalogue.plans(service)

    async def commission(self, service: str) -> Commission | None:
        """Return what all items of a biller whose amounts customers choose leave us, if it is the same."""
        return await self._catalogue.commission(service)

    async def float_balance(self) -> Money:
        """Return what is left of the money that we prepaid."""
        match await self._read("balance", "balances/NGN", {}):
            case Answered() as answer:
                return answers.float_balance(answer)
            case NeverSent():
                raise VendorUnavailable("vendor-unreachable")
            case Unclear(reason):
                raise VendorUnavailable(reason)

    async def close(self) -> None:
        """Close the connections."""
        await self._company.close()

    async def _with_cost(self, bought: Delivered, request: VendRequest, tx_ref: str) -> VendOutcome:
        """Return what was bought with its cost, which is told only to who asks for the bill.

        Where nothing more is heard, it is delivered all the same.
        """
        for reference in filter(None, (request.request_id, tx_ref)):
            match await self._ask_for(reference, request, self._afterwards):
                case Delivered() as told:
                    self._knows_our_references |= reference == request.request_id
                    return replace(told, delivery=told.delivery if told.delivery.tokens else bought.delivery)
                case Rejected():
                    return Unresolved("bought-but-failed")
                case answers.UNDER_WAY:
                    return answers.UNDER_WAY
        return bought

    async def _ask_for(self, reference: str, request: VendRequest, patience: timedelta) -> RequeryOutcome:
        path = f"bills/{quote(reference, safe='')}"
        match await self._read("status", path, {"verbose": "1"}, patience=patience):
            case Answered() as answer:
                return answers.requery(answer, request)
            case NeverSent():
                return Unresolved("vendor-unreachable")  # Says nothing of the vend.
            case Unclear(reason):
                return Unresolved(reason)

    async def _pay(self, item: Item, request: VendRequest) -> Reply:
        path = f"billers/{quote(item.biller_code, safe='')}/items/{quote(item.code, safe='')}/payment"
        body = {
            "country": "NG",
            "customer_id": _customer(request),
            "amount": _naira(request.amount),
            "reference": request.request_id,
        }
        return await self._company.ask(
            "payment", "POST", path, headers=self._headers, body=body, patience=self._pay_patience
        )

    async def _items(self, service: str) -> tuple[Item, ...]:
        """Return a biller's items, within one patience for all that has to be read for them."""
        try:
            async with asyncio.timeout(self._question_patience.total_seconds()):
                return await self._catalogue.items(service)
        except TimeoutError:
            raise VendorUnavailable("catalogue-too-slow") from None

    async def _read(
        self, call: str, path: str, params: Mapping[str, str], *, patience: timedelta | None = None
    ) -> Reply:
        return await self._company.ask(
            call,
            "GET",
            path,
            headers=self._headers,
            params=params,
            patience=patience or self._question_patience,
        )


def _customer(request: VendRequest) -> str:
    """Return the recipient as Flutterwave writes it: lines with the country in front."""
    if request.category in (Category.AIRTIME, Category.DATA):
        return f"+234{request.customer_reference.removeprefix('0')}"
    return request.customer_reference


def _naira(amount: Money) -> int | str:
    naira, kobo = divmod(amount.kobo, 100)
    return f"{naira}.{kobo:02d}" if kobo else naira
