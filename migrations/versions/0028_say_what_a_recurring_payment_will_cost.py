"""Say in the notice of a recurring payment what it will cost, where its biller sets the price.

Nothing is read through: a column without a value.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0028"
down_revision: str | None = "0027"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    _wait_for_locks_briefly()
    op.add_column("schedule_runs", sa.Column("expected", sa.BigInteger()))


def downgrade() -> None:
    _wait_for_locks_briefly()
    with op.batch_alter_table("schedule_runs") as runs:
        runs.drop_column("expected")


def _wait_for_locks_briefly() -> None:
    # A change that waits for a table makes everybody else wait behind it. Better to fail and try again.
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '4s'")
