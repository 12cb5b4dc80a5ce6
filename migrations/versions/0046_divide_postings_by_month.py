"""Postings are divided by the month in which they were written, on PostgreSQL. SQLite keeps one table.

Nothing is copied: the table that was there becomes the part of everything before some month. That it holds
nothing of later is checked beforehand, while everybody goes on paying; the change itself is made in short
tries, each of which locks the table for a tenth of a second at the most. A version that knows nothing of
it writes and reads `postings` as before. Stopped in the middle, it can be run again.

The way back puts the later months into the old table, which takes as long as they are many: while it does,
nobody pays. Rights that others were given on the table, and publications, are not carried over.
"""

from collections.abc import Sequence

from alembic import op

revision: str = "0046"
down_revision: str | None = "0045"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

# What was written before a month. It is a month ahead where there are postings, so that payments made between
# the promise and the division keep it, and would for weeks if the division failed.
_PROMISE = """
DO $$ DECLARE today date := (now() AT TIME ZONE 'UTC')::date; month date; BEGIN
    PERFORM set_config('lock_timeout', '4s', true);
    month := date_trunc('month', CASE WHEN EXISTS (SELECT FROM postings) THEN today + 59 ELSE today END);
    ALTER TABLE postings DROP CONSTRAINT IF EXISTS written_before;
    EXECUTE format(
        'ALTER TABLE postings ADD CONSTRAINT written_before CHECK (written_on < %L) NOT VALID', month
    );
END $$
"""
_KEEP_PROMISE = "ALTER TABLE postings VALIDATE CONSTRAINT written_before"

_DIVIDE = """
DO $$ DECLARE month text; BEGIN
    PERFORM set_config('datestyle', 'ISO, YMD', true);
    FOR attempt IN 1..100 LOOP
        BEGIN
            PERFORM set_config('lock_timeout', '100ms', true);
            LOCK TABLE postings IN ACCESS EXCLUSIVE MODE;
            EXIT;
        EXCEPTION WHEN lock_not_available THEN
            IF attempt = 100 THEN
                RAISE lock_not_available
                    USING MESSAGE = 'somebody reads the ledger for long; try again later';
            END IF;
            PERFORM pg_sleep(0.3);
        END;
    END LOOP;
    month := substring(pg_get_constraintdef(oid) FROM '[0-9]{4}-[0-9]{2}-[0-9]{2}')
        FROM pg_constraint WHERE conrelid = 'postings'::regclass AND conname = 'written_before';

    ALTER TABLE postings RENAME TO postings_before;
    ALTER INDEX pk_postings RENAME TO pk_postings_before;
    ALTER INDEX ix_postings_customer_id RENAME TO ix_postings_before_customer_id;
    CREATE TABLE postings (LIKE postings_before INCLUDING DEFAULTS) PARTITION BY RANGE (written_on);
    ALTER TABLE postings ADD CONSTRAINT ck_postings_amount_not_zero CHECK (amount <> 0);
    CREATE INDEX ix_postings_customer_id ON postings (customer_id) WHERE customer_id IS NOT NULL;
    EXECUTE format(
        'ALTER TABLE postings ATTACH PARTITION postings_before FOR VALUES FROM (MINVALUE) TO (%L)', month
    );
    CREATE TABLE postings_rest PARTITION OF postings (PRIMARY KEY (entry_key, line)) DEFAULT;
END $$
"""

# A month has a table of its own, attached when it is complete, so that nobody who pays waits for it. What had
# to be put into the rest, because its month was not made in time, moves there.
_MAKE_MONTHS = """
CREATE OR REPLACE FUNCTION make_posting_months(until date) RETURNS SETOF text LANGUAGE plpgsql
SET datestyle = 'ISO, YMD' AS $$
DECLARE
    month date := substring(pg_get_expr(relpartbound, oid) FROM '[0-9]{4}-[0-9]{2}-[0-9]{2}')
        FROM pg_class WHERE oid = 'postings_before'::regclass;
    after date;
    name text;
BEGIN
    WHILE month <= until LOOP
        after := (month + interval '1 month')::date;
        name := 'postings_' || to_char(month, 'YYYY_MM');
        IF to_regclass(name) IS NULL THEN
            PERFORM pg_advisory_xact_lock(7308626102);
        END IF;
        IF to_regclass(name) IS NULL THEN
            EXECUTE format('CREATE TABLE %I (LIKE postings INCLUDING DEFAULTS INCLUDING CONSTRAINTS,
                PRIMARY KEY (entry_key, line))', name);
            EXECUTE format('CREATE INDEX ON %I (customer_id) WHERE customer_id IS NOT NULL', name);
            IF EXISTS (SELECT FROM postings_rest WHERE written_on >= month AND written_on < after) THEN
                LOCK TABLE postings_rest IN ACCESS EXCLUSIVE MODE;
                EXECUTE format('WITH moved AS (
                    DELETE FROM postings_rest WHERE written_on >= %L AND written_on < %L RETURNING *
                ) INSERT INTO %I SELECT * FROM moved', month, after, name);
            END IF;
            EXECUTE format('ALTER TABLE postings ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
                name, month, after);
            RETURN NEXT name;
        END IF;
        month := after;
    END LOOP;
END $$
"""
_FIRST_MONTHS = "SELECT make_posting_months((now() AT TIME ZONE 'UTC')::date + 92)"

_JOIN_AGAIN = """
DO $$ BEGIN
    PERFORM set_config('lock_timeout', '4s', true);
    LOCK TABLE postings IN ACCESS EXCLUSIVE MODE;
    ALTER TABLE postings DETACH PARTITION postings_before;
    ALTER TABLE postings_before DROP CONSTRAINT IF EXISTS written_before;
    INSERT INTO postings_before SELECT * FROM postings;
    DROP TABLE postings;
    ALTER TABLE postings_before RENAME TO postings;
    ALTER INDEX pk_postings_before RENAME TO pk_postings;
    ALTER INDEX ix_postings_before_customer_id RENAME TO ix_postings_customer_id;
    DROP FUNCTION make_posting_months;
END $$
"""


def upgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    with op.get_context().autocommit_block():
        op.execute(_PROMISE)
        op.execute(_KEEP_PROMISE)
        op.execute(_MAKE_MONTHS)
    op.execute(_DIVIDE)
    op.execute(_FIRST_MONTHS)


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(_JOIN_AGAIN)
