"""Hold the books against what companies say: their statements, and the breaks that were found.

On a large PostgreSQL database build the indexes before, while everything goes on, and this finds them there:
CREATE INDEX CONCURRENTLY ix_vend_attempts_marked_at ON vend_attempts USING brin (marked_at)
WITH (autosummarize)
CREATE INDEX CONCURRENTLY ix_journal_entries_posted_at ON journal_entries USING brin (posted_at)
WITH (autosummarize)
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0033"
down_revision: str | None = "0032"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_KEY = sa.String().with_variant(sa.Text(collation="C"), "postgresql")
_TIME = sa.DateTime(timezone=True)
_OPEN = "status = 'open'"


def upgrade() -> None:
    _wait_for_locks_briefly()
    op.create_table(
        "statement_days",
        sa.Column("company", _KEY, nullable=False),
        sa.Column("side", _KEY, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("lines", sa.Integer, nullable=False),
        sa.Column("matched", sa.Integer, nullable=False),
        sa.Column("undecided", sa.Integer, nullable=False),
        sa.Column("digest", _KEY, nullable=False),
        sa.Column("taken_in_by", _KEY, nullable=False),
        sa.Column("taken_in_at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("company", "side", "day", name=op.f("pk_statement_days")),
    )
    op.create_index("ix_statement_days_day", "statement_days", ["day"])
    op.create_table(
        "statement_lines",
        sa.Column("company", _KEY, nullable=False),
        sa.Column("side", _KEY, nullable=False),
        sa.Column("id", _KEY, nullable=False),
        sa.Column("reference", _KEY, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("at", _TIME, nullable=False),
        sa.Column("amount", sa.BigInteger, nullable=False),
        sa.Column("counts", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("company", "side", "id", name=op.f("pk_statement_lines")),
    )
    op.create_index("ix_statement_lines_reference", "statement_lines", ["company", "side", "reference"])
    op.create_index("ix_statement_lines_day", "statement_lines", ["company", "side", "day"])
    op.create_table(
        "breaks",
        sa.Column("number", sa.Integer, autoincrement=True, nullable=False),
        sa.Column("id", _KEY, nullable=False),
        sa.Column("company", _KEY, nullable=False),
        sa.Column("side", _KEY, nullable=False),
        sa.Column("reference", _KEY, nullable=False),
        sa.Column("day", _KEY, nullable=False),
        sa.Column("kind", _KEY, nullable=False),
        sa.Column("theirs", sa.BigInteger, nullable=False),
        sa.Column("ours", sa.BigInteger, nullable=False),
        sa.Column("subject_id", _KEY),
        sa.Column("opened_at", _TIME, nullable=False),
        sa.Column("status", _KEY, nullable=False),
        sa.Column("corrected", sa.BigInteger, nullable=False),
        sa.Column("decided_by", _KEY),
        sa.Column("decided_at", _TIME),
        sa.Column("word", sa.Text),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_breaks")),
        sa.UniqueConstraint("id", name=op.f("uq_breaks_id")),
    )
    for name, columns in (("ix_breaks_open", ["number"]), ("ix_breaks_day", ["day", "number"])):
        op.create_index(name, "breaks", columns, postgresql_where=sa.text(_OPEN), sqlite_where=sa.text(_OPEN))
    _index_times("ix_vend_attempts_marked_at", "vend_attempts", "marked_at", "n < 0")
    _index_times("ix_journal_entries_posted_at", "journal_entries", "posted_at", "transaction_number > 0")


def downgrade() -> None:
    _wait_for_locks_briefly()
    op.drop_index("ix_journal_entries_posted_at", "journal_entries", if_exists=True)
    op.drop_index("ix_vend_attempts_marked_at", "vend_attempts", if_exists=True)
    op.drop_table("breaks")
    op.drop_table("statement_lines")
    op.drop_table("statement_days")


def _index_times(name: str, table: str, column: str, nothing: str) -> None:
    op.create_index(
        name,
        table,
        [column],
        if_not_exists=True,
        postgresql_using="brin",
        postgresql_with={"autosummarize": "on"},
        sqlite_where=sa.text(nothing),
    )


def _wait_for_locks_briefly() -> None:
    # A change that waits for a table makes everybody else wait behind it. Better to fail and try again.
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '4s'")
