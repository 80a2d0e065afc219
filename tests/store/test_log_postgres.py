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
