"""Server time: this machine's clock, set right by the database's, so that all nodes agree.

Measured each minute. A node whose clock is wrong writes right times all the same; one that could
not measure for a while is not ready (`fresh`), since its clock may have been set meanwhile."""

import asyncio
import logging
import time
from collections.abc import Callable
from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from server.live.ports import Unavailable
from server.rooms.words import Millis
from server.store.codes import wall_clock
from server.store.database import Database

EVERY: Final = 60.0
"""Seconds between measurements."""
STALE: Final = 180.0
"""Seconds after which the last measurement is worth nothing."""
TELL: Final = 1000
"""Milliseconds of difference that the IT office should know of."""
NOW: Final = text("SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint")

log = logging.getLogger(__name__)


class DatabaseClock:
    """Called, it gives server time in milliseconds since the Unix epoch. With SQLite that is this
    machine's own: there is no other."""

    def __init__(
        self, database: Database, here: Callable[[], Millis] | None = None,
        steady: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        self._database, self._here, self._steady = database, here or wall_clock, steady
        self.offset = 0
        """Milliseconds that the database is ahead of this machine."""
        self._measured: float | None = None

    def __call__(self) -> Millis:
        return self._here() + self.offset

    @property
    def fresh(self) -> bool:
        """Was it measured lately? Always true with SQLite."""
        if not self._database.postgres:
            return True
        return self._measured is not None and self._steady() - self._measured < STALE

    async def measure(self) -> None:
        """Compare the clocks; half the answer's time was its way here. Raises Unavailable."""
        if not self._database.postgres:
            return
        asked = self._here()
        there = await self._database.read(_now)
        answered = self._here()
        offset = there - (asked + answered) // 2
        if abs(offset - self.offset) > TELL:
            log.warning("this machine's clock is %.1f s off the database's", -offset / 1000)
        self.offset, self._measured = offset, self._steady()

    async def run(self) -> None:
        """Measure for ever."""
        while True:
            try:
                await self.measure()
            except Unavailable:
                log.debug("the clock could not be measured")
            await asyncio.sleep(EVERY)


async def _now(connection: AsyncConnection) -> Millis:
    return int((await connection.execute(NOW)).scalar_one())
