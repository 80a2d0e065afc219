import asyncpg
import pytest

from server.live.ports import Unavailable
from server.store.database import connect
from server.store.log import SqlLog
from tests import servers
from tests.store.contract import HEARD, LogContract
from tests.store.given import entry


@pytest.fixture
def url(postgres_url: str) -> str:
    return postgres_url


class TestPostgres(LogContract):
    pass


async def test_a_stopped_server_is_unavailable_and_comes_back() -> None:
    with servers.postgres() as server:
        database = connect(server.url)
        try:
            await database.migrate()
            log = SqlLog(database)
            await log.append("h1", [entry(1, HEARD)])
            server.stop()
            with pytest.raises(Unavailable):
                await log.append("h1", [entry(2)])
            with pytest.raises(Unavailable):
                await log.read("h1", after=0)
            server.start()
            assert len(await log.read("h1", after=0)) == 1
            await log.append("h1", [entry(2, HEARD)])
            assert await log.verify("h1") is None
        finally:
            await database.close()


async def test_a_server_stopped_in_the_middle_of_a_transaction(postgres_url: str) -> None:
    with servers.postgres() as server:
        database = connect(server.url)
        try:
            await database.migrate()
            with pytest.raises(Unavailable):
                async with database.writing("h1") as connection:
                    server.stop()
                    await connection.exec_driver_sql("SELECT 1")
        finally:
            await database.close()


async def test_connections_that_died_meanwhile_are_nobody_s_business(postgres_url: str) -> None:
    database = connect(postgres_url)
    try:
        await database.migrate()
        log = SqlLog(database)
        for n in range(1, 7, 2):
            await log.append("h1", [entry(n, HEARD)])
            await _cut_all(postgres_url)
            assert len(await log.read("h1", after=0)) == n
            await _cut_all(postgres_url)
            await log.append("h1", [entry(n + 1, HEARD)])
        assert await log.verify("h1") is None
    finally:
        await database.close()


async def _cut_all(url: str) -> None:
    """As a restart of the server, or a firewall, cuts the connections that lie in a pool."""
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    finally:
        await connection.close()
