"""Keep who of the staff sees to a break.

On a large PostgreSQL database the column is nullable and has no default, so nobody waits.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0041"
down_revision: str | None = "0040"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_KEY = sa.String().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    _wait_for_locks_briefly()
    op.add_column("breaks", sa.Column("owner", _KEY, nullable=True))


def downgrade() -> None:
    _wait_for_locks_briefly()
    op.drop_column("breaks", "owner")


def _wait_for_locks_briefly() -> None:
    # A change that waits for a table makes everybody else wait behind it. Better to fail and try again.
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '4s'")
