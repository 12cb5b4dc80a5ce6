"""Paystack, the first processor: opens payment pages, says what became of them, signs its webhooks."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from datetime import timedelta
from urllib.parse import quote

import httpx

from domain.processors import (
    CheckoutOpened,
    CheckoutOutcome,
    CheckoutRequest,
    CheckoutUnavailable,
    ForgedEvent,
    NotPaid,
    PaymentHinted,
    PaymentUnknown,
    ProcessorEvent,
    VerifyOutcome,
)
from gateways import paystack_events
from gateways.http import Answered, Company, Json, NeverSent, Reply, Unclear, part, words

PATIENCE = timedelta(seconds=25)
NAIRA = "NGN"

# No money came in. After a failure or a walk-out the same page can still be paid.
STATUS_IS_FINAL: Mapping[str, bool] = {
    "abandoned": False,
    "failed": False,
    "ongoing": False,
    "pending": False,
    "processing": False,
    "queued": False,
    "reversed": True,
}
DUPLICATE = ("duplicate_reference", "duplicate transaction reference")
NOT_FOUND = ("transaction_not_found", "transaction reference not found")


class Paystack:
    """One Paystack account. Its key decides between test and live."""

    name = "paystack"

    def __init__(
        self,
        base_url: str,
        secret_key: str,
        *,
        patience: timedelta = PATIENCE,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._company = Company(self.name, base_url, transport=transport)
        self._secret_key = secret_key
        self._patience = patience

    async def open_checkout(self, request: CheckoutRequest) -> CheckoutOutcome:
        """Open a payment page. The reference is the key: used before, it is refused."""
        page = {
            "email": request.email,
            "amount": str(request.amount.kobo),
            "currency": NAIRA,
            "reference": request.reference,
            "callback_url": request.callback_url,
        }
        match await self._ask(
            "initialize", "POST", "transaction/initialize", page, patience=request.patience
        ):
            case Answered() as answer:
                return _opened(answer, request.reference)
            case NeverSent():
                return CheckoutUnavailable("processor-unreachable")
            case Unclear(reason):
                return CheckoutUnavailable(reason)

    async def verify(self, reference: str) -> VerifyOutcome:
        """Ask what became of a payment page."""
        match await self._ask("verify", "GET", f"transaction/verify/{quote(reference, safe='')}"):
            case Answered() as answer:
                return _verified(answer, reference)
            case NeverSent():
                return PaymentUnknown("processor-unreachable")
            case Unclear(reason):
                return PaymentUnknown(reason)

    async def confirm(self, hint: PaymentHinted) -> VerifyOutcome:
        """Ask what a hint is about: a reference has one transaction."""
        return await self.verify(hint.reference)

    def read_event(self, body: bytes, signature: str) -> ProcessorEvent:
        """Return what a webhook says, once its signature was found right."""
        if not is_signed(body, signature, self._secret_key):
            raise ForgedEvent
        return paystack_events.read(body)

    async def close(self) -> None:
        """Close the connections."""
        await self._company.close()

    async def _ask(
        self,
        call: str,
        method: str,
        path: str,
        body: Mapping[str, object] | None = None,
        *,
        patience: timedelta | None = None,
    ) -> Reply:
        return await self._company.ask(
            call,
            method,
            path,
            headers={"Authorization": f"Bearer {self._secret_key}"},
            body=body,
            patience=min(patience or self._patience, self._patience),
        )


def is_signed(body: bytes, signature: str, secret_key: str) -> bool:
    """Tell whether this signature was made with our key over exactly these bytes."""
    expected = hmac.new(secret_key.encode(), body, hashlib.sha512).hexdigest()
    return hmac.compare_digest(expected.encode(), signature.strip().lower().encode())


def _opened(answer: Answered, reference: str) -> CheckoutOutcome:
    if answer.said.get("status") is not True:
        return CheckoutUnavailable("duplicate-reference" if _says(answer, DUPLICATE) else _no(answer))
    url = part(answer.said, "data", "authorization_url")
    if part(answer.said, "data", "reference") != reference:
        return CheckoutUnavailable("answer-to-another-reference")
    if not isinstance(url, str) or not url.startswith(("https://", "http://")):
        return CheckoutUnavailable("no-address")
    return CheckoutOpened(url)


def _verified(answer: Answered, reference: str) -> VerifyOutcome:
    if answer.said.get("status") is not True:
        # The page was never opened, or its opening is still under way.
        return NotPaid("not-found", final=False) if _says(answer, NOT_FOUND) else PaymentUnknown(_no(answer))
    data = answer.said.get("data")
    if part(data, "reference") != reference:
        return PaymentUnknown("answer-to-another-reference")
    status = words(part(data, "status"))
    if status in STATUS_IS_FINAL:
        return NotPaid(status, final=STATUS_IS_FINAL[status])
    if status != "success":
        return PaymentUnknown("unlisted-status")
    return paystack_events.paid(data) or PaymentUnknown("unreadable-success")


def _says(answer: Answered, marks: tuple[str, ...]) -> bool:
    said: Json = answer.said
    return any(words(said.get(field)).lower().rstrip(".") in marks for field in ("code", "message"))


def _no(answer: Answered) -> str:
    return f"http-{answer.status}"
