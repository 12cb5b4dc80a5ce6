"""Orders that look unusual are kept with the reasons, and who else paid for a meter or a line is found."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0024"
down_revision: str | None = "0023"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_KEY = sa.String().with_variant(sa.Text(collation="C"), "postgresql")
_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    _wait_for_locks_briefly()
    op.create_table(
        "risk_reviews",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("customer_id", _KEY, nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("signs", sa.Text(), nullable=False),
        sa.Column("order_index", sa.LargeBinary(), nullable=False),
        sa.Column("recipient_index", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", _TIME, nullable=False),
        sa.Column("status", _KEY, nullable=False),
        sa.Column("answer_by", _TIME),
        sa.Column("decided_at", _TIME),
        sa.Column("decided_by", _KEY),
        sa.Column("content", sa.LargeBinary()),
        sa.CheckConstraint("amount > 0", name=op.f("ck_risk_reviews_amount_positive")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk_reviews")),
    )
    op.create_index("ix_risk_reviews_customer_id", "risk_reviews", ["customer_id"])
    op.create_index(
        "ix_payments_recipient_index_accepted_at",
        "payments",
        ["recipient_index", "accepted_at"],
        if_not_exists=True,
    )


def downgrade() -> None:
    _wait_for_locks_briefly()
    op.drop_index("ix_payments_recipient_index_accepted_at", "payments", if_exists=True)
    op.drop_table("risk_reviews")


def _wait_for_locks_briefly() -> None:
    # A change that waits for a table makes everybody else wait behind it. Better to fail and try again.
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '4s'")
