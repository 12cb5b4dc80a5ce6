"""Let staff have roles and PINs, let two people agree, and keep what they did where nobody can change it."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0029"
down_revision: str | None = "0028"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_KEY = sa.String().with_variant(sa.Text(collation="C"), "postgresql")
_TIME = sa.DateTime(timezone=True)
_OPEN = sa.text("status = 'open'")

# Rows are kept for 7 years, as the law demands. Older ones may go; nothing is ever changed.
_ON_POSTGRES = """
    CREATE FUNCTION keep_audit_log() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'DELETE' AND OLD.at < now() - interval '7 years' THEN
            RETURN OLD;
        END IF;
        RAISE EXCEPTION 'the audit log is only added to';
    END $$;
    CREATE TRIGGER audit_log_is_kept BEFORE UPDATE OR DELETE ON audit_log
        FOR EACH ROW EXECUTE FUNCTION keep_audit_log();
    CREATE TRIGGER audit_log_is_not_emptied BEFORE TRUNCATE ON audit_log
        FOR EACH STATEMENT EXECUTE FUNCTION keep_audit_log()
"""
_ON_SQLITE = """
    CREATE TRIGGER audit_log_is_not_changed BEFORE UPDATE ON audit_log
    BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END;
    CREATE TRIGGER audit_log_is_kept BEFORE DELETE ON audit_log
    WHEN OLD.at >= datetime('now', '-7 years')
    BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END
"""


def upgrade() -> None:
    _wait_for_locks_briefly()
    op.create_table(
        "staff_roles",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("telegram_id", sa.BigInteger(), nullable=False),
        sa.Column("role", _KEY, nullable=False),
        sa.Column("from_at", _TIME, nullable=False),
        sa.Column("granted_by", _KEY, nullable=False),
        sa.Column("until_at", _TIME),
        sa.Column("ended_by", _KEY),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_roles")),
    )
    op.create_table(
        "staff_pins",
        sa.Column("staff", _KEY, nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("wrong", sa.SmallInteger(), nullable=False),
        sa.Column("locked_until", _TIME),
        sa.Column("reset_needed", sa.Boolean(), nullable=False),
        sa.Column("last_try", _KEY),
        sa.PrimaryKeyConstraint("staff", name=op.f("pk_staff_pins")),
    )
    op.create_table(
        "staff_requests",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("act", _KEY, nullable=False),
        sa.Column("subject_id", _KEY, nullable=False),
        sa.Column("customer_id", _KEY),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("maker", _KEY, nullable=False),
        sa.Column("asked_at", _TIME, nullable=False),
        sa.Column("expires_at", _TIME, nullable=False),
        sa.Column("needs_second", sa.Boolean(), nullable=False),
        sa.Column("status", _KEY, nullable=False),
        sa.Column("checker", _KEY),
        sa.Column("decided_at", _TIME),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_staff_requests_amount_not_negative")),
        sa.CheckConstraint("checker IS NULL OR checker <> maker", name=op.f("ck_staff_requests_two_people")),
        sa.CheckConstraint(
            "status <> 'done' OR needs_second = (checker IS NOT NULL)",
            name=op.f("ck_staff_requests_second_person_where_needed"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_requests")),
        sa.UniqueConstraint("number", name=op.f("uq_staff_requests_number")),
    )
    op.create_index(
        "ix_staff_requests_open", "staff_requests", ["number"], postgresql_where=_OPEN, sqlite_where=_OPEN
    )
    op.create_index("ix_staff_requests_subject_id_number", "staff_requests", ["subject_id", "number"])
    op.create_index("ix_staff_requests_customer_id_number", "staff_requests", ["customer_id", "number"])
    op.create_table(
        "staff_refunds",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("customer_id", _KEY, nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.Column("alone", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("alone >= 0 AND alone <= total", name=op.f("ck_staff_refunds_alone_within_total")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_refunds")),
    )
    op.create_table(
        "audit_log",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("at", _TIME, nullable=False),
        sa.Column("actor", _KEY, nullable=False),
        sa.Column("act", _KEY, nullable=False),
        sa.Column("subject_id", _KEY, nullable=False),
        sa.Column("customer_id", _KEY),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("previous", _KEY, nullable=False),
        sa.Column("hash", _KEY, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_log")),
    )
    for columns in (["actor", "id"], ["subject_id", "id"], ["customer_id", "id"]):
        op.create_index(f"ix_audit_log_{'_'.join(columns)}", "audit_log", columns)
    op.create_table(
        "audit_heads",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("hash", _KEY, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_heads")),
    )
    triggers = _ON_POSTGRES if op.get_bind().dialect.name == "postgresql" else _ON_SQLITE
    for statement in _statements(triggers):
        op.execute(statement)


def downgrade() -> None:
    _wait_for_locks_briefly()
    for name in (
        "audit_heads",
        "audit_log",
        "staff_refunds",
        "staff_requests",
        "staff_pins",
        "staff_roles",
    ):
        op.drop_table(name)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION keep_audit_log()")


def _statements(triggers: str) -> list[str]:
    """Return what begins with CREATE, one by one: neither driver takes several at once."""
    return [f"CREATE {each.strip().removesuffix(';')}" for each in triggers.split("CREATE ")[1:]]


def _wait_for_locks_briefly() -> None:
    # A change that waits for a table makes everybody else wait behind it. Better to fail and try again.
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '4s'")
