"""Money between customers, and by which Telegram names they are found."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0012"
down_revision: str | None = "0011"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_KEY = sa.String().with_variant(sa.Text(collation="C"), "postgresql")
_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    _wait_for_locks_briefly()
    op.create_table(
        "transfers",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("sender_id", _KEY, nullable=False),
        sa.Column("receiver_id", _KEY, nullable=True),
        sa.Column("payee_index", sa.LargeBinary(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("status", _KEY, nullable=False),
        sa.Column("sent_at", _TIME, nullable=False),
        sa.Column("due_at", _TIME, nullable=True),
        sa.Column("delivered_at", _TIME, nullable=True),
        sa.Column("ended_at", _TIME, nullable=True),
        sa.Column("claim", sa.LargeBinary(), nullable=True),
        sa.Column("claim_index", sa.LargeBinary(), nullable=True),
        sa.Column("recalled_at", _TIME, nullable=True),
        sa.Column("recalled", sa.BigInteger(), nullable=False),
        sa.Column("card", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("amount > 0", name=op.f("ck_transfers_amount_positive")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transfers")),
        sa.UniqueConstraint("claim_index", name=op.f("uq_transfers_claim_index")),
    )
    op.create_index("ix_transfers_sender_id_id", "transfers", ["sender_id", "id"])
    op.create_index("ix_transfers_receiver_id_id", "transfers", ["receiver_id", "id"])
    op.create_index(
        "ix_transfers_due",
        "transfers",
        ["due_at"],
        postgresql_where=sa.text("due_at IS NOT NULL"),
        sqlite_where=sa.text("due_at IS NOT NULL"),
    )
    op.create_table(
        "telegram_names",
        sa.Column("customer_id", _KEY, nullable=False),
        sa.Column("name_index", sa.LargeBinary(), nullable=True),
        sa.Column("findable", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("seen_at", _TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name=op.f("fk_telegram_names_customer_id")
        ),
        sa.PrimaryKeyConstraint("customer_id", name=op.f("pk_telegram_names")),
        sa.UniqueConstraint("name_index", name=op.f("uq_telegram_names_name_index")),
    )


def downgrade() -> None:
    _wait_for_locks_briefly()
    op.drop_table("telegram_names")
    op.drop_table("transfers")


def _wait_for_locks_briefly() -> None:
    # A change that waits for a table makes everybody else wait behind it. Better to fail and try again.
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '4s'")
