"""Let staff take billers off sale, keep what went wrong, and have the day told at an hour of their own."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0034"
down_revision: str | None = "0033"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def _key() -> sa.types.TypeEngine[str]:
    return sa.String().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    _wait_for_locks_briefly()
    op.add_column("outages", sa.Column("reason", sa.Text()))
    op.create_table(
        "incidents",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("biller_id", _key(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True)),
        sa.Column("said", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_incidents")),
    )
    op.create_index(
        "uq_incidents_open_biller_id",
        "incidents",
        ["biller_id"],
        unique=True,
        postgresql_where=sa.text("closed_at IS NULL"),
        sqlite_where=sa.text("closed_at IS NULL"),
    )
    op.create_table(
        "staff_digests",
        sa.Column("telegram_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("minute", sa.SmallInteger(), nullable=False),
        sa.Column("told_on", sa.Date()),
        sa.PrimaryKeyConstraint("telegram_id", name=op.f("pk_staff_digests")),
    )


def downgrade() -> None:
    _wait_for_locks_briefly()
    op.drop_table("staff_digests")
    op.drop_index("uq_incidents_open_biller_id", "incidents")
    op.drop_table("incidents")
    # What staff paused is sold again: a version that knows no reasons would try it as an outage.
    op.execute("UPDATE outages SET ended_at = began_at WHERE reason IS NOT NULL AND ended_at IS NULL")
    with op.batch_alter_table("outages") as outages:
        outages.drop_column("reason")


def _wait_for_locks_briefly() -> None:
    # A change that waits for a table makes everybody else wait behind it. Better to fail and try again.
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '4s'")
