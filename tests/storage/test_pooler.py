"""Through a pooler in transaction mode, where a connection remembers nothing between two units of work."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from sqlalchemy import make_url, text

from domain.money import naira
from storage.checks import problems
from storage.database import open_database
from tests.builders import Bank, a_keyring
from tests.data_servers import free_port

_AT_ONCE = 12  # three times as many as the pooler has connections
_WISHES = """
[databases]
* = host={host} port={port} connect_query='SET random_page_cost = 1.1; SET jit = off'
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {listen}
pool_mode = transaction
default_pool_size = 4
auth_type = plain
auth_file = {people}
unix_socket_dir =
"""


class TestAPooler:
    async def test_serves_more_at_once_than_it_has_connections(
        self, postgres_url: str, tmp_path: Path
    ) -> None:
        async with pooler(postgres_url, tmp_path) as through:
            database = open_database(
                postgres_url, a_keyring(), spawn=asyncio.create_task, connections=_AT_ONCE, pooler=through
            )
            try:
                async with database.begin() as books:
                    await books.billers.add_missing()
                bank = Bank(database)
                customers = [await bank.customer(str(n)) for n in range(3)]

                async def come_and_go(n: int) -> None:
                    customer = customers[n % 3]
                    await bank.top_up(customer, naira(100))
                    async with database.begin() as books:
                        await books.connection.execute(text("SET LOCAL work_mem = '8MB'"))
                        assert await books.customers.by_id(customer.id) == customer
                    async with database.look() as books:
                        assert await books.customers.by_id(customer.id) == customer

                await asyncio.gather(*(come_and_go(n) for n in range(_AT_ONCE * 3)))

                assert [(await bank.balances(each))[0] for each in customers] == [naira(1_200)] * 3
                assert await problems(database) == []
            finally:
                await database.close()


@asynccontextmanager
async def pooler(url: str, folder: Path) -> AsyncIterator[str]:
    """Run PgBouncer before a server, and give the way through it; where there is none, the server's own."""
    program = shutil.which("pgbouncer")
    if program is None:
        yield url
        return
    server, listen = make_url(url), free_port()
    people = folder / "people"
    people.write_text(f'"{server.username}" "{server.password}"\n', encoding="utf-8")
    wishes = folder / "pgbouncer.ini"
    wishes.write_text(
        _WISHES.format(host=server.host, port=server.port, listen=listen, people=people), encoding="utf-8"
    )
    as_whom = ("-u", "nobody") if os.geteuid() == 0 else ()  # root may not run it
    process = await asyncio.create_subprocess_exec(
        program, *as_whom, str(wishes), stderr=asyncio.subprocess.PIPE
    )
    try:
        assert process.stderr is not None
        async for line in process.stderr:
            if b"process up" in line:
                break
        assert process.returncode is None, "it did not start"
        yield server.set(host="127.0.0.1", port=listen).render_as_string(hide_password=False)
    finally:
        process.terminate()
        await process.communicate()
