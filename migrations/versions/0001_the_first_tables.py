"""The first tables."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0001"
down_revision: str | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    _wait_for_locks_briefly()
    op.create_table(
        "billers",
        sa.Column("id", sa.String().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("short_name", sa.Text(), nullable=False),
        sa.Column("category", sa.String().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("minimum", sa.BigInteger(), nullable=False),
        sa.Column("maximum", sa.BigInteger(), nullable=False),
        sa.Column("services", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("on_sale", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_billers")),
    )
    op.create_table(
        "budgets",
        sa.Column("name", sa.String().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("used", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", "day", name=op.f("pk_budgets")),
    )
    op.create_table(
        "cases",
        sa.Column("id", sa.String().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("kind", sa.String().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column(
            "subject_id", sa.String().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False
        ),
        sa.Column(
            "customer_id", sa.String().with_variant(sa.Text(collation="C"), "postgresql"), nullable=True
        ),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deadline_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cases")),
    )
    op.create_table(
        "conversations",
        sa.Column("key", sa.String().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_conversations")),
        postgresql_with={"fillfactor": "50"},
    )
    op.create_table(
        "customers",
        sa.Column("id", sa.String().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("telegram_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("phone", sa.LargeBinary(), nullable=False),
        sa.Column("phone_index", sa.LargeBinary(), nullable=False),
        sa.Column("language", sa.String().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column(
            "referral_code", sa.String().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("reachable", sa.Boolean(), server_default=sa.text("(true)"), nullable=False),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customers")),
        sa.UniqueConstraint("phone_index", name=op.f("uq_customers_phone_index")),
        sa.UniqueConstraint("referral_code", name=op.f("uq_customers_referral_code")),
        sa.UniqueConstraint("telegram_id", name=op.f("uq_customers_telegram_id")),
    )
    op.create_table(
        "inbox",
        sa.Column("update_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("lane", sa.BigInteger(), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("handled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failure", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("update_id", name=op.f("pk_inbox")),
    )
    with op.batch_alter_table("inbox", schema=None) as batch_op:
        batch_op.create_index(
            "ix_inbox_waiting",
            ["update_id"],
            unique=False,
            postgresql_where=sa.text("handled_at IS NULL"),
            sqlite_where=sa.text("handled_at IS NULL"),
        )

    op.create_table(
        "journal_entries",
        sa.Column("key", sa.String().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("kind", sa.String().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column(
            "subject_id", sa.String().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("reverses", sa.String().with_variant(sa.Text(collation="C"), "postgresql"), nullable=True),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_journal_entries")),
    )
    op.create_table(
        "outbox",
        sa.Column("key", sa.String().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("kind", sa.String().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column(
            "subject_id", sa.String().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False
        ),
        sa.Column(
            "customer_id", sa.String().with_variant(sa.Text(collation="C"), "postgresql"), nullable=True
        ),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("failure", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_outbox")),
    )
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index(
            "ix_outbox_due",
            ["due_at"],
            unique=False,
            postgresql_where=sa.text("sent_at IS NULL"),
            sqlite_where=sa.text("sent_at IS NULL"),
        )

    op.create_table(
        "payment_states",
        sa.Column(
            "payment_id", sa.String().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("status", sa.String().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("deadline_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempt", sa.SmallInteger(), nullable=False),
        sa.Column("requery_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cost", sa.BigInteger(), nullable=True),
        sa.Column("delivery", sa.LargeBinary(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("extended", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("payment_id", name=op.f("pk_payment_states")),
        postgresql_with={"fillfactor": "60"},
    )
    with op.batch_alter_table("payment_states", schema=None) as batch_op:
        batch_op.create_index(
            "ix_payment_states_due",
            ["requery_at"],
            unique=False,
            postgresql_where=sa.text("requery_at IS NOT NULL"),
            sqlite_where=sa.text("requery_at IS NOT NULL"),
        )

    op.create_table(
        "payments",
        sa.Column("id", sa.String().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column(
            "customer_id", sa.String().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False
        ),
        sa.Column(
            "biller_id", sa.String().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("category", sa.String().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("recipient", sa.LargeBinary(), nullable=False),
        sa.Column("recipient_index", sa.LargeBinary(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("fee", sa.BigInteger(), nullable=False),
        sa.Column("vat", sa.BigInteger(), nullable=False),
        sa.Column("cashback_used", sa.BigInteger(), nullable=False),
        sa.Column("cashback_earned", sa.BigInteger(), nullable=False),
        sa.Column(
            "cashback_rule", sa.String().with_variant(sa.Text(collation="C"), "postgresql"), nullable=True
        ),
        sa.Column(
            "sheet_hash", sa.String().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("card", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("amount > 0", name=op.f("ck_payments_amount_positive")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payments")),
    )
    with op.batch_alter_table("payments", schema=None) as batch_op:
        batch_op.create_index("ix_payments_customer_id_id", ["customer_id", "id"], unique=False)

    op.create_table(
        "postings",
        sa.Column(
            "entry_key", sa.String().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("line", sa.SmallInteger(), nullable=False),
        sa.Column("account", sa.String().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column(
            "customer_id", sa.String().with_variant(sa.Text(collation="C"), "postgresql"), nullable=True
        ),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("amount <> 0", name=op.f("ck_postings_amount_not_zero")),
        sa.PrimaryKeyConstraint("entry_key", "line", name=op.f("pk_postings")),
    )
    op.create_table(
        "vend_attempts",
        sa.Column(
            "payment_id", sa.String().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("n", sa.SmallInteger(), nullable=False),
        sa.Column("vendor", sa.String().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column(
            "request_id", sa.String().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("marked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("requeries", sa.Integer(), nullable=False),
        sa.Column("not_found", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("payment_id", "n", name=op.f("pk_vend_attempts")),
        sa.UniqueConstraint("request_id", name=op.f("uq_vend_attempts_request_id")),
        postgresql_with={"fillfactor": "70"},
    )
    op.create_table(
        "customer_accounts",
        sa.Column(
            "customer_id", sa.String().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("wallet", sa.BigInteger(), nullable=False),
        sa.Column("cashback", sa.BigInteger(), nullable=False),
        sa.Column("held", sa.BigInteger(), nullable=False),
        sa.Column("tier", sa.SmallInteger(), nullable=False),
        sa.Column("restricted_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("usage", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.CheckConstraint("cashback >= 0", name=op.f("ck_customer_accounts_cashback_not_negative")),
        sa.CheckConstraint("held >= 0", name=op.f("ck_customer_accounts_held_not_negative")),
        sa.CheckConstraint("wallet >= 0", name=op.f("ck_customer_accounts_wallet_not_negative")),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name=op.f("fk_customer_accounts_customer_id")
        ),
        sa.PrimaryKeyConstraint("customer_id", name=op.f("pk_customer_accounts")),
        postgresql_with={"fillfactor": "70"},
    )
    op.create_table(
        "name_checks",
        sa.Column(
            "customer_id", sa.String().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("recipient_index", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_name_checks_customer_id")),
        sa.PrimaryKeyConstraint("customer_id", "day", "recipient_index", name=op.f("pk_name_checks")),
    )
    op.create_table(
        "pins",
        sa.Column(
            "customer_id", sa.String().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("wrong", sa.SmallInteger(), nullable=False),
        sa.Column("locked_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reset_needed", sa.Boolean(), nullable=False),
        sa.Column("last_try", sa.String().with_variant(sa.Text(collation="C"), "postgresql"), nullable=True),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_pins_customer_id")),
        sa.PrimaryKeyConstraint("customer_id", name=op.f("pk_pins")),
    )
    op.create_table(
        "top_ups",
        sa.Column("id", sa.String().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column(
            "customer_id", sa.String().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False
        ),
        sa.Column(
            "processor", sa.String().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.String().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("checkout_url", sa.Text(), nullable=True),
        sa.Column("verify_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("verifications", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("card", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_top_ups_customer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_top_ups")),
    )
    with op.batch_alter_table("top_ups", schema=None) as batch_op:
        batch_op.create_index("ix_top_ups_customer_id_id", ["customer_id", "id"], unique=False)
        batch_op.create_index(
            "ix_top_ups_due",
            ["verify_at"],
            unique=False,
            postgresql_where=sa.text("verify_at IS NOT NULL"),
            sqlite_where=sa.text("verify_at IS NOT NULL"),
        )


def downgrade() -> None:
    _wait_for_locks_briefly()
    with op.batch_alter_table("top_ups", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_top_ups_due",
            postgresql_where=sa.text("verify_at IS NOT NULL"),
            sqlite_where=sa.text("verify_at IS NOT NULL"),
        )
        batch_op.drop_index("ix_top_ups_customer_id_id")

    op.drop_table("top_ups")
    op.drop_table("pins")
    op.drop_table("name_checks")
    op.drop_table("customer_accounts")
    op.drop_table("vend_attempts")
    op.drop_table("postings")
    with op.batch_alter_table("payments", schema=None) as batch_op:
        batch_op.drop_index("ix_payments_customer_id_id")

    op.drop_table("payments")
    with op.batch_alter_table("payment_states", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_payment_states_due",
            postgresql_where=sa.text("requery_at IS NOT NULL"),
            sqlite_where=sa.text("requery_at IS NOT NULL"),
        )

    op.drop_table("payment_states")
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_outbox_due",
            postgresql_where=sa.text("sent_at IS NULL"),
            sqlite_where=sa.text("sent_at IS NULL"),
        )

    op.drop_table("outbox")
    op.drop_table("journal_entries")
    with op.batch_alter_table("inbox", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_inbox_waiting",
            postgresql_where=sa.text("handled_at IS NULL"),
            sqlite_where=sa.text("handled_at IS NULL"),
        )

    op.drop_table("inbox")
    op.drop_table("customers")
    op.drop_table("conversations")
    op.drop_table("cases")
    op.drop_table("budgets")
    op.drop_table("billers")


def _wait_for_locks_briefly() -> None:
    # A change that waits for a table makes everybody else wait behind it. Better to fail and try again.
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL lock_timeout = '4s'")
