"""The database: one SQLite file or a PostgreSQL server. SQLAlchemy Core, no objects mapped.

`write` and `read` are the only roads in; both are bounded in time and turn "it cannot be reached"
into `Unavailable`. On SQLite there is one connection that writes, and its pool is the queue for
it; readers run beside it (WAL). On PostgreSQL a writer takes an advisory lock by name first.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from typing import Any, TypeVar

import asyncpg
from sqlalchemy import func, make_url, select, text
from sqlalchemy.exc import ArgumentError, DataError, DBAPIError, IntegrityError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from server.live.ports import Unavailable
from server.store import engines
from server.store.errors import BadUrl
from server.store.threads import Threads, Work
from server.store.upgrading import upgrade

PATIENCE = 10.0
"""Seconds for a whole transaction. A client asks again by itself; longer waits help nobody."""
MIGRATION_TRIES = (0.1, 0.3, 1.0)
"""Seconds between tries: SQLite's busy_timeout does not cover the first switch to WAL, which
several nodes that start at once all attempt."""
MIGRATION_PATIENCE = 600.0
"""Seconds for a migration: it may rewrite the log of years."""
SCRUBBING = (0.1, 0.5, 1.0, 2.0, 5.0)
"""Seconds between tries to empty the write-ahead log while somebody reads."""

T = TypeVar("T")


class Database:
    """Close it: connections are threads or sockets. Opens nothing before it is first asked."""

    def __init__(
        self, writer: AsyncEngine, reader: AsyncEngine,
        writing: Threads | None = None, reading: Threads | None = None,
    ) -> None:  # fmt: skip
        """SQLite's short transactions go by threads of their own, `writing` and `reading`."""
        self._writer = writer
        self._reader = reader
        self._short_writing, self._short_reading = writing, reading
        self._running: set[asyncio.Task[Any]] = set()
        self.postgres = writer.dialect.name == "postgresql"

    async def write(self, lock: str, work: Work[T], patience: float = PATIENCE) -> T:
        """`work` in a transaction, committed durably at its end or not at all. Two writers with
        the same `lock` queue up. Raises Unavailable: it may have been committed, or be yet. What
        the database's keys refuse comes as IntegrityError. A caller that is cancelled leaves the
        transaction to end by itself."""

        async def writing() -> T:
            if self._short_writing:
                async with _reached(None):
                    return await self._short_writing.run(work)
            async with self.writing(lock, patience) as connection:
                return await work(connection)

        return await self._finish(writing(), patience)

    async def read(self, work: Work[T]) -> T:
        """`work` in a transaction for reading; on SQLite it sees one moment. Raises
        Unavailable."""

        async def reading() -> T:
            if self._short_reading:
                async with _reached(None):
                    return await self._short_reading.run(work)
            async with _reached(PATIENCE if self.postgres else None):
                return await _alive(partial(self._looked, work))

        return await self._finish(reading(), PATIENCE)

    @asynccontextmanager
    async def writing(
        self, lock: str, patience: float = PATIENCE
    ) -> AsyncIterator[AsyncConnection]:
        """As `write`, for a task that nobody cancels: on SQLite a cancelled BEGIN is still done by
        the connection's thread and holds the file with no owner."""
        async with _reached(patience if self.postgres else None), AsyncExitStack() as stack:
            yield await _alive(partial(self._begun, stack, lock, patience))

    async def _begun(self, stack: AsyncExitStack, lock: str, patience: float) -> AsyncConnection:
        """A transaction that has `lock`; `stack` will end it."""
        async with AsyncExitStack() as beginning:
            connection = await beginning.enter_async_context(self._writer.begin())
            if self.postgres:
                if patience > PATIENCE:
                    await connection.execute(text("SET LOCAL statement_timeout = 0"))
                    await connection.execute(text("SET LOCAL lock_timeout = 0"))
                await connection.execute(select(func.pg_advisory_xact_lock(func.hashtext(lock))))
            stack.push_async_exit(beginning.pop_all())
        return connection

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """As `read`, for a task that nobody cancels; it does not begin again."""
        async with (
            _reached(PATIENCE if self.postgres else None),
            self._reader.begin() as connection,
        ):
            yield connection

    async def _looked(self, work: Work[T]) -> T:
        async with self._reader.begin() as connection:
            return await work(connection)

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[AsyncConnection]:
        """A transaction for reading that sees one moment for as long as it lasts. For a task that
        nobody cancels. Raises Unavailable."""
        async with _reached(None), self._reader.connect() as connection:
            if self.postgres:
                await connection.execution_options(isolation_level="REPEATABLE READ")
            async with connection.begin():
                if self.postgres:
                    await connection.execute(text("SET LOCAL statement_timeout = 0"))
                    limit = text("SET LOCAL idle_in_transaction_session_timeout = 0")
                    await connection.execute(limit)
                yield connection

    async def migrate(self, to: str = "head") -> None:
        """Bring the tables to this release, or to the revision `to` of an older one. Safe beside
        other nodes doing the same: one works, the others wait for it and find nothing to do.
        Raises Unavailable, and NewerTables where a newer release has been at work."""

        async def work(connection: AsyncConnection) -> None:
            await connection.run_sync(upgrade, to)

        for wait in MIGRATION_TRIES:
            try:
                return await self.write("migrations", work, MIGRATION_PATIENCE)
            except Unavailable:
                await asyncio.sleep(wait)
        return await self.write("migrations", work, MIGRATION_PATIENCE)

    async def checkpoint(self) -> bool:
        """SQLite: move everything into the main file and empty the write-ahead log, so that
        deleted words are gone from the disk. False if a reader was in the way: try again.
        PostgreSQL looks after its own: True."""
        return True if self.postgres else await self._finish(self._checkpoint(), PATIENCE)

    async def scrub(self, *tables: str) -> None:
        """See that rows deleted from `tables` are gone from the files of the database: waits for
        readers. PostgreSQL's own write-ahead log and backups still hold them for a while.
        Raises Unavailable if a reader stays in the way."""
        if self.postgres:
            for table in tables:
                await self._finish(self._rewrite(table), PATIENCE)
            return
        for wait in SCRUBBING:
            if await self.checkpoint():
                return
            await asyncio.sleep(wait)
        raise Unavailable

    async def _rewrite(self, table: str) -> None:
        async with _reached(None), self._writer.connect() as connection:
            plain = await connection.execution_options(isolation_level="AUTOCOMMIT")
            await plain.exec_driver_sql(f"VACUUM FULL {table}")

    async def _checkpoint(self) -> bool:
        async with _reached(None), self._writer.connect() as connection:
            plain = await connection.execution_options(isolation_level="AUTOCOMMIT")
            busy = await plain.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            return not busy.scalar_one()

    async def close(self) -> None:
        """Wait for what is running, then let go of all connections."""
        if self._running:
            await asyncio.wait(self._running, timeout=PATIENCE)
        for threads in (self._short_writing, self._short_reading):
            if threads:
                await threads.close()
        await self._writer.dispose()
        if self._reader is not self._writer:
            await self._reader.dispose()

    async def _finish(self, work: Coroutine[Any, Any, T], patience: float) -> T:
        """The result of `work`, which goes on to its end even if nobody waits for it any more."""
        task = asyncio.create_task(work, name="transaction")
        self._running.add(task)
        task.add_done_callback(self._ended)
        done, _ = await asyncio.wait({task}, timeout=patience)
        if not done:
            raise Unavailable
        return task.result()

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._running.discard(task)
        if not task.cancelled():
            task.exception()  # seen: whoever asked may have gone away


def connect(url: str) -> Database:
    """The database at `url`, the setting DATABASE_URL: `sqlite:///path` (its directory is made)
    or `postgresql://user:password@host/name`. Raises BadUrl."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise BadUrl(scheme="") from error
    if parsed.drivername.startswith("sqlite") and parsed.database not in (None, "", ":memory:"):
        return Database(*engines.sqlite(parsed.set(drivername="sqlite+aiosqlite")))
    if parsed.drivername.partition("+")[0] in ("postgresql", "postgres"):
        return Database(*engines.postgres(parsed.set(drivername="postgresql+asyncpg")))
    raise BadUrl(scheme=parsed.drivername)


async def _alive(work: Callable[[], Awaitable[T]]) -> T:
    """`work`, and once more if its connection proves to have died since it was last used."""
    try:
        return await work()
    except DBAPIError as error:
        if not error.connection_invalidated:
            raise
    return await work()


@asynccontextmanager
async def _reached(patience: float | None) -> AsyncIterator[None]:
    """Everything that means "unknown, look again" becomes Unavailable; our own mistakes do not.
    SQLite needs no `patience` here: its pool and its busy_timeout end every wait."""
    try:
        async with asyncio.timeout(patience):
            yield
    except (IntegrityError, ProgrammingError, DataError):
        raise
    except (DBAPIError, PoolTimeout, OSError) as error:
        raise Unavailable from error
    except (asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        # While connecting SQLAlchemy lets asyncpg's own errors through.
        raise Unavailable from error
