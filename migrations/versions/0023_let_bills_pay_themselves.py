"""Let bills pay themselves: schedules, and each of their occurrences.

New tables alone: whoever still runs the version before knows nothing of them.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0023"
down_revision: str | None = "0022"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_KEY = sa.String().with_variant(sa.Text(collation="C"), "postgresql")
_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    _wait_for_locks_briefly()
    op.create_table(
        "schedules",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("customer_id", _KEY, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", _TIME, nullable=False),
        sa.Column("status", _KEY, nullable=False),
        sa.Column("reason", _KEY),
        sa.Column("occurrence", _KEY),
        sa.Column("look_at", _TIME),
        sa.Column("needed", sa.BigInteger()),
        sa.Column("failures", sa.SmallInteger(), nullable=False),
        sa.Column("claimed_until", _TIME),
        sa.CheckConstraint("failures >= 0", name=op.f("ck_schedules_failures_counted")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_schedules_customer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_schedules")),
    )
    op.create_index("ix_schedules_customer_id", "schedules", ["customer_id"])
    for name, column, where in (
        ("ix_schedules_due", "look_at", "look_at IS NOT NULL"),
        ("ix_schedules_short", "customer_id", "needed IS NOT NULL"),
    ):
        op.create_index(
            name, "schedules", [column], postgresql_where=sa.text(where), sqlite_where=sa.text(where)
        )
    op.create_table(
        "schedule_runs",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("schedule_id", _KEY, nullable=False),
        sa.Column("customer_id", _KEY, nullable=False),
        sa.Column("occurrence", _KEY, nullable=False),
        sa.Column("announced_at", _TIME, nullable=False),
        sa.Column("due_at", _TIME, nullable=False),
        sa.Column("state", _KEY, nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("first_try_at", _TIME),
        sa.Column("next_try_at", _TIME),
        sa.Column("payment_id", _KEY),
        sa.Column("reason", _KEY),
        sa.Column("ended_at", _TIME),
        sa.CheckConstraint(
            "(state = 'paid') = (payment_id IS NOT NULL)", name=op.f("ck_schedule_runs_paid_has_payment")
        ),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_schedule_runs_customer_id")),
        sa.ForeignKeyConstraint(["schedule_id"], ["schedules.id"], name=op.f("fk_schedule_runs_schedule_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_schedule_runs")),
        sa.UniqueConstraint("payment_id", name=op.f("uq_schedule_runs_payment_id")),
        sa.UniqueConstraint(
            "schedule_id", "occurrence", name=op.f("uq_schedule_runs_schedule_id_occurrence")
        ),
    )
    op.create_index("ix_schedule_runs_customer_id", "schedule_runs", ["customer_id"])


def downgrade() -> None:
    _wait_for_locks_briefly()
    op.drop_table("schedule_runs")
    op.drop_table("schedules")


def _wait_for_locks_briefly() -> None:
    # A change that waits for a table makes everybody else wait behind it. Better to fail and try again.
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '4s'")
