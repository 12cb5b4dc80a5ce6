"""What a simulated year came to, held against the model: occurrences, messages, wallets, books."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Column, Row, select

from benchmarks.year_model import TOLD_BEFORE, Model
from storage.checks import problems
from storage.database import Database
from storage.tables import customer_accounts, outbox, payments, schedule_runs, schedules

_TOLD = frozenset(
    {
        *("schedule-ahead", "schedule-short", "schedule-not-paid", "schedule-paused"),
        *("payment-delivered", "payment-returned", "payment-refunded"),
    }
)
_Key = tuple[int, int, date]  # the person, which of her schedules, the day


@dataclass
class Outcome:
    """What a year came to. `differences` are sentences."""

    occurrences: int = 0
    paid: int = 0
    put_off: int = 0
    given_up: int = 0
    given_back: int = 0
    notices: int = 0
    results: int = 0
    seconds: float = 0.0
    differences: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


@dataclass
class Reckoning:
    """One comparison. People are known by the numbers of their lives."""

    models: Sequence[Model]
    customer_ids: Sequence[str]
    schedules_of: Mapping[int, Sequence[str]]
    found: Outcome = field(default_factory=Outcome)

    async def of(self, database: Database) -> Outcome:
        """Compare."""
        async with database.begin() as books:

            async def rows(*columns: Column[Any]) -> Sequence[Row[Any]]:
                return (await books.connection.execute(select(*columns))).all()

            runs = await rows(*schedule_runs.c)
            accepted = await rows(payments.c.id, payments.c.accepted_at)
            told = await rows(outbox.c.kind, outbox.c.subject_id)
            wallets = await rows(customer_accounts.c.customer_id, customer_accounts.c.wallet)
            standing = await rows(schedules.c.id, schedules.c.status, schedules.c.failures)
        keys = self._compare_runs(runs, {each.id: each for each in accepted})
        self._compare_words(keys, told)
        self._compare_people(
            {row.customer_id: row.wallet for row in wallets}, {row.id: row for row in standing}
        )
        self.found.problems = await problems(database)
        return self.found

    def _compare_runs(self, runs: Sequence[Row[Any]], accepted: dict[str, Row[Any]]) -> dict[str, _Key]:
        """Compare occurrences and their payments. Returns whose they are, by the names of both."""
        whose = {id_: (n, place) for n, mine in self.schedules_of.items() for place, id_ in enumerate(mine)}
        keys: dict[str, _Key] = {}
        for run in runs:
            number, place = whose[run.schedule_id]
            key = keys[run.id] = (number, place, date.fromisoformat(run.occurrence))
            expected = self.models[number].series[place].runs.get(key[2])
            if expected is None or expected.state != run.state:
                self._say(f"{key} is {run.state}, not {expected.state if expected else 'nothing'}")
            self._count(run)
            if run.payment_id is None:
                continue
            keys[run.payment_id] = key
            payment = accepted.pop(run.payment_id)
            notice = payment.accepted_at - run.announced_at
            if notice < TOLD_BEFORE and not (expected is not None and expected.is_early):
                self._say(f"{key} was paid {notice} after its notice")
        for payment_id in accepted:
            self._say(f"payment {payment_id} pays no occurrence")
        expected_ones = sum(len(series.runs) for model in self.models for series in model.series)
        if expected_ones != len(runs):
            self._say(f"there are {len(runs)} occurrences, not {expected_ones}")
        return keys

    def _count(self, run: Row[Any]) -> None:
        found = self.found
        found.occurrences += 1
        found.paid += run.state == "paid"
        found.put_off += run.first_try_at is not None
        found.given_up += run.state in ("not-paid", "missed")
        found.given_back += run.state == "returned"

    def _compare_words(self, keys: Mapping[str, _Key], told: Sequence[Row[Any]]) -> None:
        heard = Counter((each.kind, *keys[each.subject_id]) for each in told if each.kind in _TOLD)
        expected = {
            (kind, model.life.number, place, day) for model in self.models for kind, place, day in model.told
        }
        self.found.notices = sum(kind == "schedule-ahead" for kind, *_ in heard)
        self.found.results = len(heard) - self.found.notices
        for word, times in heard.items():
            if times > 1 or word not in expected:
                self._say(f"told {times} times: {word}")
        for word in expected - heard.keys():
            self._say(f"not told: {word}")

    def _compare_people(self, wallets: Mapping[str, int], standing: Mapping[str, Row[Any]]) -> None:
        for model, customer_id in zip(self.models, self.customer_ids, strict=True):
            number, mine = model.life.number, self.schedules_of[model.life.number]
            if wallets[customer_id] != model.wallet:
                self._say(f"person {number} has {wallets[customer_id]}, not {model.wallet}")
            if len(mine) != len(model.series):
                self._say(f"person {number} has {len(mine)} schedules, not {len(model.series)}")
            for schedule_id, series in zip(mine, model.series, strict=False):
                row = standing[schedule_id]
                if (row.status, row.failures) != (series.status, series.failures):
                    self._say(f"{number}: {row} is not {series.status} with {series.failures} failures")

    def _say(self, difference: str) -> None:
        self.found.differences.append(difference)
