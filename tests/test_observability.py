"""What operators are told of the figures, held against the figures that there are."""

from __future__ import annotations

import re
from pathlib import Path

from bot.metrics import Metrics

ROOT = Path(__file__).resolve().parent.parent
_SUFFIXES = ("_bucket", "_count", "_sum")


def shown() -> set[str]:
    """Return the names of all figures."""
    text = Metrics().text().decode()
    return set(re.findall(r"^# HELP (vision_\w+)", text, re.MULTILINE))


def named_in(path: str) -> set[str]:
    """Return the figures that a file names, a histogram's parts by its own name."""
    names = set(re.findall(r"\bvision_[a-z_]+", (ROOT / path).read_text(encoding="utf-8")))
    for suffix in _SUFFIXES:
        names = {name.removesuffix(suffix) for name in names}
    return names


def test_every_figure_is_explained_and_no_other() -> None:
    assert named_in("docs/observability.md") == shown()


def test_every_rule_is_about_figures_that_there_are() -> None:
    assert named_in("deploy/prometheus/alerts.yml") <= shown()
