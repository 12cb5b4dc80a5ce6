"""How many reminders of Meter Brain come while they are of use: one to five days before the light is gone.

A reminder counts if it was sent: if nothing was bought with us before its morning. Beside it what a calendar
(the same day of every month) and the median gap between the purchases would have done, in the same homes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from benchmarks.figures import Figures, quick
from benchmarks.households import Meter, Sold, meters
from bot.business_rules import read_rules
from domain.meter_brain import FEWEST, LOOKED_AT, Bought, MeterReading, forecast
from domain.money import naira
from domain.rules import LightRules

HOMES = 400
SEED = 20_261_123  # none of those that the forecast was written with
_USEFUL = (timedelta(days=1), timedelta(days=5))
_MONTH = timedelta(days=30)
_LATER = timedelta(days=2)  # after buying, until somebody looks at the meter


@dataclass
class Reminders:
    """What became of reminders: how long before the end of the light each came."""

    before: list[timedelta] = field(default_factory=list)

    def rings(self, meter: Meter, at: datetime) -> None:
        """Count one, unless nobody knows any more how it ended."""
        end = meter.runs_out(at)
        if end is not None:
            self.before.append(end - at)

    @property
    def share(self) -> float:
        """Return how many of them were of use."""
        first, last = _USEFUL
        return _of(self.before, [first <= each <= last for each in self.before])

    @property
    def late(self) -> float:
        """Return how many came less than a day before, or after it."""
        return _of(self.before, [each < _USEFUL[0] for each in self.before])


@dataclass
class Outcome:
    """The reminders of all ways in the same homes."""

    brain: Reminders = field(default_factory=Reminders)
    asked: Reminders = field(default_factory=Reminders)  # too far ahead: the reading was asked for
    with_reading: Reminders = field(default_factory=Reminders)
    calendar: Reminders = field(default_factory=Reminders)
    median_gap: Reminders = field(default_factory=Reminders)


def simulated(homes: int, seed: int) -> Outcome:
    """Live through a year in so many homes and remind them in every way."""
    outcome, rules = Outcome(), read_rules().light
    for meter in meters(homes, seed):
        seen = [sold for sold in meter.purchases if sold.is_seen]
        for place in range(FEWEST, len(seen)):
            _remind(outcome, meter, seen[:place], rules, until=seen[place].at)
        if len(seen) > FEWEST:
            _ring_monthly(outcome.calendar, meter, seen)
    return outcome


def _remind(
    outcome: Outcome, meter: Meter, seen: Sequence[Sold], rules: LightRules, *, until: datetime
) -> None:
    """Remind after a purchase, in every way that knows of purchases."""
    bought = [Bought(each.at, naira(each.amount), round(each.kwh * 1_000)) for each in seen]
    found = forecast(bought)
    assert found is not None
    at = found.remind_at(rules)
    if at is not None and at < until:
        (outcome.brain if found.is_sure else outcome.asked).rings(meter, at)
    last = seen[-1].at
    looked = last + _LATER
    if looked < until:
        read = forecast(bought, MeterReading(looked, round(meter.left(looked) * 1_000)))
        at = read.remind_at(rules) if read is not None else None
        if at is not None and looked < at < until:
            outcome.with_reading.rings(meter, at)
    gaps = [(later.at - earlier.at).total_seconds() for earlier, later in pairwise(seen[-LOOKED_AT:])]
    gap = timedelta(seconds=median(gaps))
    at = last + max(gap - rules.remind_before, gap / 2)
    if at < until:
        outcome.median_gap.rings(meter, at)


def _ring_monthly(reminders: Reminders, meter: Meter, seen: Sequence[Sold]) -> None:
    """Ring every month: a calendar knows nothing of what is bought meanwhile."""
    at = seen[FEWEST - 1].at + _MONTH
    while at < seen[-1].at:
        reminders.rings(meter, at)
        at += _MONTH


def _of(all_of_them: Sequence[timedelta], those: Iterable[bool]) -> float:
    return round(sum(those) / len(all_of_them), 4) if all_of_them else 0.0


def useful(figures: Figures, wanted: frozenset[str]) -> None:
    """Measure in all homes."""
    outcome = simulated(80 if quick() else HOMES, SEED)
    together = Reminders([*outcome.brain.before, *outcome.asked.before])
    figures.add(
        "meter_brain.useful",
        share=outcome.brain.share,
        calendar_share=outcome.calendar.share,
        median_gap_share=outcome.median_gap.share,
        with_reading_share=outcome.with_reading.share,
        late_share=outcome.brain.late,
        reminders=len(outcome.brain.before),
        questions=len(outcome.asked.before),
        share_with_questions=together.share,
    )
