"""What staff wait for the answer to each command that reads, among a million orders, in the chat.

The commands are those of the table. One that takes arguments needs a line in `SAMPLES`; without, it stops
the measurement (and a test) with its name.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import asyncpg

from benchmarks.figures import Figures, median, note, percentile_ms, quick
from benchmarks.million_people import phone_of, telegram_id
from bot.conversations.staff.table import COMMANDS
from domain.staff import Role, RoleGrant
from domain.times import lagos_day
from tests.builders import Granted
from tests.chat import Person, Vision, running_vision

_OWNER = 9_900_001
_NOTED = "Audit A-"  # stands below what is shown of the business
_NOT_NOTED = frozenset({"a", "whoami", "statement"})  # they show nothing of it


@dataclass(frozen=True, slots=True)
class Facts:
    """What there is to ask about."""

    references: Sequence[str]
    people: int
    tickets: Sequence[int]
    breaks: Sequence[int]
    incidents: Sequence[int]
    today: date

    @property
    def customers(self) -> list[str]:
        """Customers as staff name them: the one with the most orders, and others."""
        some = [1 + n * (self.people - 1) // 10 for n in range(10)]
        by_number = [phone_of(n).national for n in (0, *some)]
        return by_number + [str(telegram_id(n)) for n in some] + list(self.references[:5])

    def day(self, ago: int) -> str:
        """Return a day as it is typed."""
        return (self.today - timedelta(days=ago)).isoformat()

    @property
    def months(self) -> list[str]:
        """The last three months."""
        return [self.day(ago)[:7] for ago in (0, 30, 60)]


# What follows the command's name, in turns.
SAMPLES: dict[str, Callable[[Facts], Sequence[str]]] = {
    "tx": lambda f: f.references,
    "user": lambda f: f.customers,
    "limit": lambda f: f.customers,
    "cashback-sim": lambda _: ["electricity rate=1.8% from=2027-12-01"],
    "audit": lambda f: [
        "",
        "50",
        *(f"{each} 50" for each in f.customers),
        "1 50",
        "12 50",
        *f.references[:5],
    ],
    "ticket": lambda f: ["", "next", *(str(each) for each in f.tickets)],
    "break": lambda f: [str(each) for each in f.breaks],
    "recon": lambda f: ["", *(f.day(ago) for ago in range(10)), f"{f.day(1)} B-1"],
    "statement": lambda _: ["vtpass", "paystack"],
    "books": lambda f: ["", f.day(0), f.day(1), f.day(89), *f.months],
    "stats": lambda f: [
        *("", "today hours", "today billers", "7d", "30d", "30d billers", "30d hours", "30d mtn", "30d csv"),
        *(f"{f.day(89)}..{f.day(0)}", f"{f.day(89)}..{f.day(0)} billers", f"{f.day(40)}..{f.day(20)}"),
        *(f.day(1), f.day(80), "7d chart"),
    ],
    "ledger": lambda _: ["head"],  # `verify` takes as long as `audit.full`, and answers at once that it began
    "incidents": lambda f: ["", *(str(each) for each in f.incidents)],
    "billers": lambda _: ["", "2", "3"],
}


def without_samples() -> set[str]:
    """Return the commands that read, need an argument, and have no sample of it."""
    reading = {name for name, each in COMMANDS.items() if each.looks and not each.has_no_arguments}
    return reading - SAMPLES.keys()


def commands(figures: Figures, url: str, counts: dict[str, int]) -> None:
    """Give each command some times, and keep how long the slowest twentieth took.

    :raises AssertionError: if a command is not answered, or has no sample
    """
    if missing := without_samples():
        raise AssertionError(f"SAMPLES has nothing for {', '.join(sorted(missing))}")
    taken = asyncio.run(_commands(url, counts))
    p95 = {name: percentile_ms(seconds, 95) for name, seconds in sorted(taken.items())}
    p50 = {name: round(1_000 * median(seconds), 1) for name, seconds in taken.items()}
    slowest = sorted(p95, key=lambda name: -p95[name])
    note("slowest: " + ", ".join(f"/{each} {p95[each]} ms (median {p50[each]})" for each in slowest[:5]))
    figures.add(
        "staff.commands",
        worst_p95_ms=p95[slowest[0]],
        orders=counts["payments"],
        entries=counts["journal_entries"],
        postings=counts["postings"],
        **p95,
    )


async def _commands(url: str, counts: dict[str, int]) -> dict[str, list[float]]:
    times = 5 if quick() else 30
    async with running_vision(url, rate_limits=False, admin_telegram_ids=str(_OWNER)) as vision:
        facts = await _facts(url, counts["customers"])
        kemi = await _somebody_with_every_role(vision)
        taken: dict[str, list[float]] = {}
        for name, command in COMMANDS.items():
            if command.looks is None:
                continue
            lines = SAMPLES[name](facts) if name in SAMPLES else [""]
            noted = await _is_noted(kemi, name, lines[0])
            taken[name] = [
                await _answered(kemi, name, lines[n % len(lines)], noted=noted) for n in range(times)
            ]
    return taken


def _typed(name: str, line: str) -> str:
    """Return a command as it is typed: `cashback-sim` in two words."""
    return f"/{name.replace('-', ' ')} {line}".strip()


async def _is_noted(person: Person, name: str, line: str) -> bool:
    """Return whether the answers to a command are written down. The first one is not measured.

    :raises AssertionError: if it is no answer, but the usage, a refusal or an apology
    """
    await person.says(_typed(name, line))
    seen = await person.sees(" ")  # words: a paper comes without
    noted = _NOTED in seen.text
    if not noted and name not in _NOT_NOTED:
        raise AssertionError(f"/{name} {line}: {seen.text}")
    return noted


async def _answered(person: Person, name: str, line: str, *, noted: bool) -> float:
    began = time.perf_counter()
    await person.says(_typed(name, line))
    await person.sees(_NOTED if noted else " ")
    return time.perf_counter() - began


async def _somebody_with_every_role(vision: Vision) -> Person:
    for role in Role:
        await vision.app.database.money.apply(Granted(RoleGrant(_OWNER, role, vision.clock(), "bench")))
    phone = f"+23480{_OWNER:08d}"
    person = await vision.telegram.add_person("Kemi", phone=phone, id=_OWNER)
    return Person(vision, person, "Kemi", phone)


_ORDERS = """
SELECT id FROM (
    (SELECT id FROM payments TABLESAMPLE SYSTEM (5) REPEATABLE (1) LIMIT 20) UNION ALL
    (SELECT payment_id FROM payment_states WHERE status <> 'delivered' ORDER BY md5(payment_id) LIMIT 20)
) AS chosen ORDER BY md5(id)
"""


async def _facts(url: str, people: int) -> Facts:
    connection = await asyncpg.connect(url)
    try:

        async def newest(table: str) -> list[int]:
            rows = await connection.fetch(f"SELECT number FROM {table} ORDER BY number DESC LIMIT 20")  # noqa: S608 - ours
            return [row["number"] for row in rows]

        return Facts(
            references=[row["id"] for row in await connection.fetch(_ORDERS)],
            people=people,
            tickets=await newest("tickets"),
            breaks=await newest("breaks"),
            incidents=await newest("incidents"),
            today=lagos_day(datetime.now(UTC)),
        )
    finally:
        await connection.close()
