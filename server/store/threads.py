"""SQLite's roads: a whole transaction is handed to a thread once, and comes back once.

Handing over every statement by itself costs ten times as much, and beside a busy event loop each
hand-over waits for the interpreter's lock anew."""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, Engine
from sqlalchemy.ext.asyncio import AsyncConnection

T = TypeVar("T")
Work = Callable[[AsyncConnection], Awaitable[T]]


class Here:
    """The part of an AsyncConnection that transactions use, in the thread where we are: whoever
    awaits it has the answer at once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def execute(self, *asked: Any) -> Any:
        return self._connection.execute(*asked)

    async def exec_driver_sql(self, *asked: Any) -> Any:
        return self._connection.exec_driver_sql(*asked)

    async def run_sync(self, work: Callable[..., T], *args: Any) -> T:
        return work(self._connection, *args)


class Threads:
    """Runs transactions of one engine in as many threads as it has connections."""

    def __init__(self, engine: Engine, size: int) -> None:
        self._engine = engine
        self._pool = ThreadPoolExecutor(size, f"sqlite {engine.url.database}")

    async def run(self, work: Work[T]) -> T:
        """`work` in a transaction. It may await nothing but its connection."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, self._run, work)

    def _run(self, work: Work[T]) -> T:
        with self._engine.begin() as connection:
            return _done(work(cast(AsyncConnection, Here(connection))))

    async def close(self) -> None:
        await asyncio.to_thread(self._pool.shutdown)
        self._engine.dispose()


def _done(work: Awaitable[T]) -> T:
    """The result of what never really waits. Raises RuntimeError if it does."""
    coroutine = cast(Coroutine[Any, Any, T], work)
    try:
        coroutine.send(None)
    except StopIteration as done:
        return cast(T, done.value)
    coroutine.close()
    raise RuntimeError(f"{threading.current_thread().name}: a transaction waits for something else")
