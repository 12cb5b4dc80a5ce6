"""Billers have plans, and kinds that say how they are paid; payments keep what was chosen."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    _wait_for_locks_briefly()
    op.create_table(
        "plans",
        sa.Column(
            "biller_id", sa.String().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("id", sa.String().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("own_name", sa.Text(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("codes", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("listed", sa.Boolean(), nullable=False),
        sa.Column("hidden", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["biller_id"], ["billers.id"], name=op.f("fk_plans_biller_id")),
        sa.PrimaryKeyConstraint("biller_id", "id", name=op.f("pk_plans")),
    )
    with op.batch_alter_table("billers", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("kind", sa.String().with_variant(sa.Text(collation="C"), "postgresql"), nullable=True)
        )

    with op.batch_alter_table("payments", schema=None) as batch_op:
        batch_op.add_column(sa.Column("plan", sa.Text(), nullable=True))


def downgrade() -> None:
    _wait_for_locks_briefly()
    with op.batch_alter_table("payments", schema=None) as batch_op:
        batch_op.drop_column("plan")

    with op.batch_alter_table("billers", schema=None) as batch_op:
        batch_op.drop_column("kind")

    op.drop_table("plans")


def _wait_for_locks_briefly() -> None:
    # A change that waits for a table makes everybody else wait behind it. Better to fail and try again.
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '4s'")
