"""Promo codes, who used them, and who brought whom."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0014"
down_revision: str | None = "0013"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_KEY = sa.String().with_variant(sa.Text(collation="C"), "postgresql")
_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    _wait_for_locks_briefly()
    op.create_table(
        "promo_codes",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("reward", sa.BigInteger(), nullable=False),
        sa.Column("budget", sa.BigInteger(), nullable=False),
        sa.Column("spent", sa.BigInteger(), nullable=False),
        sa.Column("per_customer", sa.Integer(), nullable=False),
        sa.Column("least_bill", sa.BigInteger(), nullable=False),
        sa.Column("for_newcomers", sa.Boolean(), nullable=False),
        sa.Column("made_at", _TIME, nullable=False),
        sa.Column("expires_at", _TIME, nullable=False),
        sa.CheckConstraint("spent >= 0 AND spent <= budget", name=op.f("ck_promo_codes_spent_within_budget")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promo_codes")),
    )
    op.create_table(
        "promo_uses",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("code", _KEY, nullable=False),
        sa.Column("customer_id", _KEY, nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("last_try", _KEY, nullable=False),
        sa.Column("used_at", _TIME, nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_promo_uses_customer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promo_uses")),
    )
    op.create_index("ix_promo_uses_customer_id", "promo_uses", ["customer_id"])
    op.create_table(
        "referrals",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("referrer_id", _KEY, nullable=False),
        sa.Column("status", _KEY, nullable=False),
        sa.Column("joined_at", _TIME, nullable=False),
        sa.Column("payment_id", _KEY),
        sa.Column("due_at", _TIME),
        sa.Column("ended_at", _TIME),
        sa.ForeignKeyConstraint(["id"], ["customers.id"], name=op.f("fk_referrals_id")),
        sa.ForeignKeyConstraint(["referrer_id"], ["customers.id"], name=op.f("fk_referrals_referrer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referrals")),
    )
    op.create_index("ix_referrals_referrer_id_joined_at", "referrals", ["referrer_id", "joined_at"])
    op.create_index("ix_referrals_status_due_at", "referrals", ["status", "due_at"])


def downgrade() -> None:
    _wait_for_locks_briefly()
    op.drop_table("referrals")
    op.drop_table("promo_uses")
    op.drop_table("promo_codes")


def _wait_for_locks_briefly() -> None:
    # A change that waits for a table makes everybody else wait behind it. Better to fail and try again.
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '4s'")
