"""A full disk stops the recording and nothing else: it is told, marked, and recovers by itself.
Old recordings go, unless somebody keeps them (D15)."""

import errno
import os
import threading
from pathlib import Path
from typing import Any

import pytest

from server.live import recordings
from server.live.ports import NoDepot
from server.live.recordings import DiskFull
from server.live.retention import DAY, Retention
from server.rooms.evidence import KeepTurn
from server.rooms.queue import RaiseHand
from server.rooms.session import CloseConference, KeepRecordings
from server.rooms.transcript import SegmentKind
from tests.given import ADMIN, CHAIR, LEAD, NOON, SECOND
from tests.live.given import ROOM, Clock, MemoryLog, submit, until
from tests.live.test_gaps import markers
from tests.live.world import World


def no_space(fd: int, data: bytes) -> int:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("reserve", [True, False])
async def test_recording_stops_with_a_marker_and_an_alarm_and_recovers(
    world: World, monkeypatch: pytest.MonkeyPatch, reserve: bool
) -> None:
    turn = await world.floor(0)
    world.hear(0)
    with monkeypatch.context() as full:
        if reserve:  # what is left of the disk is for the log
            full.setattr(recordings, "RESERVE", 1 << 62)
        else:
            full.setattr(os, "write", no_space)
        for _ in range(3):
            with pytest.raises(DiskFull):
                world.hear(1)
        await submit(world.live, RaiseHand("an-phu"))  # commands go on
    await until(lambda: markers(world))
    assert markers(world) == [(200, 200, SegmentKind.STOPPED, "[ghi âm bị gián đoạn: ổ đĩa đầy]")]
    alarms = [hint for hint, _ in world.told if hint["kind"] == "recording"]
    assert alarms == [{"kind": "recording", "stopped": True}]
    for n in range(1, 4):  # there is room again, and the sender has kept it all
        assert world.hear(n, oldest=1) == n
    assert world.places(turn) == [(0, 100), (100, 200), (200, 300), (300, 400)]
    alarms = [hint for hint, _ in world.told if hint["kind"] == "recording"]
    assert alarms[1:] == [{"kind": "recording", "stopped": False}]


async def test_the_alarm_is_told_again_and_the_marker_stands_once(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await world.floor(0)
    monkeypatch.setattr(recordings, "RESERVE", 1 << 62)
    for n in range(50):
        with pytest.raises(DiskFull):
            world.hear(n)
    await until(lambda: markers(world))
    assert len(markers(world)) == 1
    assert [hint["kind"] for hint, _ in world.told] == ["recording"] * 3


async def test_what_was_written_reaches_the_disk_off_the_event_loop(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recordings, "SYNC", 0.01)
    synced: list[int] = []
    monkeypatch.setattr(os, "fsync", lambda fd: synced.append(threading.get_ident()))
    again = World(world.directory, world.log)
    await again.open()
    await again.floor(0)
    again.hear(0)
    await until(lambda: synced)
    assert threading.get_ident() not in synced
    await again.close()


# --- retention --------------------------------------------------------------------------------


async def a_closed_one(tmp_path: Path, *commands: Any) -> tuple[MemoryLog, Path]:
    """A conference with a recording, closed 10 s after NOON."""
    world = World(tmp_path / "sound")
    await world.open()
    await world.floor(0)
    world.hear(0)
    for command, actor in commands:
        await world.at(5000, command, actor)
    await world.at(10_000, CloseConference(), CHAIR)
    await world.close()
    [path] = world.files
    return world.log, path


async def purge(log: MemoryLog, path: Path, days: int, after: int) -> list[str]:
    clock = Clock(NOON + 10 * SECOND + after)
    return await Retention(log, path.parent.parent, clock, days, NoDepot()).purge()


async def test_old_recordings_are_removed(tmp_path: Path) -> None:
    log, path = await a_closed_one(tmp_path)
    assert await purge(log, path, 30, 30 * DAY * 1000) == []
    assert path.exists()
    assert await purge(log, path, 30, 30 * DAY * 1000 + 1) == [ROOM]
    assert not path.exists()
    assert await purge(log, path, 30, 40 * DAY * 1000) == []


async def test_without_a_limit_they_stay(tmp_path: Path) -> None:
    log, path = await a_closed_one(tmp_path)
    assert await purge(log, path, 0, 10_000 * DAY * 1000) == []
    assert path.exists()


async def test_those_that_are_kept_stay_until_they_are_let_go(tmp_path: Path) -> None:
    log, path = await a_closed_one(tmp_path, (KeepRecordings(), CHAIR))
    assert await purge(log, path, 1, 100 * DAY * 1000) == []
    log.ask(KeepRecordings(False), ADMIN, at=NOON + 20_000)  # long after the close
    assert await purge(log, path, 1, 100 * DAY * 1000) == [ROOM]


async def test_the_sound_of_a_kept_turn_outlives_the_others(tmp_path: Path) -> None:
    log, path = await a_closed_one(tmp_path, (KeepTurn("t1"), LEAD))
    other = path.with_name("t2.venue.sound")
    other.write_bytes(path.read_bytes())
    assert await purge(log, path, 30, 31 * DAY * 1000) == [ROOM]
    assert path.exists() and not other.exists()
    assert await purge(log, path, 30, 31 * DAY * 1000) == []
    log.ask(KeepTurn("t1", keep=False), LEAD, at=NOON + 20_000)
    assert await purge(log, path, 30, 31 * DAY * 1000) == [ROOM]


async def test_a_conference_that_is_not_closed_is_let_alone(tmp_path: Path) -> None:
    world = World(tmp_path / "sound")
    await world.open()
    await world.floor(0)
    world.hear(0)
    await world.close()
    [path] = world.files
    assert await purge(world.log, path, 1, 100 * DAY * 1000) == []
    assert path.exists()
