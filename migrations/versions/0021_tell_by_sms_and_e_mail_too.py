"""Tell people by SMS and e-mail too, as they choose, and tell what is urgent first.

On a large PostgreSQL database build the index before, while everything goes on, and this finds it there:
CREATE INDEX CONCURRENTLY ix_outbox_urgency_due_at ON outbox (urgency, due_at) WHERE sent_at IS NULL
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0021"
down_revision: str | None = "0020"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_KEY = sa.String().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    _wait_for_locks_briefly()
    op.add_column("outbox", sa.Column("urgency", sa.SmallInteger(), nullable=False, server_default="0"))
    op.add_column("outbox", sa.Column("begun_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "ix_outbox_urgency_due_at",
        "outbox",
        ["urgency", "due_at"],
        if_not_exists=True,
        postgresql_where=sa.text("sent_at IS NULL"),
        sqlite_where=sa.text("sent_at IS NULL"),
    )
    op.create_index("ix_text_messages_sent_at", "text_messages", ["sent_at"], if_not_exists=True)
    op.create_table(
        "echoes",
        sa.Column("key", _KEY, nullable=False),
        sa.Column("channel", _KEY, nullable=False),
        sa.Column("kind", _KEY, nullable=False),
        sa.Column("subject_id", _KEY, nullable=False),
        sa.Column("customer_id", _KEY, nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("key", "channel", name=op.f("pk_echoes")),
    )
    op.create_index(
        "ix_echoes_due_at",
        "echoes",
        ["due_at"],
        postgresql_where=sa.text("done_at IS NULL"),
        sqlite_where=sa.text("done_at IS NULL"),
    )
    op.create_index("ix_echoes_customer_id", "echoes", ["customer_id"])
    op.create_table(
        "echo_choices",
        sa.Column("customer_id", _KEY, nullable=False),
        sa.Column("event", _KEY, nullable=False),
        sa.Column("channel", _KEY, nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_echo_choices_customer_id")),
        sa.PrimaryKeyConstraint("customer_id", "event", "channel", name=op.f("pk_echo_choices")),
    )
    op.create_table(
        "leases",
        sa.Column("name", _KEY, nullable=False),
        sa.Column("holder", _KEY, nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_leases")),
    )


def downgrade() -> None:
    _wait_for_locks_briefly()
    op.drop_table("leases")
    op.drop_table("echo_choices")
    op.drop_table("echoes")
    op.drop_index("ix_text_messages_sent_at", "text_messages", if_exists=True)
    op.drop_index("ix_outbox_urgency_due_at", "outbox", if_exists=True)
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_column("begun_at")
        batch_op.drop_column("urgency")


def _wait_for_locks_briefly() -> None:
    # A change that waits for a table makes everybody else wait behind it. Better to fail and try again.
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '4s'")
