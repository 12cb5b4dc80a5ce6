"""A file to which a stand-in adds a line for each thing that happens, and reads them after a restart.

What was added survives the death of the process at any moment.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

Record = dict[str, object]


class Journal:
    """The lines of one file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        path.parent.mkdir(parents=True, exist_ok=True)

    def read(self) -> Iterator[Record]:
        """Return all records. A last line that was cut off by a crash is left out."""
        if not self._path.exists():
            return
        whole, _, _ = self._path.read_bytes().rpartition(b"\n")
        self._path.write_bytes(whole + b"\n" if whole else b"")
        for line in whole.splitlines():
            yield json.loads(line)

    def add(self, record: Record) -> None:
        """Add one record."""
        with self._path.open("ab") as file:
            file.write(json.dumps(record).encode() + b"\n")

    def clear(self) -> None:
        """Forget everything."""
        self._path.unlink(missing_ok=True)
