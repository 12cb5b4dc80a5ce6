"""What Paystack's webhooks say about money that came in, once their signature was found right."""

from __future__ import annotations

from collections.abc import Mapping

from domain.chargebacks import ChargebackKind, ChargebackWord
from domain.money import ZERO, Money
from domain.processors import (
    FundingContested,
    OtherEvent,
    Paid,
    PaymentReceived,
    ProcessorEvent,
    TransferSentBack,
    UnreadableEvent,
)
from gateways.http import part, read_json, words
from gateways.paystack_values import kobo, number

NAIRA = "NGN"
DISPUTES: Mapping[str, ChargebackWord | None] = {
    "charge.dispute.create": ChargebackWord.OPENED,
    "charge.dispute.remind": ChargebackWord.REMINDED,
    "charge.dispute.resolve": None,  # the resolution says how
}
RESOLUTIONS: Mapping[str, ChargebackWord] = {
    "merchant-accepted": ChargebackWord.LOST,
    "auto-accepted": ChargebackWord.LOST,  # nobody of ours answered in time
    "declined": ChargebackWord.WON,
}
REFUNDS: Mapping[str, ChargebackWord] = {
    "refund.pending": ChargebackWord.OPENED,
    "refund.processing": ChargebackWord.OPENED,
    "refund.needs-attention": ChargebackWord.STUCK,
    "refund.processed": ChargebackWord.LOST,
    "refund.failed": ChargebackWord.WON,
}


def read(body: bytes) -> ProcessorEvent:
    """Return what an authentic webhook says.

    :raises UnreadableEvent: if it can't be understood
    """
    event = read_json(body)
    kind = words(part(event, "event"))
    if event is None or not kind:
        raise UnreadableEvent("not an event")
    data = event.get("data")
    if kind == "charge.success":
        return _received(data)
    if kind in DISPUTES:
        return dispute(data, DISPUTES[kind])
    if kind in REFUNDS:
        return _refund(data, REFUNDS[kind])
    if kind == "bank.transfer.rejected":
        return _sent_back(data, kind)
    return OtherEvent(kind)


def paid(data: object) -> Paid | None:
    """Return what a transaction brought, as webhook and verify tell it; None if that can't be read."""
    charged = kobo(part(data, "amount"))
    fees, requested = part(data, "fees"), part(data, "requested_amount")
    fee = ZERO if fees is None else kobo(fees)
    asked = charged if requested is None else kobo(requested)
    transaction_id = number(part(data, "id"))
    reference, currency = words(part(data, "reference")), words(part(data, "currency"))
    if charged is None or asked is None or fee is None or not (transaction_id and reference and currency):
        return None
    return Paid(transaction_id, reference, _meant(asked, charged, fee), charged, fee, currency.upper())


def _meant(asked: Money, charged: Money, fee: Money) -> Money:
    """Return what the customer meant to add: what we asked for, where the rest is the fee they bore.

    Charged less or otherwise more, it is the charge that counts, and will be seen not to fit.
    """
    return asked if asked <= charged <= asked + fee else charged


def _received(data: object) -> PaymentReceived:
    if words(part(data, "status")) != "success":
        raise UnreadableEvent("a successful charge without success")
    received = paid(data)
    if received is None:
        raise UnreadableEvent("a successful charge that can't be read")
    return PaymentReceived(received)


def dispute(data: object, word: ChargebackWord | None) -> FundingContested:
    """Return what is said of a dispute; without a word, what its resolution says.

    :raises UnreadableEvent: if it has no name, or names no payment
    """
    payment = part(data, "transaction")
    name, reference = number(part(data, "id")), words(part(payment, "reference"))
    if not (name and reference):
        raise UnreadableEvent("a dispute without a name or a payment")
    if word is None:
        word = RESOLUTIONS.get(words(part(data, "resolution")).lower(), ChargebackWord.STUCK)
        if words(part(payment, "status")) == "reversed":
            word = ChargebackWord.LOST
    asked = part(data, "refund_amount")
    amount = kobo(part(payment, "amount") if asked is None else asked)
    currency = words(part(data, "currency")) or words(part(payment, "currency"))
    return FundingContested(
        ChargebackKind.DISPUTE,
        word,
        name,
        reference,
        number(part(payment, "id")) or None,
        amount if currency.upper() == NAIRA else None,
    )


def _refund(data: object, word: ChargebackWord) -> FundingContested:
    """Return what a refund says. Its own name is missing in some of its events, so its payment names it."""
    reference = words(part(data, "transaction_reference"))
    if not reference:
        raise UnreadableEvent("a refund without a payment")
    currency = words(part(data, "currency")) or NAIRA
    amount = kobo(part(data, "amount")) if currency.upper() == NAIRA else None
    return FundingContested(ChargebackKind.REFUND, word, reference, reference, None, amount)


def _sent_back(data: object, kind: str) -> ProcessorEvent:
    transfer = part(data, "bank_transfer")
    amount = kobo(part(transfer, "amount"))
    reference = words(part(data, "reference")) or words(part(transfer, "reference"))
    return TransferSentBack(reference, amount) if reference and amount is not None else OtherEvent(kind)
