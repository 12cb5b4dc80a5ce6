"""What a batch of the money path may write: tables, columns, repeats. Both writers render it."""

from __future__ import annotations

from dataclasses import dataclass

from storage import payment_rows
from storage.money_records import RECORDS

NOTHING = "DO NOTHING"


@dataclass(frozen=True, slots=True)
class Part:
    """Rows for one table.

    With `keys`, the first so many columns find a row and the others are set; without, rows are
    added, and `on_conflict` says what to do with a repeat (None: it is an error). `versioned`: the
    last column is the version that the row must still have, and which rises.
    """

    table: str
    columns: tuple[str, ...]
    types: tuple[str, ...]  # as PostgreSQL names them
    keys: int = 0
    on_conflict: str | None = None
    versioned: bool = False

    @property
    def set_columns(self) -> tuple[str, ...]:
        """The columns that an update sets."""
        return self.columns[self.keys : -1] if self.versioned else self.columns[self.keys :]


def new_record(name: str) -> str:
    """Return the part of the records of a table that are made."""
    return f"new_{name}"


PARTS = {
    "accounts": Part(
        "customer_accounts",
        ("customer_id", "wallet", "cashback", "held", "usage", "version"),
        ("text", "bigint", "bigint", "bigint", "text", "integer"),
        keys=1,
        versioned=True,
    ),
    # The same with what seldom changes: the tier, the hours of caution, what the customer set, what she owes.
    "controlled_accounts": Part(
        "customer_accounts",
        (
            *("customer_id", "wallet", "cashback", "held", "usage"),
            *("tier", "restricted_until", "controls", "owes", "version"),
        ),
        (
            "text",
            "bigint",
            "bigint",
            "bigint",
            "text",
            "smallint",
            "timestamptz",
            "text",
            "bigint",
            "integer",
        ),
        keys=1,
        versioned=True,
    ),
    "payments": Part("payments", payment_rows.FIXED, payment_rows.FIXED_TYPES),
    "new_states": Part(
        "payment_states",
        ("payment_id", *payment_rows.CHANGING, "version"),
        ("text", *payment_rows.CHANGING_TYPES, "integer"),
    ),
    "states": Part(
        "payment_states",
        ("payment_id", *payment_rows.CHANGING, "version"),
        ("text", *payment_rows.CHANGING_TYPES, "integer"),
        keys=1,
        versioned=True,
    ),
    "attempts": Part(
        "vend_attempts",
        payment_rows.ATTEMPT,
        ("text", "smallint", "text", "text", "timestamptz", "integer", "integer", "text", "timestamptz"),
        on_conflict="(payment_id, n) DO UPDATE SET requeries = excluded.requeries,"
        " not_found = excluded.not_found, outcome = excluded.outcome, ended_at = excluded.ended_at",
    ),
    "entries": Part(
        "journal_entries",
        ("key", "kind", "subject_id", "reverses", "posted_at"),
        ("text", "text", "text", "text", "timestamptz"),
    ),
    "postings": Part(
        "postings",
        ("entry_key", "line", "account", "customer_id", "amount"),
        ("text", "smallint", "text", "text", "bigint"),
    ),
    "notices": Part(
        "outbox",
        ("key", "kind", "subject_id", "customer_id", "due_at", "tries", "urgency"),
        ("text", "text", "text", "text", "timestamptz", "integer", "smallint"),
        on_conflict=NOTHING,
    ),
    "cases": Part(
        "cases",
        ("id", "kind", "subject_id", "customer_id", "opened_at", "deadline_at", "detail"),
        ("text", "text", "text", "text", "timestamptz", "timestamptz", "text"),
        on_conflict=NOTHING,
    ),
    "budgets": Part("budgets", ("name", "day", "used"), ("text", "date", "bigint"), keys=2),
    # A record that was not there when its batch was loaded: should it be there by now, that is decided again.
    **{new_record(kept.name): Part(kept.name, kept.columns, kept.types) for kept in RECORDS.values()},
    **{
        kept.name: Part(
            kept.name,
            kept.columns,
            kept.types,
            on_conflict="(id) DO UPDATE SET "
            + ", ".join(f"{name} = excluded.{name}" for name in kept.columns if name != "id"),
        )
        for kept in RECORDS.values()
    },
}
