from __future__ import annotations

import base64
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.banks import Bank, BankAccount
from domain.money import Money, naira
from domain.payments import PaymentStatus
from domain.phones import Phone
from domain.receipt_contents import (
    Moved,
    Receipt,
    ReceiptStatus,
    receipt_of,
    receipt_of_transfer,
    receipt_of_withdrawal,
)
from domain.receipts import (
    BODY_LENGTH,
    CODE_LENGTH,
    PREFIX,
    Genuine,
    NotGenuine,
    UnknownKey,
    body_of,
    has_code,
    link_payload,
    read_body,
    read_code,
    read_reference,
    sign,
    verify,
)
from domain.transfers import Transfer, TransferStatus
from domain.vendors import Category
from domain.withdrawals import Withdrawal, WithdrawalStatus
from storage.receipt_keys import Ed25519ReceiptKeys
from tests.builders import NOON, a_light_order, a_payment, an_order

OLD = Ed25519ReceiptKeys.from_text("1:" + base64.b64encode(b"o" * 32).decode())
BOTH = Ed25519ReceiptKeys.from_text(
    f"2:{base64.b64encode(b'n' * 32).decode()},1:{base64.b64encode(b'o' * 32).decode()}"
)
RECEIPT = Receipt(
    category=Category.ELECTRICITY,
    status=ReceiptStatus.DELIVERED,
    paid_at=datetime(2026, 6, 3, 13, 14, 15, tzinfo=UTC),
    amount=naira(10_000),
    fee=naira("161.25"),
    reference="0197355b3a2c7c3e9c0a1b2c",
    last_digits="0678",
)
CODE = str(sign(RECEIPT, OLD))


@st.composite
def receipts(draw: st.DrawFn) -> Receipt:
    """Any receipt that we may ever write."""
    return Receipt(
        category=draw(st.sampled_from([*Category, *Moved])),
        status=draw(st.sampled_from(ReceiptStatus)),
        paid_at=datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=draw(st.integers(0, 2**31))),
        amount=Money(draw(st.integers(0, 2**40 - 1))),
        fee=Money(draw(st.integers(0, 2**32 - 1))),
        reference=draw(st.binary(min_size=12, max_size=12)).hex(),
        last_digits=draw(st.none() | st.integers(0, 9_999).map("{:04}".format)),
    )


class TestMoneyThatMoved:
    @pytest.mark.parametrize(
        ("status", "recalled", "said"),
        [
            (TransferStatus.COOLING, 0, ReceiptStatus.ON_ITS_WAY),
            (TransferStatus.DELIVERED, 0, ReceiptStatus.DELIVERED),
            (TransferStatus.KEPT, 0, ReceiptStatus.DELIVERED),
            (TransferStatus.RETURNED, 0, ReceiptStatus.RETURNED),
            (TransferStatus.GIVEN_BACK, 500, ReceiptStatus.DELIVERED),
            (TransferStatus.GIVEN_BACK, 1_000, ReceiptStatus.REFUNDED),
        ],
    )
    def test_to_somebody_says_what_became_of_it(
        self, status: TransferStatus, recalled: int, said: ReceiptStatus
    ) -> None:
        transfer = Transfer("a" * 32, "b", "c", naira(1_000), status, NOON, recalled=naira(recalled))

        receipt = receipt_of_transfer(transfer, Phone("+2348031234567"))

        assert (receipt.category, receipt.status, receipt.last_digits) == (Moved.TRANSFER, said, "4567")
        assert read_body(body_of(receipt, key_id=1)) == receipt

    @pytest.mark.parametrize("status", TransferStatus)
    def test_has_words_whatever_became_of_it(self, status: TransferStatus) -> None:
        assert receipt_of_transfer(Transfer("a" * 32, "b", None, naira(1), status, NOON), None).status

    @pytest.mark.parametrize("status", WithdrawalStatus)
    def test_to_a_bank_says_its_charges_and_the_end_of_the_account(self, status: WithdrawalStatus) -> None:
        to = BankAccount(Bank("057", "Zenith"), "0123456789", "OBI ADA")
        withdrawal = Withdrawal(
            id="d" * 32,
            customer_id="b",
            processor="paystack",
            to=to,
            amount=naira(10_000),
            fee=naira(25),
            vat=naira("1.88"),
            stamp_duty=naira(50),
            sheet_hash="",
            accepted_at=NOON,
            deadline_at=NOON,
            status=status,
        )

        receipt = receipt_of_withdrawal(withdrawal)

        assert (receipt.fee, receipt.last_digits) == (naira("76.88"), "6789")
        assert read_body(body_of(receipt, key_id=1)) == receipt


class TestTheBody:
    def test_is_known_to_the_last_byte(self) -> None:
        body = body_of(RECEIPT, key_id=1)

        assert body.hex(" ") == (
            "01 01 03 02 6a 20 28 a7 00 00 0f 42 40 00 00 3e fd 01 97 35 5b 3a 2c 7c 3e 9c 0a 1b 2c 02 a6"
        )
        assert len(body) == BODY_LENGTH

    @given(receipts(), st.integers(1, 255))
    def test_says_what_the_receipt_says(self, receipt: Receipt, key_id: int) -> None:
        assert read_body(body_of(receipt, key_id)) == receipt

    @given(st.binary(min_size=BODY_LENGTH, max_size=BODY_LENGTH))
    def test_is_the_only_one_for_its_receipt(self, body: bytes) -> None:
        receipt = read_body(b"\x01" + body[1:])

        assert receipt is None or body_of(receipt, body[1]) == b"\x01" + body[1:]


class TestTheCode:
    def test_fits_a_small_square_of_capitals_and_digits(self) -> None:
        assert CODE.startswith(PREFIX)
        assert len(CODE) == len(PREFIX) + CODE_LENGTH == 157
        assert set(CODE) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567:1")

    @pytest.mark.parametrize(
        "shown",
        [
            CODE.lower(),
            f"Look: {CODE} is what she sent",
            CODE[:40] + "\n" + CODE[40:90] + "\r\n  " + CODE[90:],
            CODE.replace("VSN1:", "VSN1: "),
            "https://pay.example.com/verify#" + CODE,
        ],
    )
    def test_is_found_however_people_send_it(self, shown: str) -> None:
        assert has_code(shown)
        assert str(read_code(shown)) == CODE

    @pytest.mark.parametrize("shown", ["", "VSN1", "light 5k", "VSN2:AAAA", "a reference"])
    def test_is_not_seen_where_there_is_none(self, shown: str) -> None:
        assert not has_code(shown)


class TestAReceipt:
    def test_names_the_recipient_by_the_last_digits_alone(self) -> None:
        payment = a_payment(a_light_order(meter="45012345678"), PaymentStatus.DELIVERED)

        receipt = receipt_of(payment)

        assert receipt.last_digits == "5678"
        assert receipt.amount == naira(5_000)
        assert receipt.fee == payment.quote.fee + payment.quote.vat
        assert receipt.paid_at == NOON
        assert payment.id.startswith(receipt.reference)

    def test_gives_no_short_number_away(self) -> None:
        payment = a_payment(an_order(to="0803"), PaymentStatus.DELIVERED)

        assert receipt_of(payment).last_digits is None

    @pytest.mark.parametrize("status", PaymentStatus)
    def test_can_be_made_in_every_state(self, status: PaymentStatus) -> None:
        receipt = receipt_of(replace(a_payment(), status=status))

        assert verify(str(sign(receipt, OLD)), OLD) == Genuine(receipt)


class TestAReference:
    def test_is_read_as_receipts_links_and_people_write_it(self) -> None:
        whole = RECEIPT.reference + "01234567"

        for shown in (whole, whole.upper(), RECEIPT.reference, link_payload(whole), f" {whole} "):
            assert read_reference(shown) == RECEIPT.reference

    @pytest.mark.parametrize("shown", ["", "0197355b", "g" * 24, "v_", RECEIPT.reference + "0"])
    def test_is_not_seen_in_less(self, shown: str) -> None:
        assert read_reference(shown) is None


class TestACheck:
    def test_knows_what_we_made(self) -> None:
        assert verify(CODE, OLD) == Genuine(RECEIPT)

    def test_knows_it_after_the_key_was_changed(self) -> None:
        assert verify(CODE, BOTH) == Genuine(RECEIPT)
        assert verify(str(sign(RECEIPT, BOTH)), BOTH) == Genuine(RECEIPT)

    def test_says_when_it_does_not_know_the_key(self) -> None:
        assert verify(str(sign(RECEIPT, BOTH)), OLD) == UnknownKey(2)

    @given(place=st.integers(0, BODY_LENGTH + 63), change=st.integers(1, 255))
    def test_refuses_a_receipt_with_any_byte_changed(self, place: int, change: int) -> None:
        signed = bytearray(base64.b32decode(CODE.removeprefix(PREFIX)))
        signed[place] ^= change
        shown = PREFIX + base64.b32encode(bytes(signed)).decode()

        verdict = verify(shown, OLD)

        # The second byte says which key it was: another one is one that we do not know.
        assert verdict == (NotGenuine() if place != 1 else UnknownKey(signed[1]))

    @given(bit=st.integers(0, (BODY_LENGTH + 64) * 8 - 1))
    def test_refuses_a_receipt_with_any_bit_changed_where_all_keys_are_known(self, bit: int) -> None:
        signed = bytearray(base64.b32decode(CODE.removeprefix(PREFIX)))
        signed[bit // 8] ^= 1 << bit % 8
        shown = PREFIX + base64.b32encode(bytes(signed)).decode()

        assert not isinstance(verify(shown, BOTH), Genuine)

    @given(st.text(max_size=300))
    def test_refuses_whatever_else_is_shown(self, text: str) -> None:
        assert verify(PREFIX + text, OLD) == NotGenuine()

    @pytest.mark.parametrize("shown", [CODE[:-1], CODE[:-8], "VSN1:", CODE.replace("A", "0", 1)])
    def test_refuses_what_was_cut(self, shown: str) -> None:
        assert verify(shown, OLD) == NotGenuine()
