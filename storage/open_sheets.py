"""Sheets that wait for a PIN outside of the chat: rows ↔ values."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.open_sheets import OpenSheet
from storage.keyring import Keyring
from storage.tables import open_sheets


@dataclass(frozen=True)
class SqlOpenSheets:
    """`domain.open_sheets.SheetStore`."""

    connection: AsyncConnection
    keyring: Keyring

    async def keep(self, sheet: OpenSheet) -> None:
        """Keep a new sheet."""
        await self.connection.execute(
            insert(open_sheets).values(
                id=sheet.id,
                customer_id=sheet.customer_id,
                kind=sheet.kind,
                hash=sheet.hash,
                content=self.keyring.seal(sheet.content),
                expires_at=sheet.expires_at,
            )
        )

    async def get(self, sheet_id: str) -> OpenSheet | None:
        """Return a sheet."""
        rows = await self.connection.execute(select(open_sheets).where(open_sheets.c.id == sheet_id))
        row = rows.mappings().one_or_none()
        if row is None:
            return None
        content = self.keyring.open(row["content"])
        return OpenSheet(row["id"], row["customer_id"], row["kind"], row["hash"], content, row["expires_at"])
