"""Withdrawals to bank accounts, and how many of those were asked about."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0013"
down_revision: str | None = "0012"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_KEY = sa.String().with_variant(sa.Text(collation="C"), "postgresql")
_TIME = sa.DateTime(timezone=True)
_DUE = sa.text("look_at IS NOT NULL")


def upgrade() -> None:
    _wait_for_locks_briefly()
    op.create_table(
        "withdrawals",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("customer_id", _KEY, nullable=False),
        sa.Column("processor", _KEY, nullable=False),
        sa.Column("bank_account", sa.LargeBinary(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("fee", sa.BigInteger(), nullable=False),
        sa.Column("vat", sa.BigInteger(), nullable=False),
        sa.Column("stamp_duty", sa.BigInteger(), nullable=False),
        sa.Column("sheet_hash", _KEY, nullable=False),
        sa.Column("accepted_at", _TIME, nullable=False),
        sa.Column("deadline_at", _TIME, nullable=False),
        sa.Column("status", _KEY, nullable=False),
        sa.Column("card", sa.BigInteger()),
        sa.Column("look_at", _TIME),
        sa.Column("attempt", sa.SmallInteger(), nullable=False),
        sa.Column("marked_at", _TIME),
        sa.Column("questions", sa.Integer(), nullable=False),
        sa.Column("not_found", sa.Integer(), nullable=False),
        sa.Column("ended_at", _TIME),
        sa.Column("reason", sa.Text()),
        sa.Column("cost", sa.BigInteger()),
        sa.Column("decided_by", _KEY),
        sa.Column("extended", sa.Boolean(), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_withdrawals_amount_positive")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_withdrawals_customer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_withdrawals")),
    )
    op.create_index("ix_withdrawals_customer_id_id", "withdrawals", ["customer_id", "id"])
    op.create_index(
        "ix_withdrawals_due", "withdrawals", ["look_at"], postgresql_where=_DUE, sqlite_where=_DUE
    )
    op.create_table(
        "bank_accounts",
        sa.Column("customer_id", _KEY, nullable=False),
        sa.Column("number_index", sa.LargeBinary(), nullable=False),
        sa.Column("id", _KEY, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("used_at", _TIME, nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_bank_accounts_customer_id")),
        sa.PrimaryKeyConstraint("customer_id", "number_index", name=op.f("pk_bank_accounts")),
        sa.UniqueConstraint("id", name=op.f("uq_bank_accounts_id")),
    )
    op.create_table(
        "account_checks",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("customer_id", _KEY, nullable=False),
        sa.Column("checks", sa.Integer(), nullable=False),
        sa.Column("mismatches", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name=op.f("fk_account_checks_customer_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_checks")),
    )


def downgrade() -> None:
    _wait_for_locks_briefly()
    op.drop_table("account_checks")
    op.drop_table("bank_accounts")
    op.drop_table("withdrawals")


def _wait_for_locks_briefly() -> None:
    # A change that waits for a table makes everybody else wait behind it. Better to fail and try again.
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '4s'")
