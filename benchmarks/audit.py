"""The whole check of the books, as staff run it: a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import time

from benchmarks.figures import ROOT, Figures, note, quick

_TIMES = 3


def full(figures: Figures, url: str, *, postings: int) -> None:
    """Run `python -m bot audit`; the best of some turns, with the most memory that the process had.

    :raises AssertionError: if the books are wrong
    """
    turns = [_run(url) for _ in range(1 if quick() else _TIMES)]
    seconds = sorted(each[0] for each in turns)
    rss = max(each[1] for each in turns)
    note(f"the check of the books took {', '.join(f'{each:.1f}' for each in seconds)} s")
    figures.add(
        "audit.full", postings=postings, seconds=round(seconds[len(seconds) // 2], 1), rss_mb=round(rss)
    )


def _run(url: str) -> tuple[float, float]:
    """Return the seconds that it took and the megabytes that it had at its most."""
    environment = {**os.environ, "DATABASE_URL": url}
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "audit"], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    said = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    took = time.perf_counter() - began
    if os.waitstatus_to_exitcode(status) != 0 or said.splitlines()[-1:] != ["0 problems"]:
        raise AssertionError(f"the books are wrong: {said}")
    return took, used.ru_maxrss / 1_000
