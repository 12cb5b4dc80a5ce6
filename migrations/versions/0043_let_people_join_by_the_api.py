"""Let people join and pay by the HTTP API: who wants to join, requests that come again, sheets that wait.

A one-time code may now go to somebody who is about to become a customer, so its foreign key goes. Nothing is
rewritten on PostgreSQL: three tables are new and empty, and a constraint is dropped.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0043"
down_revision: str | None = "0042"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_KEY = sa.String().with_variant(sa.Text(collation="C"), "postgresql")
_CUSTOMERS_OF_CODES = "fk_one_time_codes_customer_id"


def upgrade() -> None:
    _wait_for_locks_briefly()
    op.create_table(
        "joinings",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("phone", sa.LargeBinary, nullable=False),
        sa.Column("phone_index", sa.LargeBinary, nullable=False),
        sa.Column("name", sa.LargeBinary, nullable=False),
        sa.Column("language", _KEY, nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_joinings")),
        sa.UniqueConstraint("phone_index", name=op.f("uq_joinings_phone_index")),
    )
    op.create_index(op.f("ix_joinings_begun_at"), "joinings", ["begun_at"])
    op.create_table(
        "idempotency_keys",
        sa.Column("customer_id", _KEY, nullable=False),
        sa.Column("key", _KEY, nullable=False),
        sa.Column("fingerprint", _KEY, nullable=False),
        sa.Column("subject_id", _KEY, nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.SmallInteger),
        sa.Column("answer", sa.LargeBinary),
        sa.PrimaryKeyConstraint("customer_id", "key", name=op.f("pk_idempotency_keys")),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name=op.f("fk_idempotency_keys_customer_id")
        ),
    )
    op.create_index(op.f("ix_idempotency_keys_asked_at"), "idempotency_keys", ["asked_at"])
    op.create_table(
        "open_sheets",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("customer_id", _KEY, nullable=False),
        sa.Column("kind", _KEY, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_open_sheets")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_open_sheets_customer_id")),
    )
    op.create_index(op.f("ix_open_sheets_customer_id"), "open_sheets", ["customer_id"])
    op.create_index(op.f("ix_open_sheets_expires_at"), "open_sheets", ["expires_at"])
    with op.batch_alter_table("one_time_codes", schema=None) as batch_op:
        batch_op.drop_constraint(_CUSTOMERS_OF_CODES, type_="foreignkey")


def downgrade() -> None:
    _wait_for_locks_briefly()
    op.execute("DELETE FROM one_time_codes WHERE customer_id NOT IN (SELECT id FROM customers)")
    with op.batch_alter_table("one_time_codes", schema=None) as batch_op:
        batch_op.create_foreign_key(_CUSTOMERS_OF_CODES, "customers", ["customer_id"], ["id"])
    for table in ("open_sheets", "idempotency_keys", "joinings"):
        op.drop_table(table)


def _wait_for_locks_briefly() -> None:
    # A change that waits for a table makes everybody else wait behind it. Better to fail and try again.
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '4s'")
