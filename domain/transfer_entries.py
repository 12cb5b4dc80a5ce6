"""The journal entries of transfers: between two wallets, aside with the sender, into escrow, and back."""

from __future__ import annotations

from datetime import datetime

from domain.ledger import CustomerAccount, EntryKind, HouseAccount, JournalEntry, Posting, entry, house
from domain.transfers import Transfer

_ESCROW = house(HouseAccount.CLAIMS)


def _receiver(transfer: Transfer) -> str:
    if transfer.receiver_id is None:
        raise LookupError(f"transfer {transfer.id} has no receiver")
    return transfer.receiver_id


def send(transfer: Transfer, *, now: datetime) -> JournalEntry:
    """From the sender's wallet to the receiver's."""
    return entry(
        EntryKind.TRANSFER,
        transfer.id,
        now,
        Posting(CustomerAccount.WALLET, -transfer.amount, transfer.sender_id),
        Posting(CustomerAccount.WALLET, transfer.amount, _receiver(transfer)),
    )


def hold(transfer: Transfer, *, now: datetime) -> JournalEntry:
    """Set it aside with the sender, as long as it can be undone."""
    return entry(
        EntryKind.TRANSFER_HOLD,
        transfer.id,
        now,
        Posting(CustomerAccount.WALLET, -transfer.amount, transfer.sender_id),
        Posting(CustomerAccount.HELD, transfer.amount, transfer.sender_id),
    )


def deliver(transfer: Transfer, *, now: datetime) -> JournalEntry:
    """From what was set aside to the receiver's wallet."""
    return entry(
        EntryKind.TRANSFER,
        transfer.id,
        now,
        Posting(CustomerAccount.HELD, -transfer.amount, transfer.sender_id),
        Posting(CustomerAccount.WALLET, transfer.amount, _receiver(transfer)),
    )


def release(transfer: Transfer, *, now: datetime) -> JournalEntry:
    """What was set aside goes back into the sender's wallet."""
    return entry(
        EntryKind.TRANSFER_RELEASE,
        transfer.id,
        now,
        Posting(CustomerAccount.HELD, -transfer.amount, transfer.sender_id),
        Posting(CustomerAccount.WALLET, transfer.amount, transfer.sender_id),
    )


def park(transfer: Transfer, *, now: datetime) -> JournalEntry:
    """From the sender's wallet into escrow, for whoever claims it."""
    return entry(
        EntryKind.CLAIM_PARK,
        transfer.id,
        now,
        Posting(CustomerAccount.WALLET, -transfer.amount, transfer.sender_id),
        Posting(_ESCROW, transfer.amount),
    )


def claim(transfer: Transfer, *, now: datetime) -> JournalEntry:
    """From escrow to the wallet of the one who claimed it."""
    return entry(
        EntryKind.CLAIM,
        transfer.id,
        now,
        Posting(_ESCROW, -transfer.amount),
        Posting(CustomerAccount.WALLET, transfer.amount, _receiver(transfer)),
    )


def unpark(transfer: Transfer, *, now: datetime) -> JournalEntry:
    """From escrow back into the sender's wallet."""
    return entry(
        EntryKind.CLAIM_RETURN,
        transfer.id,
        now,
        Posting(_ESCROW, -transfer.amount),
        Posting(CustomerAccount.WALLET, transfer.amount, transfer.sender_id),
        reverses=f"{EntryKind.CLAIM_PARK.value}:{transfer.id}",
    )


def hold_recalled(transfer: Transfer, *, now: datetime) -> JournalEntry:
    """Set aside with the receiver what is unspent of it, while she is asked."""
    return entry(
        EntryKind.RECALL_HOLD,
        transfer.id,
        now,
        Posting(CustomerAccount.WALLET, -transfer.recalled, _receiver(transfer)),
        Posting(CustomerAccount.HELD, transfer.recalled, _receiver(transfer)),
    )


def release_recalled(transfer: Transfer, *, now: datetime) -> JournalEntry:
    """The receiver keeps it: back into her wallet."""
    return entry(
        EntryKind.RECALL_RELEASE,
        transfer.id,
        now,
        Posting(CustomerAccount.HELD, -transfer.recalled, _receiver(transfer)),
        Posting(CustomerAccount.WALLET, transfer.recalled, _receiver(transfer)),
    )


def give_back(transfer: Transfer, *, now: datetime) -> JournalEntry:
    """The receiver agreed: what was set aside with her goes to the sender."""
    return entry(
        EntryKind.RECALL,
        transfer.id,
        now,
        Posting(CustomerAccount.HELD, -transfer.recalled, _receiver(transfer)),
        Posting(CustomerAccount.WALLET, transfer.recalled, transfer.sender_id),
    )
