"""Find the customers who came in some days without reading all of them: for figures and exports.

On a large PostgreSQL database make the index first, without stopping anybody; then this has nothing to do:
CREATE INDEX CONCURRENTLY ix_customers_registered_at ON customers (registered_at)
"""

from collections.abc import Sequence

from alembic import op

revision: str = "0047"
down_revision: str | None = "0046"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    _wait_for_locks_briefly()
    op.create_index("ix_customers_registered_at", "customers", ["registered_at"], if_not_exists=True)


def downgrade() -> None:
    _wait_for_locks_briefly()
    op.drop_index("ix_customers_registered_at", "customers", if_exists=True)


def _wait_for_locks_briefly() -> None:
    # A change that waits for a table makes everybody else wait behind it. Better to fail and try again.
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '4s'")
