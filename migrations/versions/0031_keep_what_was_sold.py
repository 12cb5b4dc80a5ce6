"""Keep what was sold on days that are over, and find the payments of a time.

On a large PostgreSQL database build the index before, while everything goes on, and this finds it there:
CREATE INDEX CONCURRENTLY ix_payments_accepted_at ON payments USING brin (accepted_at) WITH (autosummarize)
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0031"
down_revision: str | None = "0030"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def _key() -> sa.types.TypeEngine[str]:
    return sa.String().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    _wait_for_locks_briefly()
    op.create_table(
        "sales_days",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_sales_days")),
    )
    op.create_table(
        "hourly_sales",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("hour", sa.SmallInteger(), nullable=False),
        sa.Column("biller_id", _key(), nullable=False),
        sa.Column("payments", sa.Integer(), nullable=False),
        sa.Column("volume", sa.BigInteger(), nullable=False),
        sa.Column("delivered", sa.Integer(), nullable=False),
        sa.Column("fees", sa.BigInteger(), nullable=False),
        sa.Column("commission", sa.BigInteger(), nullable=False),
        sa.Column("cashback", sa.BigInteger(), nullable=False),
        sa.Column("returned", sa.BigInteger(), nullable=False),
        sa.Column("returned_after", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["day"], ["sales_days.day"], name=op.f("fk_hourly_sales_day")),
        sa.PrimaryKeyConstraint("day", "hour", "biller_id", name=op.f("pk_hourly_sales")),
    )
    op.create_index(
        "ix_payments_accepted_at",
        "payments",
        ["accepted_at"],
        if_not_exists=True,
        postgresql_using="brin",
        postgresql_with={"autosummarize": "on"},
    )


def downgrade() -> None:
    _wait_for_locks_briefly()
    op.drop_index("ix_payments_accepted_at", "payments", if_exists=True)
    op.drop_table("hourly_sales")
    op.drop_table("sales_days")


def _wait_for_locks_briefly() -> None:
    # A change that waits for a table makes everybody else wait behind it. Better to fail and try again.
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '4s'")
