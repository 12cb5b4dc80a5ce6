"""Let staff look at documents that wait, write to a customer, and have a colleague choose a new PIN.

On a large PostgreSQL database make the index first, without stopping anybody; then this has nothing to do:
CREATE INDEX CONCURRENTLY ix_address_proofs_waiting ON address_proofs (handed_in_at, id)
WHERE status = 'waiting'
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0039"
down_revision: str | None = "0038"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_KEY = sa.String().with_variant(sa.Text(collation="C"), "postgresql")
_MOMENT = sa.DateTime(timezone=True)
_WAITING = sa.text("status = 'waiting'")


def upgrade() -> None:
    _wait_for_locks_briefly()
    op.create_table(
        "staff_pin_resets",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("count", sa.SmallInteger(), nullable=False),
        sa.Column("reset_at", _MOMENT, nullable=False),
        sa.Column("by", _KEY, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_pin_resets")),
    )
    op.add_column("staff_pins", sa.Column("resets", sa.SmallInteger(), nullable=True))
    op.create_table(
        "staff_messages",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("customer_id", _KEY, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("by", _KEY, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_messages")),
    )
    op.create_index("ix_staff_messages_customer_id_at", "staff_messages", ["customer_id", "at"])
    op.create_index(
        "ix_address_proofs_waiting",
        "address_proofs",
        ["handed_in_at", "id"],
        if_not_exists=True,
        postgresql_where=_WAITING,
        sqlite_where=_WAITING,
    )


def downgrade() -> None:
    _wait_for_locks_briefly()
    op.drop_index(
        "ix_address_proofs_waiting", "address_proofs", postgresql_where=_WAITING, sqlite_where=_WAITING
    )
    op.drop_table("staff_messages")
    with op.batch_alter_table("staff_pins", schema=None) as batch_op:
        batch_op.drop_column("resets")
    op.drop_table("staff_pin_resets")


def _wait_for_locks_briefly() -> None:
    # A change that waits for a table makes everybody else wait behind it. Better to fail and try again.
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '4s'")
