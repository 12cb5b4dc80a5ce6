"""Billers and plans keep what their vendors say that they leave us of a sale."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0015"
down_revision: str | None = "0014"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    _wait_for_locks_briefly()
    for table in ("billers", "plans"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column("commissions", sa.Text(), nullable=True))


def downgrade() -> None:
    _wait_for_locks_briefly()
    for table in ("plans", "billers"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column("commissions")


def _wait_for_locks_briefly() -> None:
    # A change that waits for a table makes everybody else wait behind it. Better to fail and try again.
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '4s'")
