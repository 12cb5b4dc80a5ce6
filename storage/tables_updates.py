"""The tables of updates: what came in, and who handles it. Found in `storage.tables`.

On SQLite, where one process handles all, nothing is kept of who does.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, Table, Text, text

from storage.columns import Key, Sealed, UtcTime
from storage.metadata import metadata

# Updates from Telegram, safe before they are acknowledged. The payload is erased when handled.
inbox = Table(
    "inbox",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("lane", BigInteger, nullable=False),  # whose turn it is: the person, else the chat
    Column("payload", Sealed),
    Column("received_at", UtcTime, nullable=False),
    Column("handled_at", UtcTime),
    Column("failure", Text),  # why it was put aside
    Index(
        "ix_inbox_waiting",
        "update_id",
        postgresql_where=text("handled_at IS NULL"),
        sqlite_where=text("handled_at IS NULL"),
    ),
)

# Who handles a person's updates now. Lanes in which nothing waits may be forgotten.
lanes = Table(
    "lanes",
    metadata,
    Column("lane", BigInteger, primary_key=True, autoincrement=False),
    Column("holder", Key),  # a process; null: nobody
    Column("claim", BigInteger, nullable=False),
    Column("kept", BigInteger, nullable=False),
    Column("done", BigInteger, nullable=False),  # what `kept` was when all of it was handled
    Column("changed_at", UtcTime, nullable=False),
    postgresql_with={"fillfactor": "50"},
)

# The processes that handle updates, while they say that they do.
processes = Table(
    "processes",
    metadata,
    Column("id", Key, primary_key=True),
    Column("machine", Key, nullable=False),  # where numbers of processes mean the same
    Column("pid", Integer, nullable=False),
    Column("seen_at", UtcTime, nullable=False),  # by the database's clock
)
