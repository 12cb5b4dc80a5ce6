"""The traffic log: every request, result and delivered update as one line of JSON each."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import orjson

from sandbox.telegram.updates import Pending


class Traffic:
    """Append to a file that several processes may share: each line goes out in one write."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)

    def request(self, method: str, params: Mapping[str, Any], files: Iterable[str]) -> None:
        parts = list(files)
        # A file sent under a parameter's own name stands for that parameter.
        own = {part: f"attach://{part}" for part in parts if f"attach://{part}" not in params.values()}
        self._write(orjson.dumps({"request": method, "params": {**params, **own}, "files": parts}))

    def result(self, method: str, value: Any) -> None:
        self._write(orjson.dumps({"result": method, "value": value}))

    def updates(self, updates: Iterable[Pending]) -> None:
        for update in updates:
            if update.recorded:
                self._write(b'{"update":' + update.raw + b"}")

    def close(self) -> None:
        os.close(self._file)

    def _write(self, line: bytes) -> None:
        os.write(self._file, line + b"\n")
