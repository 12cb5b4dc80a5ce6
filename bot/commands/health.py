"""`health`: whether the process that the settings describe answers, for whoever watches over containers.

Only that it lives is asked, not whether all is well: a database that is away is no reason to kill whoever
waits for it.
"""

from __future__ import annotations

import http.client
import sys

from bot.settings import read_own_address

_PATH = "/health/live"
_PATIENCE = 4.0
_WELL = 200
_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}  # noqa: S104 - listened on, not by us


def main() -> int:
    """Ask it, and return 0 only if it answered that it lives."""
    host, port = read_own_address()
    answer = _asked(_EVERYWHERE.get(host, host), port)
    if answer != _WELL:
        print(f"Port {port} of this machine answered {answer or 'nothing'}.", file=sys.stderr)
        return 1
    return 0


def _asked(host: str, port: int) -> int | None:
    line = http.client.HTTPConnection(host, port, timeout=_PATIENCE)
    try:
        line.request("GET", _PATH)
        return line.getresponse().status
    except (OSError, http.client.HTTPException):
        return None
    finally:
        line.close()
