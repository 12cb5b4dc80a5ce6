"""The engines that PostgreSQL is spoken to with, straight or through a pooler.

A pooler in transaction mode (PgBouncer) lends a server connection for one transaction. What a connection
would have to remember from one to the next is lost: prepared statements, and settings that are sent at its
start. So neither is used there; the settings for looks are the pooler's to make (`docs/scaling.md`).
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import URL
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from storage.planning import FOR_LOOKS

_REMEMBERS_NOTHING: dict[str, Any] = {
    "statement_cache_size": 0,
    "prepared_statement_cache_size": 0,
    # Without a name a statement lives until the next one: nothing is left behind on a connection of others.
    "prepared_statement_name_func": lambda: "",
}


def working_engine(url: URL, connections: int, *, pooled: bool) -> AsyncEngine:
    """Return an engine for units of work."""
    engine = create_async_engine(
        url,
        pool_size=connections,
        max_overflow=0,
        pool_timeout=30,
        connect_args=_REMEMBERS_NOTHING if pooled else {},
    )

    # Asking each connection first would cost three round trips; it knows when its server has hung up.
    @event.listens_for(engine.sync_engine, "checkout")
    def _refuse_closed(connection: Any, _: object, __: object) -> None:
        if connection.driver_connection.is_closed():
            raise DisconnectionError

    return engine


def looking_engine(url: URL, connections: int, *, pooled: bool) -> AsyncEngine:
    """Return an engine whose every statement stands by itself."""
    return create_async_engine(
        url,
        pool_size=connections,
        max_overflow=0,
        isolation_level="AUTOCOMMIT",
        connect_args=_REMEMBERS_NOTHING if pooled else {"server_settings": FOR_LOOKS},
    )
