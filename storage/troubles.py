"""What a database's own errors come to: no room, no connection left, nobody there. Others are mistakes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import asyncpg
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from domain.errors import BooksBusy, BooksFull, BooksUnreachable, Unavailable

_GONE = (
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,  # shutting down, or starting up
    ConnectionError,
)


def trouble_in(error: BaseException) -> Unavailable | None:
    """Return what an error comes to for whoever wanted the books; None if somebody made a mistake."""
    for cause in _causes(error):
        match cause:
            case sqlite3.Error() if getattr(cause, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL:
                return BooksFull()
            case asyncpg.DiskFullError():
                return BooksFull()
            case PoolTimeout() | asyncpg.TooManyConnectionsError():
                return BooksBusy()
            case DBAPIError(connection_invalidated=True):
                return BooksUnreachable()
            case _ if isinstance(cause, _GONE):
                return BooksUnreachable()
    return None


@contextmanager
def plainly_said() -> Iterator[None]:
    """Say what kept the books from being used.

    :raises Unavailable: in place of the database's own error; every other error goes through as it is
    """
    try:
        yield
    except Exception as error:
        trouble = trouble_in(error)
        if trouble is None:
            raise
        raise trouble from error


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield the error and what it wraps; SQLAlchemy wraps what its driver wraps."""
    cause: BaseException | None = error
    while cause is not None:
        yield cause
        cause = cause.orig if isinstance(cause, DBAPIError) else cause.__cause__
