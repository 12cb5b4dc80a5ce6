"""What a receipt on paper shows of money that went to somebody, or to the customer's own bank account.

A balance stands on neither, so that it can be shown around by whoever sent or got the money.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.papers.drawing import Paper
from bot.papers.receipt import COLOURS, Row, Shown, Signed, how_to_check
from bot.papers.words import full_date
from bot.text import Translator, naira_text
from domain.masking import masked_name, masked_phone
from domain.payees import Payee
from domain.receipt_contents import Receipt
from domain.transfers import Transfer, TransferStatus
from domain.withdrawals import Withdrawal


def transfer_paper(
    t: Translator, transfer: Transfer, said: Receipt, sender: Payee, receiver: Payee | None, signed: Signed
) -> Paper:
    """Return the receipt of a transfer: the same for its sender and its receiver."""
    headline = t.plain("paper-sent-to", name=masked_name(receiver.name)) if receiver is not None else None
    rows = _rows_of_transfer(t, transfer, said, sender, receiver)
    return _shown(t, said, headline or t.plain("paper-sent"), tuple(rows), signed).paper(transfer.id)


def withdrawal_paper(t: Translator, withdrawal: Withdrawal, said: Receipt, signed: Signed) -> Paper:
    """Return the receipt of a withdrawal."""
    headline = t.plain("paper-sent-to", name=withdrawal.to.bank.name)
    rows = tuple(_rows_of_withdrawal(t, withdrawal, said))
    return _shown(t, said, headline, rows, signed).paper(withdrawal.id)


def _shown(t: Translator, said: Receipt, headline: str, rows: tuple[Row, ...], signed: Signed) -> Shown:
    return Shown(
        title=t.plain("paper-receipt"),
        status=t.plain("paper-status", status=said.status),
        colour=COLOURS[said.status],
        headline=headline,
        total=naira_text(said.amount),
        rows=rows,
        how_to_check=how_to_check(t, signed),
        code=signed.code,
    )


def _rows_of_transfer(
    t: Translator, transfer: Transfer, said: Receipt, sender: Payee, receiver: Payee | None
) -> Iterator[Row]:
    yield t.plain("paper-sent-at"), full_date(transfer.sent_at)
    yield t.plain("paper-from"), f"{masked_name(sender.name)} {masked_phone(sender.phone)}"
    if receiver is not None:
        yield t.plain("paper-to"), f"{masked_name(receiver.name)} {masked_phone(receiver.phone)}"
    if transfer.status is TransferStatus.GIVEN_BACK:
        yield t.plain("paper-given-back"), naira_text(transfer.recalled)
    yield t.plain("paper-reference"), said.reference


def _rows_of_withdrawal(t: Translator, withdrawal: Withdrawal, said: Receipt) -> Iterator[Row]:
    yield t.plain("paper-sent-at"), full_date(withdrawal.accepted_at)
    yield t.plain("paper-to"), f"{withdrawal.to.bank.name} …{withdrawal.to.ends}"
    yield t.plain("paper-name"), masked_name(withdrawal.to.name)
    if withdrawal.fee:
        yield t.plain("paper-fee"), naira_text(withdrawal.fee)
    if withdrawal.vat:
        yield t.plain("paper-vat"), naira_text(withdrawal.vat)
    if withdrawal.stamp_duty:
        yield t.plain("paper-stamp-duty"), naira_text(withdrawal.stamp_duty)
    yield t.plain("paper-total"), naira_text(withdrawal.total)
    yield t.plain("paper-reference"), said.reference
