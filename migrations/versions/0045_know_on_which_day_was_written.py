"""Entries and their postings know on which day they were written, so that postings can be divided by it.

The database says so by itself, with one day for all that a transaction writes: an entry and its postings
always have the same. What a version writes that does not know the column has it too. What was there before
has the first day of 2000, which takes no time: PostgreSQL keeps it once for all rows. SQLite divides nothing,
and says that day always.

On a large PostgreSQL database nobody waits for long: the tables are locked for a moment, in short tries
between which everybody has a turn.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0045"
down_revision: str | None = "0044"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_TABLES = ("journal_entries", "postings")
_BEFORE = "2000-01-01"

# In the order in which the money path writes them, so that neither waits for the other in a circle.
_LOCK = """
DO $$ BEGIN
    FOR attempt IN 1..100 LOOP
        BEGIN
            PERFORM set_config('lock_timeout', '100ms', true);
            LOCK TABLE journal_entries, postings IN ACCESS EXCLUSIVE MODE;
            RETURN;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM pg_sleep(0.3);
        END;
    END LOOP;
    RAISE lock_not_available USING MESSAGE = 'somebody reads the ledger for long; try again later';
END $$
"""


def upgrade() -> None:
    is_postgres = op.get_bind().dialect.name == "postgresql"
    if is_postgres:
        op.execute(_LOCK)
    for table in _TABLES:
        op.add_column(table, sa.Column("written_on", sa.Date(), server_default=_BEFORE, nullable=False))
    if is_postgres:
        for table in _TABLES:
            op.alter_column(
                table, "written_on", server_default=sa.text("((now() AT TIME ZONE 'UTC'::text))::date")
            )


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(_LOCK)
    for table in reversed(_TABLES):
        op.drop_column(table, "written_on")
