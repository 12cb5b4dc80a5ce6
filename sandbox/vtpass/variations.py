"""What there is to choose from: the lists of this VTpass, which change while it runs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Variation:
    """One row of a list. Nothing to pay stands for an amount that the customer chooses."""

    code: str
    name: str
    kobo: int

    def as_listed(self) -> dict[str, object]:
        """Return it as VTpass writes it."""
        return {
            "variation_code": self.code,
            "name": self.name,
            "variation_amount": f"{self.kobo // 100}.{self.kobo % 100:02d}",
            "fixedPrice": "Yes",
        }


@dataclass
class Changes:
    """What happened to a list since the bot was told: the codes, each once."""

    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)


class Lists:
    """The variations by service."""

    def __init__(self, lists: Mapping[str, Iterable[Variation]]) -> None:
        self._lists = {service: list(rows) for service, rows in lists.items()}
        self._changes: dict[str, Changes] = {}

    def of(self, service: str) -> tuple[Variation, ...]:
        """Return a list in its order; an empty one where there is none."""
        return tuple(self._lists.get(service, ()))

    def find(self, service: str, code: str) -> Variation | None:
        """Return the variation with that code; of two, nobody knows why, the last."""
        return next((one for one in reversed(self._lists.get(service, [])) if one.code == code), None)

    def put(self, service: str, variation: Variation) -> None:
        """Change the price and name of a code, or add it at the end."""
        rows = self._lists.setdefault(service, [])
        here = [n for n, row in enumerate(rows) if row.code == variation.code]
        for n in here:
            rows[n] = variation
        if not here:
            rows.append(variation)
        changes = self._changes.setdefault(service, Changes())
        _once(changes.updated if here else changes.added, variation.code)

    def repeat(self, service: str, variation: Variation) -> None:
        """Add a row although its code is on the list already."""
        self._lists.setdefault(service, []).append(variation)
        _once(self._changes.setdefault(service, Changes()).updated, variation.code)

    def remove(self, service: str, code: str) -> None:
        """Take a code off the list."""
        self._lists[service] = [row for row in self.of(service) if row.code != code]
        _once(self._changes.setdefault(service, Changes()).removed, code)

    def replace(self, service: str, rows: Iterable[Variation]) -> None:
        """Have this list from now on, and say nothing of it."""
        self._lists[service] = list(rows)

    def changes(self, service: str) -> Changes:
        """Return what the bot was not told yet."""
        return self._changes.get(service, Changes())

    def told(self, service: str) -> None:
        """Remember that the bot was told."""
        self._changes.pop(service, None)


def _once(codes: list[str], code: str) -> None:
    if code not in codes:
        codes.append(code)
