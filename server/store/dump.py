"""Every table of the house, out of a running database and into an empty one.

One JSON line a row, so that a backup made on SQLite can be restored into PostgreSQL and the other
way round. Columns are read from the database itself, not from this release's tables: a backup of
an older release is restored in its own form and then migrated."""

import base64
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any, Final

import msgspec
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, LargeBinary, MetaData, Table, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.rooms.words import Refused
from server.store.archive import Writing
from server.store.database import Database

KEPT_EMPTY: Final = ("alembic_version",)
PAGE: Final = 500
"""Rows in memory at once."""
KNOWN_BY: Final = ("entries", "rooms", "accounts")
"""A house in which one of these has a row is somebody's."""

Rows = Callable[[str], Iterator[list[Any]]]
Out = Callable[[str], Writing]
"""Where the rows of a table go."""


class BadBackup(Refused):
    """The file is not a whole backup of ours. Fields: `part` (which is missing or changed)."""

    code = "bad_backup"


class HouseNotEmpty(Refused):
    """A backup is only restored into a house in which nothing has happened. Fields: `table`."""

    code = "house_not_empty"


async def write(database: Database, out: Out) -> str:
    """All rows as of one moment, while others write on. Returns the revision of the tables. The
    first line of a table names its columns. Raises Unavailable."""
    async with database.snapshot() as connection:
        tables = await connection.run_sync(_tables)
        for table in tables:
            with out(table.name) as file:
                names = [str(column.name) for column in table.columns]
                file.write(msgspec.json.encode(names) + b"\n")
                async for lines in _pages(connection, table):
                    file.write(lines)
        return await connection.run_sync(_revision)


async def restore(connection: AsyncConnection, rows: Rows) -> None:
    """Fill the tables inside the transaction of `connection`; `rows(name)` are the lines that
    `write` made. Raises HouseNotEmpty."""
    tables = await connection.run_sync(_tables)
    for table in tables:
        if table.name in KNOWN_BY:
            count = (await connection.execute(select(func.count()).select_from(table))).scalar_one()
            if count:
                raise HouseNotEmpty(table=table.name)
    for table in reversed(tables):
        await connection.execute(table.delete())  # an empty house's own code
    for table in tables:
        await _fill(connection, table, rows(table.name))


async def _pages(connection: AsyncConnection, table: Table) -> AsyncIterator[bytes]:
    query = select(table).order_by(*table.primary_key.columns)
    found = await connection.stream(query)
    async for page in found.partitions(PAGE):
        yield b"".join(msgspec.json.encode(list(row)) + b"\n" for row in page)


async def _fill(connection: AsyncConnection, table: Table, lines: Iterator[list[Any]]) -> None:
    names = next(lines, None)
    if names is None:  # a table that the backup's release did not have
        return
    binary = {name for name in names if isinstance(table.c[name].type, LargeBinary)}
    page: list[dict[str, Any]] = []
    for values in lines:
        row = dict(zip(names, values, strict=True))
        for name in binary:
            row[name] = None if row[name] is None else base64.b64decode(row[name])
        page.append(row)
        if len(page) == PAGE:
            await connection.execute(insert(table), page)
            page = []
    if page:
        await connection.execute(insert(table), page)


def _tables(connection: Connection) -> list[Table]:
    """As the database has them, those that others refer to first."""
    found = MetaData()
    found.reflect(connection)
    return [table for table in found.sorted_tables if table.name not in KEPT_EMPTY]


def _revision(connection: Connection) -> str:
    return MigrationContext.configure(connection).get_current_revision() or ""
