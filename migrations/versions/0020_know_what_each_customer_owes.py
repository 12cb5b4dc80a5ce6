"""Know what each customer owes, and what is taken back of what came in on an account number."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0020"
down_revision: str | None = "0019"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_KEY = sa.String().with_variant(sa.Text(collation="C"), "postgresql")
# What the journal says. It may be run again: before all processes know the column, and once after.
OWED = """
    UPDATE customer_accounts SET version = version + 1, owes = o.owed FROM (
        SELECT d.customer_id, -SUM(d.amount) AS owed FROM (
            SELECT c.customer_id, p.amount FROM postings p JOIN journal_entries e ON e.key = p.entry_key
            JOIN chargebacks c ON c.id = e.subject_id
            WHERE p.account = 'customer-receivable' AND e.kind IN ('chargeback', 'chargeback-won')
            UNION ALL
            SELECT y.customer_id, p.amount FROM postings p JOIN journal_entries e ON e.key = p.entry_key
            JOIN payments y ON y.id = e.subject_id
            WHERE p.account = 'customer-receivable' AND e.kind = 'clawback'
            UNION ALL
            SELECT w.customer_id, p.amount FROM postings p JOIN journal_entries e ON e.key = p.entry_key
            JOIN postings w ON w.entry_key = e.key AND w.account = 'wallet'
            WHERE p.account = 'customer-receivable' AND e.kind = 'recovery'
        ) d WHERE d.customer_id IS NOT NULL GROUP BY d.customer_id
    ) o WHERE o.customer_id = customer_accounts.customer_id AND customer_accounts.owes <> o.owed
"""


def upgrade() -> None:
    _wait_for_locks_briefly()
    op.add_column(
        "customer_accounts", sa.Column("owes", sa.BigInteger(), server_default=sa.text("0"), nullable=False)
    )
    op.add_column(
        "inflows", sa.Column("taken_back", sa.BigInteger(), server_default=sa.text("0"), nullable=False)
    )
    op.add_column("inflows", sa.Column("reference", _KEY, nullable=True))
    op.create_index("ix_inflows_reference", "inflows", ["reference"])
    op.execute(OWED)


def downgrade() -> None:
    _wait_for_locks_briefly()
    op.drop_index("ix_inflows_reference", "inflows")
    with op.batch_alter_table("inflows", schema=None) as batch_op:
        batch_op.drop_column("reference")
        batch_op.drop_column("taken_back")
    with op.batch_alter_table("customer_accounts", schema=None) as batch_op:
        batch_op.drop_column("owes")


def _wait_for_locks_briefly() -> None:
    # A change that waits for a table makes everybody else wait behind it. Better to fail and try again.
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '4s'")
