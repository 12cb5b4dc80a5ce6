"""The whole check of the books, as staff run it: a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.figures import ROOT, Figures, note, quick

_TIMES = 3
_GLANCE_S = 0.05


def full(figures: Figures, url: str, *, postings: int) -> None:
    """Run `python -m bot audit`; the median of some turns, with the most memory that the process had.

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
    began, most = time.perf_counter(), 0
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "audit"], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    ) as process:
        while process.poll() is None:
            most = _most_memory(process.pid) or most
            time.sleep(_GLANCE_S)
        took = time.perf_counter() - began
        said = process.stdout.read() if process.stdout is not None else ""
    if process.returncode != 0 or said.splitlines()[-1:] != ["0 problems"]:
        raise AssertionError(f"the books are wrong: {said}")
    return took, most / 1_000


def _most_memory(pid: int) -> int:
    """Return the kilobytes that a process had at its most; what is said of it afterwards has ours in it."""
    for line in Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1])
    return 0
