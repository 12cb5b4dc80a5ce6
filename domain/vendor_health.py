"""Which vendors deliver for which billers: success and speed lately, and the circuit that follows from them.

A memory of this process, fed by what payments meet. What is known to all processes is in `outages`.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.rules import HealthRules
from domain.vendor_calls import Call, Calls, p95, share
from domain.vendor_words import is_in_vain, speaks_well
from domain.vendors import RequeryOutcome


class Circuit(StrEnum):
    """Whether orders go to a vendor."""

    CLOSED = "closed"  # they do
    OPEN = "open"  # none
    HALF_OPEN = "half-open"  # one at a time, to try


@dataclass(frozen=True, slots=True)
class Condition:
    """How a vendor has done for a biller lately."""

    circuit: Circuit
    calls: int
    success: int  # basis points of the calls
    p95: timedelta | None  # of the vends that were answered; None: there was none


@dataclass(frozen=True, slots=True)
class Standing:
    """How a vendor has done for all billers together lately, and for whom it gets few orders or none."""

    calls: int
    success: int | None  # basis points of the calls; None: there was none
    p95: timedelta | None
    open: tuple[str, ...]  # billers whose circuit is open
    half_open: tuple[str, ...]


@dataclass(slots=True)
class _Record:
    """What is remembered of one vendor and one biller."""

    calls: Calls
    opened_at: datetime | None = None
    trying_since: datetime | None = None  # when the one order was sent that tries
    failing_since: datetime | None = None  # since the last delivery
    failures: int = 0  # since then
    failed_at: datetime | None = None
    delivered_at: datetime | None = None


class VendorHealth:
    """The circuits of all vendors and billers."""

    def __init__(self, rules: HealthRules) -> None:
        self.rules = rules
        self._records: dict[tuple[str, str], _Record] = {}

    # --- what happened

    def sent(self, vendor: str, biller_id: str, *, now: datetime) -> None:
        """Note that an order goes to a vendor: in a circuit that is not closed it is the one that tries."""
        record = self._record(vendor, biller_id)
        if record.opened_at is not None:
            record.trying_since = now

    def answered(
        self,
        vendor: str,
        biller_id: str,
        word: RequeryOutcome,
        *,
        customer_id: str,
        took: timedelta | None,
        now: datetime,
    ) -> None:
        """Note what a vendor said. A word that says nothing of its health changes nothing.

        :param customer_id: whose order it was
        :param took: how long the vend took; None if it is the answer to a requery
        """
        record = self._record(vendor, biller_id)
        if took is not None:
            record.trying_since = None
        delivered = speaks_well(word, is_vend=took is not None)
        if delivered is None:
            return
        in_vain_for = customer_id if is_in_vain(word) else None
        if in_vain_for is not None and self._lately(record, now).was_in_vain_for(in_vain_for):
            return
        record.calls.add(Call(now, delivered, took, in_vain_for))
        if delivered:
            record.delivered_at, record.failing_since, record.failures = now, None, 0
        else:
            if record.failed_at is None or now - record.failed_at > self.rules.window:
                record.failing_since, record.failures = None, 0  # What was long ago is another story.
            record.failed_at, record.failures = now, record.failures + 1
            record.failing_since = record.failing_since or now
        self._switch(record, delivered, took, now)

    def _switch(self, record: _Record, delivered: bool, took: timedelta | None, now: datetime) -> None:
        rules = self.rules
        if record.opened_at is not None:
            if not delivered or (took is not None and took > rules.longest_p95):
                record.opened_at = now
            elif took is not None:
                record.opened_at = None
                record.calls.clear()
            return
        lately = self._lately(record, now)
        does_badly = lately.success < rules.least_success or lately.is_slow
        if len(lately.calls) >= rules.fewest_calls and does_badly:
            record.opened_at = now

    def open(self, vendor: str, biller_id: str, *, now: datetime) -> None:
        """Send no more than an order at a time: elsewhere it was seen not to deliver."""
        record = self._record(vendor, biller_id)
        if record.opened_at is None:
            record.opened_at = now - self.rules.open_for

    def forget(self, biller_id: str) -> None:
        """Begin anew with a biller: elsewhere it was seen to deliver again."""
        for key in [key for key in self._records if key[1] == biller_id]:
            del self._records[key]

    # --- what follows

    def is_up(self, vendor: str, biller_id: str, *, now: datetime) -> bool:
        """Return whether an order may be sent."""
        record = self._records.get((vendor, biller_id))
        if record is None or record.opened_at is None:
            return True
        if self._circuit(record, now) is Circuit.OPEN:
            return False
        trying = record.trying_since
        return trying is None or now - trying >= self.rules.trial_patience

    def condition(self, vendor: str, biller_id: str, *, now: datetime) -> Condition:
        """Return how a vendor has done for a biller lately."""
        record = self._record(vendor, biller_id)
        lately = self._lately(record, now)
        return Condition(self._circuit(record, now), len(lately.calls), lately.success, lately.p95)

    def standing(self, vendor: str, *, now: datetime) -> Standing:
        """Return how a vendor has done for all billers together lately."""
        records = {biller: record for (name, biller), record in self._records.items() if name == vendor}
        lately = [self._lately(record, now) for record in records.values()]
        circuits = {biller: self._circuit(record, now) for biller, record in records.items()}
        calls = sum(len(each.calls) for each in lately)
        return Standing(
            calls=calls,
            success=share(sum(each.delivered for each in lately), calls) if calls else None,
            p95=p95(each for one in lately for each in one.spans),
            open=tuple(sorted(each for each in circuits if circuits[each] is Circuit.OPEN)),
            half_open=tuple(sorted(each for each in circuits if circuits[each] is Circuit.HALF_OPEN)),
        )

    def watched(self) -> frozenset[str]:
        """Return the billers of whom anything is known."""
        return frozenset(biller_id for _, biller_id in self._records)

    def is_slow(self, biller_id: str, vendors: Collection[str], *, now: datetime) -> bool:
        """Return whether customers of a biller have to wait longer than they are used to, or in vain."""
        records = [self._records[name, biller_id] for name in vendors if (name, biller_id) in self._records]
        if not records or len(records) < len(vendors):
            return False
        return all(record.opened_at is not None or self._is_slow(record, now) for record in records)

    def _is_slow(self, record: _Record, now: datetime) -> bool:
        lately = self._lately(record, now)
        if len(lately.calls) < self.rules.fewest_calls:
            return False
        p95 = lately.p95
        return p95 is not None and p95 > self.rules.slow_p95

    def failing_since(self, biller_id: str, vendors: Collection[str], *, now: datetime) -> datetime | None:
        """Return since when none of these vendors has delivered for a biller although it was asked.

        None: one of them has delivered last, or too little was asked of it lately to say so.
        """
        since = None
        for vendor in vendors:
            record = self._records.get((vendor, biller_id))
            if record is None or record.failing_since is None or record.failed_at is None:
                return None
            if record.failures < self.rules.fewest_failures or now - record.failed_at > self.rules.window:
                return None
            since = max(since, record.failing_since) if since is not None else record.failing_since
        return since

    def delivered_since(self, biller_id: str, moment: datetime) -> bool:
        """Return whether anybody has delivered for a biller after that moment."""
        return any(
            record.delivered_at is not None and record.delivered_at > moment
            for (_, biller), record in self._records.items()
            if biller == biller_id
        )

    def failed_since(self, biller_id: str, moment: datetime) -> bool:
        """Return whether anybody has failed to deliver for a biller after that moment."""
        return any(
            record.failed_at is not None and record.failed_at > moment
            for (_, biller), record in self._records.items()
            if biller == biller_id
        )

    def _record(self, vendor: str, biller_id: str) -> _Record:
        record = self._records.get((vendor, biller_id))
        if record is None:
            record = self._records[vendor, biller_id] = _Record(Calls(self.rules.longest_p95))
        return record

    def _circuit(self, record: _Record, now: datetime) -> Circuit:
        if record.opened_at is None:
            return Circuit.CLOSED
        return Circuit.OPEN if now - record.opened_at < self.rules.open_for else Circuit.HALF_OPEN

    def _lately(self, record: _Record, now: datetime) -> Calls:
        record.calls.forget_before(now - self.rules.window)
        return record.calls
