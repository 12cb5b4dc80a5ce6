"""One-time codes, e-mail addresses, and what became of text messages."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0008"
down_revision: str | None = "0007"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_KEY = sa.String().with_variant(sa.Text(collation="C"), "postgresql")
_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    _wait_for_locks_briefly()
    op.create_table(
        "one_time_codes",
        sa.Column("customer_id", _KEY, nullable=False),
        sa.Column("purpose", _KEY, nullable=False),
        sa.Column("id", _KEY, nullable=False),
        sa.Column("about", _KEY, nullable=False),
        sa.Column("channel", _KEY, nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("asked_at", _TIME, nullable=False),
        sa.Column("expires_at", _TIME, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("asked", sa.SmallInteger(), nullable=False),
        sa.Column("tries", sa.SmallInteger(), nullable=False),
        sa.Column("last_try", _KEY),
        sa.Column("confirmed_at", _TIME),
        sa.Column("unsent_at", _TIME),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name=op.f("fk_one_time_codes_customer_id")
        ),
        sa.PrimaryKeyConstraint("customer_id", "purpose", name=op.f("pk_one_time_codes")),
    )
    op.create_table(
        "e_mails",
        sa.Column("customer_id", _KEY, nullable=False),
        sa.Column("address", sa.LargeBinary()),
        sa.Column("address_index", sa.LargeBinary()),
        sa.Column("confirmed_at", _TIME),
        sa.Column("pending", sa.LargeBinary()),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_e_mails_customer_id")),
        sa.PrimaryKeyConstraint("customer_id", name=op.f("pk_e_mails")),
    )
    op.create_index("ix_e_mails_address_index", "e_mails", ["address_index"])
    op.create_table(
        "text_messages",
        sa.Column("vendor", _KEY, nullable=False),
        sa.Column("message_id", _KEY, nullable=False),
        sa.Column("customer_id", _KEY, nullable=False),
        sa.Column("subject_id", _KEY, nullable=False),
        sa.Column("segments", sa.SmallInteger(), nullable=False),
        sa.Column("sent_at", _TIME, nullable=False),
        sa.Column("status", _KEY, nullable=False),
        sa.Column("reason", sa.Text()),
        sa.Column("reported_at", _TIME),
        sa.PrimaryKeyConstraint("vendor", "message_id", name=op.f("pk_text_messages")),
    )


def downgrade() -> None:
    _wait_for_locks_briefly()
    op.drop_table("text_messages")
    op.drop_index("ix_e_mails_address_index", table_name="e_mails")
    op.drop_table("e_mails")
    op.drop_table("one_time_codes")


def _wait_for_locks_briefly() -> None:
    # A change that waits for a table makes everybody else wait behind it. Better to fail and try again.
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '4s'")
