"""Cells of tables that people open in a spreadsheet."""

from __future__ import annotations

import re

_CALCULATED = ("=", "+", "-", "@", "\t", "\r", "\n")  # how what a spreadsheet calculates may begin
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula. A number stays one, also a negative one."""
    return f"'{cell}" if cell.startswith(_CALCULATED) and not _NUMBER.fullmatch(cell) else cell
