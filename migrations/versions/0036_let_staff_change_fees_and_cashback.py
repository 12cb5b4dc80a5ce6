"""Let staff change fees and cashback rules from a moment on, and keep which rules held when.

On a large PostgreSQL database both tables are new and empty, so nobody waits.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0036"
down_revision: str | None = "0035"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_KEY = sa.String().with_variant(sa.Text(collation="C"), "postgresql")
_TIME = sa.DateTime(timezone=True)
_ON_POSTGRES = (
    """CREATE FUNCTION keep_rule_changes() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'changes of rules are only added to';
    END $$""",
    """CREATE TRIGGER rule_changes_are_kept BEFORE UPDATE OR DELETE ON rule_changes
        FOR EACH ROW EXECUTE FUNCTION keep_rule_changes()""",
)
_ON_SQLITE = (
    """CREATE TRIGGER rule_changes_are_not_changed BEFORE UPDATE ON rule_changes
    BEGIN SELECT RAISE(ABORT, 'changes of rules are only added to'); END""",
    """CREATE TRIGGER rule_changes_are_kept BEFORE DELETE ON rule_changes
    BEGIN SELECT RAISE(ABORT, 'changes of rules are only added to'); END""",
)


def upgrade() -> None:
    _wait_for_locks_briefly()
    op.create_table(
        "rule_changes",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("subject", _KEY, nullable=False),
        sa.Column("change", sa.Text(), nullable=False),
        sa.Column("holds_from", _TIME, nullable=False),
        sa.Column("agreed_by", _KEY, nullable=False),
        sa.Column("agreed_at", _TIME, nullable=False),
        sa.CheckConstraint("holds_from > agreed_at", name=op.f("ck_rule_changes_begins_later")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_changes")),
        sa.UniqueConstraint("number", name=op.f("uq_rule_changes_number")),
    )
    op.create_table(
        "rule_counts",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_counts")),
    )
    for statement in _ON_POSTGRES if _is_postgres() else _ON_SQLITE:
        op.execute(statement)


def downgrade() -> None:
    _wait_for_locks_briefly()
    op.drop_table("rule_counts")
    op.drop_table("rule_changes")
    if _is_postgres():
        op.execute("DROP FUNCTION keep_rule_changes()")


def _is_postgres() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def _wait_for_locks_briefly() -> None:
    # A change that waits for a table makes everybody else wait behind it. Better to fail and try again.
    if _is_postgres():
        op.execute("SET LOCAL lock_timeout = '4s'")
