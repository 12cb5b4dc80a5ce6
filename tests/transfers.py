"""Transfers as tests make them: a sheet, the PIN's consent to it, and money on its way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.approvals import Approval
from domain.customers import Customer
from domain.money import Money
from domain.payees import Payee
from domain.sending import Transfers
from domain.transfers import ANYBODY, MeantFor, Transfer, TransferSheet
from storage.database import Database
from tests.builders import NOON, RULES, new_id

CODE = "kQ3vT9xLm2Zp"


def consent(sheet: TransferSheet, *, now: datetime = NOON) -> Approval:
    """Return the consent that the sender's PIN gives."""
    return Approval(sheet.sender_id, sheet.hash, now)


def a_sheet(
    sender: Customer, receiver: Customer | None, amount: Money, *, cools: bool = False, now: datetime = NOON
) -> TransferSheet:
    """Return a sheet, without asking whether the receiver is new."""
    return TransferSheet(
        id=new_id(),
        sender_id=sender.id,
        amount=amount,
        expires_at=now + RULES.sheet_open_for,
        receiver_id=receiver.id if receiver is not None else None,
        shown_name=receiver.name if receiver is not None else None,
        cools=cools,
        claim_code=new_id() if receiver is None else None,
    )


@dataclass(frozen=True)
class Sending:
    """Whoever sends in a test, on one process's database."""

    database: Database

    @property
    def transfers(self) -> Transfers:
        """The service."""
        return Transfers(self.database, RULES)

    async def send(
        self,
        sender: Customer,
        receiver: Customer,
        amount: Money,
        *,
        cools: bool = False,
        now: datetime = NOON,
    ) -> Transfer:
        """Send with the right PIN."""
        sheet = a_sheet(sender, receiver, amount, cools=cools, now=now)
        return await self.transfers.send(sheet, consent(sheet), card=None, now=now)

    async def send_link(
        self,
        sender: Customer,
        amount: Money,
        *,
        code: str = CODE,
        meant_for: MeantFor = ANYBODY,
        now: datetime = NOON,
    ) -> Transfer:
        """Send by a link with the right PIN."""
        sheet = await self.transfers.draw(
            new_id(), sender.id, None, amount, claim_code=code, meant_for=meant_for, now=now
        )
        return await self.transfers.send(sheet, consent(sheet), card=None, now=now)

    async def draw(
        self, sender: Customer, receiver: Customer, amount: Money, *, now: datetime = NOON
    ) -> TransferSheet:
        """Draw a sheet as the product does."""
        return await self.transfers.draw(new_id(), sender.id, Payee.of(receiver), amount, now=now)

    async def becomes_due(self, now: datetime) -> None:
        """Let everything happen that is due by then."""
        for transfer_id in await self.transfers.due(now=now, limit=100):
            await self.transfers.take_on(transfer_id, now=now)


def after(**span: float) -> datetime:
    """Return a moment after noon."""
    return NOON + timedelta(**span)
