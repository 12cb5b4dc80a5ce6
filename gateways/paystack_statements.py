"""What Paystack says that it did: payments, transfers, disputes, refunds and settlements, from its lists.

Amounts are kobo. What is not in naira is left out: nothing of it is in our books.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

import httpx

from domain.chargebacks import ChargebackKind, ChargebackWord
from domain.company_statements import Side, StatementLine
from domain.money import ZERO
from domain.processors import UnreadableEvent
from domain.statement_fetching import Fetched, StatementOutcome, StatementUnavailable
from gateways.http import Answered, Company, Json, Reply, part, words
from gateways.listing import PAUSES, Listing, Page, count, stamp
from gateways.moments import moment
from gateways.paystack_events import dispute
from gateways.paystack_values import kobo, number

PATIENCE = timedelta(seconds=25)
NAIRA = "NGN"
_PER_PAGE = "100"
_MILLISECOND = timedelta(milliseconds=1)
_PATHS = {Side.PROCESSOR: "transaction", Side.PAYOUT: "transfer", Side.SETTLEMENT: "settlement"}
_PAID = frozenset({"success", "reversed"})  # that it was given back is told by disputes and refunds
_REFUNDED = "processed"

Read = Callable[[object], StatementLine | None]


class PaystackStatements:
    """`domain.statement_fetching.StatementGateway` on one Paystack account."""

    name = "paystack"
    sides = (Side.PROCESSOR, Side.PAYOUT, Side.CHARGEBACK, Side.SETTLEMENT)

    def __init__(
        self,
        base_url: str,
        secret_key: str,
        *,
        patience: timedelta = PATIENCE,
        pauses: Sequence[float] = PAUSES,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._company = Company(self.name, base_url, transport=transport)
        self._headers = {"Authorization": f"Bearer {secret_key}"}
        self._patience = patience
        self._listing = Listing(_page, pauses)

    async def statement(self, side: Side, since: datetime, until: datetime) -> StatementOutcome:
        """Return what began in a time, as it stands."""
        if side is Side.CHARGEBACK:
            return await self._contests(since, until)
        rows = await self._list(_PATHS[side], since, until)
        return rows if isinstance(rows, StatementUnavailable) else _lines(rows, _READERS[side])

    async def close(self) -> None:
        """Close the connections."""
        await self._company.close()

    async def _contests(self, since: datetime, until: datetime) -> StatementOutcome:
        disputes = await self._list("dispute", since, until)
        refunds = await self._list("refund", since, until)
        if isinstance(disputes, StatementUnavailable):
            return disputes
        if isinstance(refunds, StatementUnavailable):
            return refunds
        lines = _lines(disputes, _dispute)
        if isinstance(lines, StatementUnavailable):
            return lines
        found = list(lines.lines)
        for row in refunds:
            if part(row, "dispute") is not None:
                continue  # the money of a dispute that was lost: told with the dispute
            reference = await self._payment_of(row)
            line = _refund(row, reference) if reference else None
            if line is None:
                return StatementUnavailable("unreadable-row")
            found.append(line)
        return Fetched(tuple(found))

    async def _payment_of(self, refund: object) -> str:
        """Return the reference of the payment that a refund is of: its list has the payment's id alone."""
        payment = part(refund, "transaction")
        told = words(part(payment, "reference")) or words(part(refund, "transaction_reference"))
        if told:
            return told
        reply = await self._ask("payment of a refund", f"transaction/{number(payment)}", {})
        return words(part(reply.said, "data", "reference")) if isinstance(reply, Answered) else ""

    async def _list(self, path: str, since: datetime, until: datetime) -> list[object] | StatementUnavailable:
        params = {
            "from": stamp(since.astimezone(UTC)),
            "to": stamp(until.astimezone(UTC) - _MILLISECOND),
            "perPage": _PER_PAGE,
        }
        return await self._listing.all_rows(lambda page: self._ask(f"list of {path}s", path, page), params)

    async def _ask(self, call: str, path: str, params: Mapping[str, str]) -> Reply:
        return await self._company.ask(
            call, "GET", path, headers=self._headers, params=params, patience=self._patience
        )


def _page(said: Json) -> Page | None:
    rows, meta = said.get("data"), said.get("meta")
    if said.get("status") is not True or not isinstance(rows, list):
        return None
    return Page(rows, count(part(meta, "pageCount")), count(part(meta, "total")))


def _lines(rows: Sequence[object], read: Read) -> Fetched | StatementUnavailable:
    found = []
    for row in rows:
        if (words(part(row, "currency")) or NAIRA).upper() != NAIRA:
            continue
        line = read(row)
        if line is None:
            return StatementUnavailable("unreadable-row")
        found.append(line)
    return Fetched(tuple(found))


def _payment(row: object) -> StatementLine | None:
    id_, amount = number(part(row, "id")), kobo(part(row, "amount"))
    fees, at = part(row, "fees"), moment(part(row, "paid_at")) or _created(row)
    fee = ZERO if fees is None else kobo(fees)
    if not id_ or amount is None or fee is None or at is None:
        return None
    stands = words(part(row, "status")) in _PAID
    return StatementLine(id_, id_, amount - fee if stands else ZERO, stands, at)


def _transfer(row: object) -> StatementLine | None:
    id_, reference = number(part(row, "id")), words(part(row, "reference"))
    amount, at = kobo(part(row, "amount")), _created(row)
    fee = kobo(part(row, "fee_charged") or 0)
    if not (id_ and reference) or amount is None or fee is None or at is None:
        return None
    stands = words(part(row, "status")) == "success"
    return StatementLine(id_, reference, amount + fee, stands, at)


def _settlement(row: object) -> StatementLine | None:
    id_, amount, at = number(part(row, "id")), kobo(part(row, "effective_amount")), _created(row)
    if not id_ or amount is None or at is None:
        return None
    return StatementLine(id_, id_, amount, words(part(row, "status")) == "success", at)


def _dispute(row: object) -> StatementLine | None:
    try:
        said = dispute(row, None)
    except UnreadableEvent:
        return None
    at = _created(row)
    if at is None:
        return None
    lost = said.word is ChargebackWord.LOST
    name = f"{ChargebackKind.DISPUTE.value}:{said.name}"
    return StatementLine(f"dispute-{said.name}", name, said.amount or ZERO, lost, at)


def _refund(row: object, reference: str) -> StatementLine | None:
    id_, amount, at = number(part(row, "id")), kobo(part(row, "amount")), _created(row)
    if not id_ or amount is None or at is None:
        return None
    stands = words(part(row, "status")) == _REFUNDED
    return StatementLine(f"refund-{id_}", f"{ChargebackKind.REFUND.value}:{reference}", amount, stands, at)


def _created(row: object) -> datetime | None:
    return moment(part(row, "createdAt")) or moment(part(row, "created_at"))


_READERS: Mapping[Side, Read] = {
    Side.PROCESSOR: _payment,
    Side.PAYOUT: _transfer,
    Side.SETTLEMENT: _settlement,
}
