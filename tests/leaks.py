"""Looks for what nobody may read: PINs, phones, meters and tokens in clear.

Three places are searched: every table of a database, what the suite logged, and the recorded traffic with
Telegram. `python -m tests.leaks var/traffic.jsonl var/suite.log` searches what a run of the suite left.

A phone and a token are known by their shape. A PIN and a meter are digits like others, so tests use marked
ones. In a chat, some fields must carry a phone, a meter or a token: `MAY_CARRY` lists them. A PIN may stand
nowhere but in the message of the person who typed it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import text

from storage.database import Database

MARKED_PINS = frozenset({"7193", "8462"})
# The meters of the tests: 45… are the invented customers of Ikeja, the others the vendor's own test meters.
_METER = re.compile(r"45\d{9}|1{12,13}6?")
_PHONE = re.compile(r"(?:234|0)[789][01]\d{8}")
_TOKEN = re.compile(r"\d{20}")
# Digits that belong together, as people group them. Not those in the midst of an id.
_RUN = re.compile(r"(?<![0-9A-Za-z_])(?<![0-9A-Za-z_]-)\+?\d(?:[ \u00a0-]?\d)*(?!-?[0-9A-Za-z_])")
_FIGURES = re.compile(r"\b(?:ms|seconds|elapsed|updates|messages|conversations|port|[a-z_]*_id)=\d+\b")

# A test that hands the logger a number on purpose, to see it masked further on.
_BY_A_TEST = re.compile(r"[A-Z]+ +\S+:test_\w+\.py:\d+ ")


class Kind(StrEnum):
    """What was found."""

    PIN = "PIN"
    PHONE = "phone"
    METER = "meter"
    TOKEN = "token"


@dataclass(frozen=True, slots=True)
class Leak:
    """Something in clear, and where. What it is exactly is told to nobody."""

    kind: Kind
    where: str

    def __str__(self) -> str:
        return f"a {self.kind} in {self.where}"


def secrets_in(written: str) -> set[Kind]:
    """Return what stands in a text that nobody but its owner may read."""
    found = set()
    for run in _RUN.finditer(written):
        digits = "".join(letter for letter in run[0] if letter.isdigit())
        if run[0] in MARKED_PINS:
            found.add(Kind.PIN)
        elif _PHONE.fullmatch(digits):
            found.add(Kind.PHONE)
        elif _TOKEN.fullmatch(digits):
            found.add(Kind.TOKEN)
        elif _METER.fullmatch(digits):
            found.add(Kind.METER)
    return found


# --- the database


async def leaks_in_database(database: Database) -> set[Leak]:
    """Search every column of every table, those that came with later migrations too."""
    listing = (
        "SELECT name FROM sqlite_master WHERE type = 'table'"
        if database.engine.dialect.name == "sqlite"
        else "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    )
    found: set[Leak] = set()
    async with database.begin() as books:
        for table in (await books.connection.execute(text(listing))).scalars().all():
            rows = await books.connection.execute(text(f'SELECT * FROM "{table}"'))  # noqa: S608 - our tables
            for row in rows.mappings():
                for column, value in row.items():
                    found |= {Leak(kind, f"{table}.{column}") for kind in secrets_in(_legible(value))}
    return found


def _legible(value: object) -> str:
    if isinstance(value, bytes | memoryview):
        return bytes(value).decode("latin-1")
    # A number is an amount or an id; only a long one could be somebody's.
    return str(value) if isinstance(value, str) or (isinstance(value, int) and value > 10**10) else ""


# --- the log


def leaks_in_log(lines: Iterable[str], name: str = "the log") -> set[Leak]:
    """Search what was logged. Durations and counts are figures, whatever their digits are."""
    return {
        Leak(kind, f"{name}, line {number}")
        for number, line in enumerate(lines, start=1)
        if not _BY_A_TEST.match(line)
        for kind in secrets_in(_FIGURES.sub("", line))
    }


# --- the traffic

_LINE = frozenset({Kind.PHONE, Kind.METER})  # what an order is for
_READ = _LINE | {Kind.TOKEN}
_BOUGHT = frozenset({Kind.TOKEN})
_COPIED = "reply_markup.inline_keyboard.copy_text.text"

# Which field may carry what: methods of the Bot API with their parameters, and fields of updates. A sheet
# names the line or meter, a card the token; Telegram repeats both in its answer, and with every tap on them.
MAY_CARRY: dict[str, frozenset[Kind]] = {
    "request sendMessage: text": _READ,
    "request editMessageText: text": _READ,
    f"request sendMessage: {_COPIED}": _BOUGHT,
    f"request editMessageText: {_COPIED}": _BOUGHT,
    "result sendMessage: text": _READ,
    "result editMessageText: text": _READ,
    "result editMessageReplyMarkup: text": _READ,  # of a card whose buttons are taken away
    f"result sendMessage: {_COPIED}": _BOUGHT,
    f"result editMessageText: {_COPIED}": _BOUGHT,
    "update: callback_query.message.text": _READ,
    f"update: callback_query.message.{_COPIED}": _BOUGHT,
    # What people themselves send. A PIN that is typed is deleted at once.
    "update: message.text": _READ | {Kind.PIN},
    "update: edited_message.text": _READ | {Kind.PIN},
    "update: message.contact.phone_number": frozenset({Kind.PHONE}),
}


def leaks_in_traffic(lines: Iterable[bytes]) -> set[Leak]:
    """Search every field of every request, result and update, and return the ones that are not listed."""
    found: set[Leak] = set()
    for line in lines:
        if not line.strip():
            continue
        for where, kinds in _carried(orjson.loads(line)):
            found |= {Leak(kind, where) for kind in kinds - MAY_CARRY.get(where, frozenset())}
    return found


def _carried(record: dict[str, Any]) -> Iterator[tuple[str, set[Kind]]]:
    if "request" in record:
        start, body = f"request {record['request']}", record["params"]
    elif "result" in record:
        start, body = f"result {record['result']}", record["value"]
    else:
        start, body = "update", record["update"]
    for field, value in _fields(body):
        if kinds := secrets_in(value):
            yield f"{start}: {field}", kinds


def _fields(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Walk through a value. JSON within a text, as keyboards are sent, is opened."""
    match value:
        case dict():
            for name, inner in value.items():
                yield from _fields(inner, f"{path}.{name}" if path else name)
        case list():
            for inner in value:
                yield from _fields(inner, path)
        case str() if value[:1] in ("{", "["):
            try:
                opened = orjson.loads(value)
            except ValueError:
                yield path, value
            else:
                yield from _fields(opened, path)
        case str():
            yield path, value
        case _:
            pass


def main(paths: list[str]) -> int:
    """Search files: traffic where a name ends so (`.jsonl`), else a log. Return the exit status."""
    if not paths:
        print("Say which files to search.", file=sys.stderr)
        return 2
    found: set[Leak] = set()
    for path in map(Path, paths):
        if path.suffix == ".jsonl":
            with path.open("rb") as lines:
                found |= leaks_in_traffic(lines)
        else:
            with path.open(encoding="utf-8", errors="replace") as logged:
                found |= leaks_in_log(logged, path.name)
    for leak in sorted(map(str, found)):
        print(leak)
    print(f"{len(paths)} files searched, {len(found)} places where something stands in clear.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
