"""The books check of rewards: each is given once, for what the records say, within its bounds."""

from __future__ import annotations

# Name and question, as `storage.checks.Check` has them.
CHECKS: tuple[tuple[str, str], ...] = (
    (
        "a promo code gave something else than it says",
        """
        SELECT c.id FROM promo_codes c LEFT JOIN (
            SELECT u.code, SUM(p.amount) AS given FROM promo_uses u
            JOIN journal_entries e ON e.kind = 'promo' AND e.subject_id LIKE u.id || ':%'
            JOIN postings p ON p.entry_key = e.key AND p.written_on = e.written_on
            AND p.customer_id = u.customer_id
            GROUP BY u.code
        ) g ON g.code = c.id
        WHERE c.spent <> COALESCE(g.given, 0) OR c.spent > c.budget
        """,
    ),
    (
        "a promo code was used more often than it may be",
        """
        SELECT u.id FROM promo_uses u LEFT JOIN promo_codes c ON c.id = u.code
        WHERE c.id IS NULL OR u.times > c.per_customer
        """,
    ),
    (
        "a promo entry belongs to no use of a code",
        """
        SELECT e.key FROM journal_entries e WHERE e.kind = 'promo' AND NOT EXISTS (
            SELECT 1 FROM promo_uses u WHERE e.subject_id LIKE u.id || ':%'
        )
        """,
    ),
    (
        "a referral was rewarded and its referrer has nothing of it",
        """
        SELECT r.id FROM referrals r
        LEFT JOIN postings p ON p.entry_key = 'referral:' || r.id AND p.customer_id = r.referrer_id
        WHERE r.status = 'rewarded' AND p.entry_key IS NULL
        """,
    ),
    (
        "a referral has an entry and was not rewarded",
        """
        SELECT e.key FROM journal_entries e LEFT JOIN referrals r ON r.id = e.subject_id
        WHERE e.kind = 'referral' AND (r.id IS NULL OR r.status <> 'rewarded')
        """,
    ),
)
