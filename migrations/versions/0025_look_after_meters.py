"""Keep what Meter Brain needs of meters besides their purchases, and find what was bought of light lately.

On a large PostgreSQL database build the index before, while everything goes on, and this finds it there:
CREATE INDEX CONCURRENTLY ix_payments_light ON payments (accepted_at) WHERE category = 'electricity'
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0025"
down_revision: str | None = "0024"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_KEY = sa.String().with_variant(sa.Text(collation="C"), "postgresql")
_TIME = sa.DateTime(timezone=True)
_LIGHT = "category = 'electricity'"
_IS_DUE = "remind_at IS NOT NULL"


def upgrade() -> None:
    _wait_for_locks_briefly()
    op.create_table(
        "meters",
        sa.Column("customer_id", _KEY, nullable=False),
        sa.Column("recipient_index", sa.LargeBinary(), nullable=False),
        sa.Column("payment_id", _KEY, nullable=False),
        sa.Column("remind_at", _TIME),
        sa.Column("reminds", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("watt_hours", sa.Integer()),
        sa.Column("read_at", _TIME),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_meters_customer_id")),
        sa.PrimaryKeyConstraint("customer_id", "recipient_index", name=op.f("pk_meters")),
    )
    op.create_index(
        "ix_meters_due",
        "meters",
        ["remind_at"],
        postgresql_where=sa.text(_IS_DUE),
        sqlite_where=sa.text(_IS_DUE),
    )
    op.create_index(
        "ix_payments_light",
        "payments",
        ["accepted_at"],
        if_not_exists=True,
        postgresql_where=sa.text(_LIGHT),
        sqlite_where=sa.text(_LIGHT),
    )


def downgrade() -> None:
    _wait_for_locks_briefly()
    op.drop_index("ix_payments_light", "payments", if_exists=True)
    op.drop_table("meters")


def _wait_for_locks_briefly() -> None:
    # A change that waits for a table makes everybody else wait behind it. Better to fail and try again.
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '4s'")
