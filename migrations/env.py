"""Alembic's entry: runs the revisions on the connection it is given.

Started by `storage.migrate` (the bot, the tests) or by `python -m migrations` (a developer), never by
Alembic's own command line, so there is no alembic.ini.
"""

from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection, TypeDecorator

from storage.tables import metadata

# Any number, as long as nothing else in this database takes the same one.
_ONE_AT_A_TIME = 7_308_626_101


def run(connection: Connection) -> None:
    """Run the revisions while no other process does.

    On PostgreSQL each is a transaction of its own: what one locked is free again before the next begins. On
    SQLite, which has one writer, they are one.
    """
    on_postgres = connection.dialect.name == "postgresql"
    context.configure(
        connection=connection,
        target_metadata=metadata,
        compare_type=True,
        render_as_batch=not on_postgres,  # SQLite changes a table by making it anew.
        transactional_ddl=True,
        transaction_per_migration=on_postgres,
        render_item=_spelled_out,
    )
    if on_postgres:  # kept until the connection is closed
        connection.exec_driver_sql(f"SELECT pg_advisory_lock({_ONE_AT_A_TIME})")
        connection.commit()
    with context.begin_transaction():
        context.run_migrations()


def _spelled_out(kind: str, item: object, written: AutogenContext) -> str | Literal[False]:
    """Write our column types as what they are in the database: a revision must not change when they do."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl_instance!r}"
    return False


run(context.config.attributes["connection"])
