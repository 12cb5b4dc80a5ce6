"""Say which occurrence of a schedule a payment pays, so that what becomes of the one is known of the other.

On a large PostgreSQL database nothing is read through: a column without a value, and a rule that is checked
for occurrences alone.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0026"
down_revision: str | None = "0025"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_KEY = sa.String().with_variant(sa.Text(collation="C"), "postgresql")
_RULE = "ck_schedule_runs_paid_has_payment"


def upgrade() -> None:
    _wait_for_locks_briefly()
    op.add_column("payments", sa.Column("run_id", _KEY))
    _paid_if("state IN ('paid', 'returned')")


def downgrade() -> None:
    _wait_for_locks_briefly()
    op.execute("UPDATE schedule_runs SET state = 'paid' WHERE state = 'returned'")
    _paid_if("state = 'paid'")
    with op.batch_alter_table("payments") as payments:
        payments.drop_column("run_id")


def _paid_if(state: str) -> None:
    with op.batch_alter_table("schedule_runs") as runs:
        runs.drop_constraint(op.f(_RULE), type_="check")
        runs.create_check_constraint(op.f(_RULE), f"({state}) = (payment_id IS NOT NULL)")


def _wait_for_locks_briefly() -> None:
    # A change that waits for a table makes everybody else wait behind it. Better to fail and try again.
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '4s'")
