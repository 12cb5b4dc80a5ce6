"""Customers can ask to be forgotten, and who looked at whose data is written down."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0018"
down_revision: str | None = "0017"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_KEY = sa.String().with_variant(sa.Text(collation="C"), "postgresql")
_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    _wait_for_locks_briefly()
    op.create_table(
        "deletions",
        sa.Column("customer_id", _KEY, nullable=False),
        sa.Column("asked_at", _TIME, nullable=False),
        sa.Column("due_at", _TIME, nullable=False),
        sa.Column("done_at", _TIME),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_deletions_customer_id")),
        sa.PrimaryKeyConstraint("customer_id", name=op.f("pk_deletions")),
    )
    op.create_index(
        "ix_deletions_due",
        "deletions",
        ["due_at"],
        postgresql_where=sa.text("done_at IS NULL"),
        sqlite_where=sa.text("done_at IS NULL"),
    )
    op.create_table(
        "access_log",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("viewer", _KEY, nullable=False),
        sa.Column("customer_id", _KEY, nullable=False),
        sa.Column("what", _KEY, nullable=False),
        sa.Column("subject_id", _KEY, nullable=False),
        sa.Column("seen_at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_log")),
    )
    op.create_index("ix_access_log_customer_id_id", "access_log", ["customer_id", "id"])


def downgrade() -> None:
    _wait_for_locks_briefly()
    op.drop_table("access_log")
    op.drop_table("deletions")


def _wait_for_locks_briefly() -> None:
    # A change that waits for a table makes everybody else wait behind it. Better to fail and try again.
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '4s'")
