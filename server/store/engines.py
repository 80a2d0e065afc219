"""How the two databases are opened: pools, bounds of time, and what each connection is told."""

from pathlib import Path
from typing import Final, NamedTuple

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from server.store.threads import Threads

CONNECTING: Final = 5.0
"""Seconds to be connected, and to wait for a connection."""
READERS: Final = 4
"""SQLite: reading is for opening rooms and exports, a few at a time."""
POSTGRES_POOL: Final = 10
"""Of PostgreSQL's usual 100 connections: several nodes and a backup fit beside each other."""
SQLITE_PRAGMAS: Final = (
    "busy_timeout=5000",  # first: switching to WAL may itself have to wait
    "journal_mode=WAL",
    "synchronous=FULL",
    "secure_delete=ON",
    "foreign_keys=ON",
)


class Engines(NamedTuple):
    """`writing` and `reading` are threads of SQLite's own, for its short transactions."""

    writer: AsyncEngine
    reader: AsyncEngine
    writing: Threads | None = None
    reading: Threads | None = None


def postgres(url: URL) -> Engines:
    if "sslmode" in url.query:  # libpq's word; asyncpg calls it ssl
        url = url.update_query_dict({"ssl": url.query["sslmode"]}).difference_update_query(
            ["sslmode"]
        )
    settings = {
        "application_name": "caunoi",
        "lock_timeout": "5s",
        "statement_timeout": "9s",
        # A node that vanishes while it holds a room's lock would silence the room everywhere.
        "idle_in_transaction_session_timeout": "15s",
    }
    engine = create_async_engine(
        url,
        pool_size=POSTGRES_POOL,
        max_overflow=0,
        pool_timeout=CONNECTING,
        connect_args={"timeout": CONNECTING, "server_settings": settings},
    )
    # No pool_pre_ping: three ways to and fro before each use; `Database` begins again where a
    # connection died. BEGIN and COMMIT of a reader are two more, and add nothing to READ COMMITTED.
    return Engines(engine, engine.execution_options(isolation_level="AUTOCOMMIT"))


def sqlite(url: URL) -> Engines:
    assert url.database is not None
    Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    roads = []
    for size, begin, pragmas in (
        (1, "BEGIN IMMEDIATE", ()),
        (READERS, "BEGIN", ("query_only=ON",)),
    ):
        pool = {"pool_size": size, "max_overflow": 0, "pool_timeout": CONNECTING}
        engine = create_async_engine(url, **pool)
        short = create_engine(
            url.set(drivername="sqlite"), connect_args={"check_same_thread": False}, **pool
        )
        for one in (engine.sync_engine, short):
            _prepare(one, begin, pragmas)
        roads.append((engine, Threads(short, size)))
    (writer, writing), (reader, reading) = roads
    return Engines(writer, reader, writing, reading)


def _prepare(engine: Engine, begin: str, pragmas: tuple[str, ...]) -> None:
    @event.listens_for(engine, "connect")
    def _connect(connection: object, _: ConnectionPoolEntry) -> None:
        # None: the driver begins nothing by itself; we say BEGIN, so that DDL is inside too.
        connection.isolation_level = None  # type: ignore[attr-defined]
        cursor = connection.cursor()  # type: ignore[attr-defined]
        for pragma in (*SQLITE_PRAGMAS, *pragmas):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        if connection.get_execution_options().get("isolation_level") != "AUTOCOMMIT":
            connection.exec_driver_sql(begin)
