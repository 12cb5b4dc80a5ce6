"""Flutterwave's permanent virtual accounts (v3): given at once, and what comes in is asked back.

An account keeps the reference that it was opened with: every transfer to it repeats that, so each is known
by Flutterwave's own id. Amounts are in naira.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from urllib.parse import quote

import httpx

from domain.account_processors import (
    AccountDetails,
    AccountEvent,
    AccountFailure,
    AccountFinding,
    AccountOpened,
    AccountOutcome,
    AccountRefused,
    AccountRequest,
    AccountUnavailable,
    AccountUnclear,
    Bank,
    IdentityKind,
    Listed,
    NoTransfer,
    Transfer,
    TransferFinding,
    TransferHint,
    TransferList,
    TransferUnknown,
)
from domain.money import ZERO, Money
from gateways.http import Answered, Company, NeverSent, Reply, Unclear, part, read_json, words
from gateways.moments import moment

PATIENCE = timedelta(seconds=35)  # Flutterwave itself waits 28 s for the bank.
NOT_PAID = {"failed": True, "pending": False}  # status → whether nothing will come by it
_ABOUT_IDENTITY = ("bvn", "nin ", "identi", "match", "invalid customer")
_BAD_REQUEST, _SERVER_ERROR, _THROTTLED = 400, 500, 429
_UNAUTHORIZED = 401
_LONGEST = 15  # digits before the point
_MOST_DECIMALS = 2


class FlutterwaveAccounts:
    """`domain.account_processors.AccountGateway` on one Flutterwave account."""

    name = "flutterwave"
    identities = (IdentityKind.BVN, IdentityKind.NIN)
    compares_bank_account = False
    can_be_asked = False  # only by a reference that its answer would have told

    def __init__(
        self,
        base_url: str,
        secret_key: str,
        *,
        patience: timedelta = PATIENCE,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._company = Company(self.name, base_url, transport=transport)
        self._headers = {"Authorization": f"Bearer {secret_key}"}
        self._patience = patience

    async def banks(self) -> tuple[Bank, ...]:
        """Return none: it compares no bank account."""
        return ()

    async def open_account(self, request: AccountRequest) -> AccountOutcome:
        """Ask for an account number, once. The answer has it."""
        identity = request.identity
        holder = f"{identity.first_name} {identity.last_name}"
        form: dict[str, object] = {
            "email": request.email,
            "tx_ref": request.reference,
            "is_permanent": True,
            identity.kind.value: identity.number,
            "phonenumber": request.phone,
            "firstname": identity.first_name,
            "lastname": identity.last_name,
            "narration": holder,
        }
        match await self._ask("open account", "POST", "virtual-account-numbers", form):
            case Answered(status=status, said=said) if said.get("status") == "success":
                details = _details(said.get("data"), holder)
                return (
                    AccountUnclear(f"http-{status}-no-account") if details is None else AccountOpened(details)
                )
            case Answered(status=status, said=said):
                if status in (_THROTTLED, _UNAUTHORIZED):
                    return AccountUnavailable(f"http-{status}")
                if status >= _SERVER_ERROR or status < _BAD_REQUEST:
                    return AccountUnclear(f"http-{status}")
                return AccountRefused(_failure(said.get("message")))
            case NeverSent():
                return AccountUnavailable("processor-unreachable")
            case Unclear(reason):
                return AccountUnclear(reason)

    async def find_account(self, email: str) -> AccountFinding:
        """Say that it can't be known: an account is found only by what its answer told."""
        return AccountUnclear("not-askable")

    async def find_transfer(self, transaction_id: str) -> TransferFinding:
        """Ask what a transaction brought: what it says here is believed."""
        path = f"transactions/{quote(transaction_id, safe='')}/verify"
        match await self._ask("find transfer", "GET", path):
            case Answered(said=said) if said.get("status") == "success":
                return _finding(said.get("data"), transaction_id)
            case Answered(status=status):
                return TransferUnknown(f"http-{status}")
            case NeverSent():
                return TransferUnknown("processor-unreachable")
            case Unclear(reason):
                return TransferUnknown(reason)

    async def find_by_reference(self, reference: str) -> TransferFinding:
        """Say that it can't be known: it speaks of transfers by their ids alone."""
        return TransferUnknown("not-askable")

    async def list_transfers(
        self, *, reference: str, email: str, number: str, since: datetime
    ) -> TransferList:
        """Ask what came in under the account's reference. Each is asked for again by its id."""
        params = {
            "from": since.strftime("%Y-%m-%d"),
            "to": (datetime.now(UTC) + timedelta(days=1)).strftime("%Y-%m-%d"),
            "tx_ref": reference,
        }
        match await self._ask("list transfers", "GET", "transactions", params=params):
            case Answered(said=said) if said.get("status") == "success":
                rows = said.get("data")
                return Listed(_hints(rows if isinstance(rows, list) else [], reference))
            case Answered(status=status):
                return TransferUnknown(f"http-{status}")
            case NeverSent():
                return TransferUnknown("processor-unreachable")
            case Unclear(reason):
                return TransferUnknown(reason)

    def read_account_event(self, body: bytes) -> AccountEvent | None:
        """Return which transaction a webhook speaks of. What it brought is never read from there."""
        event = read_json(body)
        data = part(event, "data")
        if words(part(event, "event")) != "charge.completed" or _kind(data) != "bank_transfer":
            return None
        identity, reference = _id(part(data, "id")), words(part(data, "tx_ref"))
        return TransferHint(identity, reference) if identity and reference else None

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
        params: Mapping[str, str] | None = None,
    ) -> Reply:
        return await self._company.ask(
            call, method, path, headers=self._headers, params=params, body=body, patience=self._patience
        )


def _details(data: object, holder: str) -> AccountDetails | None:
    digits, bank = words(part(data, "account_number")), words(part(data, "bank_name"))
    if not (digits.isascii() and digits.isdigit()) or not bank:
        return None
    return AccountDetails(digits, bank, holder)


def _failure(message: object) -> AccountFailure:
    said = f"{words(message).lower()} "
    is_about_identity = any(mark in said for mark in _ABOUT_IDENTITY)
    return AccountFailure.IDENTITY if is_about_identity else AccountFailure.REFUSED


def _kind(data: object) -> str:
    return words(part(data, "payment_type")).lower()


def _hints(rows: Sequence[object], reference: str) -> tuple[TransferHint, ...]:
    """Return those of the account: another one's reference may be listed too."""
    ours = [row for row in rows if words(part(row, "tx_ref")) == reference and _kind(row) == "bank_transfer"]
    ids = [_id(part(row, "id")) for row in ours if words(part(row, "status")).lower() == "successful"]
    return tuple(TransferHint(id_, reference) for id_ in ids if id_)


def _finding(data: object, transaction_id: str) -> TransferFinding:
    if _id(part(data, "id")) != transaction_id:
        return TransferUnknown("answer-to-another-transaction")
    status = words(part(data, "status")).lower()
    if status in NOT_PAID:
        return NoTransfer(final=NOT_PAID[status])
    if status != "successful":
        return TransferUnknown("unlisted-status")
    return _transfer(data, transaction_id) or TransferUnknown("unreadable-success")


def _transfer(data: object, transaction_id: str) -> Transfer | None:
    amount, fee = _naira(part(data, "amount")), _naira(part(data, "app_fee"))
    reference, currency = words(part(data, "tx_ref")), words(part(data, "currency"))
    paid_at = moment(part(data, "created_at"))
    if not amount or paid_at is None or not (reference and currency):
        return None
    meta = part(data, "meta")
    return Transfer(
        transaction_id=transaction_id,
        account_number=None,
        reference=reference,
        amount=amount,
        fee=fee or ZERO,
        currency=currency.upper(),
        sender=words(part(meta, "originatorname")),
        sender_bank=words(part(meta, "bankname")),
        paid_at=paid_at,
    )


def _naira(value: object) -> Money | None:
    """Return an amount of whole kobo that was written in naira; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    amount = Decimal(value)
    if not amount.is_finite() or amount < 0 or amount.adjusted() >= _LONGEST:
        return None
    kobo = amount.scaleb(_MOST_DECIMALS)
    return Money(int(kobo)) if kobo == kobo.to_integral_value() else None


def _id(value: object) -> str:
    if isinstance(value, int) and not isinstance(value, bool) and value > 0:
        return str(value)
    return value if isinstance(value, str) and value.isascii() and value.isdigit() else ""
