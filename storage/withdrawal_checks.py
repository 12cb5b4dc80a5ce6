"""What must hold between withdrawals and their entries. Asked with all other checks in `storage.checks`."""

from __future__ import annotations

_OPEN = "('awaiting-approval', 'accepted', 'submitted', 'unresolved')"
_PAID = "('paid', 'refunded')"

HOLDERS = (
    f"""
    SELECT customer_id, amount + fee + vat + stamp_duty AS held FROM withdrawals WHERE status IN {_OPEN}
    """,  # noqa: S608 - our own words
)


def _without(kind: str, statuses: str) -> str:
    return f"""
        SELECT w.id FROM withdrawals w LEFT JOIN journal_entries e ON e.key = '{kind}:' || w.id
        WHERE w.status IN {statuses} AND e.key IS NULL
    """  # noqa: S608 - our own words


def _with(kind: str, statuses: str) -> str:
    return f"""
        SELECT w.id FROM withdrawals w JOIN journal_entries e ON e.key = '{kind}:' || w.id
        WHERE w.status IN {statuses}
    """  # noqa: S608 - our own words


CHECKS = (
    (
        "a withdrawal was never held",
        """
        SELECT w.id FROM withdrawals w LEFT JOIN journal_entries e ON e.key = 'hold:' || w.id
        WHERE e.key IS NULL
        """,
    ),
    (
        "an open withdrawal is looked at by nobody",
        f"SELECT id FROM withdrawals WHERE status IN {_OPEN} AND look_at IS NULL",  # noqa: S608 - our words
    ),
    ("an open withdrawal was released", _with("release", _OPEN)),
    ("an open withdrawal was paid out", _with("withdrawal", _OPEN)),
    ("a withdrawal given back was not released", _without("release", "('released')")),
    ("a withdrawal given back was paid out", _with("withdrawal", "('released')")),
    ("a paid withdrawal has no payout", _without("withdrawal", _PAID)),
    ("a paid withdrawal was released", _with("release", _PAID)),
    ("a paid withdrawal was refunded", _with("withdrawal-refund", "('paid')")),
    ("a refunded withdrawal has no refund", _without("withdrawal-refund", "('refunded')")),
    (
        "a payout belongs to no withdrawal",
        """
        SELECT e.key FROM journal_entries e LEFT JOIN withdrawals w ON w.id = e.subject_id
        WHERE e.kind IN ('withdrawal', 'withdrawal-refund') AND w.id IS NULL
        """,
    ),
    (
        "a withdrawal paid out another amount than it held",
        """
        SELECT w.id FROM withdrawals w
        JOIN postings p ON p.entry_key = 'withdrawal:' || w.id AND p.account = 'held'
        WHERE p.amount <> -(w.amount + w.fee + w.vat + w.stamp_duty)
        """,
    ),
)
