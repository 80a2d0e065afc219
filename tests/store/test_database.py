import asyncio

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncConnection

from server.live.ports import Unavailable
from server.store.database import Database, connect
from server.store.errors import BadUrl
from server.store.schema import metadata


async def test_migrations_make_the_schema(database: Database) -> None:
    def compared(connection: Connection) -> object:
        return compare_metadata(MigrationContext.configure(connection), metadata)

    async with database.reading() as connection:
        assert await connection.run_sync(compared) == []


async def test_many_nodes_migrate_at_once(url: str) -> None:
    nodes = [connect(url) for _ in range(4)]
    try:
        await asyncio.gather(*(node.migrate() for node in nodes))
        await nodes[0].migrate()
        async with nodes[1].reading() as connection:
            versions = await connection.execute(text("SELECT version_num FROM alembic_version"))
            assert versions.scalars().all() == ["0005"]
    finally:
        for node in nodes:
            await node.close()


async def test_writers_with_one_lock_queue_up(database: Database) -> None:
    order: list[str] = []

    async def write(name: str) -> None:
        async with database.writing("h1"):
            order.append(name)
            await asyncio.sleep(0.05)
            order.append(name)

    await asyncio.gather(*(write(name) for name in "abc"))
    assert order[0::2] == order[1::2]


async def nothing(_: AsyncConnection) -> None:
    pass


async def test_waiting_for_a_writer_has_an_end(database: Database) -> None:
    async with database.writing("h1"):
        with pytest.raises(Unavailable):
            await database.write("h1", nothing, patience=0.2)
    async with database.writing("h1"):
        pass


async def test_sqlite_is_set_for_power_cuts_and_forgetting(sqlite_url: str) -> None:
    database = connect(sqlite_url)
    try:
        for road in (database.writing("x"), database.reading()):
            async with road as connection:
                found = {
                    name: (await connection.exec_driver_sql(f"PRAGMA {name}")).scalar_one()
                    for name in ("journal_mode", "synchronous", "secure_delete", "foreign_keys")
                }
                assert found == {
                    "journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "foreign_keys": 1,
                }  # fmt: skip
    finally:
        await database.close()


@pytest.mark.parametrize("bad", ["mysql://h/x", "caunoi.db", "", "sqlite://", "sqlite:///:memory:"])
def test_other_databases_are_refused(bad: str) -> None:
    with pytest.raises(BadUrl):
        connect(bad)


async def test_libpqs_sslmode_is_understood(postgres_url: str) -> None:
    database = connect(postgres_url + "?sslmode=disable")
    try:
        await database.migrate()
    finally:
        await database.close()
