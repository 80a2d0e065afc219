"""Rooms are opened when they are asked for, and put away when nobody needs them."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from server.live import house, lines
from server.live.conference import NoConference
from server.live.house import House
from server.rooms.agencies import Agency
from server.rooms.desk import SetBudget
from server.rooms.floor import InviteNow
from server.rooms.office import OFFICE, SetAgency
from server.rooms.session import CloseConference
from server.rooms.sight import desk_segment
from server.rooms.transcript import Segment, WriteSegment
from server.rooms.views import SegmentView
from server.rooms.words import SYSTEM
from server.store.bell import MemoryBell
from tests.given import ADMIN, CHAIR, MINUTE, MODERATOR, NOON, SECRETARY
from tests.live.given import (
    ROOM,
    Clock,
    Ear,
    Fanout,
    MemoryLog,
    raise_hand,
    set_up,
    submit,
    until,
)


@asynccontextmanager
async def a_house(log: MemoryLog, folder: Path, idle_s: float = 0.0) -> AsyncIterator[House]:
    ear: Any = Ear()
    running = House(log, MemoryBell(), Clock(), Fanout(), ear, folder)
    running.idle_s = idle_s
    running.start()
    try:
        yield running
    finally:
        await running.close()


def is_open(running: House, id: str = ROOM) -> Callable[[], bool]:
    def known() -> bool:
        try:
            return bool(running.running(id))
        except KeyError:
            return False

    return known


@pytest.fixture(autouse=True)
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(house, "LOOK_ROUND", 0.01)


async def test_a_conference_that_is_over_is_put_away_and_comes_back(tmp_path: Path) -> None:
    log = MemoryLog()
    set_up(log)
    log.ask(CloseConference(), CHAIR)
    async with a_house(log, tmp_path) as running:
        live = (await running.conference(ROOM)).live
        await until(lambda: not is_open(running)())
        again = (await running.conference(ROOM)).live
        assert again is not live and again.room == live.room


async def test_one_that_runs_or_is_looked_at_stays(tmp_path: Path) -> None:
    log = MemoryLog()
    set_up(log)
    async with a_house(log, tmp_path) as running:
        conference = await running.conference(ROOM)
        reads = log.reads
        await until(lambda: log.reads > reads + 5)  # it was looked after several times
        assert is_open(running)()
        conference.presence.arrived(CHAIR)
        await submit(conference.live, CloseConference(), CHAIR)
        reads = log.reads
        await until(lambda: log.reads > reads + 5)
        assert is_open(running)(), "the chair still looks at it"
        conference.presence.left(CHAIR)
        await until(lambda: not is_open(running)())


@pytest.mark.parametrize("over", [False, True])
async def test_lines_of_one_that_runs_are_made_before_a_desk_asks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, over: bool
) -> None:
    made: list[str] = []

    def noted(segment: Segment) -> SegmentView:
        made.append(segment.id)
        return desk_segment(segment)

    monkeypatch.setattr(lines, "desk_segment", noted)
    log = MemoryLog()
    set_up(log)
    log.ask(InviteNow("hoi-truong"), MODERATOR)
    log.ask(WriteSegment("t1", "Ghi nhanh"), SECRETARY)
    if over:
        log.ask(CloseConference(), CHAIR)
    async with a_house(log, tmp_path, idle_s=60) as running:
        conference = await running.conference(ROOM)
        reads = log.reads
        await until(lambda: log.reads > reads + 5)
        assert made == ([] if over else ["s1"])
        transcript = conference.live.shown.transcript
        await conference.lines.of(transcript, [transcript.segments["s1"]])
        assert made == ["s1"]


async def test_one_that_was_just_asked_for_stays(tmp_path: Path) -> None:
    log = MemoryLog()
    set_up(log)
    log.ask(CloseConference(), CHAIR)
    async with a_house(log, tmp_path, idle_s=60) as running:
        await running.conference(ROOM)
        reads = log.reads
        await until(lambda: log.reads > reads + 5)
        assert is_open(running)()


async def test_what_a_node_wrote_itself_it_does_not_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(house, "LOOK_ROUND", 60.0)
    log = MemoryLog()
    set_up(log)
    async with a_house(log, tmp_path) as running:
        live = (await running.conference(ROOM)).live
        reads = log.reads
        await submit(live, raise_hand("An"))
        theirs = log.ask(raise_hand("Bình"), MODERATOR)
        await running.bell.ring(f"{ROOM} {theirs.seq}")
        await until(lambda: live.seq == theirs.seq)
        assert log.reads == reads + 1
        for strange in (ROOM, f"{ROOM} soon", f"{ROOM} {'9' * 5000}"):  # it may be somebody else's
            before = log.reads
            await running.bell.ring(strange)
            await until(lambda: log.reads == before + 1)  # noqa: B023


async def test_the_office_has_one_room_and_is_no_conference(tmp_path: Path) -> None:
    log = MemoryLog()
    async with a_house(log, tmp_path) as running:
        office = await running.office()
        assert await running.office() is office
        await submit(office, SetAgency(Agency("sxd", "Sở Xây dựng")), ADMIN)
        log.ask(SetAgency(Agency("syt", "Sở Y tế")), ADMIN, room=OFFICE)  # another node
        await until(lambda: set(office.room.office.agencies) == {"sxd", "syt"})
        with pytest.raises(NoConference):
            await running.conference(OFFICE)


async def test_the_list_closes_by_itself_once_those_who_wait_fill_the_time(tmp_path: Path) -> None:
    """Only where a person has set it so, and in nobody's name but the service's (day.md D2)."""
    log = MemoryLog()
    set_up(log)
    log.ask(SetBudget(NOON + 20 * MINUTE), MODERATOR)
    for n in range(4):
        log.ask(raise_hand(f"Người {n}"), MODERATOR)
    async with a_house(log, tmp_path, idle_s=600.0) as running:
        live = (await running.conference(ROOM)).live
        await submit(live, raise_hand("Người 5"))
        looks = log.reads
        await until(lambda: log.reads > looks + 3)
        assert not live.room.queue.closed
        await submit(live, SetBudget(NOON + 20 * MINUTE, close=True))
        await until(lambda: live.room.queue.closed)
        assert log.entries[ROOM][-1].actor == SYSTEM
        assert len(live.room.queue.order) == 5
