"""Reading a typed line: how long it takes, and how often the intent is got right."""

from __future__ import annotations

import time
from collections import defaultdict

from benchmarks.figures import Figures, median, note, percentile_ms, quick
from domain.type_to_pay import Ambiguous, Understood, read
from tests.domain.utterances import NOT_LEARNT_FROM, SAVED, utterances


def parse(figures: Figures, wanted: frozenset[str]) -> None:
    """Measure one line at a time, over all labelled lines, with some saved names."""
    lines = [line.text for line in utterances()]
    taken: list[float] = []
    for _ in range(3 if quick() else 20):
        for line in lines:
            began = time.perf_counter()
            read(line, SAVED)
            taken.append(time.perf_counter() - began)
    figures.add(
        "type_to_pay.parse",
        ms=round(1_000 * sum(taken) / len(taken), 3),
        p50_ms=round(1_000 * median(taken), 3),
        p99_ms=percentile_ms(taken, 99),
        lines=len(lines),
    )


def accuracy(figures: Figures, wanted: frozenset[str]) -> None:
    """Count by language and by category how many intents are got right, in percent.

    `not_learnt_from` counts the lines alone to which no rule was bent. `moved` counts the lines that buy
    nothing, and were taken for an order.
    """
    counted: defaultdict[str, list[bool]] = defaultdict(list)
    moved = 0
    for line in utterances():
        reading = read(line.text, SAVED)
        is_right = line.is_meant_by(reading)
        moved += line.buys_nothing and isinstance(reading, Understood | Ambiguous)
        names = ["all", line.language, line.label.partition(":")[0]]
        if line.file in NOT_LEARNT_FROM:
            names.append("not_learnt_from")
        for name in names:
            counted[name].append(is_right)
    note("percent of the lines: " + ", ".join(f"{name} {len(each)}" for name, each in counted.items()))
    percent = {name: round(100 * sum(each) / len(each), 1) for name, each in counted.items()}
    figures.add("type_to_pay.accuracy", **percent, moved=moved)
