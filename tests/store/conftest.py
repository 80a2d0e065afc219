"""Servers for the whole session, a fresh database for every test."""

from collections.abc import AsyncIterator, Iterator
from itertools import count
from pathlib import Path

import asyncpg
import pytest

from server.store.database import Database, connect
from tests import servers

pytest.register_assert_rewrite("tests.store.contract")
numbers = count(1)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[servers.PostgresServer]:
    with servers.postgres() as server:
        yield server


@pytest.fixture
def redis_server() -> Iterator[servers.RedisServer]:
    """One for each test, which may stop it."""
    with servers.redis_server() as server:
        yield server


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/dữ liệu/caunoi.db"


@pytest.fixture
async def postgres_url(postgres_server: servers.PostgresServer) -> str:
    name = f"test_{next(numbers)}"
    connection = await asyncpg.connect(postgres_server.url)
    try:
        await connection.execute(f"CREATE DATABASE {name}")
    finally:
        await connection.close()
    return postgres_server.url.removesuffix("postgres") + name


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest) -> str:
    """For tests outside the contract that hold on both."""
    found: str = request.getfixturevalue(f"{request.param}_url")
    return found


@pytest.fixture
async def database(url: str) -> AsyncIterator[Database]:
    """Migrated and empty, at `url`."""
    database = connect(url)
    try:
        await database.migrate()
        yield database
    finally:
        await database.close()
