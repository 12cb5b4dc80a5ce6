"""Keeps what is known of the vendors fresh: their lists, our floats, and which billers are out."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

import structlog

from bot.background import Background
from bot.jobs import Job
from domain.catalogue_sync import CatalogueSync, Synced
from domain.outages import BillerState, Outages
from web.edge import Figure, Part

log = structlog.get_logger(__name__)

_WATCH = timedelta(seconds=5)
_LOOK_AT_FLOATS = timedelta(seconds=30)  # which of them are read then, the rules say
_LOOK_AT_LISTS = timedelta(minutes=10)  # the same
_PEOPLE_FIRST = 1.0  # seconds after the start in which who wrote meanwhile is answered


class VendorCare:
    """One process's care for the vendors."""

    def __init__(
        self,
        sync: CatalogueSync,
        outages: Outages,
        clock: Callable[[], datetime],
        background: Background,
    ) -> None:
        self._sync = sync
        self._outages = outages
        self._clock = clock
        self._background = background
        self._hinted: set[tuple[str, str]] = set()
        self._one_at_a_time = asyncio.Lock()

    def jobs(self) -> tuple[Job, ...]:
        """Return what the clock starts in every process: what it knows is its own."""
        return (Job("watch over the billers", _WATCH, self._outages.watch),)

    def float_jobs(self) -> tuple[Job, ...]:
        """Return what the clock starts in the processes that send orders, or show staff how floats are."""
        return (Job("read the floats", _LOOK_AT_FLOATS, self._read_floats),)

    def list_jobs(self) -> tuple[Job, ...]:
        """Return what the clock starts in the processes that read lists."""
        return (Job("read the vendors' lists", _LOOK_AT_LISTS, self._read_lists),)

    async def start(self) -> None:
        """Learn which billers are out before anybody asks."""
        await self._outages.watch()

    def start_reading_floats(self) -> None:
        """Read our floats beside everything else."""
        self._background.start("read the floats", self._read_floats())

    def start_reading_lists(self) -> None:
        """Read the lists of which nobody knows how they are, once people were answered."""
        self._background.start("read the vendors' lists", self._read_first_lists())

    def parts(self) -> Mapping[str, Part]:
        """Return how billers and vendors do, as this process knows it.

        An outage of theirs is no reason to take us out of service: it is told, and all is well.
        """
        states = self._outages.now()
        paused = sorted(each for each, state in states.items() if state is BillerState.PAUSED)
        slow = sorted(each for each, state in states.items() if state is BillerState.SLOW)
        parts = {"billers": Part(well=True, figures={"paused": tuple(paused), "slow": tuple(slow)})}
        for vendor in sorted(self._outages.vendors):
            parts[vendor] = self._part(vendor)
        return parts

    def _part(self, vendor: str) -> Part:
        standing = self._outages.health.standing(vendor, now=self._clock())
        figures: dict[str, Figure] = {
            "answers": not self._outages.floats.is_out_of_reach(vendor),
            "calls": standing.calls,
            "circuits_open": standing.open,
            "circuits_half_open": standing.half_open,
        }
        if standing.success is not None:
            figures["success_percent"] = standing.success / 100
        if standing.p95 is not None:
            figures["p95_seconds"] = round(standing.p95.total_seconds(), 3)
        return Part(well=True, figures=figures)

    def list_changed(self, vendor: str, service: str) -> None:
        """Take a vendor's word that a list has changed as a hint to read it."""
        if (vendor, service) not in self._hinted:
            self._hinted.add((vendor, service))
            self._background.start("read a list that has changed", self._read_hinted(vendor, service))

    async def _read_hinted(self, vendor: str, service: str) -> None:
        async with self._one_at_a_time:
            self._hinted.discard((vendor, service))
            tell(await self._sync.read_service(vendor, service))

    async def _read_first_lists(self) -> None:
        await asyncio.sleep(_PEOPLE_FIRST)
        await self._read_lists()

    async def _read_lists(self) -> None:
        async with self._one_at_a_time:
            tell(await self._sync.read_due())

    async def _read_floats(self) -> None:
        for vendor, left in (await self._outages.floats.read_due(now=self._clock())).items():
            log.warning("our float at a vendor is low", vendor=vendor, kobo=left.kobo)


def tell(synced: Synced) -> None:
    """Log what came of reading lists."""
    if synced.billers or synced.unread:
        log.info(
            "lists were read", billers=synced.billers, changed=synced.changed, commissions=synced.commissions
        )
    for trouble in synced.unread:
        log.warning("a list could not be read", list=trouble)
