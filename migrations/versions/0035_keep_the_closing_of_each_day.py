"""Keep what moved on each account on days that are over.

On a large PostgreSQL database the table is new and empty, so nobody waits.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0035"
down_revision: str | None = "0034"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_KEY = sa.String().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    _wait_for_locks_briefly()
    op.create_table(
        "daily_closings",
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("account", _KEY, nullable=False),
        sa.Column("debits", sa.BigInteger, nullable=False),
        sa.Column("credits", sa.BigInteger, nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("day", "account", name=op.f("pk_daily_closings")),
    )


def downgrade() -> None:
    _wait_for_locks_briefly()
    op.drop_table("daily_closings")


def _wait_for_locks_briefly() -> None:
    # A change that waits for a table makes everybody else wait behind it. Better to fail and try again.
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '4s'")
