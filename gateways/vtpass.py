"""VTpass, the first aggregator: asks whose reference it is, for delivery, and what became of it.

What it wants to hear is in `vtpass_orders`; what its answers mean in `vtpass_answers`, where a table
says which codes promise that nothing was bought, in `vtpass_customers` and in `vtpass_plans`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone

import httpx

from domain.money import Money
from domain.vendors import (
    Category,
    Commission,
    MeterKind,
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
from gateways import vtpass_answers, vtpass_customers, vtpass_orders, vtpass_plans
from gateways.http import Answered, Company, NeverSent, Reply, Unclear

LAGOS = timezone(timedelta(hours=1), "Africa/Lagos")  # No daylight saving.
PATIENCE = timedelta(seconds=75)
QUESTION_PATIENCE = timedelta(seconds=25)
_ID_ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz"
_ID_TAIL = 20  # letters and digits after the minute: room for 10^31 attempts


@dataclass(frozen=True, slots=True)
class VtpassKeys:
    """The three keys of one VTpass account."""

    api: str = field(repr=False)
    public: str = field(repr=False)
    secret: str = field(repr=False)


class Vtpass:
    """One VTpass account."""

    name = "vtpass"

    def __init__(
        self,
        base_url: str,
        keys: VtpassKeys,
        *,
        patience: timedelta = PATIENCE,
        question_patience: timedelta = QUESTION_PATIENCE,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._company = Company(self.name, base_url, transport=transport)
        self._reading = {"api-key": keys.api, "public-key": keys.public}
        self._writing = {"api-key": keys.api, "secret-key": keys.secret}
        self.patience = patience
        self._question_patience = question_patience

    def can_renew(self, service: str) -> bool:
        """Return whether VTpass keeps a decoder's package, which it does for two companies."""
        return service in vtpass_orders.BOUQUETS

    def mint_request_id(self, order_id: str, attempt: int, *, now: datetime) -> str:
        """Return the id for that attempt: this minute in Lagos, and a fingerprint of what it is for."""
        minute = now.astimezone(LAGOS).strftime("%Y%m%d%H%M")
        number = int.from_bytes(hashlib.sha256(f"{order_id}/{attempt}".encode()).digest())
        tail = ""
        for _ in range(_ID_TAIL):
            number, digit = divmod(number, len(_ID_ALPHABET))
            tail += _ID_ALPHABET[digit]
        return minute + tail

    async def validate(
        self,
        service: str,
        customer_reference: str,
        meter_kind: MeterKind | None = None,
        *,
        plan: str | None = None,
    ) -> ValidationOutcome:
        """Ask whose reference this is. Smile's customers are also found by e-mail address."""
        path = vtpass_orders.verify_path(service, customer_reference)
        body = vtpass_orders.question(service, customer_reference, meter_kind, plan)
        match await self._post(vtpass_orders.VERIFY, body, self._question_patience, path=path):
            case Answered() as answer:
                return vtpass_customers.validation(answer, customer_reference)
            case NeverSent():
                return ValidationUnavailable("vendor-unreachable")
            case Unclear(reason):
                return ValidationUnavailable(reason)

    async def vend(self, request: VendRequest) -> VendOutcome:
        """Ask for delivery, once."""
        order = vtpass_orders.order(request)
        if order is None:
            return Rejected("unknown-plan")  # Nothing was sent.
        match await self._post("pay", order, self.patience):
            case Answered() as answer:
                return vtpass_answers.vend(answer, request)
            case NeverSent():
                return Rejected("vendor-unreachable")
            case Unclear(reason):
                return Unresolved(reason)

    async def requery(self, request: VendRequest) -> RequeryOutcome:
        """Ask what became of an earlier vend."""
        match await self._post("requery", {"request_id": request.request_id}, self._question_patience):
            case Answered() as answer:
                return vtpass_answers.requery(answer, request)
            case NeverSent():
                return Unresolved("vendor-unreachable")  # Says nothing of the vend.
            case Unclear(reason):
                return Unresolved(reason)

    async def services(self, category: Category) -> tuple[VendorService, ...]:
        """Return what VTpass sells in a category."""
        if category not in vtpass_plans.LISTS:
            return ()
        answer = _heard(await self._get("services", {"identifier": vtpass_plans.LISTS[category]}))
        return vtpass_plans.services(answer, category)

    async def plans(self, service: str) -> tuple[VendorPlan, ...]:
        """Return what a service has to choose from."""
        return vtpass_plans.plans(_heard(await self._get("service-variations", {"serviceID": service})))

    async def commission(self, service: str) -> Commission | None:
        """Return None: VTpass's lists do not state it, its answers to orders do."""
        return None

    async def float_balance(self) -> Money:
        """Return what is left of the money that we prepaid."""
        return vtpass_answers.float_balance(_heard(await self._get("balance")))

    async def close(self) -> None:
        """Close the connections."""
        await self._company.close()

    async def _post(
        self, call: str, body: Mapping[str, object], patience: timedelta, *, path: str = ""
    ) -> Reply:
        return await self._company.ask(
            call, "POST", path or call, headers=self._writing, body=body, patience=patience
        )

    async def _get(self, call: str, params: Mapping[str, str] | None = None) -> Reply:
        return await self._company.ask(
            call, "GET", call, headers=self._reading, params=params, patience=self._question_patience
        )


def _heard(reply: Reply) -> Answered:
    match reply:
        case Answered():
            return reply
        case NeverSent():
            raise VendorUnavailable("vendor-unreachable")
        case Unclear(reason):
            raise VendorUnavailable(reason)
