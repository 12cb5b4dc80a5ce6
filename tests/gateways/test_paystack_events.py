"""Every event of Paystack about money that came in, and what is read from it."""

from __future__ import annotations

from typing import Any

import pytest

from domain.chargebacks import ChargebackKind, ChargebackWord
from domain.money import Money, naira
from domain.processors import FundingContested, OtherEvent, TransferSentBack, UnreadableEvent
from tests.gateways.test_paystack import REFERENCE, read

W = ChargebackWord


def a_dispute(**changes: Any) -> dict[str, Any]:
    payment = {"id": 896_467_592, "status": "success", "reference": REFERENCE, "amount": 570_000}
    usual = {
        "id": 358_950,
        "refund_amount": 570_000,
        "currency": "NGN",
        "status": "awaiting-merchant-feedback",
        "resolution": None,
        "transaction": {**payment, **changes.pop("transaction", {})},
        "transaction_reference": None,
        "category": "chargeback",
    }
    return {**usual, **changes}


def disputed(word: ChargebackWord, amount: Money | None = naira(5_700)) -> FundingContested:  # noqa: B008
    return FundingContested(ChargebackKind.DISPUTE, word, "358950", REFERENCE, "896467592", amount)


def a_refund(**changes: Any) -> dict[str, Any]:
    usual = {
        "status": "processed",
        "transaction_reference": REFERENCE,
        "refund_reference": None,
        "amount": "200000",
        "currency": "NGN",
    }
    return {**usual, **changes}


def refunded(word: ChargebackWord, amount: Money | None = naira(2_000)) -> FundingContested:  # noqa: B008
    return FundingContested(ChargebackKind.REFUND, word, REFERENCE, REFERENCE, None, amount)


@pytest.mark.parametrize(
    ("kind", "changes", "means"),
    [
        ("charge.dispute.create", {}, disputed(W.OPENED)),
        ("charge.dispute.create", {"refund_amount": None}, disputed(W.OPENED)),
        ("charge.dispute.create", {"refund_amount": "300000"}, disputed(W.OPENED, naira(3_000))),
        ("charge.dispute.create", {"currency": "USD"}, disputed(W.OPENED, None)),
        ("charge.dispute.create", {"refund_amount": "a lot"}, disputed(W.OPENED, None)),
        ("charge.dispute.remind", {}, disputed(W.REMINDED)),
        ("charge.dispute.resolve", {"resolution": "merchant-accepted"}, disputed(W.LOST)),
        ("charge.dispute.resolve", {"resolution": "auto-accepted"}, disputed(W.LOST)),
        ("charge.dispute.resolve", {"resolution": "declined"}, disputed(W.WON)),
        ("charge.dispute.resolve", {"transaction": {"status": "reversed"}}, disputed(W.LOST)),
        ("charge.dispute.resolve", {"resolution": "something-new"}, disputed(W.STUCK)),
        ("charge.dispute.resolve", {"resolution": None}, disputed(W.STUCK)),
    ],
)
def test_a_dispute(kind: str, changes: dict[str, Any], means: FundingContested) -> None:
    assert read({"event": kind, "data": a_dispute(**changes)}) == means


@pytest.mark.parametrize(
    ("kind", "changes", "means"),
    [
        ("refund.pending", {}, refunded(W.OPENED)),
        ("refund.processing", {}, refunded(W.OPENED)),
        ("refund.needs-attention", {}, refunded(W.STUCK)),
        ("refund.processed", {}, refunded(W.LOST)),
        ("refund.processed", {"amount": 200_000}, refunded(W.LOST)),
        ("refund.processed", {"currency": None}, refunded(W.LOST)),
        ("refund.processed", {"currency": "GHS"}, refunded(W.LOST, None)),
        ("refund.processed", {"amount": None}, refunded(W.LOST, None)),
        ("refund.failed", {}, refunded(W.WON)),
    ],
)
def test_a_refund(kind: str, changes: dict[str, Any], means: FundingContested) -> None:
    assert read({"event": kind, "data": a_refund(**changes)}) == means


def test_a_transfer_of_another_amount() -> None:
    data = {"reference": REFERENCE, "bank_transfer": {"amount": 90_000, "message_type": "INCORRECT_AMOUNT"}}

    assert read({"event": "bank.transfer.rejected", "data": data}) == TransferSentBack(REFERENCE, naira(900))
    assert read({"event": "bank.transfer.rejected", "data": {}}) == OtherEvent("bank.transfer.rejected")


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("charge.dispute.create", {}),
        ("charge.dispute.create", {"id": 7}),
        ("charge.dispute.resolve", {"transaction": {"reference": REFERENCE}}),
        ("refund.processed", {"amount": "5"}),
        ("refund.processed", None),
        ("charge.success", {"status": "failed"}),
    ],
)
def test_what_can_not_be_read_is_never_guessed(kind: str, data: object) -> None:
    with pytest.raises(UnreadableEvent):
        read({"event": kind, "data": data})
