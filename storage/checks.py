"""The books check: money invariants as questions to the database. Every row that comes back is a problem.

Each question is plain SQL that means the same on SQLite and PostgreSQL, and names its offenders by ids. Those
that read the same large tables are one round: one statement, in which the tables are read once.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import Database
from storage.house_balances import ORDERS, Order
from storage.receivable_checks import CHECKS as RECEIVABLE_CHECKS
from storage.reconciliation_checks import CHECKS as RECONCILIATION_CHECKS
from storage.reward_checks import CHECKS as REWARD_CHECKS
from storage.schedule_checks import CHECKS as SCHEDULE_CHECKS
from storage.staff_checks import CHECKS as STAFF_CHECKS
from storage.transfer_checks import CHECKS as TRANSFER_CHECKS
from storage.transfer_checks import ESCROW
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


@dataclass(frozen=True, slots=True)
class Round:
    """Invariants that are asked about in one statement.

    `given` names what several of their questions look at, so that it is read once. `by_keys`: PostgreSQL is
    to go along two indexes side by side, which takes no memory; it would rather hash all that is in them.
    """

    checks: tuple[Check, ...]
    given: tuple[tuple[str, str], ...] = ()
    by_keys: bool = False

    def on(self, order: Order) -> str:
        """Return the statement for a database: of each broken rule some offenders, and how many there are."""
        given = "".join(f"{name} AS MATERIALIZED ({query}), " for name, query in self.given)
        asked = " UNION ALL ".join(
            f"SELECT {_quoted(check.name)} AS rule, broken.* FROM ({check.question}) AS broken"  # noqa: S608 - ours
            for check in self.checks
        )
        return f"""
            WITH {given} asked (rule, id) AS ({asked})
            SELECT rule, id, offenders FROM (
                SELECT rule, id, COUNT(*) OVER (PARTITION BY rule) AS offenders,
                ROW_NUMBER() OVER (PARTITION BY rule) AS place FROM asked
            ) AS counted WHERE place <= {_SHOWN}
        """.format(place=order.place, newest=order.newest)  # noqa: S608 - our own words

    def said_of(self, rows: Iterable[Iterable[object]]) -> list[str]:
        """Return a sentence about each rule that is broken, out of the statement's rows."""
        shown: dict[str, list[str]] = {}
        counts: dict[str, int] = {}
        for rule, offender, offenders in rows:
            shown.setdefault(str(rule), []).append(str(offender))
            counts[str(rule)] = int(str(offenders))
        return [
            f"{check.name}: {', '.join(sorted(shown[check.name]))}{_more(counts[check.name])}"
            for check in self.checks
            if check.name in shown
        ]


def _quoted(name: str) -> str:
    return "'" + name.replace("'", "''") + "'"


def _more(count: int) -> str:
    return f" and {count - _SHOWN} more" if count > _SHOWN else ""


# What was posted on each account of each customer and of the house.
_SUMS = (
    "sums",
    "SELECT account, customer_id, SUM(amount) AS total FROM postings GROUP BY account, customer_id",
)


def _balance_differs(account: str) -> str:
    return f"""
        SELECT a.customer_id FROM customer_accounts a
        LEFT JOIN sums s ON s.customer_id = a.customer_id AND s.account = '{account}'
        WHERE a.{account} <> COALESCE(s.total, 0)
    """  # noqa: S608 - our own words


_BALANCES = Round(
    (
        Check(
            "a posting names a customer who has no accounts",
            """
            SELECT DISTINCT s.customer_id FROM sums s
            LEFT JOIN customer_accounts a ON a.customer_id = s.customer_id
            WHERE s.customer_id IS NOT NULL AND a.customer_id IS NULL
            """,
        ),
        Check(
            # Of the newest. It starts from the one before: a mistake in an older one is in it as well. It
            # must be all that was ever posted on the house, less what was posted after it.
            "a snapshot differs from its postings",
            """
            WITH newest AS ({newest}),
            kept AS (
                SELECT b.account, b.balance FROM house_balances b
                JOIN newest n ON n.cut = b.cut AND n.witness = b.witness
            ),
            later AS (
                SELECT p.account, SUM(p.amount) AS total
                FROM newest n JOIN journal_entries e ON {place} >= n.cut
                JOIN postings p ON p.entry_key = e.key AND p.written_on = e.written_on
                WHERE p.customer_id IS NULL GROUP BY p.account
            ),
            posted AS (
                SELECT s.account, s.total - COALESCE(l.total, 0) AS balance
                FROM newest n JOIN sums s ON s.customer_id IS NULL LEFT JOIN later l ON l.account = s.account
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
        Check(*ESCROW),
    ),
    given=(_SUMS,),
)

# Entries and their postings that do not belong together as they must.
_MISFITS = (
    "misfits",
    """
    SELECT e.key AS entry, p.entry_key AS posted, p.total, COALESCE(p.lines, 0) AS lines
    FROM journal_entries e FULL JOIN (
        SELECT entry_key, written_on, SUM(amount) AS total, COUNT(*) AS lines
        FROM postings GROUP BY entry_key, written_on
    ) p ON p.entry_key = e.key AND p.written_on = e.written_on
    WHERE e.key IS NULL OR p.entry_key IS NULL OR p.total <> 0 OR p.lines < 2
    """,
)
_ENTRIES = Round(
    (
        Check("an entry does not sum to zero", "SELECT posted FROM misfits WHERE total <> 0"),
        Check(
            "an entry has fewer than two postings",
            "SELECT entry FROM misfits WHERE entry IS NOT NULL AND lines < 2",
        ),
        Check("a posting belongs to no entry", "SELECT posted FROM misfits WHERE entry IS NULL"),
    ),
    given=(_MISFITS,),
    by_keys=True,
)

# Payments whose state does not agree with their entries: how many it has of each kind.
_DOUBTS = (
    "doubts",
    f"""
    SELECT * FROM (
        SELECT s.payment_id AS id, s.status,
        COUNT(CASE WHEN e.kind = 'hold' THEN 1 END) AS holds,
        COUNT(CASE WHEN e.kind = 'settle' THEN 1 END) AS settles,
        COUNT(CASE WHEN e.kind = 'release' THEN 1 END) AS releases,
        COUNT(CASE WHEN e.kind = 'refund' THEN 1 END) AS refunds
        FROM payment_states s LEFT JOIN journal_entries e ON e.subject_id = s.payment_id
        GROUP BY s.payment_id, s.status
    ) c WHERE holds = 0
    OR (status IN {_HOLDING} AND settles + releases > 0)
    OR (status IN {_SETTLED} AND (settles = 0 OR releases + refunds > 0))
    OR (status IN {_GIVEN_BACK} AND (releases = 0 OR settles > 0))
    OR (status = 'refunded' AND (settles = 0 OR refunds = 0))
    """,  # noqa: S608 - our own words
)


def _doubts(condition: str, statuses: str) -> str:
    return f"SELECT id FROM doubts WHERE {condition} AND status IN {statuses}"  # noqa: S608 - our own words


_PAYMENTS = Round(
    (
        Check("a payment was never held", "SELECT id FROM doubts WHERE holds = 0"),
        Check("an open payment was settled", _doubts("settles > 0", _HOLDING)),
        Check("an open payment was released", _doubts("releases > 0", _HOLDING)),
        Check("a delivered payment was not settled", _doubts("settles = 0", _SETTLED)),
        Check("a delivered payment was released", _doubts("releases > 0", _SETTLED)),
        Check("a delivered payment was refunded", _doubts("refunds > 0", _SETTLED)),
        Check("a payment given back was not released", _doubts("releases = 0", _GIVEN_BACK)),
        Check("a payment given back was settled", _doubts("settles > 0", _GIVEN_BACK)),
        Check("a refunded payment was not settled", _doubts("settles = 0", "('refunded')")),
        Check("a refunded payment has no refund", _doubts("refunds = 0", "('refunded')")),
        Check(  # so that whoever counts by kind and subject finds what whoever asks by key does
            "an entry is about something else than its key says",
            """
            SELECT key FROM journal_entries WHERE key <> kind || ':' || subject_id AND (
                kind IN ('hold', 'settle', 'release', 'refund') OR key LIKE 'hold:%'
                OR key LIKE 'settle:%' OR key LIKE 'release:%' OR key LIKE 'refund:%'
            )
            """,
        ),
    ),
    given=(_DOUBTS,),
)

_OTHERS = (
    *(Check(name, question) for name, question in WITHDRAWAL_CHECKS),
    *(Check(name, question) for name, question in SCHEDULE_CHECKS),
    *(Check(name, question) for name, question in STAFF_CHECKS),
    *(Check(name, question) for name, question in RECONCILIATION_CHECKS),
    *(Check(name, question) for name, question in TRANSFER_CHECKS),
    *(Check(name, question) for name, question in REWARD_CHECKS),
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
        "an open payment is looked at by nobody",
        f"""
        SELECT payment_id FROM payment_states
        WHERE (status IN {_HOLDING} OR status = 'awaiting-token') AND requery_at IS NULL
        """,  # noqa: S608 - our own words
    ),
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
        SELECT a.payment_id FROM vend_attempts a JOIN vend_attempts b ON b.payment_id = a.payment_id
        WHERE a.n > 1 AND b.n < a.n AND a.outcome = 'delivered' AND b.outcome = 'delivered'
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
            SELECT 1 FROM journal_entries e
            JOIN postings p ON p.entry_key = e.key AND p.written_on = e.written_on
            WHERE e.subject_id = t.id AND e.kind = 'top-up' AND p.account = 'wallet'
            AND p.customer_id = t.customer_id AND p.amount = t.amount
        )
        """,
    ),
    Check(
        "a credited inflow is not in the wallet of its customer",
        """
        SELECT i.id FROM inflows i WHERE i.status = 'credited' AND NOT EXISTS (
            SELECT 1 FROM journal_entries e
            JOIN postings p ON p.entry_key = e.key AND p.written_on = e.written_on
            WHERE e.subject_id = i.id AND e.kind = 'inflow' AND p.account = 'wallet'
            AND p.customer_id = i.customer_id AND p.amount = i.amount - i.fee - i.stamp_duty
        )
        """,
    ),
    Check(
        "an inflow that is not credited is in a wallet",
        """
        SELECT e.key FROM journal_entries e
        JOIN postings p ON p.entry_key = e.key AND p.written_on = e.written_on
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
        SELECT e.subject_id FROM journal_entries e
        JOIN postings p ON p.entry_key = e.key AND p.written_on = e.written_on
        WHERE e.kind = 'top-up' AND p.account = 'wallet' GROUP BY e.subject_id HAVING COUNT(*) > 1
        """,
    ),
)


ROUNDS = (_BALANCES, _ENTRIES, _PAYMENTS, *(Round((check,)) for check in _OTHERS))
CHECKS = tuple(check for each in ROUNDS for check in each.checks)

# PostgreSQL reads millions of rows, may take some memory for it, and finds rows by key as quickly as others.
_FOR_MUCH = ("SET LOCAL work_mem = '32MB'", "SET LOCAL jit = off", "SET LOCAL random_page_cost = 1.1")
_BY_KEYS = ("SET LOCAL enable_hashjoin = off", "SET LOCAL enable_hashagg = off")


async def findings(database: Database) -> AsyncIterator[list[str]]:
    """Ask round after round, and yield what breaks its rules. Between two of them others have their turn."""
    on_postgres = database.engine.dialect.name == "postgresql"
    for each in ROUNDS:
        # `look`: where on SQLite nobody who writes has to wait.
        async with database.begin() if on_postgres else database.look() as books:
            found = await asked(books.connection, each)
        yield found


async def asked(connection: AsyncConnection, each: Round) -> list[str]:
    """Ask one round in a transaction, and return what breaks its rules as it is there."""
    dialect = connection.dialect.name
    if dialect == "postgresql":
        for setting in (*_FOR_MUCH, *(_BY_KEYS if each.by_keys else ())):
            await connection.execute(text(setting))
    rows = await connection.execute(text(each.on(ORDERS[dialect])))
    return each.said_of(rows.all())


async def problems(database: Database) -> list[str]:
    """Return what is wrong with the books, a sentence each; empty when they are right."""
    return [problem async for found in findings(database) for problem in found]
