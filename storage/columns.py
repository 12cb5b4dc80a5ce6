"""Column types that mean the same on SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import BigInteger, DateTime, LargeBinary, String, Text, TextClause
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeDecorator


class UtcTime(TypeDecorator[datetime]):
    """A moment. Aware UTC in Python; SQLite, which knows no time zones, keeps it without one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a moment without a time zone, and store UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return an aware moment."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


# Ids and codes: compared byte by byte, which is what they are and three times as fast to index.
Key = String().with_variant(Text(collation="C"), "postgresql")
Kobo = BigInteger()
Sealed = LargeBinary()  # encrypted by `storage.keyring`


class ThisTransaction(TextClause):
    """The number of the transaction that writes a row: later ones have higher numbers. 0 on SQLite."""

    inherit_cache = True

    def __init__(self) -> None:
        super().__init__("0")


class Today(TextClause):
    """The day (UTC) of the transaction that writes a row, one for all that it writes. SQLite has only one."""

    inherit_cache = True

    def __init__(self) -> None:
        super().__init__("'2000-01-01'")


@compiles(Today, "postgresql")
def _today_on_postgres(_element: Today, _compiler: SQLCompiler, **_options: object) -> str:
    return "((now() AT TIME ZONE 'UTC'::text))::date"


@compiles(ThisTransaction, "postgresql")
def _on_postgres(_element: ThisTransaction, _compiler: SQLCompiler, **_options: object) -> str:
    return "(pg_current_xact_id()::text)::bigint"
