"""Find the postings of one customer, for the balances of her statements.

On a large PostgreSQL database build it before, while everything goes on, and this finds it there:
CREATE INDEX CONCURRENTLY ix_postings_customer_id ON postings (customer_id) WHERE customer_id IS NOT NULL
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0019"
down_revision: str | None = "0018"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    _wait_for_locks_briefly()
    op.create_index(
        "ix_postings_customer_id",
        "postings",
        ["customer_id"],
        if_not_exists=True,
        postgresql_where=sa.text("customer_id IS NOT NULL"),
        sqlite_where=sa.text("customer_id IS NOT NULL"),
    )


def downgrade() -> None:
    _wait_for_locks_briefly()
    op.drop_index("ix_postings_customer_id", "postings", if_exists=True)


def _wait_for_locks_briefly() -> None:
    # A change that waits for a table makes everybody else wait behind it. Better to fail and try again.
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '4s'")
