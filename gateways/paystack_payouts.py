"""Paystack's transfers to bank accounts: which banks, whose account, the transfer and what became of it.

A transfer is asked for once under its reference. Whatever is not surely a no before anything began is a
doubt, to be asked about by that reference.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from urllib.parse import quote

import httpx

from domain.banks import Bank
from domain.payouts import (
    BankUnreachable,
    HolderFound,
    HolderOutcome,
    NoSuchAccount,
    NotPaidOut,
    PaidBack,
    PaidOut,
    PayoutNotFound,
    PayoutOutcome,
    PayoutRequest,
    PayoutUnderWay,
    PayoutUnknown,
    VerifiedPayout,
)
from gateways.http import Answered, Company, NeverSent, Reply, Unclear, part, read_json, words
from gateways.paystack_values import kobo

PATIENCE = timedelta(seconds=25)
NAIRA = "NGN"

# What Paystack says of a transfer. Nothing else is final.
UNDER_WAY = frozenset({"pending", "otp", "received", "processing", "queued"})
NOT_PAID = frozenset({"failed", "abandoned", "blocked", "rejected"})
_NEEDS_CODE = "otp"
_LOW = ("insufficient_balance", "your balance is not enough to fulfil this request")
_LIMITED = 429
_UNUSABLE = frozenset({400, 401, 403, 404, 422})  # refused before anything began
_USED_BEFORE = "reference"
_NOT_FOUND = frozenset({"transfer_not_found", "transfer not found"})
_NO_ACCOUNT = frozenset({400, 404, 422})


class PaystackPayouts:
    """One Paystack account, as payouts need it."""

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

    @property
    def patience(self) -> timedelta:
        """How long a payout may take to be answered: the recipient, then the transfer."""
        return 2 * self._patience

    async def banks(self) -> tuple[Bank, ...] | BankUnreachable:
        """Return the banks that can be paid into."""
        match await self._ask("banks", "GET", "bank", params={"currency": NAIRA, "perPage": "200"}):
            case Answered(said=said) if said.get("status") is True:
                listed = said.get("data")
                rows = listed if isinstance(listed, list) else []
                found = (Bank(words(part(row, "code")), words(part(row, "name"))) for row in rows)
                banks = tuple(bank for bank in found if bank.code and bank.name)
                return banks or BankUnreachable("no-banks")
            case Answered(status=status):
                return BankUnreachable(f"http-{status}")
            case NeverSent():
                return BankUnreachable("processor-unreachable")
            case Unclear(reason):
                return BankUnreachable(reason)

    async def holder(self, bank: Bank, number: str) -> HolderOutcome:
        """Ask in whose name an account is."""
        asked = {"account_number": number, "bank_code": bank.code}
        match await self._ask("resolve", "GET", "bank/resolve", params=asked):
            case Answered(said=said) if said.get("status") is True:
                name = words(part(said, "data", "account_name"))
                if part(said, "data", "account_number") != number or not name:
                    return BankUnreachable("unreadable-answer")
                return HolderFound(name)
            case Answered(status=status) if status in _NO_ACCOUNT:
                return NoSuchAccount()
            case Answered(status=status):
                return BankUnreachable(f"http-{status}")
            case NeverSent():
                return BankUnreachable("processor-unreachable")
            case Unclear(reason):
                return BankUnreachable(reason)

    async def pay_out(self, request: PayoutRequest) -> PayoutOutcome:
        """Ask for the transfer, once. Before there is a recipient nothing can have left."""
        recipient = await self._recipient(request)
        if not isinstance(recipient, str):
            return recipient
        transfer = {
            "source": "balance",
            "amount": request.amount.kobo,
            "recipient": recipient,
            "reference": request.reference,
            "reason": request.reason,
            "currency": NAIRA,
        }
        match await self._ask("transfer", "POST", "transfer", body=transfer):
            case Answered() as answer:
                return _begun(answer, request.reference)
            case NeverSent():
                return NotPaidOut("processor-unreachable", passing=True)
            case Unclear(reason):
                return PayoutUnknown(reason)

    async def verify_payout(self, reference: str) -> VerifiedPayout:
        """Ask what became of a transfer."""
        match await self._ask("verify transfer", "GET", f"transfer/verify/{quote(reference, safe='')}"):
            case Answered() as answer if answer.said.get("status") is True:
                return _told(answer.said.get("data"), reference)
            case Answered() as answer if _says(answer) & _NOT_FOUND:
                return PayoutNotFound()
            case Answered(status=status):
                return PayoutUnknown(f"http-{status}")
            case NeverSent():
                return PayoutUnknown("processor-unreachable")
            case Unclear(reason):
                return PayoutUnknown(reason)

    async def close(self) -> None:
        """Close the connections."""
        await self._company.close()

    async def _recipient(self, request: PayoutRequest) -> str | NotPaidOut:
        to = request.to
        wanted = {
            "type": "nuban",
            "name": to.name,
            "account_number": to.number,
            "bank_code": to.bank.code,
            "currency": NAIRA,
        }
        match await self._ask("recipient", "POST", "transferrecipient", body=wanted):
            case Answered(said=said) if said.get("status") is True:
                code = words(part(said, "data", "recipient_code"))
                return code or NotPaidOut("no-recipient", passing=True)
            case Answered(status=status) if status in _UNUSABLE:
                return NotPaidOut("recipient-refused")
            case Answered() | NeverSent() | Unclear():
                return NotPaidOut("no-recipient", passing=True)

    async def _ask(
        self,
        call: str,
        method: str,
        path: str,
        *,
        params: Mapping[str, str] | None = None,
        body: Mapping[str, object] | None = None,
    ) -> Reply:
        headers = {"Authorization": f"Bearer {self._secret_key}"}
        return await self._company.ask(
            call, method, path, headers=headers, params=params, body=body, patience=self._patience
        )


def hinted_payout(body: bytes) -> str | None:
    """Return the reference that an event about a transfer names. None: it is another event."""
    event = read_json(body)
    if event is None or not words(event.get("event")).startswith("transfer."):
        return None
    return words(part(event, "data", "reference")) or None


def _begun(answer: Answered, reference: str) -> PayoutOutcome:
    if answer.said.get("status") is True:
        told = _told(answer.said.get("data"), reference)
        # A no in the very answer is odd: only what they say when asked about it is final.
        return told if isinstance(told, PaidOut | PayoutUnderWay) else PayoutUnknown("odd-first-answer")
    says = _says(answer)
    if says & set(_LOW):
        return NotPaidOut("processor-balance-low")
    if answer.status == _LIMITED:
        return NotPaidOut("rate-limited", passing=True)
    if any(_USED_BEFORE in said for said in says):
        return PayoutUnknown("reference-used")  # It may be there: to be asked about.
    if answer.status in _UNUSABLE:
        return NotPaidOut(f"refused-http-{answer.status}")
    return PayoutUnknown(f"http-{answer.status}")


def _told(data: object, reference: str) -> PaidOut | NotPaidOut | PaidBack | PayoutUnderWay | PayoutUnknown:
    if part(data, "reference") != reference:
        return PayoutUnknown("answer-to-another-reference")
    status = words(part(data, "status")).lower()
    if status == "success":
        fee = part(data, "fee_charged")
        return PaidOut(kobo(fee) if fee else None)
    if status == "reversed":
        return PaidBack()
    if status in NOT_PAID:
        return NotPaidOut(status)
    if status in UNDER_WAY:
        return PayoutUnderWay(status, needs_code=status == _NEEDS_CODE)
    return PayoutUnknown("unlisted-status")


def _says(answer: Answered) -> frozenset[str]:
    said = (words(answer.said.get(field)).lower().rstrip(".") for field in ("code", "message"))
    return frozenset(filter(None, said))
