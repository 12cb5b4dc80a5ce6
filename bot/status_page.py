"""What works at the moment, as the public page says it: the same that the chat's /status knows."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from bot.screens.status import NotWell
from bot.text import Translator
from domain.catalogue import Billers
from domain.incidents import Incidents
from domain.maintenance import Maintenance, Stop, UnderMaintenance
from domain.outages import BillerState, Outages
from domain.vendors import Category
from web.status_page import Line, Status

KEPT_FOR = timedelta(seconds=5)


async def who_is_not_well(billers: Billers, outages: Outages, incidents: Incidents) -> Sequence[NotWell]:
    """Return the companies that are slow, are not sold, or have something told about them."""
    said = await incidents.open_words()
    states = outages.now()
    return [
        NotWell(await billers.get(each), states.get(each), outages.open_of(each), said.get(each))
        for each in sorted(states.keys() | said.keys())
    ]


class StatusBoard:
    """Looks at most every few seconds, however many people ask."""

    def __init__(
        self,
        t: Translator,
        billers: Billers,
        outages: Outages,
        incidents: Incidents,
        maintenance: Maintenance,
        clock: Callable[[], datetime],
    ) -> None:
        self._t = t
        self._billers = billers
        self._outages = outages
        self._incidents = incidents
        self._maintenance = maintenance
        self._clock = clock
        self._looking = asyncio.Lock()
        self._last: tuple[datetime, Status] | None = None

    async def look(self) -> Status:
        """Return how it is."""
        async with self._looking:
            now = self._clock()
            if self._last is None or not timedelta() <= now - self._last[0] < KEPT_FOR:
                self._last = (now, await self._looked(now))
            return self._last[1]

    async def _looked(self, now: datetime) -> Status:
        t = self._t
        not_well = {
            each.biller.id: each
            for each in await who_is_not_well(self._billers, self._outages, self._incidents)
        }
        stop = self._maintenance.now()
        sections, values = [], []
        for category in Category:
            known = await self._billers.on_sale(category)
            lines = [self._line(biller.name, not_well.get(biller.id), now) for biller in known]
            if lines:
                sections.append((t.plain(f"category-{category}"), lines))
            values += [_values(biller.id, biller.name, category, not_well.get(biller.id)) for biller in known]
        return Status(
            title=t.plain("status-page-title"),
            sums=self._sums(stop, list(not_well.values())),
            sections=sections,
            at=t.plain("status-page-at", at=t.when(now, now=now)),
            values={
                "status": "maintenance" if stop is not None else "trouble" if not_well else "ok",
                "at": now.isoformat(),
                "maintenance": _stop_values(stop),
                "billers": values,
            },
        )

    def _sums(self, stop: Stop | None, not_well: Sequence[NotWell]) -> list[tuple[str, str]]:
        t = self._t
        sums = []
        if stop is not None:
            refusal = UnderMaintenance(text=stop.text, until=stop.until)
            sums.append(("maintenance", t.plain(refusal.code, **refusal.values)))
        if any(each.state is not None for each in not_well):
            is_paused = any(each.state is BillerState.PAUSED for each in not_well)
            n = sum(each.state is not None for each in not_well)
            sums.append(("paused" if is_paused else "slow", t.plain("status-page-not-well", n=n)))
        elif stop is None:
            sums.append(("up", t.plain("status-page-well")))
        return sums

    def _line(self, name: str, found: NotWell | None, now: datetime) -> Line:
        t = self._t
        if found is None:
            return Line(name, "up", [t.plain("status-page-up")])
        said = (
            [t.plain("status-said", at=t.when(found.said.at, now=now), text=found.said.text)]
            if found.said
            else []
        )
        if found.state is BillerState.PAUSED and found.outage is not None:
            until = found.outage.resumes_at
            words = t.plain(
                "status-page-paused",
                since=t.when(found.outage.began_at, now=now),
                ends="yes" if until is not None else "no",
                until=t.when(until, now=now) if until is not None else "",
            )
            return Line(name, "paused", [words, *said])
        if found.state is None:
            return Line(name, "up", [t.plain("status-page-up"), *said])
        return Line(name, "slow", [t.plain("status-page-slow"), *said])


def _values(biller_id: str, name: str, category: Category, found: NotWell | None) -> dict[str, object]:
    values: dict[str, object] = {"id": biller_id, "name": name, "category": category.value, "state": "up"}
    if found is None:
        return values
    if found.state is not None:
        values["state"] = found.state.value
    if found.outage is not None:
        until = found.outage.resumes_at
        values["since"] = found.outage.began_at.isoformat()
        values["until"] = until.isoformat() if until is not None else None
    if found.said is not None:
        values["said"] = {"at": found.said.at.isoformat(), "text": found.said.text}
    return values


def _stop_values(stop: Stop | None) -> dict[str, object] | None:
    if stop is None:
        return None
    until = stop.until.isoformat() if stop.until is not None else None
    return {"text": stop.text, "since": stop.since.isoformat(), "until": until}
