"""Personal account numbers, and what comes in on them."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0010"
down_revision: str | None = "0009"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_KEY = sa.String().with_variant(sa.Text(collation="C"), "postgresql")
_TIME = sa.DateTime(timezone=True)
_LIVE = sa.text("status IN ('requested', 'open')")
_OPEN = sa.text("status = 'open'")


def upgrade() -> None:
    _wait_for_locks_briefly()
    op.create_table(
        "personal_accounts",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("customer_id", _KEY, nullable=False),
        sa.Column("processor", _KEY, nullable=False),
        sa.Column("status", _KEY, nullable=False),
        sa.Column("identity", _KEY, nullable=False),
        sa.Column("identity_ends", _KEY, nullable=False),
        sa.Column("number_index", sa.LargeBinary()),
        sa.Column("details", sa.LargeBinary()),
        sa.Column("failure", _KEY),
        sa.Column("requested_at", _TIME, nullable=False),
        sa.Column("ended_at", _TIME),
        sa.Column("ask_at", _TIME),
        sa.Column("questions", sa.SmallInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name=op.f("fk_personal_accounts_customer_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_personal_accounts")),
    )
    op.create_index("ix_personal_accounts_customer_id", "personal_accounts", ["customer_id"])
    op.create_index("ix_personal_accounts_number_index", "personal_accounts", ["number_index"])
    op.create_index("ix_personal_accounts_ask_at", "personal_accounts", ["ask_at"])
    op.create_index(
        "uq_personal_accounts_live",
        "personal_accounts",
        ["customer_id", "processor"],
        unique=True,
        postgresql_where=_LIVE,
        sqlite_where=_LIVE,
    )
    op.create_index(
        "uq_personal_accounts_open_number",
        "personal_accounts",
        ["number_index"],
        unique=True,
        postgresql_where=_OPEN,
        sqlite_where=_OPEN,
    )
    op.create_table(
        "inflows",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("processor", _KEY, nullable=False),
        sa.Column("transaction_id", _KEY, nullable=False),
        sa.Column("status", _KEY, nullable=False),
        sa.Column("place", _KEY, nullable=False),
        sa.Column("heard_at", _TIME, nullable=False),
        sa.Column("account_id", _KEY),
        sa.Column("customer_id", _KEY),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("fee", sa.BigInteger(), nullable=False),
        sa.Column("stamp_duty", sa.BigInteger(), nullable=False),
        sa.Column("sender", sa.LargeBinary()),
        sa.Column("sender_bank", _KEY, nullable=False),
        sa.Column("paid_at", _TIME),
        sa.Column("ended_at", _TIME),
        sa.Column("ask_at", _TIME),
        sa.Column("questions", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inflows")),
        sa.UniqueConstraint("processor", "transaction_id", name=op.f("uq_inflows_processor_transaction_id")),
    )
    op.create_index("ix_inflows_customer_id_place", "inflows", ["customer_id", "place"])
    op.create_index("ix_inflows_ask_at", "inflows", ["ask_at"])


def downgrade() -> None:
    _wait_for_locks_briefly()
    op.drop_table("inflows")
    op.drop_table("personal_accounts")


def _wait_for_locks_briefly() -> None:
    # A change that waits for a table makes everybody else wait behind it. Better to fail and try again.
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '4s'")
