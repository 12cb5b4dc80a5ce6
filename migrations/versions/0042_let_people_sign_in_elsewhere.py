"""Let customers sign in elsewhere than in the chat: passwords, sessions, refresh tokens.

On a large PostgreSQL database the tables are new and empty, so nobody waits.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0042"
down_revision: str | None = "0041"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_KEY = sa.String().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    _wait_for_locks_briefly()
    op.create_table(
        "passwords",
        sa.Column("customer_id", _KEY, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("wrong", sa.SmallInteger, nullable=False),
        sa.Column("locked_until", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("customer_id", name=op.f("pk_passwords")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_passwords_customer_id")),
    )
    op.create_table(
        "sessions",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("customer_id", _KEY, nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.Column("ended_by", _KEY),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sessions")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_sessions_customer_id")),
    )
    op.create_index(op.f("ix_sessions_customer_id"), "sessions", ["customer_id"])
    op.create_table(
        "refresh_tokens",
        sa.Column("digest", _KEY, nullable=False),
        sa.Column("session_id", _KEY, nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_refresh_tokens")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["sessions.id"], name=op.f("fk_refresh_tokens_session_id"), ondelete="CASCADE"
        ),
    )
    op.create_index(op.f("ix_refresh_tokens_session_id"), "refresh_tokens", ["session_id"])
    op.create_index(op.f("ix_refresh_tokens_expires_at"), "refresh_tokens", ["expires_at"])


def downgrade() -> None:
    _wait_for_locks_briefly()
    for table in ("refresh_tokens", "sessions", "passwords"):
        op.drop_table(table)


def _wait_for_locks_briefly() -> None:
    # A change that waits for a table makes everybody else wait behind it. Better to fail and try again.
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '4s'")
