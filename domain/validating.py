"""Whose meter is it: asking the biller before anyone pays, without letting strangers browse names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Protocol

from domain.billers import Biller
from domain.errors import Refusal
from domain.rules import Rules
from domain.storage import Storage
from domain.times import lagos_day
from domain.vendors import MeterKind, UnknownReference, Validated, ValidationUnavailable, VendorGateway


class UnknownMeter(Refusal):
    """The biller does not know the meter."""

    code = "unknown-meter"


class BillerUnreachable(Refusal):
    """The biller could not be asked. Nothing was charged."""

    code = "biller-unreachable"


class TooManyNameChecks(Refusal):
    """Enough names were looked at today without paying."""

    code = "too-many-name-checks"

    def __init__(self, *, limit: int) -> None:
        super().__init__(limit=limit)


class NameCheckStore(Protocol):
    """The name checks of a day, without the names."""

    async def count_unpaid(
        self, customer_id: str, *, day: date, biller_id: str, reference: str, limit: int
    ) -> bool:
        """Count this check; False if others that were never paid fill the day already.

        The same reference on the same day counts once; one that the customer has paid before, never.
        """
        ...


class NameCheckBooks(Protocol):
    """What validating needs from one transaction."""

    @property
    def name_checks(self) -> NameCheckStore:
        """The name checks."""
        ...


@dataclass(frozen=True)
class Validations:
    """Asking billers for names."""

    storage: Storage[NameCheckBooks]
    vendors: Mapping[str, VendorGateway]
    rules: Rules

    async def meter(self, biller: Biller, number: str, *, customer_id: str, now: datetime) -> Validated:
        """Return whose meter it is; its `meter_kind` is found out, not asked for.

        :raises TooManyNameChecks: if the day's unpaid checks are used up
        :raises UnknownMeter: if it is neither a prepaid nor a postpaid meter of that biller
        :raises BillerUnreachable: if nobody could say
        """
        async with self.storage.begin() as books:
            allowed = await books.name_checks.count_unpaid(
                customer_id,
                day=lagos_day(now),
                biller_id=biller.id,
                reference=number,
                limit=self.rules.name_checks_per_day,
            )
        if not allowed:
            raise TooManyNameChecks(limit=self.rules.name_checks_per_day)
        vendor, service = self._asked(biller)
        unavailable = False
        for kind in MeterKind:
            match await vendor.validate(service, number, kind):
                case Validated() as known:
                    return replace(known, meter_kind=known.meter_kind or kind)
                case UnknownReference():
                    continue
                case ValidationUnavailable():
                    unavailable = True
        if unavailable:
            raise BillerUnreachable(biller=biller.name)
        raise UnknownMeter(biller=biller.name)

    def _asked(self, biller: Biller) -> tuple[VendorGateway, str]:
        for name, service in biller.services.items():
            if name in self.vendors:
                return self.vendors[name], service
        raise LookupError(f"no vendor for {biller.id}")
