"""Paystack's dedicated virtual accounts: asked for in one step, told of by webhook, credited by number.

Paystack compares the person's BVN with a bank account of hers before it gives her a number.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import httpx

from domain.account_processors import (
    AccountAssigned,
    AccountDetails,
    AccountEvent,
    AccountFailure,
    AccountFinding,
    AccountNotAssigned,
    AccountOpened,
    AccountOutcome,
    AccountRefused,
    AccountRequest,
    AccountUnavailable,
    AccountUnclear,
    AccountUnderWay,
    Bank,
    IdentityKind,
    Listed,
    NoTransfer,
    Transfer,
    TransferFinding,
    TransferList,
    TransferReceived,
    TransferUnknown,
)
from domain.money import ZERO
from domain.processors import UnreadableEvent
from gateways.http import Answered, Company, NeverSent, Reply, Unclear, part, read_json, words
from gateways.moments import moment
from gateways.paystack import PATIENCE, is_signed
from gateways.paystack_values import kobo
from gateways.paystack_values import number as number_of

CHANNEL = "dedicated_nuban"
TEST_BANK = "test-bank"
# What it says when the person is not who she says she is; anything else is another no.
_ABOUT_IDENTITY = ("bvn", "identi", "match", "account number", "account details", "validat")
_LISTED = 100  # transfers to one number in a week
_BAD_REQUEST, _NOT_FOUND, _SERVER_ERROR, _THROTTLED = 400, 404, 500, 429


class PaystackAccounts:
    """`domain.account_processors.AccountGateway` on one Paystack account."""

    name = "paystack"
    identities = (IdentityKind.BVN,)
    compares_bank_account = True
    can_be_asked = True

    def __init__(
        self,
        base_url: str,
        secret_key: str,
        *,
        bank: str = "titan-paystack",
        patience: timedelta = PATIENCE,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        """Take the bank at which live accounts are opened; a test key has a bank of its own."""
        self._company = Company(self.name, base_url, transport=transport)
        self._secret_key = secret_key
        self._bank = TEST_BANK if secret_key.startswith("sk_test_") else bank
        self._patience = patience
        self._banks: tuple[Bank, ...] = ()

    async def banks(self) -> tuple[Bank, ...]:
        """Return the banks that it knows, read once; none if it can't say now."""
        if not self._banks:
            reply = await self._ask("banks", "GET", "bank", params={"currency": "NGN"})
            self._banks = _banks(reply.said.get("data")) if isinstance(reply, Answered) else ()
        return self._banks

    async def open_account(self, request: AccountRequest) -> AccountOutcome:
        """Ask for an account number, once. Which one it is comes by webhook."""
        identity = request.identity
        form = {
            "email": request.email,
            "first_name": identity.first_name,
            "last_name": identity.last_name,
            "phone": request.phone,
            "preferred_bank": self._bank,
            "country": "NG",
            "account_number": identity.bank_account,
            "bank_code": identity.bank_code,
            "bvn": identity.number,
        }
        match await self._ask("assign account", "POST", "dedicated_account/assign", form):
            case Answered(status=status, said=said) if said.get("status") is True and status < _BAD_REQUEST:
                return AccountUnderWay()
            case Answered(status=status, said=said):
                if status == _THROTTLED:
                    return AccountUnavailable("throttled")
                if status >= _SERVER_ERROR:
                    return AccountUnclear(f"http-{status}")
                return AccountRefused(_failure(said.get("message")))
            case NeverSent():
                return AccountUnavailable("processor-unreachable")
            case Unclear(reason):
                return AccountUnclear(reason)

    async def find_account(self, email: str) -> AccountFinding:
        """Ask what became of a request: who the customer is, and which number is hers."""
        reply = await self._ask("find customer", "GET", f"customer/{quote(email, safe='')}")
        customer = number_of(part(reply.said, "data", "id")) if isinstance(reply, Answered) else ""
        if not customer:
            return AccountUnclear("no-such-customer")
        listed = await self._ask(
            "find account", "GET", "dedicated_account", params={"active": "true", "customer": customer}
        )
        if not isinstance(listed, Answered) or listed.said.get("status") is not True:
            return AccountUnclear("accounts-not-listed")
        rows = listed.said.get("data")
        for row in rows if isinstance(rows, list) else ():
            is_hers = words(part(row, "customer", "email")).lower() == email.lower()
            details = _details(row) if is_hers else None
            if details is not None:
                return AccountOpened(details)
        return AccountUnderWay()

    async def find_transfer(self, transaction_id: str) -> TransferFinding:
        """Ask what a transaction brought. Its signed webhook is proof enough, so nobody has to."""
        return _finding(
            await self._ask("find transfer", "GET", f"transaction/{quote(transaction_id, safe='')}")
        )

    async def find_by_reference(self, reference: str) -> TransferFinding:
        """Ask what is known under Paystack's own reference."""
        path = f"transaction/verify/{quote(reference, safe='')}"
        return _finding(await self._ask("find by reference", "GET", path))

    async def list_transfers(
        self, *, reference: str, email: str, number: str, since: datetime
    ) -> TransferList:
        """Ask what the customer paid, and for what came late: then Paystack asks the bank once more."""
        reply = await self._ask("find customer", "GET", f"customer/{quote(email, safe='')}")
        customer = number_of(part(reply.said, "data", "id")) if isinstance(reply, Answered) else ""
        if not customer:
            return TransferUnknown("no-such-customer")
        listed = await self._ask(
            "list transfers",
            "GET",
            "transaction",
            params={
                "customer": customer,
                "status": "success",
                "from": since.strftime("%Y-%m-%dT%H:%M:%S.000Z"),
                "perPage": str(_LISTED),
            },
        )
        if not isinstance(listed, Answered) or listed.said.get("status") is not True:
            return TransferUnknown("transfers-not-listed")
        rows = listed.said.get("data")
        found = [_transfer(row) for row in (rows if isinstance(rows, list) else ()) if _came_in(row)]
        # At most once in ten minutes, or it says no. What it finds is told by webhook.
        await self._ask(
            "ask the bank",
            "GET",
            "dedicated_account/requery",
            params={
                "account_number": number,
                "provider_slug": self._bank,
                "date": datetime.now(UTC).strftime("%Y-%m-%d"),
            },
        )
        return Listed(tuple(each for each in found if each is not None and each.account_number == number))

    def is_authentic(self, body: bytes, signature: str) -> bool:
        """Return whether Paystack signed exactly these bytes."""
        return is_signed(body, signature, self._secret_key)

    def read_account_event(self, body: bytes) -> AccountEvent | None:
        """Return what an authentic webhook says of accounts; None if it is about something else."""
        event = read_json(body)
        data = part(event, "data")
        match words(part(event, "event")):
            case "charge.success" if _channel(data) == CHANNEL:
                transfer = _transfer(data)
                if transfer is None or words(part(data, "status")) != "success":
                    raise UnreadableEvent("a transfer that can't be read")
                return TransferReceived(transfer)
            case "dedicatedaccount.assign.success":
                details = _details(part(data, "dedicated_account"))
                email = words(part(data, "customer", "email"))
                if details is None or not email:
                    raise UnreadableEvent("an assigned account that can't be read")
                return AccountAssigned(email, details)
            case "dedicatedaccount.assign.failed":
                status = words(part(data, "identification", "status"))
                failure = AccountFailure.IDENTITY if status == "failed" else AccountFailure.REFUSED
                return _not_assigned(part(data, "customer", "email"), failure)
            case "customeridentification.failed":
                return _not_assigned(part(data, "email"), AccountFailure.IDENTITY)
            case _:
                return None

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
        headers = {"Authorization": f"Bearer {self._secret_key}"}
        return await self._company.ask(
            call, method, path, headers=headers, params=params, body=body, patience=self._patience
        )


def _channel(data: object) -> str:
    return words(part(data, "channel")) or words(part(data, "authorization", "channel"))


def _not_assigned(email: object, failure: AccountFailure) -> AccountNotAssigned:
    if not words(email):
        raise UnreadableEvent("an account that was not assigned to anybody")
    return AccountNotAssigned(words(email), failure)


def _failure(message: object) -> AccountFailure:
    said = words(message).lower()
    is_about_identity = any(mark in said for mark in _ABOUT_IDENTITY)
    return AccountFailure.IDENTITY if is_about_identity else AccountFailure.REFUSED


def _details(row: object) -> AccountDetails | None:
    digits, holder = words(part(row, "account_number")), words(part(row, "account_name"))
    bank = words(part(row, "bank", "name"))
    if not (digits.isascii() and digits.isdigit()) or not bank:
        return None
    return AccountDetails(digits, bank, holder)


def _banks(rows: object) -> tuple[Bank, ...]:
    listed = rows if isinstance(rows, list) else ()
    banks = (Bank(words(part(row, "code")), words(part(row, "name"))) for row in listed)
    return tuple(bank for bank in banks if bank.code and bank.name)


def _came_in(row: object) -> bool:
    return _channel(row) == CHANNEL and words(part(row, "status")) == "success"


def _finding(reply: Reply) -> TransferFinding:
    match reply:
        case Answered(said=said) if said.get("status") is True:
            data = said.get("data")
            if _channel(data) != CHANNEL:
                return NoTransfer(final=True)  # It is a payment page's, or nobody's.
            if words(part(data, "status")) != "success":
                return NoTransfer(final=False)
            return _transfer(data) or TransferUnknown("unreadable-success")
        case Answered(status=status) if status in (_BAD_REQUEST, _NOT_FOUND):
            return NoTransfer(final=False)
        case _:
            return TransferUnknown("not-found")


def _transfer(data: object) -> Transfer | None:
    """Return a transfer to a personal account number. Its reference is Paystack's own, and says nothing."""
    fees = part(data, "fees")
    amount, fee = kobo(part(data, "amount")), ZERO if fees is None else kobo(fees)
    paid_at = moment(part(data, "paid_at")) or moment(part(data, "created_at"))
    authorization = part(data, "authorization")
    receiver = words(part(authorization, "receiver_bank_account_number"))
    identity, currency = number_of(part(data, "id")), words(part(data, "currency"))
    if not amount or fee is None or paid_at is None or not (identity and receiver and currency):
        return None
    return Transfer(
        transaction_id=identity,
        account_number=receiver,
        reference=None,
        amount=amount,
        fee=fee,
        currency=currency.upper(),
        sender=words(part(authorization, "sender_name")),
        sender_bank=words(part(authorization, "sender_bank")),
        paid_at=paid_at,
        known_as=words(part(data, "reference")) or None,
    )
