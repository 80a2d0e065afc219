import asyncio
import threading
from pathlib import Path

import pytest
from sqlalchemy import delete

from server.live.ports import Unavailable
from server.store.database import Database, connect
from server.store.log import SqlLog
from server.store.schema import contents
from tests.store.contract import HEARD, SECRET, LogContract
from tests.store.given import entry


@pytest.fixture
def url(sqlite_url: str) -> str:
    return sqlite_url


class TestSqlite(LogContract):
    pass


async def test_withdrawn_words_are_nowhere_in_the_files(database: Database, tmp_path: Path) -> None:
    log = SqlLog(database)
    await log.append("h1", [entry(n, HEARD) for n in range(1, 50)])
    assert found(tmp_path, SECRET)
    async with database.writing("h1") as connection:
        await connection.execute(delete(contents))
    assert await database.checkpoint()
    assert not found(tmp_path, SECRET)
    assert await log.verify("h1") is None


def found(home: Path, words: str) -> bool:
    files = [path for path in home.rglob("*") if path.is_file()]
    assert files
    return any(words.encode() in path.read_bytes() for path in files)


async def test_a_file_that_cannot_be_written_is_unavailable(tmp_path: Path) -> None:
    (tmp_path / "caunoi.db").mkdir()
    database = connect(f"sqlite:///{tmp_path}/caunoi.db")
    try:
        with pytest.raises(Unavailable):
            await SqlLog(database).append("h1", [entry(1)])
        with pytest.raises(Unavailable):
            await SqlLog(database).read("h1", after=0)
    finally:
        await database.close()
        # After a failed connect aiosqlite's thread says one more word to the loop: let it.
        for thread in threading.enumerate():
            if "_connection_worker_thread" in thread.name:
                await asyncio.to_thread(thread.join, 5)


async def test_readers_run_beside_the_writer(database: Database) -> None:
    log = SqlLog(database)
    await log.append("h1", [entry(1)])
    async with database.writing("h1"):
        assert len(await log.read("h1", after=0)) == 1
