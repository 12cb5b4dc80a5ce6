"""Reported problems are kept as tickets."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    _wait_for_locks_briefly()
    op.create_table(
        "tickets",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column(
            "customer_id", sa.String().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False
        ),
        sa.Column(
            "payment_id", sa.String().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("kind", sa.String().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("status", sa.String().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer_by", sa.DateTime(timezone=True), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_tickets")),
    )
    with op.batch_alter_table("tickets", schema=None) as batch_op:
        batch_op.create_index("ix_tickets_customer_id_number", ["customer_id", "number"], unique=False)
        batch_op.create_index(
            "uq_tickets_open_payment_id_kind",
            ["payment_id", "kind"],
            unique=True,
            postgresql_where=sa.text("closed_at IS NULL"),
            sqlite_where=sa.text("closed_at IS NULL"),
        )


def downgrade() -> None:
    _wait_for_locks_briefly()
    with op.batch_alter_table("tickets", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_tickets_open_payment_id_kind",
            postgresql_where=sa.text("closed_at IS NULL"),
            sqlite_where=sa.text("closed_at IS NULL"),
        )
        batch_op.drop_index("ix_tickets_customer_id_number")

    op.drop_table("tickets")


def _wait_for_locks_briefly() -> None:
    # A change that waits for a table makes everybody else wait behind it. Better to fail and try again.
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '4s'")
