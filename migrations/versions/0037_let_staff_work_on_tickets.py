"""Keep how a ticket stands, who has it, and what was said about it.

The version before this one goes on reading and writing `status`. What it opens meanwhile has no `id` and no
`state`, and gets them from this one when it looks. The tickets are few, so nobody waits for an index.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0037"
down_revision: str | None = "0036"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_KEY = sa.String().with_variant(sa.Text(collation="C"), "postgresql")
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _wait_for_locks_briefly()
    with op.batch_alter_table("tickets", schema=None) as batch_op:
        batch_op.add_column(sa.Column("id", _KEY))
        batch_op.add_column(sa.Column("state", _KEY))
        batch_op.add_column(sa.Column("taken_by", sa.BigInteger))
        batch_op.add_column(sa.Column("waits_for", _KEY))
        batch_op.add_column(sa.Column("first_answer_at", _MOMENT))
        batch_op.add_column(sa.Column("reopened_at", _MOMENT))
        batch_op.add_column(sa.Column("is_well", sa.Boolean, nullable=False, server_default=sa.text("false")))
        batch_op.add_column(sa.Column("card", sa.BigInteger))
        batch_op.create_unique_constraint(op.f("uq_tickets_id"), ["id"])
        batch_op.create_index(
            "ix_tickets_answer_by_number",
            ["answer_by", "number"],
            postgresql_where=sa.text("closed_at IS NULL"),
            sqlite_where=sa.text("closed_at IS NULL"),
        )
        batch_op.create_index("ix_tickets_state_number", ["state", "number"])
        batch_op.create_index("ix_tickets_opened_at", ["opened_at"])
    op.create_table(
        "ticket_messages",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("customer_id", _KEY, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("author", _KEY),
        sa.Column("is_hers", sa.Boolean, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket_messages")),
    )
    with op.batch_alter_table("ticket_messages", schema=None) as batch_op:
        batch_op.create_index("ix_ticket_messages_number_id", ["number", "id"])
        batch_op.create_index("ix_ticket_messages_customer_id_at", ["customer_id", "at"])


def downgrade() -> None:
    _wait_for_locks_briefly()
    op.drop_table("ticket_messages")
    with op.batch_alter_table("tickets", schema=None) as batch_op:
        batch_op.drop_index("ix_tickets_opened_at")
        batch_op.drop_index("ix_tickets_state_number")
        batch_op.drop_index(
            "ix_tickets_answer_by_number",
            postgresql_where=sa.text("closed_at IS NULL"),
            sqlite_where=sa.text("closed_at IS NULL"),
        )
        batch_op.drop_constraint(op.f("uq_tickets_id"), type_="unique")
        for column in (
            *("card", "is_well", "reopened_at", "first_answer_at", "waits_for"),
            *("taken_by", "state", "id"),
        ):
            batch_op.drop_column(column)


def _wait_for_locks_briefly() -> None:
    # A change that waits for a table makes everybody else wait behind it. Better to fail and try again.
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '4s'")
