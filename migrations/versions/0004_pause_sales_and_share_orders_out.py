"""Sales of a biller can be paused, its orders shared out, and its vendors' lists read on time."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    _wait_for_locks_briefly()
    op.create_table(
        "outages",
        sa.Column(
            "biller_id", sa.String().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("trial_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("biller_id", "began_at", name=op.f("pk_outages")),
    )
    with op.batch_alter_table("outages", schema=None) as batch_op:
        batch_op.create_index(
            "uq_outages_open_biller_id",
            ["biller_id"],
            unique=True,
            postgresql_where=sa.text("ended_at IS NULL"),
            sqlite_where=sa.text("ended_at IS NULL"),
        )

    op.create_table(
        "outage_waiters",
        sa.Column(
            "biller_id", sa.String().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False
        ),
        sa.Column(
            "customer_id", sa.String().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name=op.f("fk_outage_waiters_customer_id")
        ),
        sa.PrimaryKeyConstraint("biller_id", "customer_id", name=op.f("pk_outage_waiters")),
    )
    with op.batch_alter_table("billers", schema=None) as batch_op:
        batch_op.add_column(sa.Column("weights", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("vendor_bounds", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("read_at", sa.DateTime(timezone=True), nullable=True))

    # ### end Alembic commands ###


def downgrade() -> None:
    _wait_for_locks_briefly()
    with op.batch_alter_table("billers", schema=None) as batch_op:
        batch_op.drop_column("read_at")
        batch_op.drop_column("vendor_bounds")
        batch_op.drop_column("weights")

    op.drop_table("outage_waiters")
    with op.batch_alter_table("outages", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_outages_open_biller_id",
            postgresql_where=sa.text("ended_at IS NULL"),
            sqlite_where=sa.text("ended_at IS NULL"),
        )

    op.drop_table("outages")
    # ### end Alembic commands ###


def _wait_for_locks_briefly() -> None:
    # A change that waits for a table makes everybody else wait behind it. Better to fail and try again.
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '4s'")
