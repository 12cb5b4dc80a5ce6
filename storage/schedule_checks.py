"""What must hold of recurring payments, as questions whose answers are the offenders."""

from __future__ import annotations

_OPEN = "('announced', 'short')"

CHECKS = (
    (
        "a paid occurrence has no payment of its owner",
        """
        SELECT r.id FROM schedule_runs r
        LEFT JOIN payments p ON p.id = r.payment_id AND p.customer_id = r.customer_id
        WHERE r.state = 'paid' AND p.id IS NULL
        """,
    ),
    (
        "an occurrence is kept under another name",
        "SELECT r.id FROM schedule_runs r WHERE r.id <> r.schedule_id || ':' || r.occurrence",
    ),
    (
        "an open occurrence is not the one under way",
        f"""
        SELECT r.id FROM schedule_runs r JOIN schedules s ON s.id = r.schedule_id
        WHERE r.state IN {_OPEN}
        AND (s.status <> 'active' OR s.occurrence IS NULL OR s.occurrence <> r.occurrence)
        """,  # noqa: S608 - our own words
    ),
    (
        "an active schedule is looked at by nobody",
        """
        SELECT s.id FROM schedules s
        WHERE s.status = 'active' AND (s.look_at IS NULL OR s.occurrence IS NULL)
        """,
    ),
)
