"""The public page that says which companies can be paid: what it shows, and as what."""

from __future__ import annotations

import html
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Line:
    """One company: its name, `up`, `slow` or `paused`, and that in words."""

    name: str
    state: str
    words: Sequence[str]


@dataclass(frozen=True)
class Status:
    """How it is at one moment, in words and as JSON values. Every text is plain."""

    title: str
    sums: Sequence[
        tuple[str, str]
    ]  # how serious it is (`up`, `slow`, `paused`, `maintenance`), and the sentence
    sections: Sequence[tuple[str, Sequence[Line]]]
    at: str
    values: Mapping[str, object]

    @cached_property
    def page(self) -> str:
        """The whole page."""
        sums = "\n".join(f'<p class="sum {state}">{_safe(words)}</p>' for state, words in self.sums)
        sections = "\n".join(
            f"<h2>{_safe(name)}</h2>\n<ul>\n{''.join(map(_item, lines))}</ul>"
            for name, lines in self.sections
        )
        template = files("web").joinpath("status.html").read_text(encoding="utf-8")
        page = template.replace("{{title}}", _safe(self.title)).replace("{{at}}", _safe(self.at))
        return page.replace("{{body}}", f"{sums}\n{sections}")


@dataclass(frozen=True, slots=True)
class StatusPage:
    """Who says how it is, and how long somebody at an address has to wait before asking once more."""

    look: Callable[[], Awaitable[Status]]
    wait_of: Callable[[str], Awaitable[timedelta]]


def _item(line: Line) -> str:
    words = "".join(f"<small>{_safe(each)}</small>" for each in line.words)
    return f'<li class="{line.state}"><span>{_safe(line.name)}</span>{words}</li>\n'


def _safe(text: str) -> str:
    return html.escape(text)
