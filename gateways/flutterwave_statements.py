"""What Flutterwave (v3) says that it took in, gave back and paid to our bank, from its lists, in naira.

Its lists take days, and nowhere is said whose: so a day more is asked for on either side, and each row is
placed by its own moment. Bills have no list whose rows are documented; their statement is a file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import httpx

from domain.chargebacks import ChargebackKind
from domain.company_statements import Side, StatementLine
from domain.money import ZERO, Money
from domain.statement_fetching import Fetched, StatementOutcome, StatementUnavailable
from gateways.http import Company, Json, Reply, part, words
from gateways.listing import PAUSES, Listing, Page, count, identity
from gateways.moments import moment

PATIENCE = timedelta(seconds=35)  # Flutterwave itself waits 28 s for the bank.
NAIRA = "NGN"
_DAY = timedelta(days=1)
_PATHS = {Side.PROCESSOR: "transactions", Side.CHARGEBACK: "refunds", Side.SETTLEMENT: "settlements"}
_LONGEST = 15  # digits before the point
_DECIMALS = 2
_TO_OUR_BANK = "account"  # else it stays with them, on the balance that pays out


class FlutterwaveStatements:
    """`domain.statement_fetching.StatementGateway` on one Flutterwave account."""

    name = "flutterwave"
    sides = (Side.PROCESSOR, Side.CHARGEBACK, Side.SETTLEMENT)

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
        params = {
            "from": (since.astimezone(UTC) - _DAY).strftime("%Y-%m-%d"),
            "to": (until.astimezone(UTC) + _DAY).strftime("%Y-%m-%d"),
        }
        path = _PATHS[side]
        rows = await self._listing.all_rows(lambda page: self._ask(path, page), params)
        if isinstance(rows, StatementUnavailable):
            return rows
        lines = []
        for row in rows:
            if (words(part(row, "currency")) or NAIRA).upper() != NAIRA:
                continue
            line = _READERS[side](row)
            if line is None:
                return StatementUnavailable("unreadable-row")
            if since <= line.at < until:
                lines.append(line)
        return Fetched(tuple(lines))

    async def close(self) -> None:
        """Close the connections."""
        await self._company.close()

    async def _ask(self, path: str, params: Mapping[str, str]) -> Reply:
        return await self._company.ask(
            f"list of {path}", "GET", path, headers=self._headers, params=params, patience=self._patience
        )


def _page(said: Json) -> Page | None:
    rows, info = said.get("data"), part(said.get("meta"), "page_info")
    if said.get("status") != "success" or not isinstance(rows, list):
        return None
    return Page(rows, count(part(info, "total_pages")), count(part(info, "total")))


def _payment(row: object) -> StatementLine | None:
    id_, charged, at = identity(part(row, "id")), _naira(part(row, "charged_amount")), _created(row)
    app_fee = part(row, "app_fee")
    fee = ZERO if app_fee is None else _naira(app_fee)
    if not id_ or charged is None or fee is None or at is None:
        return None
    stands = words(part(row, "status")).lower() == "successful"
    return StatementLine(id_, id_, charged - fee if stands else ZERO, stands, at)


def _refund(row: object) -> StatementLine | None:
    id_, amount, at = identity(part(row, "id")), _naira(part(row, "amount_refunded")), _created(row)
    if not id_ or amount is None or at is None:
        return None
    stands = words(part(row, "status")).lower().startswith("completed")
    return StatementLine(f"refund-{id_}", f"{ChargebackKind.REFUND.value}:{id_}", amount, stands, at)


def _settlement(row: object) -> StatementLine | None:
    id_, amount, at = identity(part(row, "id")), _naira(part(row, "net_amount")), _created(row)
    if not id_ or amount is None or at is None:
        return None
    arrived = words(part(row, "status")).lower() == "completed"
    is_ours = words(part(row, "destination")).lower() == _TO_OUR_BANK
    return StatementLine(id_, id_, amount, arrived and is_ours, at)


_READERS = {Side.PROCESSOR: _payment, Side.CHARGEBACK: _refund, Side.SETTLEMENT: _settlement}


def _created(row: object) -> datetime | None:
    return moment(part(row, "created_at")) or moment(part(row, "createdAt"))


def _naira(value: object) -> Money | None:
    """Return an amount of whole kobo that was written in naira; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    amount = Decimal(value)
    if not amount.is_finite() or amount < 0 or amount.adjusted() >= _LONGEST:
        return None
    kobo = amount.scaleb(_DECIMALS)
    return Money(int(kobo)) if kobo == kobo.to_integral_value() else None
