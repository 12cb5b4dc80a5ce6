"""What vendors leave us of a sale, as a column keeps it: JSON, vendor → [basis points, kobo, of its fee]."""

from __future__ import annotations

from collections.abc import Mapping

import orjson

from domain.money import Money
from domain.vendors import Commission


def commissions_text(commissions: Mapping[str, Commission]) -> str | None:
    """Return the text; None for none."""
    if not commissions:
        return None
    return orjson.dumps(plain_commissions(commissions)).decode()


def commissions_from(text: str | None) -> dict[str, Commission]:
    """Return what the text says."""
    return commissions_from_plain(orjson.loads(text)) if text is not None else {}


def plain_commissions(commissions: Mapping[str, Commission]) -> dict[str, tuple[int, int, bool]]:
    """Return them as numbers."""
    return {
        vendor: (each.basis_points, each.flat.kobo, each.of_fee)
        for vendor, each in sorted(commissions.items())
    }


def commissions_from_plain(plain: Mapping[str, tuple[int, int, bool]]) -> dict[str, Commission]:
    """Return what the numbers say."""
    return {
        vendor: Commission(basis_points, Money(flat), of_fee)
        for vendor, (basis_points, flat, of_fee) in plain.items()
    }
