"""The people of the simulated year: what each of them pays regularly, and what gets in the way.

Drawn from a seed, so that a year that went wrong can be lived again.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from benchmarks.year_model import LAGOS, Act, Life, Plan

_NAIRA = 100
_JITTER_MIN = 5
# A rhythm, with its share of the people.
_RHYTHMS = {"weekly": 4, "two-weekly": 2, "monthly": 5, "quarterly": 1, "month-end": 2, "every-days": 2}
_DAYS_APART = (2, 3, 5, 10, 30, 45)
_ANSWERS = {"yes": 84, "no": 7, "slow-yes": 3, "slow-no": 2, "never": 2, "reversed": 2}
# When money for an occurrence comes, in moments from its first try on; None: never.
_COMES = {-8: 70, 1: 6, 3: 5, 6: 5, 9: 4, 14: 5, None: 5}
_PRICES = (0, 5, 9, 10, 11, 25, -8, -15)  # percent of what was agreed


@dataclass(frozen=True, slots=True)
class Size:
    """How many people for how long, and how much of our time goes wrong."""

    people: int = 1_000
    days: int = 366
    begins: date = date(2027, 12, 27)  # before a leap day
    hours: tuple[time, ...] = (time(9), time(10), time(12, 30), time(14), time(19))  # of the day, looked at
    downtimes_h: tuple[int, ...] = (6, 50, 22 * 24)
    outages: int = 12
    deaths: float = 0.03  # of the moments: a process dies with what it had claimed, or had to send
    restarts: float = 0.01


@dataclass
class Script:
    """What happens to everybody."""

    moments: list[datetime]
    lives: list[Life]
    is_down: set[int]
    is_paused: set[int]  # the biller of airtime
    loses_claims: set[int]
    loses_sends: set[int]
    restarts: set[int]


def draw(size: Size, seed: int) -> Script:
    """Return a year."""
    dice = random.Random(seed)
    moments = _moments(size, dice)
    count = len(moments)
    script = Script(moments, [], set(), set(), set(), set(), set())
    for hours in size.downtimes_h:
        begins = dice.randrange(count)
        ends = moments[begins] + timedelta(hours=hours)
        script.is_down.update(n for n in range(begins, count) if moments[n] < ends)
    for _ in range(size.outages):
        begins = dice.randrange(count)
        script.is_paused.update(range(begins, begins + dice.choice((1, 2, 4, 8, 16))))
    for moment in range(count):
        if dice.random() < size.deaths:
            dice.choice((script.loses_claims, script.loses_sends)).add(moment)
        if dice.random() < size.restarts:
            script.restarts.add(moment)
    script.lives.extend(_life(number, size, moments, dice) for number in range(size.people))
    return script


def _moments(size: Size, dice: random.Random) -> list[datetime]:
    """Return when the clock stands still: nothing ticks in between."""
    return [
        datetime.combine(size.begins + timedelta(days=day), hour, LAGOS)
        + timedelta(minutes=dice.randrange(_JITTER_MIN))
        for day in range(size.days)
        for hour in size.hours
    ]


def _plan(size: Size, today: date, amount: int, dice: random.Random) -> Plan:
    (rhythm,) = dice.choices(list(_RHYTHMS), list(_RHYTHMS.values()))
    starts = today + timedelta(days=dice.randrange(2, min(32, size.days // 3)))
    if rhythm == "monthly" and dice.random() < 0.5:
        starts = starts.replace(day=1) + timedelta(days=dice.choice((28, 29, 30)))
    if rhythm == "month-end":
        starts = (starts.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    every = dice.choice(_DAYS_APART) if rhythm == "every-days" else None
    last = size.begins + timedelta(days=dice.randrange(60, 400)) if dice.random() < 0.1 else None
    if last is not None and last < starts:
        last = None
    return Plan(rhythm, starts, every, last, amount)


def _life(number: int, size: Size, moments: list[datetime], dice: random.Random) -> Life:
    is_tv = dice.random() < 0.3
    amount = dice.randrange(40, 190) * (100 if is_tv else 1) * _NAIRA + 10 * _NAIRA
    plan = _plan(size, size.begins, amount, dice)
    if is_tv and dice.random() < 0.3:
        plan = replace(plan, cap=amount + amount // 20)
    answers = tuple(dice.choices(list(_ANSWERS), list(_ANSWERS.values()), k=60))
    life = Life(number, plan, dice.random() < 0.93, is_tv, 0, answers)
    if number % 20 == 0:  # the biller has something against her
        life.answers = ("no",)
    count = len(moments)
    _earn(life, plan, size, moments, dice)
    for _ in range(dice.choice((0, 0, 1, 2))):
        begins = dice.randrange(count)
        life.frozen |= {begins: True, begins + dice.choice((1, 2, 5, 20)): False}
    if is_tv:
        for _ in range(dice.choice((0, 1, 3))):
            life.prices[dice.randrange(count)] = amount + amount * dice.choice(_PRICES) // 100
        for _ in range(dice.choice((0, 1, 2))):
            begins = dice.randrange(count)
            life.out_of_reach |= {begins: True, begins + dice.choice((1, 2, 5, 20)): False}
    names = ("pause", "resume", "resume", "resume", "skip", "pay", "pay", "change", "change", "end")
    for _ in range(dice.choice((0, 1, 2, 4, 8))):
        moment, name = dice.randrange(count), dice.choice(names)
        if name == "end" and dice.random() < 0.7:
            continue
        if name != "change":
            life.acts[moment] = Act(name)
        elif not is_tv:
            new = _plan(size, moments[moment].date(), amount + len(life.acts) * 7 * _NAIRA + 300, dice)
            if dice.random() < 0.3:
                new = replace(new, starts=moments[moment].date() + timedelta(days=1), last=None)
                new = new if new.is_due(new.starts) else replace(new, rhythm="weekly", every=None)
            life.acts[moment] = Act(name, new)
            _earn(life, new, size, moments[moment:], dice, offset=moment)
    # Who was paused goes on after a while, or hardly anybody would be left at the end.
    for moment in range(300, count, 300):
        life.acts.setdefault(moment + dice.randrange(50), Act("resume"))
    return life


def _earn(
    life: Life, plan: Plan, size: Size, moments: list[datetime], dice: random.Random, *, offset: int = 0
) -> None:
    """Let money come for each occurrence: before it, while it is tried, or never."""
    per_day = len(size.hours)
    first_day = moments[0].date()
    day: date | None = plan.starts
    worth = plan.amount + plan.amount // 50 + 10 * _NAIRA
    while day is not None and day <= moments[-1].date():
        (comes,) = dice.choices(list(_COMES), list(_COMES.values()))
        if comes is not None:
            moment = offset + (day - first_day).days * per_day + 1 + comes
            life.funds[max(moment, offset)] = life.funds.get(max(moment, offset), 0) + worth
        day = plan.after(day)
