"""Sheets that wait for a PIN outside of the chat, which keeps its own in the conversation.

What is written on a sheet is whoever drew it's business: here it is bytes, with the hash that the PIN
approves.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from domain.errors import NotAllowed
from domain.storage import Storage

PAYMENT, TRANSFER, SCHEDULE = "payment", "transfer", "schedule"  # what a sheet may be of


@dataclass(frozen=True, slots=True)
class OpenSheet:
    """A sheet by the id of what its PIN brings about."""

    id: str
    customer_id: str
    kind: str
    hash: str
    content: bytes = field(repr=False)
    expires_at: datetime


class SheetStore(Protocol):
    """Where sheets wait."""

    async def keep(self, sheet: OpenSheet) -> None:
        """Keep a new sheet."""
        ...

    async def get(self, sheet_id: str) -> OpenSheet | None:
        """Return a sheet."""
        ...


class SheetBooks(Protocol):
    """What waiting sheets need from one transaction."""

    @property
    def open_sheets(self) -> SheetStore:
        """The sheets."""
        ...


@dataclass(frozen=True)
class OpenSheets:
    """Keeping sheets until their PIN comes. One that is used stays: a repeat is answered alike."""

    storage: Storage[SheetBooks]

    async def keep(self, sheet: OpenSheet) -> None:
        """Keep a new sheet."""
        async with self.storage.begin() as books:
            await books.open_sheets.keep(sheet)

    async def get(self, customer_id: str, sheet_id: str, kind: str | None = None) -> OpenSheet:
        """Return one of a customer's own sheets.

        :param kind: None: whatever it is about
        :raises NotAllowed: if there is none of that kind, or it is somebody else's
        """
        async with self.storage.look() as books:
            sheet = await books.open_sheets.get(sheet_id)
        if sheet is None or sheet.customer_id != customer_id or kind not in (None, sheet.kind):
            raise NotAllowed
        return sheet
