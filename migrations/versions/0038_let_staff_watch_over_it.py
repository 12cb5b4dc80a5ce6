"""Let staff stop what takes money for a while, and find what waits for them and friends who look invented.

On a large PostgreSQL database make the indexes first, without stopping anybody; then this has nothing to do:
CREATE INDEX CONCURRENTLY ix_risk_reviews_status_answer_by ON risk_reviews (status, answer_by)
CREATE INDEX CONCURRENTLY ix_referrals_joined_at ON referrals (joined_at, referrer_id, status)
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0038"
down_revision: str | None = "0037"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_KEY = sa.String().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    _wait_for_locks_briefly()
    op.create_table(
        "maintenance",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_maintenance")),
    )
    op.create_table(
        "broadcast_counters",
        sa.Column("chat", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("message", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("broadcast_id", _KEY, nullable=False),
        sa.Column("language", _KEY, nullable=False),
        sa.Column("shown", _KEY, nullable=False),
        sa.PrimaryKeyConstraint("chat", "message", name=op.f("pk_broadcast_counters")),
    )
    op.create_index(
        "ix_risk_reviews_status_answer_by", "risk_reviews", ["status", "answer_by"], if_not_exists=True
    )
    op.create_index(
        "ix_referrals_joined_at", "referrals", ["joined_at", "referrer_id", "status"], if_not_exists=True
    )


def downgrade() -> None:
    _wait_for_locks_briefly()
    op.drop_index("ix_referrals_joined_at", "referrals")
    op.drop_index("ix_risk_reviews_status_answer_by", "risk_reviews")
    op.drop_table("broadcast_counters")
    op.drop_table("maintenance")


def _wait_for_locks_briefly() -> None:
    # A change that waits for a table makes everybody else wait behind it. Better to fail and try again.
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '4s'")
