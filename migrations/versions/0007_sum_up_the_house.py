"""The accounts of the house are summed up now and then, and entries know in which order they were written."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0007"
down_revision: str | None = "0006"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    _wait_for_locks_briefly()
    op.create_table(
        "house_balances",
        sa.Column("cut", sa.BigInteger(), nullable=False),
        sa.Column("witness", sa.String().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("account", sa.String().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("balance", sa.BigInteger(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("cut", "witness", "account", name=op.f("pk_house_balances")),
    )
    with op.batch_alter_table("journal_entries", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("transaction_number", sa.BigInteger(), server_default=sa.text("0"), nullable=False)
        )
        batch_op.create_index(
            "ix_journal_entries_transaction_number",
            ["transaction_number"],
            unique=False,
            postgresql_using="brin",
            postgresql_with={"autosummarize": "on"},
            sqlite_where=sa.text("transaction_number > 0"),
        )

    if op.get_bind().dialect.name == "postgresql":
        # The column is there at once, with 0 for what was written before; this counts from now on, also what
        # a version writes that does not know the column.
        op.alter_column(
            "journal_entries",
            "transaction_number",
            server_default=sa.text("(pg_current_xact_id()::text)::bigint"),
        )


def downgrade() -> None:
    _wait_for_locks_briefly()
    with op.batch_alter_table("journal_entries", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_journal_entries_transaction_number",
            postgresql_using="brin",
            postgresql_with={"autosummarize": "on"},
            sqlite_where=sa.text("transaction_number > 0"),
        )
        batch_op.drop_column("transaction_number")

    op.drop_table("house_balances")


def _wait_for_locks_briefly() -> None:
    # A change that waits for a table makes everybody else wait behind it. Better to fail and try again.
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '4s'")
