"""Keep when data plans and TV run out, and find what was paid for them lately.

On a large PostgreSQL database build the index before, while everything goes on, and this finds it there:
CREATE INDEX CONCURRENTLY ix_payments_expiring ON payments (accepted_at) WHERE category IN ('data', 'tv')
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0027"
down_revision: str | None = "0026"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_KEY = sa.String().with_variant(sa.Text(collation="C"), "postgresql")
_EXPIRING = "category IN ('data', 'tv')"
_IS_DUE = "remind_at IS NOT NULL"


def upgrade() -> None:
    _wait_for_locks_briefly()
    op.create_table(
        "expiries",
        sa.Column("customer_id", _KEY, nullable=False),
        sa.Column("recipient_index", sa.LargeBinary(), nullable=False),
        sa.Column("payment_id", _KEY, nullable=False),
        sa.Column("ends_on", _KEY),
        sa.Column("remind_at", sa.DateTime(timezone=True)),
        sa.Column("reminds", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_expiries_customer_id")),
        sa.PrimaryKeyConstraint("customer_id", "recipient_index", name=op.f("pk_expiries")),
    )
    op.create_index(
        "ix_expiries_due",
        "expiries",
        ["remind_at"],
        postgresql_where=sa.text(_IS_DUE),
        sqlite_where=sa.text(_IS_DUE),
    )
    op.create_index(
        "ix_payments_expiring",
        "payments",
        ["accepted_at"],
        if_not_exists=True,
        postgresql_where=sa.text(_EXPIRING),
        sqlite_where=sa.text(_EXPIRING),
    )


def downgrade() -> None:
    _wait_for_locks_briefly()
    op.drop_index("ix_payments_expiring", "payments", if_exists=True)
    op.drop_table("expiries")


def _wait_for_locks_briefly() -> None:
    # A change that waits for a table makes everybody else wait behind it. Better to fail and try again.
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '4s'")
