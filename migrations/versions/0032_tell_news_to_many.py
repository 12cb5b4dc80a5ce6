"""Let staff tell news to many, and customers say whether they want them.

On a large PostgreSQL database both tables are new and empty, so nobody waits.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0032"
down_revision: str | None = "0031"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_KEY = sa.String().with_variant(sa.Text(collation="C"), "postgresql")
_TIME = sa.DateTime(timezone=True)
_ON = "status = 'on'"


def upgrade() -> None:
    _wait_for_locks_briefly()
    op.create_table(
        "broadcasts",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("number", sa.BigInteger, nullable=False),
        sa.Column("segment", _KEY, nullable=False),
        sa.Column("people", sa.Integer, nullable=False),
        sa.Column("maker", _KEY, nullable=False),
        sa.Column("drafted_at", _TIME, nullable=False),
        sa.Column("texts", sa.Text, nullable=False),
        sa.Column("status", _KEY, nullable=False),
        sa.Column("starts_at", _TIME),
        sa.Column("changed_at", _TIME),
        sa.Column("most", sa.Integer),
        sa.Column("owed", sa.Integer, nullable=False),
        sa.Column("reached", _KEY, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_broadcasts")),
        sa.UniqueConstraint("number", name=op.f("uq_broadcasts_number")),
    )
    op.create_index(
        "ix_broadcasts_on",
        "broadcasts",
        ["starts_at"],
        postgresql_where=sa.text(_ON),
        sqlite_where=sa.text(_ON),
    )
    op.create_table(
        "news_consents",
        sa.Column("customer_id", _KEY, nullable=False),
        sa.Column("given_at", _TIME, nullable=False),
        sa.Column("withdrawn_at", _TIME),
        sa.PrimaryKeyConstraint("customer_id", name=op.f("pk_news_consents")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_news_consents_customer_id")),
    )


def downgrade() -> None:
    _wait_for_locks_briefly()
    # A version that knows no news could not say what these messages are.
    op.execute("DELETE FROM outbox WHERE kind = 'broadcast'")
    op.drop_table("news_consents")
    op.drop_index("ix_broadcasts_on", "broadcasts")
    op.drop_table("broadcasts")


def _wait_for_locks_briefly() -> None:
    # A change that waits for a table makes everybody else wait behind it. Better to fail and try again.
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '4s'")
