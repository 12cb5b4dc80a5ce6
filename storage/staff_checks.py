"""What must hold of what staff do with money, as questions whose answers are the offenders."""

from __future__ import annotations

_BY_HAND = "('staff-refund', 'staff-credit', 'staff-debit')"

CHECKS: tuple[tuple[str, str], ...] = (
    (
        "money moved by hand without a request that was done",
        f"""
        SELECT e.key FROM journal_entries e
        LEFT JOIN staff_requests r ON r.id = e.subject_id AND r.status = 'done'
        WHERE e.kind IN {_BY_HAND} AND (r.id IS NULL OR e.kind <> 'staff-' || r.act)
        """,  # noqa: S608 - our own words
    ),
    (
        "money was moved by hand that is not what was asked for",
        f"""
        SELECT e.key FROM journal_entries e JOIN staff_requests r ON r.id = e.subject_id
        LEFT JOIN postings p ON p.entry_key = e.key AND p.written_on = e.written_on
        AND p.customer_id = r.customer_id AND p.account = 'wallet'
        WHERE e.kind IN {_BY_HAND} AND (p.amount IS NULL OR ABS(p.amount) <> r.amount)
        """,  # noqa: S608 - our own words
    ),
    (
        "a credit or debit was done and is not in the journal",
        """
        SELECT r.id FROM staff_requests r
        LEFT JOIN journal_entries e ON e.key = 'staff-' || r.act || ':' || r.id
        WHERE r.status = 'done' AND r.act IN ('credit', 'debit') AND e.key IS NULL
        """,
    ),
    (
        "one person did alone what takes two",
        """
        SELECT id FROM staff_requests
        WHERE status = 'done' AND checker IS NULL
        AND act NOT IN ('refund', 'freeze', 'end-promo', 'broadcast')
        """,
    ),
    (
        "the refunds of a payment by staff differ from what was asked for",
        """
        SELECT f.id FROM staff_refunds f LEFT JOIN (
            SELECT subject_id, SUM(amount) AS total,
            SUM(CASE WHEN checker IS NULL THEN amount ELSE 0 END) AS alone
            FROM staff_requests WHERE act = 'refund' AND status = 'done' GROUP BY subject_id
        ) r ON r.subject_id = f.id
        WHERE f.total <> COALESCE(r.total, 0) OR f.alone <> COALESCE(r.alone, 0)
        """,
    ),
    (
        "a payment gave more back than it took",
        """
        SELECT f.id FROM staff_refunds f JOIN payments p ON p.id = f.id
        WHERE f.total > p.amount + p.fee + p.vat
        OR p.amount + p.fee + p.vat < (
            SELECT COALESCE(SUM(b.amount), 0) FROM postings b
            WHERE b.account IN ('wallet', 'cashback') AND (b.entry_key = 'refund:' || p.id OR b.entry_key IN (
                SELECT 'staff-refund:' || r.id FROM staff_requests r WHERE r.subject_id = p.id
            ))
        )
        """,
    ),
    (
        "something was done by staff and the audit log has no row of it",
        """
        SELECT r.id FROM staff_requests r
        LEFT JOIN audit_log a ON a.subject_id = r.subject_id AND a.actor = COALESCE(r.checker, r.maker)
        AND a.act = CASE WHEN r.checker IS NULL THEN r.act ELSE 'approve:' || r.act END
        WHERE r.status = 'done' AND a.id IS NULL
        """,
    ),
    (
        "a fee or cashback rule was changed that two people did not agree to",
        """
        SELECT c.id FROM rule_changes c
        LEFT JOIN staff_requests r ON r.id = c.id AND r.status = 'done' AND r.checker = c.agreed_by
        WHERE r.id IS NULL
        """,
    ),
    (
        "changes of rules are counted wrongly",
        """
        SELECT n.id FROM rule_counts n WHERE n.count <> (SELECT COUNT(*) FROM rule_changes)
        """,
    ),
)
