"""Customers can give names to the lines and meters that they pay for."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    _wait_for_locks_briefly()
    op.create_table(
        "saved_names",
        sa.Column(
            "customer_id", sa.String().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("reference_index", sa.LargeBinary(), nullable=False),
        sa.Column("id", sa.String().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_saved_names_customer_id")),
        sa.PrimaryKeyConstraint("customer_id", "reference_index", name=op.f("pk_saved_names")),
        sa.UniqueConstraint("id", name=op.f("uq_saved_names_id")),
    )


def downgrade() -> None:
    _wait_for_locks_briefly()
    op.drop_table("saved_names")


def _wait_for_locks_briefly() -> None:
    # A change that waits for a table makes everybody else wait behind it. Better to fail and try again.
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '4s'")
