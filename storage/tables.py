"""Every table. Rows become values in the module of their subject."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from storage.columns import Key, Kobo, Sealed, UtcTime
from storage.metadata import metadata
from storage.tables_api import idempotency_keys, joinings, open_sheets
from storage.tables_broadcasts import broadcasts, news_consents
from storage.tables_cases import cases, ticket_messages, tickets
from storage.tables_chargebacks import chargebacks
from storage.tables_expiries import expiries
from storage.tables_freezing import freeze_codes, freeze_tries
from storage.tables_identity import address_proofs, identities, identity_tries, safe_words
from storage.tables_ledger import budgets, customer_accounts, house_balances, journal_entries, postings
from storage.tables_light import meters
from storage.tables_messages import (
    e_mails,
    echo_choices,
    echoes,
    leases,
    one_time_codes,
    text_messages,
)
from storage.tables_personal_accounts import inflows, personal_accounts
from storage.tables_privacy import access_log, deletions
from storage.tables_reconciliation import breaks, statement_days, statement_lines
from storage.tables_rewards import promo_codes, promo_uses, referrals
from storage.tables_risk import risk_reviews
from storage.tables_rules import rule_changes, rule_counts
from storage.tables_running import incidents, staff_digests
from storage.tables_schedules import schedule_runs, schedules
from storage.tables_sign_ins import passwords, refresh_tokens, sessions
from storage.tables_staff import (
    audit_heads,
    audit_log,
    staff_messages,
    staff_pin_resets,
    staff_pins,
    staff_refunds,
    staff_requests,
    staff_roles,
)
from storage.tables_stats import hourly_sales, sales_days
from storage.tables_transfers import telegram_names, transfers
from storage.tables_updates import inbox, lanes, processes
from storage.tables_withdrawals import account_checks, bank_accounts, recent_withdrawals, withdrawals

__all__ = [  # kept elsewhere, found here
    "access_log",
    "account_checks",
    "address_proofs",
    "audit_heads",
    "audit_log",
    "bank_accounts",
    "breaks",
    "broadcasts",
    "budgets",
    "cases",
    "chargebacks",
    "customer_accounts",
    "deletions",
    "e_mails",
    "echo_choices",
    "echoes",
    "expiries",
    "freeze_codes",
    "freeze_tries",
    "hourly_sales",
    "house_balances",
    "idempotency_keys",
    "identities",
    "identity_tries",
    "inbox",
    "incidents",
    "inflows",
    "joinings",
    "journal_entries",
    "lanes",
    "leases",
    "metadata",
    "meters",
    "news_consents",
    "one_time_codes",
    "open_sheets",
    "passwords",
    "personal_accounts",
    "postings",
    "processes",
    "promo_codes",
    "promo_uses",
    "recent_withdrawals",
    "referrals",
    "refresh_tokens",
    "risk_reviews",
    "rule_changes",
    "rule_counts",
    "safe_words",
    "sales_days",
    "schedule_runs",
    "schedules",
    "sessions",
    "staff_digests",
    "staff_messages",
    "staff_pin_resets",
    "staff_pins",
    "staff_refunds",
    "staff_requests",
    "staff_roles",
    "statement_days",
    "statement_lines",
    "telegram_names",
    "text_messages",
    "ticket_messages",
    "tickets",
    "transfers",
    "withdrawals",
]

# --- people ----------------------------------------------------------------------------------

customers = Table(
    "customers",
    metadata,
    Column("id", Key, primary_key=True),
    Column("telegram_id", BigInteger, nullable=False, unique=True),
    Column("name", Sealed, nullable=False),
    Column("phone", Sealed, nullable=False),
    Column("phone_index", LargeBinary, nullable=False, unique=True),  # keyed hash, for look-ups
    Column("language", Key, nullable=False),
    Column("referral_code", Key, nullable=False, unique=True),
    Column("reachable", Boolean, nullable=False, server_default=text("true")),  # false: blocked the bot
    Column("registered_at", UtcTime, nullable=False, index=True),
)

pins = Table(
    "pins",
    metadata,
    Column("customer_id", Key, ForeignKey("customers.id"), primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
    Column("wrong", SmallInteger, nullable=False),
    Column("locked_until", UtcTime),
    Column("reset_needed", Boolean, nullable=False),
    Column("last_try", Key),
)

name_checks = Table(
    "name_checks",
    metadata,
    Column("customer_id", Key, ForeignKey("customers.id"), nullable=False),
    Column("day", Date, nullable=False),
    Column("recipient_index", LargeBinary, nullable=False),
    PrimaryKeyConstraint("customer_id", "day", "recipient_index"),
)

# What customers call the lines and meters that they pay for.
saved_names = Table(
    "saved_names",
    metadata,
    Column("customer_id", Key, ForeignKey("customers.id"), nullable=False),
    Column("reference_index", LargeBinary, nullable=False),
    Column("id", Key, nullable=False, unique=True),
    Column("content", Sealed, nullable=False),
    Column("saved_at", UtcTime, nullable=False),
    PrimaryKeyConstraint("customer_id", "reference_index"),
)

# --- paying ----------------------------------------------------------------------------------

billers = Table(
    "billers",
    metadata,
    Column("id", Key, primary_key=True),
    Column("name", Text, nullable=False),
    Column("short_name", Text, nullable=False),
    Column("category", Key, nullable=False),
    Column("kind", Key),  # how it is paid; null in rows from before there were kinds
    Column("minimum", Kobo, nullable=False),
    Column("maximum", Kobo, nullable=False),
    Column("services", Text, nullable=False),  # JSON: vendor → its own name, in the order of preference
    Column("weights", Text),  # JSON: vendor → its share of the orders; null: the first that can
    Column("vendor_bounds", Text),  # JSON: vendor → [least, most] that it takes at once, as it said last
    Column("commissions", Text),  # JSON: vendor → [basis points, kobo, of its fee] that it leaves us
    Column("read_at", UtcTime),  # when all of its vendors' lists were last read
    Column("position", Integer, nullable=False),
    Column("on_sale", Boolean, nullable=False),
)

# What billers have to choose from, as their vendors listed it last. What staff decided is in `own_name` and
# `hidden`, so that reading the vendors' lists again changes nothing of it.
plans = Table(
    "plans",
    metadata,
    Column("biller_id", Key, ForeignKey("billers.id"), nullable=False),
    Column("id", Key, nullable=False),
    Column("name", Text, nullable=False),
    Column("own_name", Text),
    Column("amount", Kobo),  # null: the customer chooses
    Column("codes", Text, nullable=False),  # JSON: vendor → its own code
    Column("commissions", Text),  # JSON: as of a biller
    Column("position", Integer, nullable=False),
    Column("listed", Boolean, nullable=False),  # false: no vendor lists it any more
    Column("hidden", Boolean, nullable=False, server_default=text("false")),
    Column("changed_at", UtcTime, nullable=False),
    PrimaryKeyConstraint("biller_id", "id"),
)

# Times in which a biller was not sold because its vendors did not deliver.
outages = Table(
    "outages",
    metadata,
    Column("biller_id", Key, nullable=False),
    Column("began_at", UtcTime, nullable=False),
    Column("trial_at", UtcTime, nullable=False),  # from then on a few orders try whether it is over
    Column("ended_at", UtcTime),
    Column("reason", Text),  # why staff took it off sale, until `trial_at`; null: nobody delivered
    PrimaryKeyConstraint("biller_id", "began_at"),
    Index(
        "uq_outages_open_biller_id",
        "biller_id",
        unique=True,
        postgresql_where=text("ended_at IS NULL"),
        sqlite_where=text("ended_at IS NULL"),
    ),
)

# Who wants to be told when a biller is sold again.
outage_waiters = Table(
    "outage_waiters",
    metadata,
    Column("biller_id", Key, nullable=False),
    Column("customer_id", Key, ForeignKey("customers.id"), nullable=False),
    Column("asked_at", UtcTime, nullable=False),
    PrimaryKeyConstraint("biller_id", "customer_id"),
)

# What was agreed, written once. What becomes of it is in `payment_states`: a small row is cheap to change.
payments = Table(
    "payments",
    metadata,
    Column("id", Key, primary_key=True),
    Column("customer_id", Key, nullable=False),
    Column("biller_id", Key, nullable=False),
    Column("category", Key, nullable=False),
    Column("recipient", Sealed, nullable=False),
    Column("recipient_index", LargeBinary, nullable=False),  # keyed hash of biller and reference
    Column("amount", Kobo, nullable=False),
    Column("fee", Kobo, nullable=False),
    Column("vat", Kobo, nullable=False),
    Column("cashback_used", Kobo, nullable=False),
    Column("cashback_earned", Kobo, nullable=False),
    Column("cashback_rule", Key),
    Column("sheet_hash", Key, nullable=False),
    Column("accepted_at", UtcTime, nullable=False),
    Column("card", BigInteger),
    Column("plan", Text),  # JSON of quotes.PlanChoice; null: nothing was chosen from a list
    Column("run_id", Key),  # the occurrence of a schedule that it pays
    CheckConstraint("amount > 0", name="amount_positive"),
    Index(  # of one customer, in the order of time; what she looks for is in it too
        "ix_payments_looked_through",
        "customer_id",
        "id",
        postgresql_include=["accepted_at", "category", "biller_id"],
    ),
    Index("ix_payments_recipient_index_accepted_at", "recipient_index", "accepted_at"),
    # Rows are added in that order: on PostgreSQL two numbers are enough for many of them.
    Index(
        "ix_payments_accepted_at",
        "accepted_at",
        postgresql_using="brin",
        postgresql_with={"autosummarize": "on"},
    ),
    Index(  # what was bought of light lately
        "ix_payments_light",
        "accepted_at",
        postgresql_where=text("category = 'electricity'"),
        sqlite_where=text("category = 'electricity'"),
    ),
    Index(  # what was paid for lately that runs out on a day
        "ix_payments_expiring",
        "accepted_at",
        postgresql_where=text("category IN ('data', 'tv')"),
        sqlite_where=text("category IN ('data', 'tv')"),
    ),
)

payment_states = Table(
    "payment_states",
    metadata,
    Column("payment_id", Key, primary_key=True),
    Column("status", Key, nullable=False),
    Column("deadline_at", UtcTime, nullable=False),
    Column("attempt", SmallInteger, nullable=False),  # the newest attempt's number, 0 before the first
    Column("requery_at", UtcTime),
    Column("ended_at", UtcTime),
    Column("cost", Kobo),
    Column("delivery", Sealed),
    Column("reason", Text),
    Column("extended", Boolean, nullable=False),
    Column("version", Integer, nullable=False),  # rises with every change
    Index(
        "ix_payment_states_due",
        "requery_at",
        postgresql_where=text("requery_at IS NOT NULL"),
        sqlite_where=text("requery_at IS NOT NULL"),
    ),
    postgresql_with={"fillfactor": "60"},
)

vend_attempts = Table(
    "vend_attempts",
    metadata,
    Column("payment_id", Key, nullable=False),
    Column("n", SmallInteger, nullable=False),
    Column("vendor", Key, nullable=False),
    Column("request_id", Key, nullable=False),
    Column("marked_at", UtcTime, nullable=False),
    Column("requeries", Integer, nullable=False),
    Column("not_found", Integer, nullable=False),
    Column("outcome", Text),
    Column("ended_at", UtcTime),
    PrimaryKeyConstraint("payment_id", "n"),
    UniqueConstraint("request_id"),
    Index(  # of a time; a BRIN index costs a writer next to nothing
        "ix_vend_attempts_marked_at",
        "marked_at",
        postgresql_using="brin",
        postgresql_with={"autosummarize": "on"},
        sqlite_where=text("n < 0"),  # which holds nothing there
    ),
    postgresql_with={"fillfactor": "70"},
)

# Orders that wait for money, with the PIN's consent to them. One for each customer.
carts = Table(
    "carts",
    metadata,
    Column("customer_id", Key, ForeignKey("customers.id"), primary_key=True),
    Column("order_id", Key, nullable=False),
    Column("state", Key, nullable=False),
    Column("needed", Kobo, nullable=False),  # from the wallet
    Column("expires_at", UtcTime, nullable=False),
    Column("content", Sealed, nullable=False),
)

# --- funding ---------------------------------------------------------------------------------

top_ups = Table(
    "top_ups",
    metadata,
    Column("id", Key, primary_key=True),
    Column("customer_id", Key, ForeignKey("customers.id"), nullable=False),
    Column("processor", Key, nullable=False),
    Column("amount", Kobo, nullable=False),
    Column("opened_at", UtcTime, nullable=False),
    Column("expires_at", UtcTime, nullable=False),
    Column("status", Key, nullable=False),
    Column("checkout_url", Text),
    Column("verify_at", UtcTime),
    Column("verifications", Integer, nullable=False),
    Column("ended_at", UtcTime),
    Column("card", BigInteger),
    Column("asked_before", Text),  # JSON: other processors that may have a page of it too
    Column("credited_by", Key),  # the processor and its transaction that were credited
    Column("taken_back", Kobo, nullable=False, server_default=text("0")),  # or set aside
    Index("ix_top_ups_customer_id_id", "customer_id", "id"),
    Index(
        "ix_top_ups_due",
        "verify_at",
        postgresql_where=text("verify_at IS NOT NULL"),
        sqlite_where=text("verify_at IS NOT NULL"),
    ),
)

# --- talking ---------------------------------------------------------------------------------

# Messages owed to people, written in the transaction of what they tell.
outbox = Table(
    "outbox",
    metadata,
    Column("key", Key, primary_key=True),
    Column("kind", Key, nullable=False),
    Column("subject_id", Key, nullable=False),
    Column("customer_id", Key),  # null: to staff
    Column("due_at", UtcTime, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("urgency", SmallInteger, nullable=False, server_default="0"),  # `domain.notices.Urgency`
    Column("begun_at", UtcTime),  # when a send began whose answer is not known: it may have been shown
    Column("sent_at", UtcTime),  # also set when it is given up: `failure` says why
    Column("message_id", BigInteger),
    Column("failure", Text),
    Index(
        "ix_outbox_due",
        "due_at",
        postgresql_where=text("sent_at IS NULL"),
        sqlite_where=text("sent_at IS NULL"),
    ),
    Index(
        "ix_outbox_urgency_due_at",
        "urgency",
        "due_at",
        postgresql_where=text("sent_at IS NULL"),
        sqlite_where=text("sent_at IS NULL"),
    ),
)

# Where each person is in a conversation, and what was entered so far. Encrypted as a whole.
conversations = Table(
    "conversations",
    metadata,
    Column("key", Key, primary_key=True),
    Column("content", Sealed, nullable=False),
    Column("changed_at", UtcTime, nullable=False),
    postgresql_with={"fillfactor": "50"},
)
