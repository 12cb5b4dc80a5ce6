"""What must be true of what customers owe, and of what was taken back of their inflows."""

from __future__ import annotations

_ON = "p.account = 'customer-receivable'"

CHECKS = (
    (
        "what a customer owes differs from the receivable's postings",
        f"""
        SELECT a.customer_id FROM customer_accounts a LEFT JOIN (
            SELECT d.customer_id, -SUM(d.amount) AS total FROM (
                SELECT c.customer_id, p.amount FROM postings p
                JOIN journal_entries e ON e.key = p.entry_key AND e.written_on = p.written_on
                JOIN chargebacks c ON c.id = e.subject_id
                WHERE {_ON} AND e.kind IN ('chargeback', 'chargeback-won')
                UNION ALL
                SELECT y.customer_id, p.amount FROM postings p
                JOIN journal_entries e ON e.key = p.entry_key AND e.written_on = p.written_on
                JOIN payments y ON y.id = e.subject_id
                WHERE {_ON} AND e.kind = 'clawback'
                UNION ALL
                SELECT w.customer_id, p.amount FROM postings p
                JOIN journal_entries e ON e.key = p.entry_key AND e.written_on = p.written_on
                JOIN postings w ON w.entry_key = e.key AND w.written_on = e.written_on
                AND w.account = 'wallet'
                WHERE {_ON} AND e.kind = 'recovery'
            ) d GROUP BY d.customer_id
        ) o ON o.customer_id = a.customer_id
        WHERE a.owes <> COALESCE(o.total, 0) OR a.owes < 0
        """,  # noqa: S608 - our own words
    ),
    (
        "the customer receivable is posted to by another event",
        f"""
        SELECT e.key FROM postings p
        JOIN journal_entries e ON e.key = p.entry_key AND e.written_on = p.written_on
        WHERE {_ON} AND e.kind NOT IN ('chargeback', 'chargeback-won', 'clawback', 'recovery')
        """,  # noqa: S608 - our own words
    ),
    (
        "a debt was taken of what did not come in",
        """
        SELECT r.key FROM journal_entries r
        JOIN postings t ON t.entry_key = r.key AND t.written_on = r.written_on AND t.account = 'wallet'
        LEFT JOIN (
            SELECT e.subject_id, p.customer_id, SUM(p.amount) AS amount
            FROM journal_entries e
            JOIN postings p ON p.entry_key = e.key AND p.written_on = e.written_on AND p.account = 'wallet'
            WHERE e.kind IN (
                'top-up', 'inflow', 'transfer', 'claim', 'refund', 'withdrawal-refund', 'chargeback-won'
            ) AND p.amount > 0 GROUP BY e.subject_id, p.customer_id
        ) c ON c.subject_id = r.subject_id AND c.customer_id = t.customer_id
        WHERE r.kind = 'recovery' AND -t.amount > COALESCE(c.amount, 0)
        """,
    ),
    (
        "what is taken back of an inflow differs from its chargebacks",
        """
        SELECT i.id FROM inflows i LEFT JOIN (
            SELECT subject_id, SUM(taken + owed) AS total FROM chargebacks
            WHERE status <> 'won' GROUP BY subject_id
        ) c ON c.subject_id = i.id
        WHERE (i.status = 'credited' AND i.taken_back <> COALESCE(c.total, 0))
        OR i.taken_back > i.amount - i.fee - i.stamp_duty OR i.taken_back < 0
        """,
    ),
)
