"""How much is sealed by which key, so that nobody takes a key away that something still needs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from sqlalchemy import LargeBinary, case, func, select

from storage.database import Database
from storage.keyring import Keyring
from storage.pin_hasher import LONGEST_WITHOUT_NUMBER
from storage.resealing import SEALED
from storage.tables import passwords, pins, staff_pins

UNKNOWN = "?"  # values that no key of the ring opens
_HASHED = (pins.c.sealed, staff_pins.c.sealed, passwords.c.sealed)


async def count_values(database: Database) -> Mapping[str, int]:
    """Return how many values each key of the ring sealed, by its name; 0 for one that sealed none."""
    heads = {name.decode(): Keyring.head_of(name) for name in database.keyring.ciphers}
    found = dict.fromkeys([*heads, UNKNOWN], 0)
    for table, _, sealed in SEALED:
        column = table.c[sealed]
        begun = [
            func.sum(case((func.substr(column, 1, len(head), type_=LargeBinary) == head, 1), else_=0))
            for head in heads.values()
        ]
        async with database.look() as books:
            query = select(func.count(), *begun).where(column.is_not(None))
            every, *each = (await books.connection.execute(query)).one()
        for name, count in zip(heads, each, strict=True):
            found[name] += int(count or 0)
        found[UNKNOWN] += int(every) - sum(int(count or 0) for count in each)
    return found


async def count_pins(database: Database) -> Mapping[int, int]:
    """Return how many PINs and passwords each pepper sealed, by its number."""
    found: Counter[int] = Counter()
    for sealed in _HASHED:
        number = case(
            (func.length(sealed) > LONGEST_WITHOUT_NUMBER, func.substr(sealed, 1, 1, type_=LargeBinary)),
            else_=b"\0",
        )
        async with database.look() as books:
            rows = await books.connection.execute(select(number, func.count()).group_by(number))
            for first, count in rows:
                found[first[0]] += int(count)
    return found
