"""What Home shows: rows ↔ values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import structlog

from domain.glances import Glance
from domain.repeats import Past
from storage.account_rows import accounts_from
from storage.keyring import Keyring, Unreadable
from storage.payment_rows import past_from
from storage.saved_names import called

log = structlog.get_logger(__name__)

Rows = Iterable[Any]  # of any driver: each finds its values by the names of columns


def glances(accounts: Rows, past: Rows, names: Rows, keyring: Keyring) -> dict[str, Glance]:
    """Return what Home shows of each customer among the rows of accounts."""
    paid: defaultdict[str, list[Past]] = defaultdict(list)
    for row in past:
        paid[row["customer_id"]].append(past_from(row))
    named: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for row in names:
        try:
            reference, name = called(keyring, row["content"])
        except Unreadable as error:  # One name less at Home, and nobody else's Home fails for it.
            log.warning("a saved name could not be opened", reason=str(error))
            continue
        named[row["customer_id"]][reference] = name
    return {
        row["customer_id"]: Glance(
            accounts_from(row), tuple(paid.get(row["customer_id"], ())), named.get(row["customer_id"], {})
        )
        for row in accounts
    }
