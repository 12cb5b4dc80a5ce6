"""Let one customer's payments be looked through by time, category and biller without reading each of them.

On a large PostgreSQL database build the index before, while everything goes on, and this finds it there:
CREATE INDEX CONCURRENTLY ix_payments_looked_through ON payments (customer_id, id)
INCLUDE (accepted_at, category, biller_id)
Else nobody can pay while it is built: 1.3 seconds for a million payments.
"""

from collections.abc import Sequence

from alembic import op

revision: str = "0040"
down_revision: str | None = "0039"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    _wait_for_locks_briefly()
    op.create_index(
        "ix_payments_looked_through",
        "payments",
        ["customer_id", "id"],
        if_not_exists=True,
        postgresql_include=["accepted_at", "category", "biller_id"],
    )
    op.drop_index("ix_payments_customer_id_id", "payments", if_exists=True)


def downgrade() -> None:
    _wait_for_locks_briefly()
    op.create_index("ix_payments_customer_id_id", "payments", ["customer_id", "id"], if_not_exists=True)
    op.drop_index("ix_payments_looked_through", "payments", if_exists=True)


def _wait_for_locks_briefly() -> None:
    # A change that waits for a table makes everybody else wait behind it. Better to fail and try again.
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '4s'")
