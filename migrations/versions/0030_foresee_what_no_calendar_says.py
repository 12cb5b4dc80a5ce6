"""Say by what the next occurrence of a schedule was foreseen, where no calendar says it.

On a large PostgreSQL database the column is added without a value, and the index holds no rows yet, as
nothing waits before this.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0030"
down_revision: str | None = "0029"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_UNFORESEEN = "status = 'waiting' AND foreseen_at IS NULL"


def upgrade() -> None:
    _wait_for_locks_briefly()
    op.add_column("schedules", sa.Column("foreseen_at", sa.DateTime(timezone=True)))
    op.create_index(
        "ix_schedules_unforeseen",
        "schedules",
        ["id"],
        postgresql_where=sa.text(_UNFORESEEN),
        sqlite_where=sa.text(_UNFORESEEN),
    )


def downgrade() -> None:
    _wait_for_locks_briefly()
    op.drop_index("ix_schedules_unforeseen", "schedules")
    # A version that knows no waiting would never take them on, nor could it say what they are.
    op.execute("UPDATE schedules SET status = 'ended', reason = 'last' WHERE status = 'waiting'")
    with op.batch_alter_table("schedules") as schedules:
        schedules.drop_column("foreseen_at")


def _wait_for_locks_briefly() -> None:
    # A change that waits for a table makes everybody else wait behind it. Better to fail and try again.
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '4s'")
