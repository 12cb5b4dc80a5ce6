"""Customers can prove who they are, and choose a word that every sheet shows."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0017"
down_revision: str | None = "0016"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_KEY = sa.String().with_variant(sa.Text(collation="C"), "postgresql")
_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    _wait_for_locks_briefly()
    op.create_table(
        "identities",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("kind", _KEY, nullable=False),
        sa.Column("ends", _KEY, nullable=False),
        sa.Column("verified_at", _TIME, nullable=False),
        sa.ForeignKeyConstraint(["id"], ["customers.id"], name=op.f("fk_identities_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identities")),
    )
    op.create_table(
        "identity_tries",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("customer_id", _KEY, nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name=op.f("fk_identity_tries_customer_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_tries")),
    )
    op.create_table(
        "address_proofs",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("file_id", sa.LargeBinary(), nullable=False),
        sa.Column("is_photo", sa.Boolean(), nullable=False),
        sa.Column("handed_in_at", _TIME, nullable=False),
        sa.Column("answer_by", _TIME, nullable=False),
        sa.Column("status", _KEY, nullable=False),
        sa.Column("fault", _KEY),
        sa.Column("decided_at", _TIME),
        sa.Column("decided_by", _KEY),
        sa.ForeignKeyConstraint(["id"], ["customers.id"], name=op.f("fk_address_proofs_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_address_proofs")),
    )
    op.create_table(
        "safe_words",
        sa.Column("customer_id", _KEY, nullable=False),
        sa.Column("word", sa.LargeBinary(), nullable=False),
        sa.Column("chosen_at", _TIME, nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_safe_words_customer_id")),
        sa.PrimaryKeyConstraint("customer_id", name=op.f("pk_safe_words")),
    )


def downgrade() -> None:
    _wait_for_locks_briefly()
    for table in ("safe_words", "address_proofs", "identity_tries", "identities"):
        op.drop_table(table)


def _wait_for_locks_briefly() -> None:
    # A change that waits for a table makes everybody else wait behind it. Better to fail and try again.
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '4s'")
