"""What must hold of recurring payments, as questions whose answers are the offenders."""

from __future__ import annotations

_OPEN = "('announced', 'short')"
_BACK = "('released', 'cancelled', 'refunded')"  # before 0026 payments did not say what they are a run of

CHECKS = (
    (
        "a paid occurrence has no payment of its owner",
        """
        SELECT r.id FROM schedule_runs r
        LEFT JOIN payments p ON p.id = r.payment_id AND p.customer_id = r.customer_id
        WHERE r.state IN ('paid', 'returned') AND p.id IS NULL
        """,
    ),
    (
        "an occurrence counts as paid although its money came back",
        f"""
        SELECT r.id FROM schedule_runs r JOIN payments p ON p.id = r.payment_id
        JOIN payment_states s ON s.payment_id = p.id
        WHERE r.state = 'paid' AND p.run_id IS NOT NULL AND s.status IN {_BACK}
        """,  # noqa: S608 - our own words
    ),
    (
        "an occurrence counts as given back although its payment was not",
        f"""
        SELECT r.id FROM schedule_runs r JOIN payment_states s ON s.payment_id = r.payment_id
        WHERE r.state = 'returned' AND s.status NOT IN {_BACK}
        """,  # noqa: S608 - our own words
    ),
    (
        "a payment says that it pays an occurrence, which knows nothing of it",
        """
        SELECT p.id FROM payments p
        LEFT JOIN schedule_runs r ON r.id = p.run_id AND r.payment_id = p.id
        WHERE p.run_id IS NOT NULL AND r.id IS NULL
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
    (
        "a schedule waits for its next occurrence, and has one",
        """
        SELECT s.id FROM schedules s
        WHERE s.status = 'waiting' AND (s.look_at IS NOT NULL OR s.occurrence IS NOT NULL)
        """,
    ),
)
