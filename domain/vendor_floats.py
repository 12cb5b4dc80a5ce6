"""What is left of the money that we prepaid the vendors, as far as this process knows."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from domain.money import Money
from domain.rules import FloatRules
from domain.vendors import VendorGateway, VendorUnavailable


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a vendor said, less what was sent there since. None: it could not be read."""

    left: Money | None
    read_at: datetime
    failed: bool = False  # the newest try to read it
    doubted: bool = False  # the vendor could not pay what it should have been enough for


class VendorFloats:
    """Our floats. One that was never read counts as large enough: the vendor refuses what it can't pay."""

    def __init__(self, vendors: Mapping[str, VendorGateway], rules: FloatRules) -> None:
        self.rules = rules
        self._vendors = vendors
        self._readings: dict[str, _Reading] = {}

    async def read_due(self, *, now: datetime) -> Mapping[str, Money]:
        """Ask the vendors whose reading is old, or was low. Returns what is left where it is low."""
        due = {name: vendor for name, vendor in self._vendors.items() if self._is_due(name, now)}
        await asyncio.gather(*(self._read(vendor, now) for vendor in due.values()))
        left = {name: self.left(name) for name in due if self.is_low(name)}
        return {name: amount for name, amount in left.items() if amount is not None}

    def covers(self, vendor: str, amount: Money) -> bool:
        """Return whether an order of that amount can be paid there."""
        left = self.left(vendor)
        return left is None or left >= amount

    def left(self, vendor: str) -> Money | None:
        """Return what is left at a vendor; None if nobody knows."""
        reading = self._readings.get(vendor)
        return reading.left if reading is not None else None

    def is_low(self, vendor: str) -> bool:
        """Return whether it is time to send a vendor money."""
        left = self.left(vendor)
        return left is not None and left < self.rules.low

    def is_out_of_reach(self, vendor: str) -> bool:
        """Return whether a vendor could not even be asked for our float when it was last tried."""
        reading = self._readings.get(vendor)
        return reading is not None and reading.failed

    def sent(self, vendor: str, amount: Money) -> None:
        """Count an order that goes there."""
        self._change(vendor, -amount)

    def refused(self, vendor: str, amount: Money) -> None:
        """Count an order back that was not delivered."""
        self._change(vendor, amount)

    def was_short(self, vendor: str, amount: Money, *, now: datetime) -> None:
        """Keep a vendor's word that it can't pay so much, until it is read again."""
        left = self.left(vendor)
        short_of = amount - Money(1)
        self._readings[vendor] = _Reading(
            min(left, short_of) if left is not None else short_of, now, doubted=True
        )

    def _change(self, vendor: str, change: Money) -> None:
        reading = self._readings.get(vendor)
        if reading is not None and reading.left is not None:
            self._readings[vendor] = replace(reading, left=reading.left + change)

    def _is_due(self, vendor: str, now: datetime) -> bool:
        reading = self._readings.get(vendor)
        if reading is None:
            return True
        soon = reading.failed or reading.doubted or self.is_low(vendor)
        return now - reading.read_at >= (self.rules.read_again_after if soon else self.rules.read_every)

    async def _read(self, vendor: VendorGateway, now: datetime) -> None:
        try:
            left = await vendor.float_balance()
        except VendorUnavailable:
            self._readings[vendor.name] = _Reading(self.left(vendor.name), now, failed=True)
        else:
            self._readings[vendor.name] = _Reading(left, now)
