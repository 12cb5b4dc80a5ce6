"""Alembic's entry: runs the revisions on the connection it is given.

Started by `storage.migrate` (the bot, the tests) or by `python -m migrations` (a developer), never by
Alembic's own command line, so there is no alembic.ini.
"""

from alembic import context
from sqlalchemy import Connection

from storage.tables import metadata

# Any number, as long as nothing else in this database takes the same one.
_ONE_AT_A_TIME = 7_308_626_101


def run(connection: Connection) -> None:
    """Run the revisions in one transaction, while no other process does."""
    on_postgres = connection.dialect.name == "postgresql"
    context.configure(
        connection=connection,
        target_metadata=metadata,
        compare_type=True,
        render_as_batch=not on_postgres,  # SQLite changes a table by making it anew.
        transactional_ddl=True,
    )
    with context.begin_transaction():
        if on_postgres:
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_ONE_AT_A_TIME})")
        context.run_migrations()


run(context.config.attributes["connection"])
