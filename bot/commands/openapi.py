"""`vision openapi`: the document of the HTTP API. It needs neither settings nor a database."""

from __future__ import annotations

import json
from pathlib import Path

from web.api.app import describe


def main(file: str) -> int:
    """Write the document into a file."""
    path = Path(file)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(describe(), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0
