"""A payment page may have been asked for at several processors, and what was funded may be taken back."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0011"
down_revision: str | None = "0010"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_KEY = sa.String().with_variant(sa.Text(collation="C"), "postgresql")
_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    _wait_for_locks_briefly()
    with op.batch_alter_table("top_ups", schema=None) as batch_op:
        batch_op.add_column(sa.Column("asked_before", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("credited_by", _KEY, nullable=True))
        batch_op.add_column(
            sa.Column("taken_back", sa.BigInteger(), server_default=sa.text("0"), nullable=False)
        )
    op.create_table(
        "chargebacks",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("processor", _KEY, nullable=False),
        sa.Column("kind", _KEY, nullable=False),
        sa.Column("status", _KEY, nullable=False),
        sa.Column("subject_id", _KEY, nullable=False),
        sa.Column("customer_id", _KEY, nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("taken", sa.BigInteger(), nullable=False),
        sa.Column("owed", sa.BigInteger(), nullable=False),
        sa.Column("opened_at", _TIME, nullable=False),
        sa.Column("ended_at", _TIME, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chargebacks")),
    )
    op.create_index("ix_chargebacks_subject_id", "chargebacks", ["subject_id"])


def downgrade() -> None:
    _wait_for_locks_briefly()
    op.drop_table("chargebacks")
    with op.batch_alter_table("top_ups", schema=None) as batch_op:
        batch_op.drop_column("taken_back")
        batch_op.drop_column("credited_by")
        batch_op.drop_column("asked_before")


def _wait_for_locks_briefly() -> None:
    # A change that waits for a table makes everybody else wait behind it. Better to fail and try again.
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '4s'")
