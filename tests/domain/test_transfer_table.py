"""The table of a transfer's steps: complete, and without a way round."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.money import naira
from domain.transfers import (
    OPEN,
    RECEIVED,
    TRANSITIONS,
    IllegalTransferStep,
    Transfer,
    TransferEvent,
    TransferStatus,
)
from tests.builders import NOON

FIRST = (TransferStatus.COOLING, TransferStatus.WAITING, TransferStatus.DELIVERED)
ENDS = {status for status in TransferStatus if not any(status is begun for begun, _ in TRANSITIONS)}


def a_transfer(status: TransferStatus) -> Transfer:
    return Transfer("t", "ada", "bola", naira(500), status, NOON)


class TestEveryTransfer:
    def test_reaches_every_state_from_one_of_its_beginnings(self) -> None:
        reached = set(FIRST)
        while more := {to for (begun, _), to in TRANSITIONS.items() if begun in reached} - reached:
            reached |= more

        assert reached == set(TransferStatus)

    def test_can_end_from_wherever_it_is_open(self) -> None:
        assert OPEN.isdisjoint(ENDS)
        assert all(any(begun is status for begun, _ in TRANSITIONS) for status in OPEN)

    @given(st.sampled_from(FIRST), st.lists(st.sampled_from(TransferEvent), max_size=12))
    def test_ends_once_whatever_happens(self, first: TransferStatus, events: list[TransferEvent]) -> None:
        transfer, been = a_transfer(first), [first]

        for event in events:
            try:
                transfer = transfer.step(event)
            except IllegalTransferStep:
                assert (transfer.status, event) not in TRANSITIONS
            else:
                been.append(transfer.status)

        assert len(been) == len(set(been))  # no state twice
        ended = [status for status in been if status in ENDS]
        assert len(ended) <= 1
        if TransferStatus.DELIVERED in been:  # What arrived is never undone, cancelled or returned.
            assert set(been[been.index(TransferStatus.DELIVERED) :]) <= RECEIVED

    @pytest.mark.parametrize("status", sorted(ENDS))
    @pytest.mark.parametrize("event", TransferEvent)
    def test_takes_no_step_after_its_end(self, status: TransferStatus, event: TransferEvent) -> None:
        with pytest.raises(IllegalTransferStep):
            a_transfer(status).step(event)
