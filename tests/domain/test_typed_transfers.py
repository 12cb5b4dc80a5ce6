"""Lines that say how much is to be sent to whom, and lines that only look like it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.money import Money, naira
from domain.phones import Phone
from domain.typed_transfers import TypedTransfer, read_order_to_send, read_transfer

CHIDI = Phone("+2348031234567")


class TestALineAfterSend:
    @pytest.mark.parametrize(
        ("line", "said"),
        [
            ("", TypedTransfer()),
            ("2000", TypedTransfer(amount=naira(2_000))),
            ("2k to 08031234567", TypedTransfer(amount=naira(2_000), phone=CHIDI)),
            ("0803 123 4567 1,500.50", TypedTransfer(amount=naira("1500.50"), phone=CHIDI)),
            ("+234 803 123 4567 ₦500", TypedTransfer(amount=naira(500), phone=CHIDI)),
            ("@Chidi_Sells 500", TypedTransfer(amount=naira(500), username="Chidi_Sells")),
            ("2000 mama", TypedTransfer(amount=naira(2_000), name="mama")),
            ("2000 to my big mama", TypedTransfer(amount=naira(2_000), name="big mama")),
            (
                "https://t.me/vision_bot?start=pay_abcd2345 700",
                TypedTransfer(amount=naira(700), pay_code="ABCD2345"),
            ),
            ("t.me/chidi_sells 700", TypedTransfer(amount=naira(700), username="chidi_sells")),
        ],
    )
    def test_is_read_in_any_order(self, line: str, said: TypedTransfer) -> None:
        assert read_transfer(line) == said


class TestAWholeLine:
    @pytest.mark.parametrize(
        "line",
        [
            "send 2k to 08031234567",
            "Send 08031234567 2k",
            "abeg send 2000 give 0803 123 4567",
            "transfer 2k to 08031234567",
            "please dash 08031234567 2k",
        ],
    )
    def test_is_an_order_where_it_says_both(self, line: str) -> None:
        assert read_order_to_send(line) == TypedTransfer(amount=naira(2_000), phone=CHIDI)

    def test_may_name_somebody_who_is_perhaps_saved(self) -> None:
        said = read_order_to_send("send 2k to Mama")

        assert said == TypedTransfer(amount=naira(2_000), name="Mama")

    @pytest.mark.parametrize(
        "line",
        [
            "send money",
            "send 2k",
            "send 500 airtime to 08031234567",
            "send 2k mtn card to 08031234567",
            "send 1gb data to 08031234567",
            "08031234567 500",
            "who sent me 2k",
            "I want to send 2k to 08031234567 but it failed",
            "they did not send 2k to 08031234567",
        ],
    )
    def test_is_none_where_it_is_about_else_or_leaves_a_part_open(self, line: str) -> None:
        assert read_order_to_send(line) is None

    @given(st.text(max_size=200))
    def test_is_never_more_than_a_proposal_of_some_amount(self, line: str) -> None:
        said = read_order_to_send(line)

        assert said is None or (said.amount is not None and said.amount > Money(0))
