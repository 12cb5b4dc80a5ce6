"""A customer's accounts can be frozen, and have limits of her own."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0009"
down_revision: str | None = "0008"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    _wait_for_locks_briefly()
    with op.batch_alter_table("customer_accounts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("controls", sa.Text(), nullable=True))


def downgrade() -> None:
    _wait_for_locks_briefly()
    with op.batch_alter_table("customer_accounts", schema=None) as batch_op:
        batch_op.drop_column("controls")


def _wait_for_locks_briefly() -> None:
    """Give up rather than let everybody who needs the table wait behind us."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '5s'")
