"""Let several processes handle updates: who holds whose lane, and who is still there.

Two small tables, new and empty: nothing waits. What a version keeps that does not know them is left to it for
ten seconds, then found.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0048"
down_revision: str | None = "0047"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_KEY = sa.String().with_variant(sa.Text(collation="C"), "postgresql")
_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    _wait_for_locks_briefly()
    op.create_table(
        "lanes",
        sa.Column("lane", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("holder", _KEY, nullable=True),
        sa.Column("claim", sa.BigInteger(), nullable=False),
        sa.Column("kept", sa.BigInteger(), nullable=False),
        sa.Column("done", sa.BigInteger(), nullable=False),
        sa.Column("changed_at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("lane", name=op.f("pk_lanes")),
        postgresql_with={"fillfactor": "50"},
    )
    op.create_table(
        "processes",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("machine", _KEY, nullable=False),
        sa.Column("pid", sa.Integer(), nullable=False),
        sa.Column("seen_at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_processes")),
    )


def downgrade() -> None:
    _wait_for_locks_briefly()
    op.drop_table("processes")
    op.drop_table("lanes")


def _wait_for_locks_briefly() -> None:
    # A change that waits for a table makes everybody else wait behind it. Better to fail and try again.
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '4s'")
