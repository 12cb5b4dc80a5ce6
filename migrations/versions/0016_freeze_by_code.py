"""Wallets can be frozen by a code that their owners keep."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0016"
down_revision: str | None = "0015"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_KEY = sa.String().with_variant(sa.Text(collation="C"), "postgresql")
_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    _wait_for_locks_briefly()
    op.create_table(
        "freeze_codes",
        sa.Column("customer_id", _KEY, nullable=False),
        sa.Column("code_index", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", _TIME, nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_freeze_codes_customer_id")),
        sa.PrimaryKeyConstraint("customer_id", name=op.f("pk_freeze_codes")),
        sa.UniqueConstraint("code_index", name=op.f("uq_freeze_codes_code_index")),
    )
    op.create_table(
        "freeze_tries",
        sa.Column("telegram_id", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("telegram_id", "day", name=op.f("pk_freeze_tries")),
    )


def downgrade() -> None:
    _wait_for_locks_briefly()
    op.drop_table("freeze_tries")
    op.drop_table("freeze_codes")


def _wait_for_locks_briefly() -> None:
    # A change that waits for a table makes everybody else wait behind it. Better to fail and try again.
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '4s'")
