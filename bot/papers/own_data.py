"""A copy of one's own data as a ZIP: everything as JSON, and a table for each kind of record."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence

import orjson

from domain.privacy import OwnData

_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would calculate


def own_data_zip(explained: str, data: OwnData) -> bytes:
    """Return the file. Works for a while: to be called in a thread."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", explained)
        archive.writestr("data.json", orjson.dumps(data, option=orjson.OPT_INDENT_2))
        for name, rows in data.items():
            if rows:
                archive.writestr(f"{name}.csv", _csv(rows))
    return made.getvalue()


def _csv(rows: Sequence[Mapping[str, object]]) -> str:
    columns = list(dict.fromkeys(name for row in rows for name in row))
    table = io.StringIO()
    writer = csv.DictWriter(table, columns)
    writer.writeheader()
    writer.writerows({name: _cell(value) for name, value in row.items()} for row in rows)
    return table.getvalue()


def _cell(value: object) -> str:
    text = orjson.dumps(value).decode() if isinstance(value, dict | list) else str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(_FORMULA) else text
