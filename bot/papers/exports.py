"""Exports as tables on the disk: one file, or several zipped ones where Telegram would not take it.

All of it blocks: to be called in a thread. Times are Lagos time with its offset, amounts naira, and nothing
in a cell is calculated by a spreadsheet.
"""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import file_digest
from pathlib import Path
from typing import TextIO, assert_never

from bot.papers.cells import harmless
from domain.audit_log import AuditEntry
from domain.exports import Exported, ExportedCustomer, ExportedEntry, ExportedPayment, ExportKind
from domain.masking import masked_name, masked_phone
from domain.money import KOBO_PER_NAIRA, ZERO, Money
from domain.times import LAGOS

LARGEST_PART = 45_000_000  # bytes; Telegram takes 50 MB of a bot, and a zipped part is never much larger
_SHOWN = 4  # digits of a masked number

HEADS: dict[ExportKind, tuple[str, ...]] = {
    ExportKind.PAYMENTS: (
        *("payment", "accepted_at", "customer", "biller", "category", "plan", "recipient"),
        *("amount", "fee", "vat", "cashback_used", "cashback_earned", "status", "cost"),
        *("vendor", "request_id", "ended_at", "reason"),
    ),
    ExportKind.CUSTOMERS: (
        *("customer", "registered_at", "name", "phone", "telegram_id", "language", "level"),
        *("wallet", "cashback", "held", "owes"),
    ),
    ExportKind.AUDIT_LOG: (
        *("row", "at", "actor", "act", "subject", "customer", "details", "previous", "hash"),
    ),
    ExportKind.LEDGER: (
        *("entry", "posted_at", "kind", "subject", "reverses", "account", "customer", "debit", "credit"),
    ),
}


@dataclass(frozen=True, slots=True)
class Part:
    """A finished file."""

    path: Path
    sha256: str


class ExportFile:
    """A table that is being written."""

    def __init__(
        self, folder: Path, name: str, kind: ExportKind, *, is_masked: bool, largest: int = LARGEST_PART
    ) -> None:
        """Begin it in a folder of its own."""
        self.rows = 0
        self._folder = folder
        self._stem = name.removesuffix(".csv")
        self._kind = kind
        self._is_masked = is_masked
        self._largest = largest
        self._parts: list[Path] = []
        self._file: TextIO | None = None
        self._begin()

    def write(self, rows: Sequence[Exported]) -> None:
        """Write some rows more: few, for a part ends between two of these."""
        if self._open.tell() > self._largest:
            self._begin()
        for row in rows:
            for each in cells(row, is_masked=self._is_masked):
                self._table.writerow([harmless(cell) for cell in each])
                self.rows += 1

    def finish(self) -> tuple[Part, ...]:
        """End it, and return the files: the table itself, or all its parts zipped."""
        self._open.close()
        if len(self._parts) == 1:
            whole = self._parts[0].rename(self._folder / f"{self._stem}.csv")
            return (_part(whole),)
        return tuple(_part(_zipped(path)) for path in self._parts)

    def close(self) -> None:
        """Let go of it, finished or not."""
        self._open.close()

    @property
    def _open(self) -> TextIO:
        if self._file is None:
            raise LookupError("an export without a file")
        return self._file

    def _begin(self) -> None:
        if self._file is not None:
            self._file.close()
        path = self._folder / f"{self._stem}-{len(self._parts) + 1}.csv"
        self._parts.append(path)
        self._file = path.open("w", encoding="utf-8-sig", newline="")
        self._table = csv.writer(self._file)
        self._table.writerow(HEADS[self._kind])


def cells(row: Exported, *, is_masked: bool) -> Iterator[Sequence[str]]:
    """Yield the lines of a row; a journal entry has one for each posting."""
    match row:
        case ExportedPayment():
            yield _payment(row, is_masked=is_masked)
        case ExportedCustomer():
            yield _customer(row, is_masked=is_masked)
        case AuditEntry():
            yield (
                *(f"A-{row.sequence}", _time(row.at), row.actor, row.act, row.subject_id),
                *(row.customer_id or "", row.details, row.previous, row.hash),
            )
        case ExportedEntry():
            for account, customer_id, amount in row.postings:
                yield (
                    *(row.key, _time(row.posted_at), row.kind, row.subject_id, row.reverses),
                    *(account, customer_id, _naira(max(-amount, ZERO)), _naira(max(amount, ZERO))),
                )
        case _:
            assert_never(row)


def _payment(row: ExportedPayment, *, is_masked: bool) -> Sequence[str]:
    return (
        *(row.id, _time(row.accepted_at), row.customer_id, row.biller_id, row.category, row.plan),
        f"…{row.recipient[-_SHOWN:]}" if is_masked else row.recipient,
        *(_naira(row.amount), _naira(row.fee), _naira(row.vat)),
        *(_naira(row.cashback_used), _naira(row.cashback_earned), row.status),
        _naira(row.cost) if row.cost is not None else "",
        *(row.vendor, row.request_id, _time(row.ended_at), row.reason),
    )


def _customer(row: ExportedCustomer, *, is_masked: bool) -> Sequence[str]:
    known = (
        (masked_name(row.name), masked_phone(row.phone), f"…{str(row.telegram_id)[-_SHOWN:]}")
        if is_masked
        else (row.name, row.phone.national, str(row.telegram_id))
    )
    return (
        *(row.id, _time(row.registered_at), *known, row.language, str(row.tier)),
        *(_naira(row.wallet), _naira(row.cashback), _naira(row.held), _naira(row.owes)),
    )


def _time(moment: datetime | None) -> str:
    return moment.astimezone(LAGOS).isoformat(timespec="seconds") if moment is not None else ""


def _naira(amount: Money) -> str:
    whole, kobo = divmod(abs(amount.kobo), KOBO_PER_NAIRA)
    return f"{'-' if amount.kobo < 0 else ''}{whole}.{kobo:02}"


def _zipped(path: Path) -> Path:
    archive = path.with_suffix(".csv.zip")
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as written:
        written.write(path, path.name)
    path.unlink()
    return archive


def _part(path: Path) -> Part:
    with path.open("rb") as file:
        return Part(path, file_digest(file, "sha256").hexdigest())
