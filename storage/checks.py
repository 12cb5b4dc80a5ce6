"""The books check: money invariants as questions to the database. Every row that comes back is a problem.

Each question is plain SQL that means the same on SQLite and PostgreSQL, and names its offenders by ids.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import text

from storage.database import Database
from storage.house_balances import ORDERS, Order
from storage.receivable_checks import CHECKS as RECEIVABLE_CHECKS
from storage.reconciliation_checks import CHECKS as RECONCILIATION_CHECKS
from storage.reward_checks import CHECKS as REWARD_CHECKS
from storage.schedule_checks import CHECKS as SCHEDULE_CHECKS
from storage.staff_checks import CHECKS as STAFF_CHECKS
from storage.transfer_checks import CHECKS as TRANSFER_CHECKS
from storage.transfer_checks import HOLDERS as TRANSFER_HOLDERS
from storage.withdrawal_checks import CHECKS as WITHDRAWAL_CHECKS
from storage.withdrawal_checks import HOLDERS as WITHDRAWAL_HOLDERS

_SHOWN = 20  # offenders of one kind that are named; more are counted

_HOLDING = "('accepted', 'submitted', 'unresolved')"
_SETTLED = "('awaiting-token', 'delivered')"
_GIVEN_BACK = "('released', 'cancelled')"

# Everything that holds customers' money: who, and how much. Each has its own states that do.
_HOLDERS = (
    f"""
    SELECT p.customer_id AS customer_id, p.amount + p.fee + p.vat AS held
    FROM payments p JOIN payment_states s ON s.payment_id = p.id WHERE s.status IN {_HOLDING}
    """,  # noqa: S608 - our own words
    *WITHDRAWAL_HOLDERS,
    *TRANSFER_HOLDERS,
)


@dataclass(frozen=True, slots=True)
class Check:
    """One invariant. `question` returns the ids of those that break it.

    `{place}` and `{newest}` in it stand for how a database tells in which order it wrote (`Order`).
    """

    name: str
    question: str

    def on(self, order: Order) -> str:
        """Return the question for a database."""
        return self.question.format(place=order.place, newest=order.newest)

    def said_of(self, offenders: Iterable[str]) -> list[str]:
        """Return the sentence about those that break it; nothing if nobody does."""
        ids = sorted(offenders)
        if not ids:
            return []
        more = f" and {len(ids) - _SHOWN} more" if len(ids) > _SHOWN else ""
        return [f"{self.name}: {', '.join(ids[:_SHOWN])}{more}"]


def _payments_without(kind: str, statuses: str) -> str:
    return f"""
        SELECT s.payment_id FROM payment_states s
        LEFT JOIN journal_entries e ON e.key = '{kind}:' || s.payment_id
        WHERE s.status IN {statuses} AND e.key IS NULL
    """  # noqa: S608 - our own words


def _payments_with(kind: str, statuses: str) -> str:
    return f"""
        SELECT s.payment_id FROM payment_states s
        JOIN journal_entries e ON e.key = '{kind}:' || s.payment_id
        WHERE s.status IN {statuses}
    """  # noqa: S608 - our own words


def _balance_differs(account: str) -> str:
    return f"""
        SELECT a.customer_id FROM customer_accounts a
        LEFT JOIN (
            SELECT customer_id, SUM(amount) AS posted FROM postings
            WHERE account = '{account}' AND customer_id IS NOT NULL GROUP BY customer_id
        ) p ON p.customer_id = a.customer_id
        WHERE a.{account} <> COALESCE(p.posted, 0)
    """  # noqa: S608 - our own words


CHECKS = (
    *(Check(name, question) for name, question in WITHDRAWAL_CHECKS),
    *(Check(name, question) for name, question in SCHEDULE_CHECKS),
    *(Check(name, question) for name, question in STAFF_CHECKS),
    *(Check(name, question) for name, question in RECONCILIATION_CHECKS),
    *(Check(name, question) for name, question in TRANSFER_CHECKS),
    *(Check(name, question) for name, question in REWARD_CHECKS),
    Check(
        "an entry does not sum to zero",
        "SELECT entry_key FROM postings GROUP BY entry_key HAVING SUM(amount) <> 0",
    ),
    Check(
        "an entry has fewer than two postings",
        """
        SELECT e.key FROM journal_entries e LEFT JOIN postings p ON p.entry_key = e.key
        GROUP BY e.key HAVING COUNT(p.entry_key) < 2
        """,
    ),
    Check(
        "a posting belongs to no entry",
        """
        SELECT DISTINCT p.entry_key FROM postings p LEFT JOIN journal_entries e ON e.key = p.entry_key
        WHERE e.key IS NULL
        """,
    ),
    Check(
        "a posting names a customer who has no accounts",
        """
        SELECT DISTINCT p.entry_key FROM postings p
        LEFT JOIN customer_accounts a ON a.customer_id = p.customer_id
        WHERE p.customer_id IS NOT NULL AND a.customer_id IS NULL
        """,
    ),
    Check(
        # Of the newest. It starts from the one before: a mistake in an older one is in it as well.
        "a snapshot differs from its postings",
        """
        WITH newest AS ({newest}),
        kept AS (
            SELECT b.account, b.balance FROM house_balances b
            JOIN newest n ON n.cut = b.cut AND n.witness = b.witness
        ),
        posted AS (
            SELECT p.account, SUM(p.amount) AS balance
            FROM newest n JOIN journal_entries e ON {place} < n.cut JOIN postings p ON p.entry_key = e.key
            WHERE p.customer_id IS NULL GROUP BY p.account
        )
        SELECT posted.account FROM posted LEFT JOIN kept ON kept.account = posted.account
        WHERE posted.balance <> COALESCE(kept.balance, 0)
        UNION
        SELECT kept.account FROM kept LEFT JOIN posted ON posted.account = kept.account
        WHERE kept.balance <> COALESCE(posted.balance, 0)
        """,
    ),
    Check("a wallet differs from its postings", _balance_differs("wallet")),
    Check("a cashback balance differs from its postings", _balance_differs("cashback")),
    Check("held money differs from its postings", _balance_differs("held")),
    Check(
        "held money is not that of the open payments",
        f"""
        SELECT a.customer_id FROM customer_accounts a
        LEFT JOIN (
            SELECT h.customer_id, SUM(h.held) AS total FROM ({" UNION ALL ".join(_HOLDERS)}) h
            GROUP BY h.customer_id
        ) o ON o.customer_id = a.customer_id
        WHERE a.held <> COALESCE(o.total, 0)
        """,  # noqa: S608 - our own words
    ),
    Check(
        "a payment has no state",
        """
        SELECT p.id FROM payments p LEFT JOIN payment_states s ON s.payment_id = p.id
        WHERE s.payment_id IS NULL
        """,
    ),
    Check(
        "a payment was never held",
        """
        SELECT s.payment_id FROM payment_states s
        LEFT JOIN journal_entries e ON e.key = 'hold:' || s.payment_id WHERE e.key IS NULL
        """,
    ),
    Check("an open payment was settled", _payments_with("settle", _HOLDING)),
    Check("an open payment was released", _payments_with("release", _HOLDING)),
    Check(
        "an open payment is looked at by nobody",
        f"""
        SELECT payment_id FROM payment_states
        WHERE (status IN {_HOLDING} OR status = 'awaiting-token') AND requery_at IS NULL
        """,  # noqa: S608 - our own words
    ),
    Check("a delivered payment was not settled", _payments_without("settle", _SETTLED)),
    Check("a delivered payment was released", _payments_with("release", _SETTLED)),
    Check("a delivered payment was refunded", _payments_with("refund", _SETTLED)),
    Check("a payment given back was not released", _payments_without("release", _GIVEN_BACK)),
    Check("a payment given back was settled", _payments_with("settle", _GIVEN_BACK)),
    Check("a refunded payment was not settled", _payments_without("settle", "('refunded')")),
    Check("a refunded payment has no refund", _payments_without("refund", "('refunded')")),
    Check(
        "cashback was promised with a delivered payment and not given",
        f"""
        SELECT p.id FROM payments p JOIN payment_states s ON s.payment_id = p.id
        LEFT JOIN journal_entries e ON e.key = 'cashback:' || p.id
        WHERE s.status IN {_SETTLED} AND p.cashback_earned > 0 AND e.key IS NULL
        """,  # noqa: S608 - our own words
    ),
    Check(
        "an apology belongs to no payment",
        """
        SELECT e.key FROM journal_entries e LEFT JOIN payments p ON p.id = e.subject_id
        WHERE e.kind = 'apology' AND (p.id IS NULL OR e.key <> 'apology:' || p.id)
        """,
    ),
    Check(
        "a payment was delivered by two attempts",
        """
        SELECT payment_id FROM vend_attempts WHERE outcome = 'delivered'
        GROUP BY payment_id HAVING COUNT(*) > 1
        """,
    ),
    Check(
        "a payment that was sent has no attempt",
        """
        SELECT s.payment_id FROM payment_states s
        LEFT JOIN vend_attempts a ON a.payment_id = s.payment_id AND a.n = s.attempt
        WHERE s.status NOT IN ('accepted', 'cancelled') AND a.payment_id IS NULL
        """,
    ),
    Check(
        "a credited top-up has no entry in the wallet",
        """
        SELECT t.id FROM top_ups t WHERE t.status = 'credited' AND NOT EXISTS (
            SELECT 1 FROM journal_entries e JOIN postings p ON p.entry_key = e.key
            WHERE e.subject_id = t.id AND e.kind = 'top-up' AND p.account = 'wallet'
            AND p.customer_id = t.customer_id AND p.amount = t.amount
        )
        """,
    ),
    Check(
        "a credited inflow is not in the wallet of its customer",
        """
        SELECT i.id FROM inflows i WHERE i.status = 'credited' AND NOT EXISTS (
            SELECT 1 FROM journal_entries e JOIN postings p ON p.entry_key = e.key
            WHERE e.subject_id = i.id AND e.kind = 'inflow' AND p.account = 'wallet'
            AND p.customer_id = i.customer_id AND p.amount = i.amount - i.fee - i.stamp_duty
        )
        """,
    ),
    Check(
        "an inflow that is not credited is in a wallet",
        """
        SELECT e.key FROM journal_entries e JOIN postings p ON p.entry_key = e.key
        LEFT JOIN inflows i ON i.id = e.subject_id
        WHERE e.kind = 'inflow' AND p.account = 'wallet' AND (i.id IS NULL OR i.status <> 'credited')
        """,
    ),
    Check(
        "an inflow was taken in twice",
        """
        SELECT e.subject_id FROM journal_entries e WHERE e.kind = 'inflow'
        GROUP BY e.subject_id HAVING COUNT(*) > 1
        """,
    ),
    Check(
        "an open chargeback is not set aside, or over already",
        """
        SELECT c.id FROM chargebacks c
        LEFT JOIN journal_entries s ON s.key = 'chargeback:' || c.id
        LEFT JOIN journal_entries l ON l.key = 'chargeback-lost:' || c.id
        LEFT JOIN journal_entries w ON w.key = 'chargeback-won:' || c.id
        WHERE c.status = 'open'
        AND ((c.taken + c.owed > 0 AND s.key IS NULL) OR l.key IS NOT NULL OR w.key IS NOT NULL)
        """,
    ),
    Check(
        "a lost chargeback did not reach the processor's account",
        """
        SELECT c.id FROM chargebacks c
        LEFT JOIN journal_entries l ON l.key = 'chargeback-lost:' || c.id
        LEFT JOIN journal_entries w ON w.key = 'chargeback-won:' || c.id
        WHERE c.status = 'lost' AND (l.key IS NULL OR w.key IS NOT NULL)
        """,
    ),
    Check(
        "a chargeback that was won is not given back",
        """
        SELECT c.id FROM chargebacks c
        LEFT JOIN journal_entries w ON w.key = 'chargeback-won:' || c.id
        LEFT JOIN journal_entries l ON l.key = 'chargeback-lost:' || c.id
        WHERE c.status = 'won' AND ((c.taken + c.owed > 0 AND w.key IS NULL) OR l.key IS NOT NULL)
        """,
    ),
    Check(
        "what is taken back of a top-up differs from its chargebacks",
        """
        SELECT t.id FROM top_ups t LEFT JOIN (
            SELECT subject_id, SUM(taken + owed) AS total FROM chargebacks
            WHERE status <> 'won' GROUP BY subject_id
        ) c ON c.subject_id = t.id
        WHERE t.taken_back <> COALESCE(c.total, 0) OR t.taken_back > t.amount
        """,
    ),
    *(Check(name, question) for name, question in RECEIVABLE_CHECKS),
    Check(
        "a top-up was credited to the wallet twice",
        """
        SELECT e.subject_id FROM journal_entries e JOIN postings p ON p.entry_key = e.key
        WHERE e.kind = 'top-up' AND p.account = 'wallet' GROUP BY e.subject_id HAVING COUNT(*) > 1
        """,
    ),
)


async def problems(database: Database) -> list[str]:
    """Return what is wrong with the books, a sentence each; empty when they are right."""
    found = []
    async with database.begin() as books:
        order = ORDERS[books.connection.dialect.name]
        for check in CHECKS:
            rows = await books.connection.execute(text(check.on(order)))
            found += check.said_of(str(row[0]) for row in rows)
    return found
