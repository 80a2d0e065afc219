"""Server time is the database's, whatever a node's own clock says."""

import pytest

from server.store.clock import STALE, DatabaseClock
from server.store.codes import wall_clock
from server.store.database import Database, connect

SLOW = 90_000


class Steady:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize("off", [-SLOW, 0, SLOW])
async def test_a_node_whose_clock_is_wrong_tells_the_right_time(
    postgres_url: str, off: int
) -> None:
    database, steady = connect(postgres_url), Steady()
    clock = DatabaseClock(database, lambda: wall_clock() + off, steady)
    try:
        assert not clock.fresh
        await clock.measure()
        assert abs(clock() - wall_clock()) < 2000
        assert clock.fresh
        steady.now = STALE
        assert not clock.fresh
    finally:
        await database.close()


async def test_with_one_file_the_machines_own_clock_is_all_there_is(sqlite_url: str) -> None:
    database: Database = connect(sqlite_url)
    try:
        clock = DatabaseClock(database)
        await clock.measure()
        assert clock.fresh
        assert abs(clock() - wall_clock()) < 1000
    finally:
        await database.close()
