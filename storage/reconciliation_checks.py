"""What must hold of breaks and of what is booked for them, as questions whose answers are the offenders."""

from __future__ import annotations

CHECKS: tuple[tuple[str, str], ...] = (
    (
        "what was booked for a break differs from its corrections",
        """
        SELECT b.id FROM breaks b LEFT JOIN (
            SELECT r.subject_id,
            SUM(CASE WHEN k.side = 'collected' THEN -p.amount ELSE p.amount END) AS booked
            FROM staff_requests r JOIN breaks k ON k.id = r.subject_id
            JOIN postings p ON p.entry_key = 'reconciliation:' || r.id
            AND p.account = (CASE WHEN k.side = 'float' THEN 'float:' ELSE 'collected:' END) || k.company
            WHERE r.act = 'correct-break' AND r.status = 'done' GROUP BY r.subject_id
        ) c ON c.subject_id = b.id
        WHERE b.corrected <> COALESCE(c.booked, 0)
        """,
    ),
    (
        "the books were corrected without a request that was done",
        """
        SELECT e.key FROM journal_entries e
        LEFT JOIN staff_requests r ON r.id = e.subject_id AND r.act = 'correct-break' AND r.status = 'done'
        WHERE e.kind = 'reconciliation' AND r.id IS NULL
        """,
    ),
    (
        "a settlement is booked that no statement names",
        """
        SELECT e.key FROM journal_entries e
        LEFT JOIN statement_lines l ON l.side = 'settlement'
        AND e.subject_id = l.company || ':' || l.reference
        WHERE e.kind = 'settlement' AND l.id IS NULL
        """,
    ),
    (
        "a settlement moves more than what a processor owed us to our bank",
        """
        SELECT e.key FROM journal_entries e
        JOIN postings p ON p.entry_key = e.key AND p.written_on = e.written_on
        WHERE e.kind = 'settlement' AND (e.key <> 'settlement:' || e.subject_id OR NOT (
            (p.account = 'bank' AND p.amount < 0) OR (p.account LIKE 'collected:%' AND p.amount > 0)
        ))
        """,
    ),
)
