"""Know a bank account again, and what was withdrawn lately."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0022"
down_revision: str | None = "0021"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_KEY = sa.String().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    _wait_for_locks_briefly()
    op.add_column("withdrawals", sa.Column("account_index", sa.LargeBinary(), nullable=True))
    op.create_table(
        "recent_withdrawals",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("taken", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["customers.id"], name=op.f("fk_recent_withdrawals_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recent_withdrawals")),
    )


def downgrade() -> None:
    _wait_for_locks_briefly()
    op.drop_table("recent_withdrawals")
    with op.batch_alter_table("withdrawals", schema=None) as batch_op:
        batch_op.drop_column("account_index")


def _wait_for_locks_briefly() -> None:
    # A change that waits for a table makes everybody else wait behind it. Better to fail and try again.
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '4s'")
