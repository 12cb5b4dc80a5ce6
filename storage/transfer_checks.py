"""What must be true of transfers: each state has just the entries that it came about by."""

from __future__ import annotations

# Who holds money for transfers, and how much.
HOLDERS = (
    "SELECT sender_id AS customer_id, amount AS held FROM transfers WHERE status = 'cooling'",
    "SELECT receiver_id AS customer_id, recalled AS held FROM transfers WHERE status = 'recalling'",
)


def _without(kind: str, condition: str) -> str:
    return f"""
        SELECT t.id FROM transfers t LEFT JOIN journal_entries e ON e.key = '{kind}:' || t.id
        WHERE {condition} AND e.key IS NULL
    """  # noqa: S608 - our own words


def _with(kind: str, condition: str) -> str:
    return f"""
        SELECT t.id FROM transfers t JOIN journal_entries e ON e.key = '{kind}:' || t.id WHERE {condition}
    """  # noqa: S608 - our own words


_ARRIVED = "t.status IN ('delivered', 'recalling', 'given-back', 'kept')"
_BY_LINK = "t.claim_index IS NOT NULL"
_DIRECT = "t.claim_index IS NULL"

CHECKS = (
    ("a transfer arrived without an entry", _without("transfer", f"{_ARRIVED} AND {_DIRECT}")),
    ("a claim arrived without an entry", _without("claim", f"{_ARRIVED} AND {_BY_LINK}")),
    ("a transfer that did not arrive was paid out", _with("transfer", f"NOT ({_ARRIVED})")),
    ("a claim that did not arrive was paid out", _with("claim", f"NOT ({_ARRIVED})")),
    ("a cooling transfer is not held", _without("transfer-hold", "t.status = 'cooling'")),
    ("a claim link has nothing in escrow", _without("claim-park", _BY_LINK)),
    (
        "a transfer that came to nothing was not released",
        _without("transfer-release", f"t.status IN ('undone', 'returned') AND {_DIRECT}"),
    ),
    (
        "a claim that came to nothing was not returned",
        _without("claim-return", f"t.status IN ('cancelled', 'returned') AND {_BY_LINK}"),
    ),
    (
        "a recall that is asked for holds nothing",
        _without("recall-hold", "t.status = 'recalling' AND t.recalled > 0"),
    ),
    ("a transfer that was given back has no entry", _without("recall", "t.status = 'given-back'")),
    ("a transfer that was not given back has an entry", _with("recall", "t.status <> 'given-back'")),
    (
        "what was kept after a recall was not released",
        _without("recall-release", "t.status = 'kept' AND t.recalled > 0"),
    ),
    (
        "an open transfer is looked at by nobody",
        "SELECT id FROM transfers WHERE status IN ('cooling', 'waiting', 'recalling') AND due_at IS NULL",
    ),
)

# Asked beside what looks at `sums` of postings (`storage.checks`).
ESCROW = (
    "the escrow is not that of the waiting claims",
    """
    SELECT 'claims' FROM (SELECT COALESCE(SUM(total), 0) AS total FROM sums
        WHERE account = 'claims' AND customer_id IS NULL) p,
        (SELECT COALESCE(SUM(amount), 0) AS total FROM transfers WHERE status = 'waiting') w
    WHERE p.total <> w.total
    """,
)
