"""Whose is it: asking the biller before anyone pays, without letting strangers browse names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Protocol

from domain.billers import Asks, Biller, Plan, UnknownBiller
from domain.errors import Refusal
from domain.rules import Rules
from domain.storage import Storage
from domain.times import lagos_day
from domain.vendors import (
    MeterKind,
    UnknownReference,
    Validated,
    ValidationOutcome,
    ValidationUnavailable,
    VendorGateway,
)


class UnknownToBiller(Refusal):
    """The biller does not know the meter, card, account or profile."""

    code = "unknown-to-biller"

    def __init__(self, *, biller: str, asks: Asks) -> None:
        super().__init__(biller=biller, asks=asks)


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

    async def reference(
        self, biller: Biller, number: str, *, plan: Plan | None = None, customer_id: str, now: datetime
    ) -> Validated:
        """Return whose it is. What kind a meter is, is found out, not asked for.

        :param plan: what was chosen already; some exams know a profile for one of their plans only
        :raises TooManyNameChecks: if the day's unpaid checks are used up
        :raises UnknownToBiller: if the biller does not know it
        :raises BillerUnreachable: if nobody could say
        :raises UnknownBiller: if none of our vendors sells it
        """
        vendors = self._sellers(biller, plan)
        await self._count(biller, number, customer_id, now)
        known: ValidationOutcome = ValidationUnavailable("not-asked")
        for vendor, service in vendors:  # the next one only if nothing was learnt from the one before
            if biller.kind.asks is Asks.METER:
                known = await _meter(vendor, service, number)
            else:
                code = plan.codes[vendor.name] if plan is not None else None
                known = await vendor.validate(service, number, plan=code)
            if not isinstance(known, ValidationUnavailable):
                break
        match known:
            case Validated():
                return known
            case UnknownReference():
                raise UnknownToBiller(biller=biller.name, asks=biller.kind.asks)
            case ValidationUnavailable():
                raise BillerUnreachable(biller=biller.name)

    async def _count(self, biller: Biller, number: str, customer_id: str, now: datetime) -> None:
        limit = self.rules.name_checks_per_day
        async with self.storage.begin() as books:
            allowed = await books.name_checks.count_unpaid(
                customer_id, day=lagos_day(now), biller_id=biller.id, reference=number, limit=limit
            )
        if not allowed:
            raise TooManyNameChecks(limit=limit)

    def _sellers(self, biller: Biller, plan: Plan | None) -> list[tuple[VendorGateway, str]]:
        sellers = [
            (self.vendors[name], service)
            for name, service in biller.services.items()
            if name in self.vendors and (plan is None or name in plan.codes)
        ]
        if not sellers:
            raise UnknownBiller
        return sellers


async def _meter(vendor: VendorGateway, service: str, number: str) -> ValidationOutcome:
    """Ask for a prepaid, then for a postpaid meter; a doubt about one of them is a doubt."""
    doubt: ValidationOutcome | None = None
    outcome: ValidationOutcome = UnknownReference("no-such-meter")
    for kind in MeterKind:
        outcome = await vendor.validate(service, number, kind)
        if isinstance(outcome, Validated):
            return replace(outcome, meter_kind=outcome.meter_kind or kind)
        if isinstance(outcome, ValidationUnavailable):
            doubt = outcome
    return doubt or outcome
