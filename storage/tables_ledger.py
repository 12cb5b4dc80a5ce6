"""The tables of the ledger: balances, the journal, and what is summed up of it. Found in `storage.tables`."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
    and_,
    text,
)

from storage.columns import Key, Kobo, ThisTransaction, Today, UtcTime
from storage.metadata import metadata

# A customer's three accounts with what bounds them, in one row: it is the lock of her money.
customer_accounts = Table(
    "customer_accounts",
    metadata,
    Column("customer_id", Key, ForeignKey("customers.id"), primary_key=True),
    Column("wallet", Kobo, nullable=False),
    Column("cashback", Kobo, nullable=False),
    Column("held", Kobo, nullable=False),
    # Of the house's receivable, her part: taken of what comes in next.
    Column("owes", Kobo, nullable=False, server_default=text("0")),
    Column("tier", SmallInteger, nullable=False),
    Column("restricted_until", UtcTime),
    Column("usage", Text, nullable=False),  # JSON of limits.Usage
    Column("controls", Text),  # JSON of controls.Controls; null: nothing is stopped or set lower
    Column("version", Integer, nullable=False, server_default=text("0")),  # rises with every change
    CheckConstraint("wallet >= 0", name="wallet_not_negative"),
    CheckConstraint("cashback >= 0", name="cashback_not_negative"),
    CheckConstraint("held >= 0", name="held_not_negative"),
    postgresql_with={"fillfactor": "70"},  # room to update a row in its page
)

# The journal is only ever added to. Its key is the identity of the business event.
journal_entries = Table(
    "journal_entries",
    metadata,
    Column("key", Key, primary_key=True),
    Column("kind", Key, nullable=False),
    Column("subject_id", Key, nullable=False),
    Column("reverses", Key),
    Column("posted_at", UtcTime, nullable=False),
    # In which order PostgreSQL wrote them, which no clock can tell; 0 before it was counted. SQLite's rows
    # have their rowid for that. A BRIN index is two numbers for thousands of rows: writing costs no more.
    Column("transaction_number", BigInteger, nullable=False, server_default=ThisTransaction()),
    Column("written_on", Date, nullable=False, server_default=Today()),  # in which part its postings are
    Index(
        "ix_journal_entries_transaction_number",
        "transaction_number",
        postgresql_using="brin",
        postgresql_with={"autosummarize": "on"},
        sqlite_where=text("transaction_number > 0"),  # which holds nothing there
    ),
    Index(  # of a day, for the closing of the books
        "ix_journal_entries_posted_at",
        "posted_at",
        postgresql_using="brin",
        postgresql_with={"autosummarize": "on"},
        sqlite_where=text("transaction_number > 0"),
    ),
)

# PostgreSQL divides them by month (`storage.posting_months`). There each part has the primary key: what keeps
# an entry from being posted twice anywhere is the entry's own key, written in the same statement.
postings = Table(
    "postings",
    metadata,
    Column("entry_key", Key, nullable=False),
    Column("line", SmallInteger, nullable=False),
    Column("account", Key, nullable=False),
    Column("customer_id", Key),  # null: an account of the house
    Column("amount", Kobo, nullable=False),
    Column("written_on", Date, nullable=False, server_default=Today()),  # the day of its entry
    PrimaryKeyConstraint("entry_key", "line").ddl_if(dialect="sqlite"),
    CheckConstraint("amount <> 0", name="amount_not_zero"),
    Index(
        "ix_postings_customer_id",  # for statements, and for the copy of one's own data
        "customer_id",
        postgresql_where=text("customer_id IS NOT NULL"),
        sqlite_where=text("customer_id IS NOT NULL"),
    ),
    postgresql_partition_by="RANGE (written_on)",
)

# An entry's postings were written on its day, in one transaction: said so, they are found in one month.
OF_ENTRY = and_(
    postings.c.entry_key == journal_entries.c.key, postings.c.written_on == journal_entries.c.written_on
)

# Sums of what was posted on the accounts of the house before a cut (`storage.house_balances`).
house_balances = Table(
    "house_balances",
    metadata,
    Column("cut", BigInteger, nullable=False),
    Column("witness", Key, nullable=False),
    Column("account", Key, nullable=False),
    Column("balance", Kobo, nullable=False),
    Column("taken_at", UtcTime, nullable=False),
    PrimaryKeyConstraint("cut", "witness", "account"),
)

budgets = Table(
    "budgets",
    metadata,
    Column("name", Key, nullable=False),
    Column("day", Date, nullable=False),
    Column("used", Kobo, nullable=False),
    PrimaryKeyConstraint("name", "day"),
)
