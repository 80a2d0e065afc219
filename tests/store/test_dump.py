"""Every table out of one house and into another, whichever database either has."""

import asyncio
import io
import json
import zipfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from sqlalchemy import MetaData, insert, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from server.store import dump, schema
from server.store.archive import Part, Writing
from server.store.database import Database, connect
from server.store.errors import NewerTables
from server.store.log import SqlLog
from tests.rooms.conference import a_whole_conference
from tests.servers import PostgresServer
from tests.store.conftest import numbers

ID = "a1b2c3d4"


@pytest.fixture(params=["sqlite", "postgres"])
def other_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/khác/caunoi.db"
    server: PostgresServer = request.getfixturevalue("postgres_server")
    return server.url.removesuffix("postgres") + "template1"


@pytest.fixture
async def other(other_url: str) -> AsyncIterator[Database]:
    """Another house, with nothing in it."""
    database = connect(await _made(other_url))
    try:
        await database.migrate()
        yield database
    finally:
        await database.close()


async def _made(url: str) -> str:
    """A fresh database's URL."""
    if url.startswith("sqlite"):
        return url
    name = f"other_{next(numbers)}"
    connection = await asyncpg.connect(url.replace("template1", "postgres"))
    try:
        await connection.execute(f"CREATE DATABASE {name}")
    finally:
        await connection.close()
    return url.replace("template1", name)


async def test_a_dump_restored_elsewhere_holds_the_same_rows(
    database: Database, other: Database
) -> None:
    await _write_conference(database)
    packed, _ = await _dumped(database)
    await _restore(other, packed)
    assert await _everything(other) == await _everything(database)
    assert (await SqlLog(other).read(ID, 0, 1000)) == (await SqlLog(database).read(ID, 0, 1000))


async def test_a_house_with_a_conference_is_not_overwritten(database: Database) -> None:
    await _write_conference(database)
    before = await _everything(database)
    packed, _ = await _dumped(database)
    with pytest.raises(dump.HouseNotEmpty):
        await _restore(database, packed)
    assert await _everything(database) == before


async def test_what_is_written_meanwhile_is_not_in_it(database: Database) -> None:
    """A dump is one moment: no entry without what lies beside it."""
    entries = a_whole_conference()
    log = SqlLog(database)
    half = len(entries) // 2
    await log.append(ID, entries[:half])
    written = asyncio.Event()

    class Slow(Writing):
        def write(self, data: bytes) -> None:
            super().write(data)
            written.set()

    packed, parts = io.BytesIO(), dict[str, Part]()
    with zipfile.ZipFile(packed, "w") as archive:
        dumping = asyncio.create_task(
            dump.write(database, lambda name: Slow(archive, f"{name}.jsonl", parts))
        )
        await written.wait()
        await log.append(ID, entries[half:])
        await dumping
    seqs = {line[1] for line in _lines(packed, "entries")}
    assert seqs == set(range(1, half + 1))
    assert {line[1] for line in _lines(packed, "contents")} <= seqs


async def test_tables_of_a_newer_release_are_refused(database: Database) -> None:
    async def newer(connection: AsyncConnection) -> None:
        await connection.execute(text("UPDATE alembic_version SET version_num = 'v9999'"))

    await database.write("test", newer)
    with pytest.raises(NewerTables):
        await database.migrate()


async def test_an_older_dump_is_restored_in_its_form_and_migrated(tmp_path: Path) -> None:
    old, new = (connect(f"sqlite:///{tmp_path}/{name}.db") for name in ("old", "new"))
    try:
        await old.migrate("0002")
        row = {"id": ID, "made_at": 1, "title": "Diễn tập", "kind": "real"}
        await old.write("x", lambda connection: connection.execute(insert(schema.rooms), row))
        packed, revision = await _dumped(old)
        assert revision == "0002"
        await new.migrate(revision)
        await _restore(new, packed)
        await new.migrate()
        assert (await _everything(new))["rooms"] == [list(row.values())]
    finally:
        await old.close()
        await new.close()


async def _write_conference(database: Database) -> None:
    await SqlLog(database).append(ID, a_whole_conference())


async def _dumped(database: Database) -> tuple[io.BytesIO, str]:
    packed, parts = io.BytesIO(), dict[str, Part]()
    with zipfile.ZipFile(packed, "w") as archive:
        revision = await dump.write(database, lambda name: Writing(archive, f"{name}.jsonl", parts))
    return packed, revision


async def _restore(database: Database, packed: io.BytesIO) -> None:
    def rows(name: str) -> Iterator[list[Any]]:
        with zipfile.ZipFile(packed) as archive:
            known = f"{name}.jsonl" in archive.namelist()
        return iter([_names(packed, name), *_lines(packed, name)] if known else [])

    await database.write("restore", lambda connection: dump.restore(connection, rows))


def _names(packed: io.BytesIO, table: str) -> list[Any]:
    return _all_lines(packed, table)[0]


def _lines(packed: io.BytesIO, table: str) -> list[list[Any]]:
    return _all_lines(packed, table)[1:]


def _all_lines(packed: io.BytesIO, table: str) -> list[list[Any]]:
    with zipfile.ZipFile(packed) as archive:
        return [json.loads(line) for line in archive.read(f"{table}.jsonl").splitlines()]


async def _everything(database: Database) -> dict[str, list[list[Any]]]:
    async def reading(connection: AsyncConnection) -> dict[str, list[list[Any]]]:
        tables = MetaData()
        await connection.run_sync(tables.reflect)
        return {
            table.name: [
                list(row)
                for row in await connection.execute(
                    select(table).order_by(*table.primary_key.columns)
                )
            ]
            for table in tables.sorted_tables
        }

    return await database.read(reading)
