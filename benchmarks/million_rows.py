"""What three months of business leave in PostgreSQL, written by the server itself, some hours at a time.

Each order is drawn from its number, so the same size gives the same orders. They are written in the order
in which they happened, as the product does: its indexes of time rely on that.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import asyncpg

PER_CUSTOMER = 50  # orders
ONE_IN = 50  # orders is of the one customer who pays all day
DAYS = 90
FUNDED_EVERY = timedelta(days=15)
_FUNDED_WITH = 200_000_00  # kobo, each customer, each time
_HEAVY_ONE = 40  # times as much

# For each person the bills that she pays: `slot` is what an order draws.
TABLES = """
CREATE UNLOGGED TABLE bench_people (n integer PRIMARY KEY, id text COLLATE "C");
CREATE UNLOGGED TABLE bench_bills (
    n integer, slot integer, biller_id text, category text, recipient bytea, recipient_index bytea,
    plan text, PRIMARY KEY (n, slot)
);
CREATE UNLOGGED TABLE bench_deliveries (n integer PRIMARY KEY, sealed bytea);
CREATE UNLOGGED TABLE bench_orders (
    n bigint, id text COLLATE "C", customer_id text COLLATE "C", biller_id text, category text,
    recipient bytea, recipient_index bytea, plan text, amount bigint, fee bigint, vat bigint, total bigint,
    cost bigint, cashback bigint, vendor text, twice boolean, status text, at timestamptz, ended timestamptz
);
CREATE FUNCTION bench_draw(n bigint, what bigint, among bigint) RETURNS bigint IMMUTABLE LANGUAGE sql
AS 'SELECT (hashint8extended(n, what) & 9007199254740991) % among';
CREATE FUNCTION bench_id(at timestamptz, name text) RETURNS text IMMUTABLE LANGUAGE sql AS $$
    SELECT lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '7'
        || substr(md5(name), 1, 3) || '8' || substr(md5(name), 4, 15)
$$;
"""
FORGET = """
DROP TABLE bench_people, bench_bills, bench_deliveries, bench_orders;
DROP FUNCTION bench_draw; DROP FUNCTION bench_id;
"""

# $1 first and $2 last number, $3 when the first of all was accepted, $4 the time from one to the next,
# $5 how many customers, $6 since when orders may be undecided
_DRAW = f"""
INSERT INTO bench_orders
SELECT d.n, bench_id(d.at - interval '20 seconds', 'order' || d.n), p.id, b.biller_id, b.category,
    b.recipient, b.recipient_index, b.plan,
    d.amount, d.fee, d.vat, d.amount + d.fee + d.vat, d.amount - d.amount * 3 / 100,
    CASE WHEN d.chance < 900 THEN d.amount / 200 ELSE 0 END,
    CASE WHEN bench_draw(d.n, 6, 10) = 0 THEN 'flutterwave' ELSE 'vtpass' END,
    bench_draw(d.n, 7, 100) = 0, d.status, d.at,
    CASE WHEN d.status <> 'unresolved' THEN d.at + interval '1 second' * (2 + bench_draw(d.n, 8, 40)) END
FROM (
    SELECT drawn.*, (drawn.fee * 75 + 500) / 1000 AS vat, CASE
        WHEN chance < 9700 THEN 'delivered' WHEN chance < 9780 THEN 'refunded'
        WHEN chance < 9800 AND at >= $6::timestamptz THEN 'unresolved' ELSE 'released' END AS status
    FROM (
        SELECT n, $3::timestamptz + n * $4::interval AS at, bench_draw(n, 1, 10000) AS chance, slot, person,
            amount, CASE WHEN slot >= 16 THEN least(amount / 100, 10000) ELSE 0 END AS fee
        FROM (
            SELECT n, bench_draw(n, 2, 20)::integer AS slot, (CASE
                WHEN n % {ONE_IN} = 0 THEN 0 ELSE 1 + bench_draw(n, 3, $5::bigint - 1)
                END)::integer AS person,
                (1 + bench_draw(n, 4, 30)) * 10000 AS amount
            FROM generate_series($1::bigint, $2::bigint) AS n
        ) AS numbered
    ) AS drawn
) AS d JOIN bench_people p ON p.n = d.person JOIN bench_bills b ON b.n = d.person AND b.slot = d.slot
ORDER BY d.n
"""  # noqa: S608 - our own numbers

_PAYMENTS = """
INSERT INTO payments (id, customer_id, biller_id, category, recipient, recipient_index, amount, fee, vat,
    cashback_used, cashback_earned, cashback_rule, sheet_hash, accepted_at, card, plan)
SELECT id, customer_id, biller_id, category, recipient, recipient_index, amount, fee, vat, 0,
    cashback, CASE WHEN cashback > 0 THEN 'big-billers' END, md5(id) || md5('sheet' || id), at, n, plan
FROM bench_orders ORDER BY n
"""
_STATES = """
INSERT INTO payment_states (payment_id, status, deadline_at, attempt, requery_at, ended_at, cost, delivery,
    reason, extended, version)
SELECT o.id, o.status, o.at + interval '24 hours', CASE WHEN o.twice THEN 2 ELSE 1 END,
    CASE WHEN o.status = 'unresolved' THEN o.at + interval '23 hours' END, o.ended,
    CASE WHEN o.status IN ('delivered', 'refunded') THEN o.cost END, d.sealed,
    CASE WHEN o.status = 'released' THEN 'biller-refused' END, false, 2
FROM bench_orders o
LEFT JOIN bench_deliveries d
    ON o.category = 'electricity' AND o.status IN ('delivered', 'refunded') AND d.n = o.n % 100
ORDER BY o.n
"""
_ATTEMPTS = """
INSERT INTO vend_attempts (payment_id, n, vendor, request_id, marked_at, requeries, not_found, outcome,
    ended_at)
SELECT o.id, a.n, CASE WHEN a.n = last THEN o.vendor ELSE 'vtpass' END,
    to_char(o.at AT TIME ZONE 'Africa/Lagos', 'YYYYMMDDHH24MI') || right(o.id, 20) || a.n, o.at, 0, 0,
    CASE WHEN a.n < last OR o.status = 'released' THEN 'rejected: biller-refused'
        WHEN o.status IN ('delivered', 'refunded') THEN 'delivered' END, o.ended
FROM bench_orders o, LATERAL (SELECT CASE WHEN o.twice THEN 2 ELSE 1 END AS last) l,
    LATERAL generate_series(1, last) AS a (n)
ORDER BY o.n, a.n
"""
_ENTRIES = """
INSERT INTO journal_entries (key, kind, subject_id, reverses, posted_at)
SELECT e.kind || ':' || o.id, e.kind, o.id, e.reverses, e.at
FROM bench_orders o, LATERAL (VALUES
    ('hold', 1, o.at, NULL, true),
    ('settle', 2, o.ended, NULL, o.status IN ('delivered', 'refunded')),
    ('cashback', 3, o.ended, NULL, o.status = 'delivered' AND o.cashback > 0),
    ('release', 4, o.ended, NULL, o.status = 'released'),
    ('refund', 5, o.ended + interval '1 hour', 'settle:' || o.id, o.status = 'refunded')
) AS e (kind, place, at, reverses, happened)
WHERE e.happened ORDER BY o.n, e.place
"""
_POSTINGS = """
INSERT INTO postings (entry_key, line, account, customer_id, amount)
SELECT e.kind || ':' || o.id, e.line, e.account, CASE WHEN e.hers THEN o.customer_id END, e.amount
FROM bench_orders o, LATERAL (VALUES
    ('hold', 0, 'wallet', true, -o.total, true),
    ('hold', 1, 'held', true, o.total, true),
    ('settle', 0, 'held', true, -o.total, o.status IN ('delivered', 'refunded')),
    ('settle', 1, 'float:' || o.vendor, false, o.cost, o.status IN ('delivered', 'refunded')),
    ('settle', 2, 'commission-income', false, o.amount - o.cost, o.status IN ('delivered', 'refunded')),
    ('settle', 3, 'fee-income', false, o.fee, o.status IN ('delivered', 'refunded')),
    ('settle', 4, 'vat-payable', false, o.vat, o.status IN ('delivered', 'refunded')),
    ('cashback', 0, 'cashback-expense', false, -o.cashback, o.status = 'delivered'),
    ('cashback', 1, 'cashback', true, o.cashback, o.status = 'delivered'),
    ('release', 0, 'held', true, -o.total, o.status = 'released'),
    ('release', 1, 'wallet', true, o.total, o.status = 'released'),
    ('refund', 0, 'float:' || o.vendor, false, -o.cost, o.status = 'refunded'),
    ('refund', 1, 'commission-income', false, o.cost - o.amount, o.status = 'refunded'),
    ('refund', 2, 'wallet', true, o.total, o.status = 'refunded'),
    ('refund', 3, 'fee-income', false, -o.fee, o.status = 'refunded'),
    ('refund', 4, 'vat-payable', false, -o.vat, o.status = 'refunded')
) AS e (kind, line, account, hers, amount, happened)
WHERE e.happened AND e.amount <> 0 ORDER BY o.n
"""
_OUTBOX = """
INSERT INTO outbox (key, kind, subject_id, customer_id, due_at, tries, urgency, sent_at, message_id)
SELECT m.kind || ':' || o.id, m.kind, o.id, o.customer_id, m.at, 1, 0, m.at, o.n
FROM bench_orders o, LATERAL (VALUES
    ('payment-sent', o.at),
    (CASE o.status WHEN 'delivered' THEN 'payment-delivered' WHEN 'released' THEN 'payment-returned'
        WHEN 'refunded' THEN 'payment-refunded' ELSE 'payment-checking' END, coalesce(o.ended, o.at))
) AS m (kind, at)
ORDER BY o.n
"""
_TICKETS = """
INSERT INTO tickets (id, customer_id, payment_id, kind, status, state, opened_at, answer_by, evidence,
    first_answer_at, closed_at, is_well)
SELECT 'T' || n, customer_id, id, 'not-received', CASE WHEN open THEN 'open' ELSE 'resolved' END,
    CASE WHEN open THEN 'received' ELSE 'solved' END, at + interval '1 hour', at + interval '5 hours',
    '["accepted ' || at || '", "attempt 1 ' || vendor || '"]',
    CASE WHEN NOT open THEN at + interval '2 hours' END, CASE WHEN NOT open THEN at + interval '3 hours' END,
    NOT open
FROM (
    SELECT *, at >= $1::timestamptz AND n % 2500 = 0 AS open FROM bench_orders WHERE n % 500 = 0
) AS o ORDER BY n
"""
_CASES = """
INSERT INTO cases (id, kind, subject_id, customer_id, opened_at, deadline_at, detail, closed_at)
SELECT 'cost-unknown:' || id, 'cost-unknown', id, customer_id, at, at + interval '24 hours', 'vtpass',
    at + interval '2 hours'
FROM bench_orders WHERE n % 2000 = 7 ORDER BY n
"""
_BREAKS = """
INSERT INTO breaks (id, company, side, reference, day, kind, theirs, ours, subject_id, opened_at, status,
    corrected, decided_by, decided_at, word)
SELECT 'float:' || a.vendor || ':' || a.request_id, a.vendor, 'float', a.request_id,
    to_char(o.at AT TIME ZONE 'Africa/Lagos', 'YYYY-MM-DD'), 'ours-alone', 0, o.cost, o.id,
    o.at + interval '1 day', CASE WHEN o.n % 10000 = 11 THEN 'open' ELSE 'explained' END, 0,
    CASE WHEN o.n % 10000 <> 11 THEN 'telegram:1' END,
    CASE WHEN o.n % 10000 <> 11 THEN o.at + interval '2 days' END,
    CASE WHEN o.n % 10000 <> 11 THEN 'they sent it later' END
FROM bench_orders o JOIN vend_attempts a ON a.payment_id = o.id AND a.n = 1
WHERE o.n % 1000 = 11 AND o.status = 'delivered' ORDER BY o.n
"""
_OF_ORDERS = (_PAYMENTS, _STATES, _ATTEMPTS, _ENTRIES, _POSTINGS, _OUTBOX, _CASES, _BREAKS)

# $1 when, $2 the number of the time. Half of it comes through pages, half to account numbers.
_FUNDINGS = f"""
WITH funded AS (
    SELECT p.n, p.id AS customer_id, bench_id($1::timestamptz, 'funding' || p.n || '-' || $2::integer) AS id,
        {_FUNDED_WITH}::bigint * CASE WHEN p.n = 0 THEN {_HEAVY_ONE} ELSE 1 END AS amount,
        'bench-' || p.n || '-' || $2::integer AS transaction_id, (p.n + $2) % 2 = 0 AS by_page
    FROM bench_people p
), pages AS (
    INSERT INTO top_ups (id, customer_id, processor, amount, opened_at, expires_at, status, verifications,
        ended_at, credited_by)
    SELECT id, customer_id, 'paystack', amount, $1, $1 + interval '30 minutes', 'credited', 1, $1,
        'paystack:' || transaction_id
    FROM funded WHERE by_page ORDER BY n
), transfers AS (
    INSERT INTO inflows (id, processor, transaction_id, status, place, heard_at, customer_id, amount, fee,
        stamp_duty, sender_bank, paid_at, ended_at, questions)
    SELECT 'paystack-' || transaction_id, 'paystack', transaction_id, 'credited', id, $1, customer_id,
        amount, 0, 0, '', $1, $1, 0
    FROM funded WHERE NOT by_page ORDER BY n
), entries AS (
    INSERT INTO journal_entries (key, kind, subject_id, posted_at)
    SELECT 'top-up:paystack:' || transaction_id, CASE WHEN by_page THEN 'top-up' ELSE 'inflow' END,
        CASE WHEN by_page THEN id ELSE 'paystack-' || transaction_id END, $1
    FROM funded ORDER BY n
)
INSERT INTO postings (entry_key, line, account, customer_id, amount)
SELECT 'top-up:paystack:' || transaction_id, l.line, l.account, CASE WHEN l.line = 1 THEN customer_id END,
    l.amount
FROM funded, LATERAL (
    VALUES (0, 'collected:paystack', -amount), (1, 'wallet', amount)
) AS l (line, account, amount)
ORDER BY n
"""  # noqa: S608 - our own numbers
# $1 when, $2 how many people, $3 the number of the time: each of some sends the next one money.
_TRANSFERS = """
WITH sent AS (
    SELECT p.n, p.id AS sender_id, q.id AS receiver_id,
        bench_id($1::timestamptz, 'transfer' || p.n || '-' || $3::integer) AS id,
        (1 + bench_draw(p.n, $3::integer + 20, 20)) * 10000 AS amount
    FROM bench_people p JOIN bench_people q ON q.n = (p.n + 1) % $2::integer
), kept AS (
    INSERT INTO transfers (id, sender_id, receiver_id, amount, status, sent_at, delivered_at, ended_at,
        recalled)
    SELECT id, sender_id, receiver_id, amount, 'delivered', $1, $1, $1, 0 FROM sent ORDER BY n
), entries AS (
    INSERT INTO journal_entries (key, kind, subject_id, posted_at)
    SELECT 'transfer:' || id, 'transfer', id, $1 FROM sent ORDER BY n
)
INSERT INTO postings (entry_key, line, account, customer_id, amount)
SELECT 'transfer:' || id, l.line, 'wallet', l.customer_id, l.amount
FROM sent, LATERAL (VALUES (0, sender_id, -amount), (1, receiver_id, amount)) AS l (line, customer_id, amount)
ORDER BY n
"""
NUMBER_TICKETS = "UPDATE tickets SET id = number::text"

# What went wrong with billers. $1 since when
INCIDENTS = """
INSERT INTO incidents (biller_id, opened_at, closed_at, said)
SELECT b.id, t.at, t.at + interval '2 hours', json_build_array(json_build_array(
    to_char(t.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"+00:00"'), 'telegram:1', 'Their system is down.'
))::text
FROM (SELECT n, $1::timestamptz + n * interval '3 days' AS at FROM generate_series(1, 29) AS n) AS t
JOIN billers b ON b.position = t.n ORDER BY t.n
"""

# What each customer has in the end, and has used of her limits today and this month. $1 today, $2 the month
BALANCES = """
UPDATE customer_accounts a SET wallet = s.wallet, cashback = s.cashback, held = s.held, version = 50,
    usage = json_build_object('day', $1::text, 'outflow', coalesce(u.today, 0), 'restricted', 0,
        'month', $2::text, 'cashback', json_build_object('big-billers', coalesce(u.earned, 0)))::text
FROM (
    SELECT customer_id, sum(amount) FILTER (WHERE account = 'wallet') AS wallet,
        coalesce(sum(amount) FILTER (WHERE account = 'cashback'), 0) AS cashback,
        coalesce(sum(amount) FILTER (WHERE account = 'held'), 0) AS held
    FROM postings WHERE customer_id IS NOT NULL GROUP BY customer_id
) s LEFT JOIN (
    SELECT p.customer_id, sum(p.amount + p.fee + p.vat) FILTER (
            WHERE to_char(p.accepted_at AT TIME ZONE 'Africa/Lagos', 'YYYY-MM-DD') = $1::text
        ) AS today,
        sum(p.cashback_earned) AS earned
    FROM payments p WHERE to_char(p.accepted_at AT TIME ZONE 'Africa/Lagos', 'YYYY-MM') = $2::text
    GROUP BY p.customer_id
) u ON u.customer_id = s.customer_id
WHERE a.customer_id = s.customer_id
"""


async def write_orders(
    connection: asyncpg.Connection[asyncpg.Record],
    first: int,
    last: int,
    *,
    people: int,
    since: datetime,
    apart: timedelta,
    undecided_since: datetime,
) -> None:
    """Write some orders with all that belongs to them, in one transaction."""
    async with connection.transaction():
        await connection.execute("TRUNCATE bench_orders")
        await connection.execute(_DRAW, first, last, since, apart, people, undecided_since)
        await connection.execute("ANALYZE bench_orders")
        for statement in _OF_ORDERS:
            await connection.execute(statement)
        await connection.execute(_TICKETS, undecided_since)


async def write_fundings(
    connection: asyncpg.Connection[asyncpg.Record], at: datetime, *, number: int, people: int
) -> None:
    """Let money come in for everybody, and everybody send somebody some of it."""
    async with connection.transaction():
        await connection.execute(_FUNDINGS, at, number)
        await connection.execute(_TRANSFERS, at + timedelta(seconds=1), people, number)
