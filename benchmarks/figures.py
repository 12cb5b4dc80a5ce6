"""The figures: printed as they come, and kept together in `var/bench.json`."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "var" / "bench.json"
Figure = float | int | str


@dataclass
class Figures:
    """What was measured, by name. Each name's fields are replaced as a whole when it is measured again."""

    file: Path = FILE
    measured: dict[str, dict[str, Figure]] = field(default_factory=dict)

    def add(self, name: str, **fields: Figure) -> None:
        """Print a measurement and keep it at once, so that an interrupted run loses nothing."""
        self.measured[name] = fields
        print(f"{name:24} " + "  ".join(f"{key} {value:,}" for key, value in fields.items()), flush=True)
        kept = json.loads(self.file.read_text(encoding="utf-8")) if self.file.exists() else {}
        self.file.parent.mkdir(exist_ok=True)
        unfinished = self.file.with_suffix(".new")
        unfinished.write_text(
            json.dumps({**kept, name: fields}, indent=1, sort_keys=True) + "\n", encoding="utf-8"
        )
        os.replace(unfinished, self.file)


def note(text: str) -> None:
    """Print what is going on, set off from the figures."""
    print(f"  … {text}", flush=True)


def median(values: Sequence[float]) -> float:
    """Return the middle value; of an even number of them, the upper of the two in the middle."""
    return sorted(values)[len(values) // 2]


def percentile_ms(seconds: Sequence[float], percent: float) -> float:
    """Return how many milliseconds the given share of all took at most."""
    ordered = sorted(seconds)
    place = min(len(ordered) - 1, int(len(ordered) * percent / 100))
    return round(ordered[place] * 1_000, 2)


def quick() -> bool:
    """Return whether `BENCH_QUICK=1` asks for a short run, whose figures are only a hint."""
    return os.environ.get("BENCH_QUICK", "") not in {"", "0"}
