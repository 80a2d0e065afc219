"""The history of a row is read from the log once, not at every press."""

from collections.abc import AsyncIterator, Iterable, Iterator
from pathlib import Path

import pytest

from server.api import histories
from server.api.histories import Histories
from server.live.liveroom import LiveRoom
from server.rooms.audit import Audit
from server.rooms.entering import OpinionsSilenced
from server.rooms.followup import OpinionResolved
from server.rooms.opinions import Result
from server.rooms.room import Entry, Event
from server.store.bell import MemoryBell
from server.store.codes import wall_clock
from server.store.database import Database, connect
from server.store.log import SqlLog
from tests.given import NOON, SECRETARY
from tests.rooms.conference import a_whole_conference

ROOM = "hn1"
SILENCED = OpinionsSilenced(("y7",))


class Taken:
    """Counts the entries that are replayed, and what of."""

    def __init__(self) -> None:
        self.entries = 0

    @property
    def since(self) -> int:
        """How many since this was asked last."""
        count, self.entries = self.entries, 0
        return count


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    made = connect(f"sqlite:///{tmp_path}/caunoi.db")
    await made.migrate()
    yield made
    await made.close()


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> Iterator[Taken]:
    counted, take = Taken(), Audit.take

    def counting(audit: Audit, entries: Iterable[Entry]) -> None:
        page = list(entries)
        counted.entries += len(page)
        take(audit, page)

    monkeypatch.setattr(Audit, "take", counting)
    yield counted


async def opened(database: Database, room: str = ROOM) -> tuple[LiveRoom, list[Entry]]:
    entries = a_whole_conference()
    await SqlLog(database).append(room, entries)
    live = LiveRoom(room, SqlLog(database), MemoryBell(), wall_clock, lambda: None)
    await live.open()
    return live, entries


async def write(database: Database, seq: int, event: Event) -> None:
    entry = Entry(seq, NOON, SECRETARY, f"w{seq}", "0" * 64, (event,))
    await SqlLog(database).append(ROOM, [entry])


async def test_ten_presses_are_one_replay(database: Database, taken: Taken) -> None:
    live, entries = await opened(database)
    told = Histories(SqlLog(database))
    whole = Audit()
    whole.take(entries)
    taken.entries = 0
    for row in ("y1", "y6", "y8", "y1", "y1") * 2:
        assert await told.of(live, row) == whole.changes[row]
    assert taken.since == len(entries)
    await live.close()


async def test_only_what_came_since_is_read(
    database: Database, taken: Taken, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(histories, "PAGE", 7)
    live, entries = await opened(database)
    told = Histories(SqlLog(database))
    before = await told.of(live, "y6")
    assert taken.since == len(entries)
    await write(database, len(entries) + 1, OpinionResolved("y6", Result.PLANNED))
    assert [one.new for one in (await told.of(live, "y6"))[len(before) :]] == ["planned"]
    assert taken.since == 1
    await live.close()


async def test_what_is_withdrawn_is_not_kept(
    database: Database, taken: Taken, monkeypatch: pytest.MonkeyPatch
) -> None:
    live, entries = await opened(database)
    told = Histories(SqlLog(database))
    assert await told.of(live, "y7")
    taken.entries = 0
    await write(database, len(entries) + 1, SILENCED)
    await told.of(live, "y7")
    assert taken.since == 1 + len(entries) + 1  # seen, and all of it read anew
    monkeypatch.setattr(histories, "STAYS", -1.0)
    await told.of(live, "y7")
    assert taken.since == len(entries) + 1, "and once more when it is old"
    await live.close()


async def test_few_conferences_are_kept(
    database: Database, taken: Taken, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(histories, "KEPT", 1)
    (one, entries), (other, _) = await opened(database), await opened(database, "hn2")
    told = Histories(SqlLog(database))
    for live, read in ((one, True), (one, False), (other, True), (one, True)):
        await told.of(live, "y1")
        assert taken.since == (len(entries) if read else 0)
    for live in (one, other):
        await live.close()
