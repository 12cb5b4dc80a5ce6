"""Flutterwave's payment pages (v3), the second processor: opens them, and says what became of them.

Its webhook brings a shared secret along, which proves who speaks and not what is said: what it speaks of is
asked back, by its id. Amounts are in naira.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from urllib.parse import quote

import httpx

from domain.money import ZERO, Money
from domain.processors import (
    CheckoutOpened,
    CheckoutOutcome,
    CheckoutRequest,
    CheckoutUnavailable,
    ForgedEvent,
    NotPaid,
    OtherEvent,
    Paid,
    PaymentHinted,
    PaymentUnknown,
    ProcessorEvent,
    StaffNeeded,
    UnreadableEvent,
    VerifyOutcome,
)
from gateways.http import Answered, Company, NeverSent, Reply, Unclear, part, read_json, words

PATIENCE = timedelta(seconds=35)  # Flutterwave itself waits 28 s for the bank.
NAIRA = "NGN"
# No money came in. After a failure the same page can still be paid.
STATUSES = ("failed", "pending", "cancelled")
_NOT_FOUND = ("not found", "no transaction")
_LONGEST = 15  # digits before the point
_DECIMALS = 2
_SERVER_ERROR, _THROTTLED = 500, 429


class FlutterwaveCheckout:
    """`domain.processors.ProcessorGateway` on one Flutterwave account: its key decides which mode."""

    name = "flutterwave"

    def __init__(
        self,
        base_url: str,
        secret_key: str,
        webhook_hash: str | None,
        *,
        patience: timedelta = PATIENCE,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        """Take the secret of its webhooks; without one none is believed."""
        self._company = Company(self.name, base_url, transport=transport)
        self._headers = {"Authorization": f"Bearer {secret_key}"}
        self._webhook_hash = webhook_hash
        self._patience = patience

    async def open_checkout(self, request: CheckoutRequest) -> CheckoutOutcome:
        """Open a payment page that closes by itself."""
        page = {
            "tx_ref": request.reference,
            "amount": _in_naira(request.amount),
            "currency": NAIRA,
            "redirect_url": request.callback_url,
            "customer": {"email": request.email},
            "customizations": {"title": "Vision"},
            "configurations": {"session_duration": max(1, request.open_for // timedelta(minutes=1))},
        }
        match await self._ask("open page", "POST", "payments", body=page, patience=request.patience):
            case Answered() as answer:
                return _opened(answer)
            case NeverSent():
                return CheckoutUnavailable("processor-unreachable")
            case Unclear(reason):
                return CheckoutUnavailable(reason)

    async def verify(self, reference: str) -> VerifyOutcome:
        """Ask what became of a payment page."""
        reply = await self._ask(
            "verify", "GET", "transactions/verify_by_reference", params={"tx_ref": reference}
        )
        return _outcome(reply, reference=reference)

    async def confirm(self, hint: PaymentHinted) -> VerifyOutcome:
        """Ask for exactly that transaction: a page may have been tried more than once."""
        path = f"transactions/{quote(hint.transaction_id, safe='')}/verify"
        reply = await self._ask("confirm", "GET", path)
        return _outcome(reply, reference=hint.reference, transaction_id=hint.transaction_id)

    def read_event(self, body: bytes, signature: str) -> ProcessorEvent:
        """Return what a webhook speaks of, once its secret was found right."""
        if self._webhook_hash is None or not hmac.compare_digest(
            signature.encode(), self._webhook_hash.encode()
        ):
            raise ForgedEvent
        event = read_json(body)
        kind = words(part(event, "event")).lower()
        if event is None or not kind:
            raise UnreadableEvent("not an event")
        data = event.get("data")
        reference = words(part(data, "tx_ref"))
        if kind == "charge.completed":
            transaction_id = _id(part(data, "id"))
            if not (transaction_id and reference):
                raise UnreadableEvent("a charge without id or reference")
            return PaymentHinted(transaction_id, reference)
        if kind.startswith("refund"):
            return _refund(kind, data, reference)
        return OtherEvent(kind)

    async def close(self) -> None:
        """Close the connections."""
        await self._company.close()

    async def _ask(
        self,
        call: str,
        method: str,
        path: str,
        *,
        params: Mapping[str, str] | None = None,
        body: Mapping[str, object] | None = None,
        patience: timedelta | None = None,
    ) -> Reply:
        return await self._company.ask(
            call,
            method,
            path,
            headers=self._headers,
            params=params,
            body=body,
            patience=min(patience or self._patience, self._patience),
        )


def _refund(kind: str, data: object, reference: str) -> StaffNeeded:
    """Return what a refund names. Its form is written down nowhere and it can't be asked back.

    What is known is the answer to a refund that we would ask for: its own id, its payment's, a sum in naira
    and a status. Those are told to a person; nothing moves by them.
    """
    transaction_id = _id(part(data, "tx_id"))
    amount, status = _naira(part(data, "amount_refunded")), words(part(data, "status"))[:20]
    said = (
        f"refund {_id(part(data, 'id'))}" if transaction_id else "",
        f"says {amount.kobo} kobo" if amount is not None else "",
        f"says {status}" if status.isascii() and status.isalpha() else "",
    )
    named = reference or transaction_id or _id(part(data, "id"))
    return StaffNeeded(kind, named, transaction_id, ", ".join(each for each in said if each))


def _opened(answer: Answered) -> CheckoutOutcome:
    url = part(answer.said, "data", "link")
    if answer.status != 200 or answer.said.get("status") != "success":
        return CheckoutUnavailable(f"http-{answer.status}")
    if not isinstance(url, str) or not url.startswith(("https://", "http://")):
        return CheckoutUnavailable("no-address")
    return CheckoutOpened(url)


def _outcome(reply: Reply, *, reference: str, transaction_id: str | None = None) -> VerifyOutcome:
    match reply:
        case NeverSent():
            return PaymentUnknown("processor-unreachable")
        case Unclear(reason):
            return PaymentUnknown(reason)
        case Answered(status=status, said=said):
            if status >= _SERVER_ERROR or status == _THROTTLED:
                return PaymentUnknown(f"http-{status}")
            if said.get("status") != "success":
                sentence = words(said.get("message")).lower()
                is_not_there = status in (400, 404) and any(mark in sentence for mark in _NOT_FOUND)
                return NotPaid("not-found", final=False) if is_not_there else PaymentUnknown(f"http-{status}")
            return _told(said.get("data"), reference, transaction_id)


def _told(data: object, reference: str, transaction_id: str | None) -> VerifyOutcome:
    if words(part(data, "tx_ref")) != reference:
        return PaymentUnknown("answer-to-another-reference")
    if transaction_id is not None and _id(part(data, "id")) != transaction_id:
        return PaymentUnknown("answer-to-another-transaction")
    status = words(part(data, "status")).lower()
    if status in STATUSES:
        return NotPaid(status, final=False)
    if status != "successful":
        return PaymentUnknown("unlisted-status")
    return _paid(data) or PaymentUnknown("unreadable-success")


def _paid(data: object) -> Paid | None:
    amount, charged = _naira(part(data, "amount")), _naira(part(data, "charged_amount"))
    app_fee = part(data, "app_fee")
    fee = ZERO if app_fee is None else _naira(app_fee)
    transaction_id, currency = _id(part(data, "id")), words(part(data, "currency"))
    if charged is None:
        charged = amount
    if amount is None or charged is None or fee is None or not (transaction_id and currency):
        return None
    # Charged beyond the amount is the fee that whoever paid bore. Anything else will be seen not to fit.
    meant = amount if amount <= charged <= amount + fee else charged
    return Paid(transaction_id, words(part(data, "tx_ref")), meant, charged, fee, currency.upper())


def _in_naira(amount: Money) -> int | str:
    naira, kobo = divmod(amount.kobo, 100)
    return f"{naira}.{kobo:02d}" if kobo else naira


def _naira(value: object) -> Money | None:
    """Return an amount of whole kobo that was written in naira; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    amount = Decimal(value)
    if not amount.is_finite() or amount < 0 or amount.adjusted() >= _LONGEST:
        return None
    kobo = amount.scaleb(_DECIMALS)
    return Money(int(kobo)) if kobo == kobo.to_integral_value() else None


def _id(value: object) -> str:
    if isinstance(value, int) and not isinstance(value, bool) and value > 0:
        return str(value)
    return value if isinstance(value, str) and value.isascii() and value.isdigit() else ""
